"""R's lm on a design matrix, where Rscript is installed; timed inside R."""

from __future__ import annotations

import shutil
import subprocess
import tempfile
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np

RSCRIPT = shutil.which("Rscript")
SCRIPT = Path(__file__).with_suffix(".R")


class Fit(NamedTuple):
    """NaN where R leaves a coefficient out, or where the system does not tell the memory."""

    seconds_bare: float  # of lm.fit and the standard errors
    seconds: float  # of lm and its summary
    memory: float
    coef: Any
    std_error: Any


def lm(X: Any, y: Any, repeats: int = 1) -> Fit:
    """Fit in a process of its own, the numbers handed over as they are in binary files."""
    if RSCRIPT is None:
        raise RuntimeError("Rscript is not installed: install r-base-core.")
    with tempfile.TemporaryDirectory() as folder:
        X.T.tofile(Path(folder, "X.bin"))  # R stores matrices column by column
        y.tofile(Path(folder, "y.bin"))
        command = [RSCRIPT, "--vanilla", str(SCRIPT), folder, *map(str, X.shape), str(repeats)]
        run = subprocess.run(command, capture_output=True, text=True, check=True)
    seconds, memory, coef, std_error = (
        np.array([float(word) for word in line.replace("NA", "nan").split()])
        for line in run.stdout.splitlines()
    )
    return Fit(*map(float, seconds), float(memory[0]), coef, std_error)


def version() -> str:
    if RSCRIPT is None:
        return "not installed"
    command = [RSCRIPT, "--vanilla", "-e", "cat(as.character(getRversion()))"]
    return subprocess.run(command, capture_output=True, text=True, check=True).stdout
