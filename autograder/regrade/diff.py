"""What grading again would change, as plain data."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Mapping
from pathlib import Path
from types import MappingProxyType
from typing import NamedTuple

import msgspec
from nbgrader.api import Gradebook, MissingEntry

from autograder.attempts import Attempt, Deadline, attempts_of, choose, deadline, stale_attempts
from autograder.errors import UserError
from autograder.grade.grading_run import GradingRun
from autograder.grade.submission_result import (
    Conditions,
    ExerciseResult,
    SubmissionResult,
    read_result,
)
from autograder.nb.gradebook import has_gradebook, open_gradebook
from autograder.registry import Chapter


class CheckChange(msgspec.Struct, frozen=True):
    """One check whose outcome is another now. An empty outcome: there is no such check."""

    check: str
    title: str
    hidden: bool
    before: str
    after: str


class ExerciseChange(msgspec.Struct, frozen=True):
    """One exercise whose score or checks differ. A score of None: open, or no such exercise.

    Scores are as the gradebook counts them: a `manual` grade stands, and extra credit is added.
    """

    exercise: str
    before: float | None
    after: float | None
    checks: tuple[CheckChange, ...]
    manual: bool = False


class StudentChange(msgspec.Struct, frozen=True):
    """One student's old and new grade. `before` is None where nothing was graded before."""

    student: str
    before: float | None
    after: float
    by: float
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
    # Whose grade changes, the largest change first; and who keeps it though a check changes.
    changes: tuple[StudentChange, ...]
    same_grade: tuple[StudentChange, ...]
    faults: tuple[str, ...]


class Manual(NamedTuple):
    """What a person has entered for an exercise: a score in place of ours, and credit beside it."""

    score: float | None = None
    extra: float = 0.0

    def counted(self, score: float | None) -> float | None:
        """Return what the gradebook counts where the automatic score is this one."""
        given = score if self.score is None else self.score
        return None if given is None else round(given + self.extra, 2)


class Preview(NamedTuple):
    """What differs; the new results of the class; and those of earlier attempts, by folder."""

    difference: Difference
    results: list[SubmissionResult]
    earlier: dict[Path, SubmissionResult]


def conditions_hash(conditions: Conditions) -> str:
    """Return a short hash of checks, environment, seed, limits and sandbox."""
    return hashlib.sha256(msgspec.json.encode(conditions, order="deterministic")).hexdigest()[:12]


