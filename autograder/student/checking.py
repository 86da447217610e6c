"""Run the public checks of exercises in a process of their own, and survive what the code does."""

from __future__ import annotations

import contextlib
import json
import os
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

from autograder import student_work
from autograder.checks import CALL_S, intact
from autograder.errors import UserError
from autograder.registry import Chapter, Exercise
from autograder.student import stubs
from autograder.student.exercise_folder import Place
from autograder.student.state import State

if TYPE_CHECKING:
    from autograder.checks.check_result import CheckResult

# Loading libraries and the checks' own computing get more than a call.
OTHER_S = 120.0


@dataclass
class Checked:
    """The public checks of one exercise, after a run."""

    chapter: Chapter
    exercise: Exercise
    work: student_work.Work
    results: list[CheckResult] = field(default_factory=list)
    printed: dict[str, str] = field(default_factory=dict)
    # What to know before the results are believed.
    notes: list[str] = field(default_factory=list)

    @property
    def passed(self) -> int:
        """How many checks pass."""
        return sum(r.outcome == "pass" for r in self.results)

    @property
    def passes(self) -> bool:
        """Whether all do."""
        return bool(self.results) and self.passed == len(self.results)

    @property
    def attempted(self) -> bool:
        """Whether any check got past the stub."""
        return any(r.outcome != "not attempted" for r in self.results)

    @property
    def first_problem(self) -> CheckResult | None:
        """The one failed check to explain: the first."""
        return next(iter(self.problems), None)

    @property
    def problems(self) -> list[CheckResult]:
        """The checks that fail."""
        return [r for r in self.results if r.outcome not in ("pass", "not attempted")]

    @property
    def left(self) -> str:
        """Where the stub's last line still stands though code was written, as a sentence; or ""."""
        if not self.work.left or all(r.outcome != "not attempted" for r in self.results):
            return ""
        place = self.work.label if self.work.origin == "notebook" else f"{self.exercise.stem}.py"
        return (
            f"Line {self.work.left} of {place} still says `raise NotAttempted`: delete that line, "
            "so that your code runs."
        )


def check(
    place: Place,
    chapter: Chapter,
    exercises: Sequence[Exercise],
    state: State | None = None,
    call_s: float = CALL_S,
) -> Iterator[Checked]:
    """Yield what the public checks find of each exercise of a chapter, and remember it in `state`.

    Raises `UserError` where checks are missing or cannot be collected.
    """
    folder = place.folder(chapter)
    for exercise in exercises:
        test = folder / f"test_{exercise.stem}.py"
        if not test.exists():
            raise UserError(
                f"{test.name} is not in {folder}: its checks cannot run. `course reset "
                f"{exercise.name}` brings it back, or `course update KIT.zip` with your kit."
            )
        intact.must_compile(test)
    works = stubs.works(place, chapter)
    run = _Run(place, chapter, exercises, works, call_s)
    for exercise in exercises:
        checked = run.results_of(exercise)
        if checked.results:
            from autograder.checks.check_result import with_slip

            checked.results = with_slip(checked.results, folder)
        checked.notes += intact.warnings(folder, exercise.stem)
        if not checked.attempted and stubs.lost(place, chapter, exercise):
            checked.notes.append(
                f"{exercise.stem}.py is not there any more. `course reset {exercise.name}` brings it "
                "back as it was handed out."
            )
        if state is not None:
            digest = checked.work.digest if checked.attempted else ""
            passed, of = (checked.passed, len(checked.results)) if checked.attempted else (0, 0)
            state.checked(exercise.id, passed, of, digest)
        yield checked


class _Run:
    """Starts a process, reads along, and starts another where one was lost."""

    def __init__(
        self,
        place: Place,
        chapter: Chapter,
        exercises: Sequence[Exercise],
        works: dict[str, student_work.Work],
        call_s: float,
    ) -> None:
        self.folder = place.folder(chapter)
        self.chapter = chapter
        self.call_s = call_s
        self.checked = {e.stem: Checked(chapter, e, works[e.id]) for e in exercises}
        self.collected: list[list[str]] = []
        self.done = False

    def results_of(self, exercise: Exercise) -> Checked:
        """Return the results of one exercise, running whatever has not been run."""
        if not self.done:
            while not self._process():
                pass
            self.done = True
        return self.checked[exercise.stem]

    def _process(self) -> bool:
        """Run one process to its end; return whether there is nothing left to run."""
        with tempfile.TemporaryDirectory(prefix="course-") as name:
            log = Path(name) / "log.jsonl"
            log.touch()
            job = Path(name) / "job.json"
            job.write_text(json.dumps(self._job(log)), encoding="utf-8")
            stderr = Path(name) / "stderr"
            with stderr.open("wb") as errors, _started(job, self.folder, errors) as process:
                # Loads while the other process does: both need most of a second.
                from autograder.checks import check_result as _warm  # noqa: F401

                lost = _Reader(self, log, process).follow()
            if lost is None:
                return True
            return self._after_loss(lost, stderr)

    def _job(self, log: Path) -> dict[str, Any]:
        uses_notebook = any(c.work.origin == "notebook" for c in self.checked.values())
        cells = (
            student_work.read_cells(student_work.notebook_file(self.folder, self.chapter))
            if uses_notebook
            else ()
        )
        return {
            "folder": str(self.folder),
            "tests": [str(self.folder / f"test_{stem}.py") for stem in self.checked],
            "origins": {stem: c.work.origin for stem, c in self.checked.items()},
            "labels": {stem: c.work.label for stem, c in self.checked.items()},
            "cells": student_work.cells_to_run(cells, self.chapter),
            "skip": [(s, r.check) for s, c in self.checked.items() for r in c.results],
            "log": str(log),
        }

    def _after_loss(self, lost: _Lost, stderr: Path) -> bool:
        """Give the exercise that lost the process its results; return whether all are done."""
        if lost.stem is None:
            detail = " ".join(stderr.read_text(encoding="utf-8", errors="replace").split()[-60:])
            raise UserError(
                f"The checks could not run: {lost.headline}. {detail} `course doctor` looks for "
                "the cause."
            )
        from autograder.checks.outcome import Message, Outcome

        checked = self.checked[lost.stem]
        have = {r.check for r in checked.results}
        outcome = Outcome.TIMEOUT if lost.timed_out else Outcome.CRASHED
        for stem, name, title in self.collected:
            if stem != lost.stem or name in have:
                continue
            if name == lost.check:
                message = Message(headline=lost.headline, called=lost.call, try_=lost.advice)
            else:
                message = Message(headline="not run, because of the check above")
            checked.results.append(_result(checked.exercise.name, name, title, outcome, message))
        have_all = sum(len(c.results) for c in self.checked.values())
        return have_all >= len(self.collected)


