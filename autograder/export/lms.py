"""CSV files in the import formats of Moodle and Canvas, and a plain one."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from autograder.errors import UserError
from autograder.export.cells import as_csv, number, plain
from autograder.export.grades import Grade

# Column in the file -> column of the roster. The student's folder name stands in where there is none.
MOODLE = {"Username": "username", "ID number": "id_number", "Email address": "email"}
CANVAS = {
    "Student": "name",
    "ID": "canvas_id",
    "SIS User ID": "sis_user_id",
    "SIS Login ID": "sis_login_id",
    "Section": "section",
}
Roster = Mapping[str, Mapping[str, str]]


def mapped(columns: Mapping[str, str], changes: Sequence[str]) -> dict[str, str]:
    """Return the columns with changes such as `Username=login` made."""
    result = dict(columns)
    for change in changes:
        target, equals, source = change.partition("=")
        if not equals or target not in columns:
            raise UserError(
                f"--column {change!r} should be COLUMN=ROSTER_COLUMN, with one of: {', '.join(columns)}."
            )
        result[target] = source
    return result


def moodle(grades: Sequence[Grade], title: str, roster: Roster, columns: Mapping[str, str]) -> str:
    """Return a file for Moodle's Grades, Import, CSV file: one column to map and one of feedback."""
    rows = [[*columns, title, f"{title} (feedback)"]]
    for grade in grades:
        who = _who(grade, roster, columns, fallback="Username")
        rows.append([*who, number(grade.score), plain(grade.why_late)])
    return as_csv(rows)


def canvas(grades: Sequence[Grade], title: str, roster: Roster, columns: Mapping[str, str]) -> str:
    """Return a file for Canvas's gradebook import: identity columns, then the assignment.

    The second row holds the points possible, as in Canvas's own exports.
    """
    points = grades[0].max_score
    rows = [[*columns, title], ["    Points Possible", *[""] * (len(columns) - 1), number(points)]]
    for grade in grades:
        who = _who(grade, roster, columns, fallback="SIS Login ID")
        rows.append([who[0] or plain(grade.student), *who[1:], number(grade.score)])
    return as_csv(rows)


def table(grades: Sequence[Grade]) -> str:
    """Return what nbgrader's exporter says of an assignment, quoted."""
    rows = [["student_id", "raw_score", "late_submission_penalty", "score", "max_score", "late"]]
    for g in grades:
        scores = [number(g.raw), number(g.penalty), number(g.score), number(g.max_score)]
        rows.append([plain(g.student), *scores, plain(g.why_late)])
    return as_csv(rows)


def _who(grade: Grade, roster: Roster, columns: Mapping[str, str], fallback: str) -> list[str]:
    known = roster.get(grade.student)
    if roster and known is None:
        raise UserError(
            f"The roster has no student {grade.student!r}: add a line, and export again."
        )
    if known is None:
        return [plain(grade.student) if name == fallback else "" for name in columns]
    cells = []
    for name, source in columns.items():
        value = known.get(source, "")
        cells.append(plain(value or (grade.student if name == fallback else "")))
    return cells
