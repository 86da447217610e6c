"""What grading again would change, as plain data."""

from __future__ import annotations

import hashlib
from collections.abc import Callable

import msgspec

from autograder.errors import UserError
from autograder.grade.result import Conditions, ExerciseResult, SubmissionResult, read_result
from autograder.grade.run import GradingRun


class CheckChange(msgspec.Struct, frozen=True):
    """One check whose outcome is another now. An empty outcome: there is no such check."""

    check: str
    title: str
    hidden: bool
    before: str
    after: str


class ExerciseChange(msgspec.Struct, frozen=True):
    """One exercise whose score or checks differ. A score of None: open, or no such exercise."""

    exercise: str
    before: float | None
    after: float | None
    checks: tuple[CheckChange, ...]


class StudentChange(msgspec.Struct, frozen=True):
    """One student's old and new result. `before` is None where nothing was graded before."""

    student: str
    before: float | None
    after: float
    why: tuple[str, ...]
    conditions_before: str
    conditions_after: str
    exercises: tuple[ExerciseChange, ...]


class Difference(msgspec.Struct, frozen=True):
    """What a regrade would do to a class."""

    assignment: str
    conditions: str
    graded: int
    unchanged: int
    changes: tuple[StudentChange, ...]
    faults: tuple[str, ...]


def conditions_hash(conditions: Conditions) -> str:
    """Return a short hash of checks, environment, seed, limits and sandbox."""
    return hashlib.sha256(msgspec.json.encode(conditions, order="deterministic")).hexdigest()[:12]


def compare(before: SubmissionResult | None, after: SubmissionResult) -> StudentChange | None:
    """Return what differs for one student; None where no score and no outcome does."""
    old = {e.name: e for e in before.exercises} if before else {}
    new = {e.name: e for e in after.exercises}
    exercises = tuple(
        change
        for name in dict.fromkeys([*new, *old])
        if (change := _exercise(name, old.get(name), new.get(name))) is not None
    )
    if before is not None and not exercises:
        return None
    return StudentChange(
        student=after.student,
        before=before.score if before else None,
        after=after.score,
        why=_why(before, after),
        conditions_before=conditions_hash(before.conditions) if before else "",
        conditions_after=conditions_hash(after.conditions),
        exercises=exercises,
    )


def preview(
    run: GradingRun,
    students: list[str] | None = None,
    *,
    total: Callable[[int], None] = lambda n: None,
    step: Callable[[], None] = lambda: None,
) -> tuple[Difference, list[SubmissionResult]]:
    """Grade every submission again and return what differs, with the new results.

    Nothing is written: neither a result file nor a row of the gradebook.
    """
    before: dict[str, SubmissionResult | None] = {}
    for student in run.course.submission_folders(run.assignment):
        try:
            before[student] = read_result(run.course.result_path(run.assignment, student))
        except UserError:  # never graded, or a file that is none
            before[student] = None
    results, changes, faults = [], [], []
    for graded in run.grade(students, save=False, started=total):
        if graded.fresh:
            step()
        if graded.result is None:
            faults.append(f"{graded.student}: {graded.fault}")
            continue
        results.append(graded.result)
        faults += [f"{graded.student}: {c.exercise}.{c.check}" for c in graded.result.faults]
        change = compare(before[graded.student], graded.result)
        if change is not None:
            changes.append(change)
    difference = Difference(
        assignment=run.assignment,
        conditions=conditions_hash(run.conditions),
        graded=len(results),
        unchanged=len(results) - len(changes),
        changes=tuple(sorted(changes, key=lambda c: c.student)),
        faults=tuple(sorted(faults)),
    )
    return difference, results


def _exercise(
    name: str, before: ExerciseResult | None, after: ExerciseResult | None
) -> ExerciseChange | None:
    old = {c.check: c for c in before.checks} if before else {}
    new = {c.check: c for c in after.checks} if after else {}
    checks = []
    for check in dict.fromkeys([*new, *old]):
        was, now = old.get(check), new.get(check)
        words = (was.outcome.value if was else "", now.outcome.value if now else "")
        known = now or was
        if known is not None and words[0] != words[1]:
            checks.append(CheckChange(check, known.title, known.hidden, *words))
    scores = (before.score if before else None, after.score if after else None)
    points = (before.points if before else None, after.points if after else None)
    if scores[0] == scores[1] and points[0] == points[1] and not checks:
        return None
    return ExerciseChange(name, *scores, tuple(checks))


def _why(before: SubmissionResult | None, after: SubmissionResult) -> tuple[str, ...]:
    if before is None:
        return ("never graded before",)
    old, new = before.conditions, after.conditions
    reasons = {
        "the checks changed": old.checks_hash != new.checks_hash,
        "the versions of Python or of libraries changed": old.environment != new.environment,
        "the seed changed": old.seed != new.seed,
        "the limits changed": old.limits != new.limits,
        "graded in another sandbox": old.sandbox != new.sandbox,
        "the submission changed": before.submission_hash != after.submission_hash,
        "a check had broken on our side": bool(before.faults),
    }
    return tuple(words for words, holds in reasons.items() if holds)
