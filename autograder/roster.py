"""The list of a class: from a CSV of any spreadsheet, and from nbgrader's gradebook."""

from __future__ import annotations

import csv
import io
from pathlib import Path

from autograder import reading
from autograder.errors import UserError
from autograder.grade.course_folder import Course

ROSTER = "roster.csv"
MAX_ROSTER = 20 * reading.MIB
_DELIMITERS = ",;\t|"


def read_roster(path: Path | None) -> dict[str, dict[str, str]]:
    """Return student -> the columns of the roster; its column `student` names the folder.

    Comma, semicolon, tab and bar are understood as separators, and the encodings that spreadsheets
    write: UTF-8 with and without a mark, UTF-16, Windows-1252.
    """
    if path is None:
        return {}
    try:
        text = reading.decode(reading.read_bytes(path, MAX_ROSTER, follow=True)).text
    except reading.Refused as refused:
        raise UserError(f"The roster {path} {refused}.") from None
    names, rows = _table(text)
    if "student" not in names:
        raise UserError(
            f"{path} needs a column named student, as in submitted/STUDENT. "
            f"Its first line has: {', '.join(n for n in names if n) or 'nothing'}."
        )
    roster: dict[str, dict[str, str]] = {}
    for row in rows:
        student = row["student"]
        if not student:
            if any(row.values()):
                raise UserError(f"{path} has a line without a student: {', '.join(row.values())}.")
            continue
        if student in roster:
            raise UserError(f"{path} has the student {student!r} twice.")
        roster[student] = row
    return roster


def _table(text: str) -> tuple[list[str], list[dict[str, str]]]:
    """Column names and rows, without blanks around them."""
    # Excel writes and reads a first line that says what separates the columns.
    first, _, rest = text.partition("\n")
    said = first.strip().lower()
    try:
        if said.startswith("sep=") and len(said) == 5:
            delimiter, text = said[4], rest
        else:
            delimiter = next(
                (d for d in _DELIMITERS if "student" in _names(first, d)),
                max(_DELIMITERS, key=first.count),
            )
        lines = list(csv.reader(io.StringIO(text, newline=""), delimiter=delimiter))
    except csv.Error as error:
        raise UserError(f"The roster is not a table that can be read: {error}.") from None
    if not lines:
        return [], []
    names = _names_of(lines[0])
    return names, [
        {n: v.strip() for n, v in zip(names, [*line, *[""] * len(names)], strict=False) if n}
        for line in lines[1:]
        if any(v.strip() for v in line)
    ]


def _names(line: str, delimiter: str) -> list[str]:
    return _names_of(next(csv.reader([line], delimiter=delimiter), []))


def _names_of(cells: list[str]) -> list[str]:
    found = [cell.strip().lstrip("\ufeff") for cell in cells]
    return ["student" if name.casefold() == "student" else name for name in found]


def class_list(course: Course) -> list[str]:
    """Return the students of `roster.csv` in the course folder and of nbgrader's gradebook."""
    from autograder.nb.gradebook import open_gradebook

    path = course.folder / ROSTER
    known = dict.fromkeys(read_roster(path) if path.exists() else ())
    if course.settings.db_url or (course.folder / "gradebook.db").exists():
        with open_gradebook(course) as gradebook:
            known |= dict.fromkeys(student.id for student in gradebook.students)
    return sorted(known)


def not_handed_in(course: Course, assignment: str) -> list[str]:
    """Return the students of the class of whom there is no submission of this assignment.

    Something that lies there under a student's name and cannot be graded is no such absence.
    """
    handed_in = {reading.same_name(name) for name in course.waiting(assignment, ())}
    return [name for name in class_list(course) if reading.same_name(name) not in handed_in]


def not_on_the_roster(course: Course, assignment: str) -> list[str]:
    """Return who handed in and is not in `roster.csv`; nobody where there is no such file."""
    path = course.folder / ROSTER
    if not path.exists():
        return []
    known = {reading.same_name(name) for name in read_roster(path)}
    return [
        name
        for name in course.submission_folders(assignment)
        if reading.same_name(name) not in known
    ]
