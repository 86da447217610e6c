"""One grading process: checks collected once, then run on one submission after another.

    python -m autograder.grade.engine FD

reads settings and then jobs from the socket FD, and writes a result for each. Student code never
runs here: the checks do, and what they judge is data from a sandbox.
"""

from __future__ import annotations

import contextlib
import io
import os
import socket
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import msgspec
import pytest
from _pytest.runner import runtestprotocol

from autograder.build.regions import strip
from autograder.checks import plugin
from autograder.checks.outcome import Message, Outcome
from autograder.checks.result import CheckResult
from autograder.checks.run import PYTEST_OPTIONS, only_our_plugin
from autograder.checks.student import Call, Student, calls_of
from autograder.diagnose import Diagnosis
from autograder.grade.result import (
    Conditions,
    ExerciseResult,
    SubmissionResult,
    exercise_result,
)
from autograder.grade.session import CallLimits, Session
from autograder.grade.submission import read_submission
from autograder.registry import Chapter, Exercise, read_chapter, stem_of
from autograder.sandbox import Limits, Zygote
from autograder.verify import check_files
from autograder.worker import frames

WORKER = Path(__file__).resolve().parents[1] / "worker"
# What the worker needs, and what nearly every submission imports: paid for once.
PRELOAD = ("msgspec", "numpy", "scipy.stats", "scipy.linalg", "pandas", "worker.main")


class Settings(msgspec.Struct, frozen=True):
    """What every job of a run shares."""

    root: str
    folder: str
    conditions: Conditions
    sandbox_kind: str
    call_limits: CallLimits
    preload: tuple[str, ...] = PRELOAD


class Job(msgspec.Struct, frozen=True):
    """One submission to grade: whose, and where it lies."""

    student: str
    path: str


class Reply(msgspec.Struct, frozen=True):
    """A result, or the words of what went wrong on our side; or neither: ready for a first job."""

    result: SubmissionResult | None = None
    fault: str = ""
    sandbox: str = ""


class _GraderSeat(plugin.Seat):
    """The seat whose students are proxies to the sandbox."""

    def __init__(self, seed: int) -> None:
        super().__init__(seed)
        self.session: Session | None = None

    def student(self, test_file: Path, stem: str) -> Student:
        assert self.session is not None
        return self.session.student(stem)


class Engine:
    """Grades jobs of one chapter with one warmed sandbox parent and one collected set of checks."""

    def __init__(self, settings: Settings, zygote: Zygote) -> None:
        root = Path(settings.root)
        self.settings = settings
        self.zygote = zygote
        self.chapter: Chapter = read_chapter(root / "solutions" / settings.folder)
        source = root / "solutions" / settings.folder
        self.given = (source / "given.py").read_text(encoding="utf-8")
        self.stubs = {
            e.stem: strip((source / f"{e.stem}.py").read_text(encoding="utf-8"), f"{e.stem}.py")
            for e in self.chapter.exercise
        }
        self.files = [f for e in self.chapter.exercise for f in check_files(root, self.chapter, e)]
        self.diagnoses = {e.stem: Diagnosis(root, self.chapter, e) for e in self.chapter.exercise}
        self.seat = _GraderSeat(settings.conditions.seed)

    def run(self, jobs: Iterator[Job], send: Any) -> None:
        """Grade every job; hand each `Reply` to `send`. Returns when `jobs` ends."""
        loop = _Loop(self, jobs, send)
        output = io.StringIO()
        with (
            only_our_plugin(),
            contextlib.redirect_stdout(output),
            contextlib.redirect_stderr(output),
        ):
            pytest.main([*PYTEST_OPTIONS, "-s", *map(str, self.files)], plugins=[loop])
        if not loop.started:
            send(Reply(fault=f"The checks could not be collected: {output.getvalue()[-1500:]}"))

    def grade(self, job: Job, items: list[pytest.Item]) -> SubmissionResult:
        """Return the result of one submission, from all checks of the chapter."""
        submission = read_submission(Path(job.path), job.student, self.chapter, self.stubs)
        session = Session(
            self.zygote,
            submission,
            self.chapter,
            self.given,
            self.settings.call_limits,
            Limits(wall_s=self.settings.call_limits.submission_s),
        )
        self.seat.session = session
        results: list[ExerciseResult] = []
        try:
            for exercise in self.chapter.exercise:
                own = [item for item in items if stem_of(item.path) == exercise.stem]
                results.append(self._grade_exercise(exercise, submission.origin[exercise.stem], own))
        finally:
            session.close()
            self.seat.session = None
        return SubmissionResult(
            student=job.student,
            chapter=self.chapter.folder,
            submission_hash=submission.hash,
            conditions=self.settings.conditions,
            exercises=tuple(results),
            problems=submission.problems,
        )

    def _grade_exercise(
        self, exercise: Exercise, origin: str, items: list[pytest.Item]
    ) -> ExerciseResult:
        checks: list[CheckResult] = []
        calls: list[Call] = []
        failed: list[Call] = []
        for item in items:
            result, made = _run_check(item)
            if result.outcome is Outcome.FAULT:
                result, made = _run_check(item)  # a fault of ours gets a second chance
            checks.append(result)
            calls += made
            if result.outcome is Outcome.WRONG:
                failed += made
        slip = self.diagnoses[exercise.stem].name(calls, failed) if failed else None
        return exercise_result(exercise, origin, checks, slip)


