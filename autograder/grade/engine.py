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
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import msgspec

from autograder.build.regions import strip
from autograder.checks.outcome import Outcome
from autograder.checks.result import settle
from autograder.checks.run import Checks, Ran, with_checks
from autograder.checks.student import from_file
from autograder.diagnose import Diagnosis
from autograder.grade.result import (
    Conditions,
    SubmissionResult,
    exercise_result,
)
from autograder.grade.session import CallLimits, Session
from autograder.grade.submission import read_submission
from autograder.registry import Chapter, Exercise, check_files, read_chapter
from autograder.sandbox import Limits, SandboxUnavailable, Zygote
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
# What the submissions of a chapter import beside: `libraries` in its `chapter.toml`.
LIBRARIES = {"torch": "worker.warm:torch", "pymc": "worker.warm:pymc"}


class Settings(msgspec.Struct, frozen=True):
    """What every job of a run shares."""

    root: str
    folder: str
    conditions: Conditions
    sandbox_kind: str
    call_limits: CallLimits
    # Folders that stay out of sight even if they lie below one that the sandbox shows.
    hide: tuple[str, ...] = ()


class Job(msgspec.Struct, frozen=True):
    """One submission to grade: whose, and where it lies."""

    student: str
    path: str


class Reply(msgspec.Struct, frozen=True):
    """A result, or the words of what went wrong on our side; or neither: ready for a first job."""

    result: SubmissionResult | None = None
    fault: str = ""
    sandbox: str = ""


class Engine:
    """Grades jobs of one chapter with one warmed sandbox parent and one collected set of checks."""

    def __init__(self, settings: Settings, zygote: Zygote) -> None:
        root = Path(settings.root)
        self.settings = settings
        self.zygote = zygote
        self.chapter: Chapter = read_chapter(root / "solutions" / settings.folder)
        self.source = source = root / "solutions" / settings.folder
        self.given = (source / "given.py").read_text(encoding="utf-8")
        self.stubs = {
            e.stem: strip((source / f"{e.stem}.py").read_text(encoding="utf-8"), f"{e.stem}.py")
            for e in self.chapter.exercise
        }
        self.files = [f for e in self.chapter.exercise for f in check_files(root, self.chapter, e)]
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

        with_checks(self.files, work)

    def grade(self, job: Job, checks: Checks) -> SubmissionResult:
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
        try:
            # The public checks of all exercises come first: no program answers both public and
            # hidden checks, and to start one for each exercise would take time.
            ran: dict[str, list[Ran]] = {e.stem: [] for e in self.chapter.exercise}
            for some in (checks.public(), checks.hidden()):
                for exercise in self.chapter.exercise:
                    ran[exercise.stem] += self._run(exercise, session, some)
            results = tuple(
                exercise_result(
                    exercise,
                    submission.origin[exercise.stem],
                    [r.result for r in ran[exercise.stem]],
                    self.diagnoses[exercise.stem].name(ran[exercise.stem]),
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

    def _run(self, exercise: Exercise, session: Session, checks: Checks) -> list[Ran]:
        """What these checks find of one exercise."""
        stem = exercise.stem
        seed = self.settings.conditions.seed
        students = {stem: lambda: session.student(stem, exercise.returns, exercise.answer_mb)}
        ran = checks.run(students, seed)
        if session.take_back_a_kill(stem):
            ran = checks.run(students, seed)
            session.take_back_a_kill(stem)
        if any(r.result.on_answer for r in ran):
            sound = checks.run({stem: lambda: from_file(self.source, stem)}, seed)
            for one, other in zip(ran, sound, strict=True):
                if one.result.on_answer and other.result.outcome is Outcome.PASS:
                    one.result = settle(one.result, one.calls)
        return ran


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
        with tempfile.TemporaryDirectory(prefix="vraisemblance-") as folder:
            # A copy, because a job's table of mounts names the folder that it was shown.
            worker = Path(folder) / "worker"
            shutil.copytree(WORKER, worker, ignore=shutil.ignore_patterns("__pycache__"))
            worker.parent.chmod(0o755)
            chapter = read_chapter(Path(settings.root) / "solutions" / settings.folder)
            preload = (*PRELOAD, *(LIBRARIES[name] for name in chapter.libraries))
            with Zygote(worker, preload=preload, kind=kind, hide=hide) as zygote:
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
