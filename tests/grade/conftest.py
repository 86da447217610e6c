"""A course folder with the released first chapter, made once."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from autograder.grade.course import Course
from autograder.grade.session import CallLimits
from autograder.nb.courseroot import init


@pytest.fixture(scope="session")
def empty_course(root, tmp_path_factory) -> Path:
    folder = tmp_path_factory.mktemp("course") / "spring"
    init(folder, root, limits=CallLimits(load_s=20.0, call_s=2.0, exercise_s=60.0))
    return folder


@pytest.fixture
def course(empty_course, tmp_path) -> Course:
    """A course of this test's own."""
    shutil.copytree(empty_course, tmp_path / "spring")
    return Course(tmp_path / "spring")
