"""Fixtures that several suites share."""

from __future__ import annotations

from pathlib import Path

import pytest

from autograder.registry import Chapter, read_chapter

ROOT = Path(__file__).resolve().parents[1]


@pytest.fixture(scope="session")
def root() -> Path:
    """The checkout."""
    return ROOT


@pytest.fixture(scope="session")
def ols_chapter() -> Chapter:
    """Chapter `ols` as it is authored."""
    return read_chapter(ROOT / "solutions" / "ch1_ols")
