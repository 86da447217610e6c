"""A released course, and one whose checks can be changed."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from autograder.grade.course_folder import Course
from tests import shared
from tests.grade.helpers import STEM


@pytest.fixture(scope="session")
def released(root, tmp_path_factory) -> Path:
    """To be copied: after init and release."""
    return shared.released_course(tmp_path_factory, root)


@pytest.fixture
def course(released, tmp_path) -> Course:
    """A released course of this test's own."""
    shutil.copytree(released, tmp_path / "spring")
    return Course(tmp_path / "spring")


@pytest.fixture
def add_check(course, root, tmp_path) -> Callable[[str], Course]:
    """Give the course a checkout of its own, with one more hidden check of the exercise."""

    def add(check: str) -> Course:
        copy = tmp_path / "checkout"
        for name in ("solutions", "exercises", "autograder", "course"):
            shutil.copytree(root / name, copy / name, ignore=shutil.ignore_patterns("__pycache__"))
        shutil.copy(root / "course.toml", copy)
        hidden = copy / "solutions" / "ch1_ols" / STEM / "test_hidden.py"
        hidden.write_text(f"{hidden.read_text()}\n\n{check}")
        settings = course.folder / "autograder.toml"
        settings.write_text(settings.read_text().replace(str(root), str(copy)))
        return Course(course.folder)

    return add
