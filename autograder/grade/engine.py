"""One grading process: checks collected once, then run on one submission after another.

    python -m autograder.grade.engine FD

reads settings and then jobs from the socket FD, and writes a result for each. Student code never
runs here: the checks do, and what they judge is data from a sandbox.
"""

from __future__ import annotations

import contextlib
import os
import shutil
import socket
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, NamedTuple

import msgspec

from autograder.build.regions import strip
from autograder.checks.check_result import settle
from autograder.checks.collection import Checks, Ran, with_checks
from autograder.checks.outcome import LONGEST, Outcome
from autograder.checks.slips import Slip
from autograder.checks.student import from_solution
from autograder.diagnose import Diagnosis
from autograder.grade.bounded import Bounded, TooMuch
from autograder.grade.limits import CallLimits
from autograder.grade.session import Session
from autograder.grade.submission import read_submission
from autograder.grade.submission_result import (
    Conditions,
    SubmissionResult,
    exercise_result,
)
from autograder.layout import ChapterFiles
from autograder.registry import Chapter, Exercise, check_files, read_chapter
from autograder.sandbox import SandboxUnavailable, Zygote
from autograder.settings import read_course
from autograder.worker import frames

WORKER = Path(__file__).resolve().parents[1] / "worker"
# What the worker needs, and what nearly every submission imports: paid for once.
PRELOAD = (
    "msgspec",
    "numpy",
    "scipy.stats",
    "scipy.linalg",
    "pandas",
    "worker.main",
    "worker.kept",
)


class Settings(msgspec.Struct, frozen=True):
    """What every job of a run shares."""

    root: str
    folder: str
    conditions: Conditions
    sandbox_kind: str
    call_limits: CallLimits
    # Seconds after which a process that has said nothing is taken to be stuck.
    stage_s: float
    # Folders that stay out of sight even if they lie below one that the sandbox shows.
    hide: tuple[str, ...] = ()
    # Packages with right answers, and the distributions that they are part of: out of sight as well.
    packages: tuple[str, ...] = ()
    distributions: tuple[str, ...] = ()


class Job(msgspec.Struct, frozen=True):
    """One submission to grade: whose, and where it lies."""

    student: str
    path: str


class Reply(msgspec.Struct, frozen=True):
    """A result, or the words of what went wrong on our side; or neither: ready for a first job.

    With `at` it is no answer yet, but where the process is: it has begun with something new.
    """

    result: SubmissionResult | None = None
    fault: str = ""
    sandbox: str = ""
    at: str = ""


