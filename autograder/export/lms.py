"""CSV files in the import formats of Moodle and Canvas, and a plain one."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence

from autograder.errors import UserError
from autograder.export.cells import as_csv, number, plain
from autograder.export.grades import Grade
from autograder.reading import same_name

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


def not_listed(grades: Sequence[Grade], roster: Roster) -> list[str]:
    """Return everybody with a grade who is not on the roster; nobody where there is no roster."""
    known = {same_name(name) for name in roster}
    return [g.student for g in grades if roster and same_name(g.student) not in known]


def moodle(
    grades: Sequence[Grade],
    title: str,
    roster: Roster,
    columns: Mapping[str, str],
    absent: str = "",
    waiting: Collection[str] = (),
) -> str:
    """Return a file for Moodle's Grades, Import, CSV file: one column to map and one of feedback.

    With a roster: everybody on it and nobody else. `absent` is the cell of who has handed in nothing;
    that of those whose work is `waiting` for a grade is empty.
    """
    later = {same_name(name) for name in waiting}
    rows = [[*columns, title, f"{title} (feedback)"]]
    for student, grade in _everybody(grades, roster):
        who = _who(student, roster, columns, fallback="Username")
        score = number(grade.score) if grade else "" if same_name(student) in later else absent
        why = grade.why_late if grade else ""
        rows.append([*who, score, plain(why)])
    return as_csv(rows)


def canvas(
    grades: Sequence[Grade],
    title: str,
    roster: Roster,
    columns: Mapping[str, str],
    absent: str = "",
    waiting: Collection[str] = (),
) -> str:
    """Return a file for Canvas's gradebook import: identity columns, then the assignment.

    The second row holds the points possible, as in Canvas's own exports. With a roster: everybody on
    it and nobody else. `absent` is the cell of who has handed in nothing; that of those whose work is
    `waiting` for a grade is empty.
    """
    later = {same_name(name) for name in waiting}
    points = grades[0].max_score
    rows = [[*columns, title], ["    Points Possible", *[""] * (len(columns) - 1), number(points)]]
    for student, grade in _everybody(grades, roster):
        who = _who(student, roster, columns, fallback="SIS Login ID")
        score = number(grade.score) if grade else "" if same_name(student) in later else absent
        rows.append([who[0] or plain(student), *who[1:], score])
    return as_csv(rows)


def table(grades: Sequence[Grade]) -> str:
    """Return what nbgrader's exporter says of an assignment, quoted."""
    rows = [["student_id", "raw_score", "late_submission_penalty", "score", "max_score", "late"]]
    for g in grades:
        scores = [number(g.raw), number(g.penalty), number(g.score), number(g.max_score)]
        rows.append([plain(g.student), *scores, plain(g.why_late)])
    return as_csv(rows)


def _everybody(grades: Sequence[Grade], roster: Roster) -> list[tuple[str, Grade | None]]:
    """Whose line the table has, with the grade where there is one, in the order of the roster."""
    if not roster:
        return [(g.student, g) for g in grades]
    found = {same_name(g.student): g for g in grades}
    return [(name, found.get(same_name(name))) for name in roster]


def _who(student: str, roster: Roster, columns: Mapping[str, str], fallback: str) -> list[str]:
    known = roster.get(student, {})
    cells = []
    for name, source in columns.items():
        value = known.get(source, "")
        cells.append(plain(value or (student if name == fallback else "")))
    return cells
