"""Run nbgrader's own commands, as an instructor would type them."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

from autograder.errors import UserError
from autograder.steps import step


def nbgrader(course: Path, *arguments: str) -> str:
    """Return what `nbgrader ARGUMENTS` prints in a course folder.

    Raises `UserError` with its last lines where it fails.
    """
    step(f"nbgrader {' '.join(arguments[:2])}")
    programs = str(Path(sys.executable).parent)  # nbgrader calls `alembic` by name
    path = os.pathsep.join([programs, os.environ.get("PATH", "")])
    environment = {**os.environ, "PATH": path, "JUPYTER_PLATFORM_DIRS": "1"}
    done = subprocess.run(
        [sys.executable, "-m", "nbgrader", *arguments],
        cwd=course,
        env=environment,
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
    )
    printed = done.stdout + done.stderr
    if done.returncode != 0:
        tail = " ".join(printed.strip().splitlines()[-6:])
        raise UserError(f"nbgrader {' '.join(arguments)} failed: {tail}", exit_code=1)
    return printed