def _run_check(item: pytest.Item) -> tuple[CheckResult, list[Call]]:
    for key in (plugin.RESULT, plugin.STUDENT):
        if key in item.stash:
            del item.stash[key]
    runtestprotocol(item, log=False, nextitem=None)
    result = item.stash.get(plugin.RESULT, None)
    student = item.stash.get(plugin.STUDENT, None)
    if result is None:
        message = Message(headline=f"{item.nodeid} gave no result")
        result = CheckResult(
            exercise="", check=item.name, title=item.name, hidden=True, weight=1.0,
            outcome=Outcome.FAULT, message=message,
        )
    return result, calls_of(student) if student is not None else []


class _Loop:
    """Replaces pytest's own loop over tests with ours over submissions and tests."""

    def __init__(self, engine: Engine, jobs: Iterator[Job], send: Any) -> None:
        self.engine, self.jobs, self.send = engine, jobs, send
        self.started = False

    @pytest.hookimpl(trylast=True)
    def pytest_configure(self, config: pytest.Config) -> None:
        config.stash[plugin.SEAT] = self.engine.seat

    @pytest.hookimpl(tryfirst=True)
    def pytest_runtestloop(self, session: pytest.Session) -> bool | None:
        if session.testsfailed:
            return None  # collection errors: pytest's own loop reports them
        self.started = True
        self.send(Reply(sandbox=self.engine.zygote.kind))
        for job in self.jobs:
            try:
                reply = Reply(result=self.engine.grade(job, session.items))
            except Exception as error:
                reply = Reply(fault=f"{type(error).__name__}: {error}")
            self.send(reply)
        return True


def main(descriptor: int) -> None:
    """Serve jobs on an inherited socket until it closes."""
    sock = socket.socket(fileno=descriptor)

    def send(reply: Reply) -> None:
        frames.send_frame(sock, msgspec.msgpack.encode(reply))

    first = frames.receive_frame(sock)
    if first is None:
        return
    settings = msgspec.msgpack.decode(first, type=Settings)

    def jobs() -> Iterator[Job]:
        while (payload := frames.receive_frame(sock)) is not None:
            yield msgspec.msgpack.decode(payload, type=Job)

    try:
        kind: Any = settings.sandbox_kind
        with Zygote(worker_package=WORKER, preload=settings.preload, kind=kind) as zygote:
            Engine(settings, zygote).run(jobs(), send)
    except Exception as error:
        with contextlib.suppress(OSError):
            send(Reply(fault=f"{type(error).__name__}: {error}"))


if __name__ == "__main__":
    os.environ.update(OMP_NUM_THREADS="1", MKL_NUM_THREADS="1", OPENBLAS_NUM_THREADS="1")
    main(int(sys.argv[1]))
