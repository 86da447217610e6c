"""Fixtures that several suites share."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from autograder.build import build_course, write
from autograder.grade import grading_run
from autograder.new import new_course
from autograder.registry import Chapter, read_chapter
from tests import warm as warm_processes

ROOT = Path(__file__).resolve().parents[1]


@pytest.fixture(scope="session")
def root() -> Path:
    """The checkout."""
    return ROOT


@pytest.fixture(scope="session")
def built_chance(tmp_path_factory) -> Path:
    """The course that `autograder new` writes, built; to be copied or looked at, not to be changed."""
    folder = tmp_path_factory.mktemp("new") / "chance"
    new_course(folder)
    write(build_course(folder), folder / "exercises")
    return folder


@pytest.fixture
def chance_course(built_chance, tmp_path) -> Path:
    """The same, to be spoilt."""
    leave = shutil.ignore_patterns("__pycache__", ".cache")
    return shutil.copytree(built_chance, tmp_path / "chance", ignore=leave)


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
    monkeypatch.setattr(grading_run, "Pool", warm_processes.WarmPool)
