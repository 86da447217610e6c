"""A course of one made-up exercise, beside the one that `autograder new` writes."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from tests.build import toy

_CACHES = shutil.ignore_patterns("__pycache__")


@pytest.fixture(scope="session")
def built_toy(tmp_path_factory) -> Path:
    """A course of one made-up exercise, as it is; to be copied, not to be changed."""
    return toy.make(tmp_path_factory.mktemp("toy"))


@pytest.fixture
def toy_course(built_toy, tmp_path) -> Path:
    """A course of one made-up exercise, to be spoilt."""
    return shutil.copytree(built_toy, tmp_path / "toy", ignore=_CACHES)