class Engine:
    """Grades jobs of one chapter with one warmed sandbox parent and one collected set of checks."""

    def __init__(self, settings: Settings, zygote: Zygote) -> None:
        root = Path(settings.root)
        self.settings = settings
        self.zygote = zygote
        source = ChapterFiles(root, settings.folder)
        self.root = root
        self.chapter: Chapter = read_chapter(source.folder)
        self.given = source.given.read_text(encoding="utf-8")
        self.stubs = {
            e.stem: strip(source.exercise(e.name).statement.read_text("utf-8"), f"{e.stem}.py")
            for e in self.chapter.exercise
        }
        self.files = [f for e in self.chapter.exercise for f in check_files(root, self.chapter, e)]
        self._solution: dict[str, Solution] = {}
        self._at: Callable[[str], None] = lambda where: None
        self.diagnoses = {e.stem: Diagnosis(root, self.chapter, e) for e in self.chapter.exercise}

    def run(self, jobs: Iterator[Job], send: Callable[[bytes], None]) -> None:
        """Grade every job; hand each encoded `Reply` to `send`. Returns when `jobs` ends."""

        def work(checks: Checks) -> None:
            send(msgspec.msgpack.encode(Reply(sandbox=self.zygote.kind)))
            for job in jobs:
                try:
                    # What cannot be encoded is this job's fault alone.
                    reply = msgspec.msgpack.encode(Reply(result=self.grade(job, checks)))
                except SandboxUnavailable:
                    raise  # the warmed parent is gone: this process ends, and another takes the job
                except Exception as error:
                    told = str(error).encode("utf-8", "replace").decode()[:2000]
                    fault = Reply(fault=f"{type(error).__name__}: {told}")
                    reply = msgspec.msgpack.encode(fault)
                send(reply)

        self._at = lambda where: send(msgspec.msgpack.encode(Reply(at=where)))
        with_checks(self.files, work)

    def grade(self, job: Job, checks: Checks) -> SubmissionResult:
        """Return the result of one submission, from all checks of the chapter."""
        limits = self.settings.call_limits
        try:
            with Bounded(limits.judge_s, limits.judge_mb):
                submission = read_submission(Path(job.path), job.student, self.chapter, self.stubs)
        except TooMuch:
            raise TimeoutError(
                f"reading the submission took more than {limits.judge_s:g} CPU seconds"
            ) from None
        session = Session(self.zygote, submission, self.chapter, self.given, limits)
        try:
            # The public checks of all exercises come first: no program answers both public and
            # hidden checks, and to start one for each exercise would take time.
            ran: dict[str, list[Ran]] = {e.stem: [] for e in self.chapter.exercise}
            for hidden in (False, True):
                for exercise in self.chapter.exercise:
                    some = [c for c in checks.of(exercise.stem) if c.hidden is hidden]
                    origin = submission.origin[exercise.stem]
                    ran[exercise.stem] += self._run(exercise, origin, session, some)
            results = tuple(
                exercise_result(
                    exercise,
                    submission.origin[exercise.stem],
                    [r.result for r in ran[exercise.stem]],
                    self._slip(exercise, ran[exercise.stem]),
                )
                for exercise in self.chapter.exercise
            )
        finally:
            session.close()
        if not self.zygote.alive:
            # What looked like a crash of the student's code may have been the end of its parent.
            raise SandboxUnavailable("the warmed parent of the sandboxes ended")
        return SubmissionResult(
            student=job.student,
            chapter=self.chapter.folder,
            submission_hash=submission.hash,
            conditions=self.settings.conditions,
            exercises=results,
            problems=submission.problems,
        )

    def _run(
        self, exercise: Exercise, origin: str, session: Session, checks: list[Checks]
    ) -> list[Ran]:
        """What these checks find of one exercise."""
        self._at(f"the checks of {exercise.name}")
        if origin:
            self._judge_solution(exercise, checks)
        ran = self._judge(exercise, session, checks)
        if session.take_back_a_kill(exercise.stem):
            self._at(f"the checks of {exercise.name}, once more")
            ran = self._judge(exercise, session, checks)
            session.take_back_a_kill(exercise.stem)
        return ran

    def _judge_solution(self, exercise: Exercise, checks: list[Checks]) -> None:
        """Let the checks judge the solution once, before they judge any student.

        It imports what they need, so that no student pays for it, and shows what they take.
        """
        for check in checks:
            if check.name not in self._solution:
                started = time.process_time()
                passes = self._ask_solution(exercise, check).result.outcome is Outcome.PASS
                self._solution[check.name] = Solution(time.process_time() - started, passes)

    def _ask_solution(self, exercise: Exercise, check: Checks) -> Ran:
        stem, seed = exercise.stem, self.settings.conditions.seed
        (ran,) = check.run({stem: lambda: from_solution(self.root, self.chapter, exercise)}, seed)
        return ran

    def _judge(self, exercise: Exercise, session: Session, checks: list[Checks]) -> list[Ran]:
        """What each check of an exercise finds; bounded, whatever it is that came back.

        Where judging the student's answers takes far longer than judging the solution's, or breaks
        where that does not, it is the answers' doing.
        """
        limits = self.settings.call_limits.of(exercise)
        stem, seed = exercise.stem, self.settings.conditions.seed
        solution = [self._solution.get(check.name, Solution(0.0, False)) for check in checks]
        allowed = limits.judge_s + 2 * sum(one.seconds for one in solution)
        students = {stem: lambda: session.student(stem, exercise.returns, exercise.answer_mb)}
        found: list[Ran] = []
        broken: dict[int, Exception] = {}
        with Bounded(allowed, limits.judge_mb) as bounded:
            while len(found) < len(checks):
                number = len(found)
                try:
                    if not bounded.expired:
                        ran = checks[number].run(students, seed)
                    if bounded.expired:
                        ran = self._too_long(checks[number], solution[number].passes)
                except TooMuch:
                    continue
                except SandboxUnavailable:
                    raise
                except Exception as error:
                    broken[number] = error
                    ran = checks[number].unjudged(
                        Outcome.FAULT, f"{type(error).__name__}: {error}"[:LONGEST]
                    )
                found += ran
        if bounded.expired:
            session.close()  # it may have been interrupted within a message
        for number, one in enumerate(found):
            if number in broken or one.result.on_answer:
                sound = self._ask_solution(exercise, checks[number])
                if sound.result.outcome is not Outcome.PASS:
                    continue
                if number in broken or not one.calls or one.calls[-1].failure is not None:
                    found[number : number + 1] = checks[number].unjudged(Outcome.WRONG, *_BROKEN)
                else:
                    one.result = settle(one.result, one.calls)
        return found

    def _too_long(self, check: Checks, solution_passes: bool) -> list[Ran]:
        if solution_passes:
            return check.unjudged(Outcome.TIMEOUT, *_TOO_LONG)
        return check.unjudged(Outcome.FAULT, "judging took too long, and the solution fails too")

    def _slip(self, exercise: Exercise, ran: list[Ran]) -> Slip | None:
        """The known mistake behind what the checks found: a help, which may not cost too much."""
        if not any(r.result.outcome in (Outcome.WRONG, Outcome.PARTIAL) for r in ran):
            return None
        self._at(f"the known mistakes of {exercise.name}")
        limits = self.settings.call_limits.of(exercise)
        diagnosis = self.diagnoses[exercise.stem]
        _ = diagnosis.mistakes  # they may import what takes seconds
        found = None
        with Bounded(limits.judge_s, limits.judge_mb), contextlib.suppress(*_GIVES_UP):
            found = diagnosis.name(ran)
        return found


