"""`autograder release DIR CHAPTER --solutions`: the solutions of a chapter, when it is over."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import NamedTuple

from autograder.attempts import due_date
from autograder.errors import UserError
from autograder.files import write_whole, zipped
from autograder.grade.course_folder import Course
from autograder.late.policy import read_extensions
from autograder.layout import ChapterFiles
from autograder.nb.gradebook import has_gradebook, open_gradebook
from autograder.student.solution import without_marks


class Last(NamedTuple):
    """The end of an assignment in UTC, and whose extension it is; None where it has no due date."""

    at: datetime | None
    student: str = ""


def release_solutions(
    course: Course, assignments: list[str], *, before_due: bool = False, now: datetime | None = None
) -> list[Path]:
    """Write `kit/<assignment>-solutions.zip` for each assignment; return the paths.

    Raises `UserError` where no assignment is named, and, unless `before_due`, where somebody may
    still hand one in or nobody can tell. Then nothing is written.
    """
    if not assignments:
        raise UserError(
            "Name the chapter whose solutions are to be released: autograder release DIR CHAPTER "
            "--solutions. Nothing was written."
        )
    files = {name: _files(course, name) for name in assignments}
    if not before_due:
        for name in assignments:
            _must_be_over(course, name, now or datetime.now(UTC).replace(tzinfo=None))
    paths = []
    for name, inside in files.items():
        paths.append(course.folder / "kit" / f"{name}-solutions.zip")
        write_whole(paths[-1], zipped(inside))
    return paths


def _files(course: Course, assignment: str) -> dict[str, bytes]:
    """Plain Python files, for those who unpack the zip by hand too."""
    chapter = course.chapter(assignment)
    source = ChapterFiles(course.root_of(assignment), assignment)
    return {
        f"{assignment}-solutions/{e.name}.py": without_marks(
            source.exercise(e.name).statement.read_text(encoding="utf-8")
        ).encode()
        for e in chapter.exercise
    }


def _must_be_over(course: Course, assignment: str, now: datetime) -> None:
    last = last_time(course, assignment)
    anyway = "To release the solutions all the same, add --before-due. Nothing was written."
    if last.at is None:
        raise UserError(
            f"Nobody can tell whether {assignment} is over: the gradebook has no due date for it. Set "
            f"one in formgrader (Manage Assignments, the pencil). {anyway}"
        )
    if last.at > now:
        who = f", with the extension of {last.student}" if last.student else ""
        raise UserError(
            f"{assignment} can be handed in until {last.at:%Y-%m-%d %H:%M} UTC{who}: a solution that is "
            f"out before can be handed in as an answer. {anyway}"
        )


def last_time(course: Course, assignment: str) -> Last:
    """Return when the last student's time is over: the due date, and the longest extension."""
    if not has_gradebook(course):
        return Last(None)
    with open_gradebook(course) as gradebook:
        until = due_date(gradebook, assignment)
    if until.due is None:
        return Last(None)
    found = {"": timedelta(0), **until.extensions}
    for student, granted in read_extensions(course.folder).items():
        days = timedelta(days=granted.get(assignment, 0.0))
        found[student] = max(days, found.get(student, timedelta(0)))
    student = max(found, key=lambda name: found[name])
    return Last(until.due + found[student], student)
