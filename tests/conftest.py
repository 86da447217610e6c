"""Fixtures that several suites share."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from autograder.grade import run
from autograder.registry import Chapter, read_chapter
from tests import warm as warm_processes

ROOT = Path(__file__).resolve().parents[1]


@pytest.fixture(scope="session")
def root() -> Path:
    """The checkout."""
    return ROOT


@pytest.fixture(scope="session")
def ols_chapter() -> Chapter:
    """Chapter `ols` as it is authored."""
    return read_chapter(ROOT / "solutions" / "ch1_ols")


@pytest.fixture(scope="session")
def _processes(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    warm_processes.hide(tmp_path_factory.getbasetemp())
    yield
    warm_processes.stop()


@pytest.fixture
def warm(_processes: None, monkeypatch: pytest.MonkeyPatch) -> None:
    """Grade in a process that another test is done with, where there is one."""
    monkeypatch.setattr(run, "Pool", warm_processes.WarmPool)
