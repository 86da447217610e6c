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
    done = subprocess.run(
        [sys.executable, "-m", "nbgrader", *arguments],
        cwd=course,
        env=nbgrader_environment(),
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
    )
    printed = done.stdout + done.stderr
    if done.returncode != 0:
        tail = " ".join(printed.strip().splitlines()[-6:])
        raise UserError(f"nbgrader {' '.join(arguments)} failed: {tail}", exit_code=1)
    return printed


def nbgrader_environment() -> dict[str, str]:
    """Return the environment that nbgrader's commands run in."""
    programs = str(Path(sys.executable).parent)  # nbgrader calls `alembic` by name
    path = os.pathsep.join([programs, os.environ.get("PATH", "")])
    return {**os.environ, "PATH": path, "JUPYTER_PLATFORM_DIRS": "1"}
