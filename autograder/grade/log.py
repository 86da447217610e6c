"""What happened in each run of a course, in lines that a person can read: `logs/ch1_chance.log`."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from pathlib import Path
from types import TracebackType
from typing import Self

from autograder.grade.look import Look
from autograder.grade.submission_result import Conditions, SubmissionResult


class Log:
    """One run's lines, added to the end of the file as they happen. Use as a context manager."""

    def __init__(self, path: Path) -> None:
        self.path = path
        path.parent.mkdir(parents=True, exist_ok=True)
        self._file = path.open("a", encoding="utf-8", errors="replace")

    def started(self, submissions: int, processes: int, conditions: Conditions) -> None:
        """Say under what conditions a run starts."""
        versions = ", ".join(f"{name} {v}" for name, v in conditions.environment.items())
        self.line(
            f"started: {submissions} submissions, {processes} processes, {conditions.sandbox}, "
            f"checks {conditions.checks_hash[:12]}, {versions}"
        )

    def graded(self, result: SubmissionResult, fresh: bool) -> None:
        """Say what a submission got, and what its exercises were if not passed."""
        how = "graded" if fresh else "unchanged, kept"
        marks = ", ".join(
            f"{e.name} {'open' if e.score is None else format(e.score, 'g')}/{e.points:g}"
            for e in result.exercises
        )
        self.line(f"{result.student}: {how}, {result.score:g} of {result.max_score:g} ({marks})")

    def looks(self, looks: Iterable[Look]) -> None:
        """Say what was found that an instructor should look at."""
        for look in looks:
            self.line(f"look at: {look.title}")
            for one in look.lines:
                self.line(f"look at: {one}")

    def ended(self, faults: Iterable[str]) -> None:
        """Say what is left to look at."""
        faults = list(faults)
        for fault in faults:
            self.line(f"grader fault: {fault}")
        self.line(f"ended: {len(faults)} grader fault(s)")

    def line(self, text: str) -> None:
        """Write one line, whatever a student's name has in it."""
        now = datetime.now().astimezone().isoformat(sep=" ", timespec="seconds")
        plain = "".join(c if c.isprintable() else "?" for c in text)
        self._file.write(f"{now}  {plain}\n")
        self._file.flush()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        if error is not None:
            self.line(f"stopped: {kind.__name__ if kind else ''}: {error}")
        self._file.close()
