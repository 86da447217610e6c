"""A copy of the course's source, to be spoilt."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from tests.build import toy

_READ = ("solutions", "exercises", "site/docs")

_CACHES = shutil.ignore_patterns("__pycache__")


@pytest.fixture
def checkout(root, tmp_path) -> Path:
    """What the build and `verify` read, in a folder of this test's own."""
    for name in _READ:
        shutil.copytree(root / name, tmp_path / name, ignore=_CACHES)
    shutil.copy(root / "course.toml", tmp_path)
    return tmp_path


@pytest.fixture(scope="session")
def built_toy(tmp_path_factory) -> Path:
    """A course of one made-up exercise, as it is; to be copied, not to be changed."""
    return toy.make(tmp_path_factory.mktemp("toy"))


@pytest.fixture
def toy_course(built_toy, tmp_path) -> Path:
    """A course of one made-up exercise, to be spoilt."""
    return shutil.copytree(built_toy, tmp_path / "toy", ignore=_CACHES)
