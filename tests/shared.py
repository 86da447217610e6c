"""Course folders that are dear to make, made once in a run of the tests, whatever process asks first."""

from __future__ import annotations

import fcntl
import os
from collections.abc import Callable
from pathlib import Path

import pytest

from autograder.grade.course_folder import Course
from autograder.grade.limits import CallLimits
from autograder.nb.courseroot import init
from autograder.nb.release import release

LIMITS = CallLimits(load_s=20.0, call_s=2.0, exercise_s=60.0)


def once(factory: pytest.TempPathFactory, name: str, make: Callable[[Path], object]) -> Path:
    """Return the folder that `make` fills; the processes of pytest-xdist wait for the first that asks.

    To be copied, and not to be changed.
    """
    base = factory.getbasetemp()
    if "PYTEST_XDIST_WORKER" in os.environ:
        base = base.parent
    base = base / "shared"
    base.mkdir(exist_ok=True)
    folder, done = base / name, base / f"{name}.made"
    with (base / f"{name}.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not done.exists():
            make(folder)
            done.touch()
    return folder


def empty_course(factory: pytest.TempPathFactory, root: Path) -> Path:
    """Return a course folder as `autograder init` leaves it, with short limits."""
    return once(factory, "initialised", lambda folder: init(folder, root, limits=LIMITS))


def released_course(factory: pytest.TempPathFactory, root: Path) -> Path:
    """Return a course folder whose first chapter was released."""

    def make(folder: Path) -> None:
        # The limits of a real course: what is tried there is not them, and a busy machine may take
        # seconds for a call that takes none.
        init(folder, root)
        release(Course(folder), ["ch1_ols"])

    return once(factory, "released", make)
