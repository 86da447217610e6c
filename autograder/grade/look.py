"""What an instructor has to look at after a run: everything that is not a plain graded submission."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from autograder import roster
from autograder.grade.course_folder import Course
from autograder.grade.submission_result import SubmissionResult


class Look(NamedTuple):
    """One kind of thing to look at: how many there are, of what, and each in a line or in one of names."""

    number: int
    title: str
    lines: tuple[str, ...]


def look_at(
    course: Course,
    assignment: str,
    results: Sequence[SubmissionResult],
    *,
    whole_class: bool = True,
) -> list[Look]:
    """Return what to look at: odd submissions, folders that are nobody's, who has not handed in."""
    odd = [result for result in sorted(results, key=lambda r: r.student) if result.problems]
    files = _each(
        odd,
        "submission",
        "with files to look at (the feedback says the same)",
        [f"{result.student}: {line}" for result in odd for line in result.problems],
    )
    if not whole_class:
        return [files] if odd else []
    unusable = course.unusable_folders(assignment)
    empty = course.empty_handed(assignment)
    missing = [name for name in roster.not_handed_in(course, assignment) if name not in empty]
    strangers = roster.not_on_the_roster(course, assignment)
    found = [
        files,
        _each(unusable, "thing", "in submitted/ that could not be graded", unusable),
        _names(empty, "folder", f"in submitted/ with nothing for {assignment}"),
        _names(missing, "student", "of the class without a submission"),
        _names(strangers, "submission", "of nobody on the roster"),
    ]
    return [look for look in found if look.lines]


def _each(cases: Sequence[object], what: str, rest: str, lines: Iterable[str]) -> Look:
    number = len(cases)
    return Look(number, f"{number} {what}{'' if number == 1 else 's'} {rest}", tuple(lines))


def _names(names: Sequence[str], what: str, rest: str) -> Look:
    """All names in one line: a list of forty lines is scrolled past."""
    return _each(names, what, rest, [", ".join(names)] if names else [])
