"""A copy of the course's source, to be spoilt."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

_READ = ("solutions", "exercises", "site/docs")


@pytest.fixture
def checkout(root, tmp_path) -> Path:
    """What the build and `verify` read, in a folder of this test's own."""
    for name in _READ:
        shutil.copytree(root / name, tmp_path / name, ignore=shutil.ignore_patterns("__pycache__"))
    return tmp_path
