"""A course folder, released by the real nbgrader."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from autograder.grade.course import Course
from autograder.nb.courseroot import init
from autograder.nb.release import release


@pytest.fixture(scope="session")
def released(root, tmp_path_factory) -> Path:
    """Made once: init and release."""
    folder = tmp_path_factory.mktemp("released") / "spring"
    # The limits of a real course: what is tried here is not them, and a busy machine may take seconds
    # for a call that takes none.
    init(folder, root)
    release(Course(folder), ["ch1_ols"])
    return folder


@pytest.fixture
def course(released, tmp_path) -> Course:
    """A released course of this test's own."""
    shutil.copytree(released, tmp_path / "spring")
    return Course(tmp_path / "spring")