class Solution(NamedTuple):
    """What one check of the solution took, in CPU seconds, and whether it passed."""

    seconds: float
    passes: bool


_TOO_LONG = (
    "what came back takes too long to judge",
    "return what the statement asks for, of the size and type that it names",
)
_BROKEN = (
    "what came back cannot be computed with",
    "return what the statement asks for, of the shape and type that it names",
)
_GIVES_UP = (TooMuch, MemoryError, RecursionError)


def main(descriptor: int) -> None:
    """Serve jobs on an inherited socket until it closes."""
    sock = socket.socket(fileno=descriptor)

    def send(payload: bytes) -> None:
        frames.send_frame(sock, payload)

    first = frames.receive_frame(sock)
    if first is None:
        return
    settings = msgspec.msgpack.decode(first, type=Settings)

    def jobs() -> Iterator[Job]:
        while (payload := frames.receive_frame(sock)) is not None:
            yield msgspec.msgpack.decode(payload, type=Job)

    started = False
    try:
        kind: Any = settings.sandbox_kind
        hide = [Path(folder) for folder in settings.hide]
        with tempfile.TemporaryDirectory(prefix="autograder-") as folder:
            # A copy, because a job's table of mounts names the folder that it was shown.
            worker = Path(folder) / "worker"
            shutil.copytree(WORKER, worker, ignore=shutil.ignore_patterns("__pycache__"))
            worker.parent.chmod(0o755)
            root = Path(settings.root)
            course = read_course(root)
            chapter = read_chapter(root / "solutions" / settings.folder)
            # What the submissions of a chapter import beside.
            heavy = (course.libraries[name].warm for name in chapter.libraries)
            with Zygote(
                worker,
                preload=(*PRELOAD, *heavy),
                kind=kind,
                hide=hide,
                packages=settings.packages,
                distributions=settings.distributions,
            ) as zygote:
                started = True
                Engine(settings, zygote).run(jobs(), send)
    except Exception as error:
        if started and isinstance(error, SandboxUnavailable):
            sys.exit(f"the sandbox ended: {error}")
        with contextlib.suppress(OSError):
            send(msgspec.msgpack.encode(Reply(fault=f"{type(error).__name__}: {error}")))


if __name__ == "__main__":
    os.environ.update(OMP_NUM_THREADS="1", MKL_NUM_THREADS="1", OPENBLAS_NUM_THREADS="1")
    main(int(sys.argv[1]))
