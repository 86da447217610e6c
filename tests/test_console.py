"""How a command ends: a reader who leaves is no error, any other broken pipe is one, with words."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from types import SimpleNamespace

import pytest
import typer

from autograder import cli
from autograder.errors import UserError
from autograder.grade.course_folder import Course
from autograder.grade.grading_run import Graded
from autograder.nb.courseroot import init

_APP = """
import errno, sys, typer
from autograder import console
app = typer.Typer(pretty_exceptions_enable=False)

@app.command()
def command(kind: str) -> None:
    if kind == "socket":
        raise BrokenPipeError(errno.EPIPE, "Broken pipe")
    for _ in range(20_000):
        (console.out.print if kind == "rich" else print)("x" * 100)

console.run(app)
"""


def run(kind: str, read: bool) -> tuple[int, str]:
    """Run a command; `read` all that it prints, or leave after a line."""
    with subprocess.Popen(
        [sys.executable, "-c", _APP, kind],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    ) as process:
        assert process.stdout is not None and process.stderr is not None
        if read:
            process.stdout.read()
        else:
            process.stdout.readline()
        process.stdout.close()
        said = process.stderr.read()
        return process.wait(60), said


@pytest.mark.parametrize("kind", ["print", "rich"])
def test_a_reader_who_has_seen_enough_is_no_error(kind: str) -> None:
    assert run(kind, read=False) == (0, "")


@pytest.mark.parametrize("kind", ["print", "rich"])
def test_a_reader_who_stays_sees_all(kind: str) -> None:
    assert run(kind, read=True) == (0, "")


def test_any_other_pipe_that_breaks_is_an_error_with_words() -> None:
    code, said = run("socket", read=True)
    assert code == 1
    assert "error:" in said
    assert "Traceback" not in said


@pytest.fixture
def course(root: Path, tmp_path: Path) -> Course:
    init(tmp_path / "spring", root)
    for name in ("ada", "bo", "chen"):
        (tmp_path / "spring" / "submitted" / name / "ch1_ols").mkdir(parents=True)
    return Course(tmp_path / "spring")


@contextmanager
def ending(patch: pytest.MonkeyPatch, error: BaseException | None) -> Iterator[None]:
    """Within it, a run grades one of three and then ends, quietly or with an error."""

    def grade(self: object, *args: object, **kwargs: object) -> Iterator[Graded]:
        yield Graded("ada", None, True, "the first")
        if error is not None:
            raise error

    @contextmanager
    def publisher(run: object, students: object = None) -> Iterator[object]:
        yield SimpleNamespace(publish=lambda result: result, faults=[], warnings=[])

    patch.setattr("autograder.grade.grading_run.GradingRun.grade", grade)
    patch.setattr("autograder.nb.publish.Publisher", publisher)
    yield


def test_a_run_that_leaves_somebody_out_names_them_and_does_not_end_in_0(
    course: Course, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    with ending(monkeypatch, None), pytest.raises(typer.Exit) as left:
        cli.grade(course.folder, "ch1_ols", None, None, False, False, False)
    assert left.value.exit_code == 1
    log = (course.folder / "logs" / "ch1_ols.log").read_text()
    for name in ("bo", "chen"):
        assert f"{name}: not graded" in log


@pytest.mark.parametrize("error", [BrokenPipeError(32, "Broken pipe"), SystemExit(0)])
def test_a_run_that_a_broken_pipe_ends_half_way_names_who_is_left(
    course: Course, monkeypatch: pytest.MonkeyPatch, error: BaseException
) -> None:
    with ending(monkeypatch, error), pytest.raises(UserError) as told:
        cli.grade(course.folder, "ch1_ols", None, None, False, False, False)
    assert told.value.exit_code == 1
    assert "bo, chen" in str(told.value)
