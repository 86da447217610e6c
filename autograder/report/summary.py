"""The numbers behind the class report, as plain data."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

import msgspec
import numpy as np

from autograder.checks.outcome import Outcome
from autograder.grade.result import ExerciseResult, SubmissionResult
from autograder.registry import Chapter


class CheckRate(msgspec.Struct, frozen=True):
    """How one check went: of those who attempted the exercise, how many passed it."""

    exercise: str
    check: str
    title: str
    hidden: bool
    passed: int
    attempted: int

    @property
    def rate(self) -> float | None:
        """Share of attempts that pass; None where nobody attempted the exercise."""
        return self.passed / self.attempted if self.attempted else None


class SlipCount(msgspec.Struct, frozen=True):
    """How often a known mistake was made."""

    exercise: str
    name: str
    says: str
    page: str
    students: tuple[str, ...]


class Row(msgspec.Struct, frozen=True):
    """One student: the score of each exercise (None: open) and the total."""

    student: str
    scores: tuple[float | None, ...]
    states: tuple[str, ...]
    total: float


class ClassSummary(msgspec.Struct, frozen=True):
    """A graded class."""

    title: str
    assignment: str
    exercises: tuple[str, ...]
    points: tuple[float, ...]
    rows: tuple[Row, ...]
    checks: tuple[CheckRate, ...]
    slips: tuple[SlipCount, ...]
    faults: tuple[str, ...]
    median: float | None
    mean: float | None
    quartiles: tuple[float, float] | None
    # (lower edge, upper edge, students): ten equal bins of the share of points.
    histogram: tuple[tuple[float, float, int], ...]

    @property
    def max_score(self) -> float:
        """Points of the whole assignment."""
        return sum(self.points)


def summarise(chapter: Chapter, results: Sequence[SubmissionResult]) -> ClassSummary:
    """Return the summary of a class from its result files. An empty class has no averages."""
    rows = tuple(_row(chapter, r) for r in sorted(results, key=lambda r: r.student))
    totals = np.array([row.total for row in rows])
    top = chapter.points
    counts, edges = np.histogram(totals, bins=10, range=(0.0, top))
    return ClassSummary(
        title=chapter.title,
        assignment=chapter.folder,
        exercises=tuple(e.name for e in chapter.exercise),
        points=tuple(e.points for e in chapter.exercise),
        rows=rows,
        checks=_checks(results),
        slips=_slips(results),
        faults=tuple(
            f"{r.student}: {c.exercise}.{c.check}: {c.message.headline if c.message else ''}"
            for r in results
            for c in r.faults
        ),
        median=float(np.median(totals)) if rows else None,
        mean=float(totals.mean()) if rows else None,
        quartiles=(float(np.quantile(totals, 0.25)), float(np.quantile(totals, 0.75)))
        if rows
        else None,
        histogram=tuple(
            (float(a), float(b), int(n))
            for a, b, n in zip(edges[:-1], edges[1:], counts, strict=True)
        ),
    )


def state(result: ExerciseResult) -> str:
    """Return one word for how an exercise went: the outcome of its first check that did not pass."""
    if not result.attempted:
        return Outcome.NOT_ATTEMPTED.value
    for wanted in (
        Outcome.FAULT,
        Outcome.TIMEOUT,
        Outcome.OUT_OF_MEMORY,
        Outcome.CRASHED,
        Outcome.FORBIDDEN,
        Outcome.ERROR,
    ):
        if any(c.outcome is wanted for c in result.checks):
            return wanted.value
    if all(c.outcome is Outcome.PASS for c in result.checks):
        return Outcome.PASS.value
    return Outcome.WRONG.value


def _row(chapter: Chapter, result: SubmissionResult) -> Row:
    by_name = {e.name: e for e in result.exercises}
    ordered = [by_name[e.name] for e in chapter.exercise]
    return Row(
        student=result.student,
        scores=tuple(e.score for e in ordered),
        states=tuple(state(e) for e in ordered),
        total=result.score,
    )


def _checks(results: Sequence[SubmissionResult]) -> tuple[CheckRate, ...]:
    passed: Counter[tuple[str, str, bool]] = Counter()
    attempted: Counter[tuple[str, str, bool]] = Counter()
    titles: dict[tuple[str, str, bool], str] = {}
    for result in results:
        for exercise in result.exercises:
            for check in exercise.checks:
                key = (exercise.name, check.check, check.hidden)
                titles.setdefault(key, check.title)
                attempted[key] += exercise.attempted
                passed[key] += check.outcome is Outcome.PASS
    return tuple(
        CheckRate(
            name, check, title, hidden, passed[name, check, hidden], attempted[name, check, hidden]
        )
        for (name, check, hidden), title in titles.items()
    )


def _slips(results: Sequence[SubmissionResult]) -> tuple[SlipCount, ...]:
    made: dict[tuple[str, str], list[str]] = {}
    words: dict[tuple[str, str], tuple[str, str]] = {}
    for result in results:
        for exercise in result.exercises:
            if exercise.slip is not None:
                key = (exercise.name, exercise.slip.name)
                made.setdefault(key, []).append(result.student)
                words[key] = (exercise.slip.says, exercise.slip.page)
    counts = [
        SlipCount(exercise, name, *words[exercise, name], students=tuple(sorted(students)))
        for (exercise, name), students in made.items()
    ]
    return tuple(sorted(counts, key=lambda s: (-len(s.students), s.exercise, s.name)))
