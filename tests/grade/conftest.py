"""A course folder, made once."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from autograder.grade.course_folder import Course
from tests import shared


@pytest.fixture(scope="session")
def empty_course(root, tmp_path_factory) -> Path:
    """To be copied: after init."""
    return shared.empty_course(tmp_path_factory, root)


@pytest.fixture
def course(empty_course, tmp_path) -> Course:
    """A course of this test's own."""
    shutil.copytree(empty_course, tmp_path / "spring")
    return Course(tmp_path / "spring")
