"""What an instructor has to look at after a run: everything that is not a plain graded submission."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from autograder import roster
from autograder.grade.course import Course
from autograder.grade.result import SubmissionResult


class Look(NamedTuple):
    """One kind of thing to look at: what it is, in words that begin with a number, and each case."""

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
    files = Look(
        f"{_count(len(odd), 'submission')} with files to look at (the feedback says the same)",
        tuple(f"{result.student}: {line}" for result in odd for line in result.problems),
    )
    if not whole_class:
        return [files] if odd else []
    unusable = course.unusable_folders(assignment)
    empty = course.empty_handed(assignment)
    missing = [name for name in roster.not_handed_in(course, assignment) if name not in empty]
    strangers = roster.not_on_the_roster(course, assignment)
    found = [
        files,
        Look(
            f"{_count(len(unusable), 'thing')} in submitted/ that could not be graded",
            tuple(unusable),
        ),
        Look(
            f"{_count(len(empty), 'folder')} in submitted/ with nothing for {assignment}",
            tuple(empty),
        ),
        Look(
            f"{_count(len(missing), 'student')} of the class without a submission", tuple(missing)
        ),
        Look(f"{_count(len(strangers), 'submission')} of nobody on the roster", tuple(strangers)),
    ]
    return [look for look in found if look.lines]


def _count(number: int, what: str) -> str:
    return f"{number} {what}" if number == 1 else f"{number} {what}s"
