"""A course folder, released by the real nbgrader."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from autograder.grade.course_folder import Course
from tests import shared


@pytest.fixture(scope="session")
def released(root, tmp_path_factory) -> Path:
    """To be copied: after init and release."""
    return shared.released_course(tmp_path_factory, root)


@pytest.fixture
def course(released, tmp_path) -> Course:
    """A released course of this test's own."""
    shutil.copytree(released, tmp_path / "spring")
    return Course(tmp_path / "spring")