@dataclass
class _Lost:
    """What the process was doing when it was lost; `stem` is None where no check had begun."""

    headline: str
    stem: str | None = None
    check: str = ""
    call: str = ""
    timed_out: bool = False
    advice: str = ""


class _Reader:
    """Reads the log of a process while it grows, and keeps the time."""

    def __init__(self, run: _Run, log: Path, process: subprocess.Popen[bytes]) -> None:
        self.run = run
        self.log = log
        self.process = process
        self.stem: str | None = None
        self.check = ""
        self.call = ""
        self.calling = False
        self.loading = False
        self.since = time.monotonic()
        self.finished = False
        self._rest = b""
        self._at = 0

    def follow(self) -> _Lost | None:
        """Return None once all is done, or what was lost."""
        while True:
            ended = self.process.poll() is not None
            self._read()
            if self.finished:
                return None
            if ended:
                return self._lost(self._why_it_ended())
            limit = self.run.call_s if self.calling and not self.loading else OTHER_S
            if time.monotonic() - self.since > limit:
                headline = (
                    f"your code ran for more than {limit:g} seconds and was stopped"
                    if self.calling
                    else f"nothing came back for {limit:g} seconds"
                )
                return self._lost(
                    headline, timed_out=True, advice="is there a loop whose end is never reached?"
                )
            with contextlib.suppress(subprocess.TimeoutExpired):
                self.process.wait(0.03)

    def _read(self) -> None:
        with self.log.open("rb") as file:
            file.seek(self._at)
            data = file.read()
        self._at += len(data)
        *lines, self._rest = (self._rest + data).split(b"\n")
        for line in lines:
            self._event(json.loads(line))

    def _event(self, event: dict[str, Any]) -> None:
        kind = event["event"]
        self.since = time.monotonic()
        if kind == "collected":
            self.run.collected = event["checks"]
        elif kind == "begin":
            self.stem, self.check, self.call = event["stem"], event["check"], ""
        elif kind == "call":
            self.call, self.calling = event["call"], True
        elif kind == "returned":
            self.calling = False
        elif kind in ("loading", "loaded"):
            self.loading = kind == "loading"
        elif kind == "result":
            import msgspec

            from autograder.checks.check_result import CheckResult

            checked = self.run.checked[event["stem"]]
            checked.results.append(msgspec.convert(event["result"], CheckResult))
            if event["printed"]:
                checked.printed[event["check"]] = event["printed"]
            self.stem = None
        elif kind == "error":
            raise UserError(event["message"])
        elif kind == "done":
            self.finished = True

    def _lost(self, headline: str, *, timed_out: bool = False, advice: str = "") -> _Lost:
        return _Lost(headline, self.stem, self.check, self.call, timed_out, advice)

    def _why_it_ended(self) -> str:
        code = self.process.returncode
        if code < 0:
            try:
                name = signal.Signals(-code).name
            except ValueError:
                name = f"signal {-code}"
            if name == "SIGKILL":
                name += "; was all memory used?"
            return f"the program that ran your code was ended by {name}"
        return "the program that ran your code ended before it answered (does your code call exit?)"


@contextlib.contextmanager
def _started(job: Path, folder: Path, errors: Any) -> Iterator[subprocess.Popen[bytes]]:
    """The process, killed with everything it has started when the block ends."""
    environment = {k: v for k, v in os.environ.items() if k != "PYTEST_ADDOPTS"}
    # No window may open, and no cache folders should appear among the student's files.
    environment |= {"MPLBACKEND": "Agg", "PYTHONDONTWRITEBYTECODE": "1"}
    process = subprocess.Popen(
        [sys.executable, "-P", "-m", "autograder.student.checker", str(job)],
        cwd=folder,
        env=environment,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=errors,
        # A group of its own: Ctrl-C reaches the command, and the command ends the group.
        start_new_session=os.name != "nt",
    )
    try:
        yield process
    finally:
        # Also where it ended by itself: it may have left children.
        if os.name != "nt":
            with contextlib.suppress(ProcessLookupError, PermissionError):
                os.killpg(process.pid, signal.SIGKILL)
        elif process.poll() is None:
            process.kill()
        process.wait()


def _result(exercise: str, check: str, title: str, outcome: Any, message: Any) -> CheckResult:
    from autograder.checks.check_result import CheckResult

    return CheckResult(
        exercise=exercise,
        check=check,
        title=title,
        hidden=False,
        weight=1.0,
        outcome=outcome,
        message=message,
    )
