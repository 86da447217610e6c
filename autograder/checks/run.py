"""Run check files in this process, through pytest, without its output: for notebooks and the build."""

from __future__ import annotations

import contextlib
import io
import os
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path

import pytest

from autograder.checks import plugin
from autograder.checks.result import CheckResult
from autograder.checks.student import Student
from autograder.errors import UserError


class ChosenSeat(plugin.Seat):
    """A seat whose students are made by the caller, one factory an exercise."""

    def __init__(self, student_of: Mapping[str, Callable[[], Student]], seed: int = 0) -> None:
        super().__init__(seed)
        self.student_of = student_of

    def student(self, test_file: Path, stem: str) -> Student:
        return self.student_of[stem]()


class _Collector:
    def __init__(self, seat: plugin.Seat) -> None:
        self.seat = seat
        self.found: list[tuple[CheckResult, Student | None]] = []

    @pytest.hookimpl(trylast=True)
    def pytest_configure(self, config: pytest.Config) -> None:
        config.stash[plugin.SEAT] = self.seat

    def pytest_runtest_teardown(self, item: pytest.Item) -> None:
        result = item.stash.get(plugin.RESULT, None)
        if result is not None:
            self.found.append((result, item.stash.get(plugin.STUDENT, None)))


def run_checks(
    files: Sequence[Path], student_of: Mapping[str, Callable[[], Student]], seed: int = 0
) -> list[tuple[CheckResult, Student | None]]:
    """Return the result of every check in `files`, with the student each was run on.

    Raises `UserError` where a file cannot be collected: a check that cannot run is never a pass.
    """
    collector = _Collector(ChosenSeat(student_of, seed))
    output = io.StringIO()
    with only_our_plugin(), contextlib.redirect_stdout(output), contextlib.redirect_stderr(output):
        code = pytest.main([*PYTEST_OPTIONS, *map(str, files)], plugins=[collector])
    if code not in (pytest.ExitCode.OK, pytest.ExitCode.TESTS_FAILED) or not collector.found:
        names = ", ".join(f.name for f in files)
        raise UserError(f"The checks in {names} could not be run: {output.getvalue().strip()[-1500:]}")
    return collector.found


PYTEST_OPTIONS = (
    "-q",
    "-c",
    os.devnull,
    "--rootdir=.",
    "--import-mode=importlib",
    "-p",
    "no:cacheprovider",
    "-p",
    "autograder.checks.plugin",
)


@contextlib.contextmanager
def only_our_plugin() -> Iterator[None]:
    """Other people's pytest plugins have no say in a check, and cost start-up time."""
    name = "PYTEST_DISABLE_PLUGIN_AUTOLOAD"
    before = os.environ.get(name)
    os.environ[name] = "1"
    try:
        yield
    finally:
        if before is None:
            del os.environ[name]
        else:
            os.environ[name] = before
