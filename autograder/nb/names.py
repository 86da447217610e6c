"""The names that formgrader shows: the roster's, or the student's folder, and never "None, None"."""

from __future__ import annotations

import csv
from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path

from nbgrader.api import Gradebook

from autograder.errors import UserError
from autograder.grade.course_folder import Course
from autograder.reading import same_name

ROSTER = "roster.csv"
# What the columns of a roster may be called, in the order in which they are looked for.
_LAST = ("last_name", "last name", "surname", "family_name", "family name")
_FIRST = ("first_name", "first name", "given_name", "given name", "forename")
_WHOLE = ("name", "full_name", "full name", "student name")


def give_name(gradebook: Gradebook, course: Course, student: str) -> None:
    """Name a student who has no name in the gradebook. One that an instructor has entered stays."""
    row = gradebook.find_student(student)
    ours = (row.last_name, row.first_name) == (student, "")
    if not ours and not (row.last_name is None and row.first_name is None):
        return
    row.last_name, row.first_name = _known(course).get(same_name(student)) or (student, "")


def _known(course: Course) -> Mapping[str, tuple[str, str]]:
    path = course.folder / ROSTER
    try:
        return _read(path, path.stat().st_mtime_ns)
    except (OSError, UserError, csv.Error):
        # No roster, or one that cannot be read, which others say; a grade does not wait for a name.
        return {}


@lru_cache(maxsize=4)
def _read(path: Path, changed_ns: int) -> Mapping[str, tuple[str, str]]:
    from autograder.export.grades import read_roster

    found = {same_name(student): _name(row) for student, row in read_roster(path).items()}
    return {student: name for student, name in found.items() if any(name)}


def _name(row: Mapping[str, str]) -> tuple[str, str]:
    """The last and the first name in a line of the roster, both empty where it has none."""
    by_title = {str(title).strip().casefold(): str(cell or "") for title, cell in row.items()}

    def cell(titles: tuple[str, ...]) -> str:
        return next((by_title[t].strip()[:128] for t in titles if by_title.get(t, "").strip()), "")

    last, first, whole = cell(_LAST), cell(_FIRST), cell(_WHOLE)
    if last or first:
        return last, first
    if "," in whole:
        last, _, first = whole.partition(",")
    else:
        first, _, last = whole.rpartition(" ")
    return last.strip(), first.strip()
