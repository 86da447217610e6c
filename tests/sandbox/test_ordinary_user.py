"""All walls stand for an ordinary user, too: root runs these tests once more as one."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

pytestmark = pytest.mark.sandbox
HERE = Path(__file__).resolve().parent


@pytest.mark.skipif(os.geteuid() != 0, reason="these tests run as an ordinary user already")
@pytest.mark.parametrize(
    "which",
    [
        "walls",
        pytest.param("", marks=pytest.mark.slow),
    ],
    ids=["the walls", "everything"],
)
def test_the_walls_stand_for_an_ordinary_user(which: str) -> None:
    base = Path("/tmp") / f"vraisemblance-ordinary-{os.getpid()}"
    script = [sys.executable, str(HERE / "ordinary_user.py")]
    probe = subprocess.run(
        [*script, sys.executable, "-c", "import pytest"],
        capture_output=True,
        text=True,
        check=False,
    )
    if probe.returncode != 0:
        pytest.skip(f"an ordinary user cannot run this interpreter: {probe.stderr[-300:]}")
    files = [str(HERE / f"test_{name}.py") for name in ("walls", "limits", "life", "view")]
    run = subprocess.run(
        [*script, sys.executable, "-m", "pytest", "-q", "-rs", "-p", "no:cacheprovider",
         "-k", which, f"--basetemp={base}", *files],
        capture_output=True, text=True, check=False, cwd=HERE.parents[1],
        env={**os.environ, "HOME": "/tmp", "PYTHONDONTWRITEBYTECODE": "1"},
    )  # fmt: skip
    subprocess.run(["rm", "-rf", str(base)], check=False)
    print(run.stdout[-6000:])
    assert run.returncode == 0, run.stdout[-6000:] + run.stderr[-2000:]
    assert "passed" in run.stdout.splitlines()[-1]