def compare(
    before: SubmissionResult | None,
    after: SubmissionResult,
    manual: Mapping[str, Manual] = MappingProxyType({}),
) -> StudentChange | None:
    """Return what differs for one student; None where no score and no outcome does.

    `manual` says what a person has entered, by exercise.
    """
    old = {e.name: e for e in before.exercises} if before else {}
    new = {e.name: e for e in after.exercises}
    exercises = tuple(
        change
        for name in dict.fromkeys([*new, *old])
        if (change := _exercise(name, old.get(name), new.get(name), manual.get(name, Manual())))
    )
    if before is not None and not exercises:
        return None
    was, now = (_total(r, manual) if r else None for r in (before, after))
    return StudentChange(
        student=after.student,
        before=was,
        after=now or 0.0,
        by=round((now or 0.0) - (was or 0.0), 2),
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
) -> Preview:
    """Grade every submission again and return what differs, with the new results.

    Nothing is written: neither a result file nor a row of the gradebook. Compared are the attempts
    that count, before and after.
    """
    course, assignment = run.course, run.assignment
    folders = course.submission_folders(assignment)
    manual, until = {}, Deadline()
    if has_gradebook(course):
        with open_gradebook(course) as gradebook:
            manual = _manual(gradebook, run.chapter)
            until = deadline(course, assignment, gradebook)
    before = {student: _before(run, student, path, until) for student, path in folders.items()}
    faults = []
    earlier: dict[Path, SubmissionResult] = {}
    for student, folder, result, fault in run.grade_folders(stale_attempts(run)):
        if result is None:
            faults.append(f"{student}: an earlier attempt: {fault}")
        else:
            earlier[folder] = result
    results, found = [], []
    for graded in run.grade(students, save=False, started=total):
        if graded.fresh:
            step()
        student = graded.student
        if graded.result is None:
            faults.append(f"{student}: {graded.fault}")
            continue
        results.append(graded.result)
        faults += [f"{student}: {c.exercise}.{c.check}" for c in graded.result.faults]
        kept = []
        for attempt in attempts_of(course, assignment, student):
            # The same files have the same result, whenever they were handed in.
            same = attempt.result.submission_hash == graded.result.submission_hash
            known = graded.result if same else attempt.result
            kept.append(Attempt(earlier.get(attempt.folder, known), attempt.folder))
        now = choose(course, Attempt(graded.result, folders[student]), kept, until).result
        change = compare(before[student], now, manual.get(student, {}))
        if change is not None:
            found.append(change)
    moved = [c for c in found if c.by or c.before is None]
    difference = Difference(
        assignment=assignment,
        conditions=conditions_hash(run.conditions),
        graded=len(results),
        unchanged=len(results) - len(found),
        changes=tuple(sorted(moved, key=lambda c: (-abs(c.by), c.student))),
        same_grade=tuple(sorted((c for c in found if c not in moved), key=lambda c: c.student)),
        faults=tuple(sorted(faults)),
    )
    return Preview(difference, results, earlier)


def _before(
    run: GradingRun, student: str, folder: Path, until: Deadline
) -> SubmissionResult | None:
    try:
        result = read_result(run.course.result_path(run.assignment, student))
    except UserError:  # never graded, or a file that is none
        return None
    kept = attempts_of(run.course, run.assignment, student)
    return choose(run.course, Attempt(result, folder), kept, until).result


def _manual(gradebook: Gradebook, chapter: Chapter) -> dict[str, dict[str, Manual]]:
    by_cell = {e.check_cell: e.name for e in chapter.exercise}
    try:
        submissions = gradebook.find_notebook(chapter.folder, chapter.folder).submissions
    except MissingEntry:
        return {}
    return {
        s.student.id: {
            by_cell[g.name]: Manual(g.manual_score, g.extra_credit or 0.0)
            for g in s.grades
            if g.name in by_cell
        }
        for s in submissions
    }


def _total(result: SubmissionResult, manual: Mapping[str, Manual]) -> float:
    counted = (manual.get(e.name, Manual()).counted(e.score) for e in result.exercises)
    return round(sum(score or 0.0 for score in counted), 2)


def _exercise(
    name: str, before: ExerciseResult | None, after: ExerciseResult | None, manual: Manual
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
    scores = (
        manual.counted(before.score) if before else None,
        manual.counted(after.score) if after else None,
    )
    points = (before.points if before else None, after.points if after else None)
    if scores[0] == scores[1] and points[0] == points[1] and not checks:
        return None
    return ExerciseChange(name, *scores, tuple(checks), manual.score is not None)


def _why(before: SubmissionResult | None, after: SubmissionResult) -> tuple[str, ...]:
    if before is None:
        return ("never graded before",)
    old, new = before.conditions, after.conditions
    points = [{e.name: e.points for e in r.exercises} for r in (before, after)]
    reasons = {
        "the points changed": points[0] != points[1],
        "the checks changed": old.checks_hash != new.checks_hash,
        "the versions of Python or of libraries changed": old.environment != new.environment,
        "the seed changed": old.seed != new.seed,
        "the limits changed": old.limits != new.limits,
        "graded in another sandbox": old.sandbox != new.sandbox,
        "the submission changed": before.submission_hash != after.submission_hash,
        "a check had broken on our side": bool(before.faults),
    }
    return tuple(words for words, holds in reasons.items() if holds)
