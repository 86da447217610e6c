"""`autograder late`: who was late, what it costs, and why."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer
from rich.markup import escape
from rich.table import Table

from autograder.console import out


def late(
    folder: Annotated[Path, typer.Argument(metavar="DIR", help="The course folder.")],
    as_json: Annotated[bool, typer.Option("--json", help="Print it as JSON.")] = False,
) -> None:
    """Apply the late policy, and list what was deducted and why.

    Run it after you change `[late]`, `extensions.csv`, a due date, or a manual grade.

    **Example**

        autograder late ~/teaching/spring
    """
    import msgspec
    from nbgrader.api import Gradebook

    from autograder.grade.course import Course
    from autograder.late.plugin import apply_to_all

    course = Course(folder)
    with Gradebook(course.db_url, course.settings.course_id) as gradebook:
        rows = apply_to_all(gradebook, course)
    if as_json:
        print(msgspec.json.format(msgspec.json.encode(rows), indent=1).decode())
        return
    table = Table("student", "assignment", "days late", "tokens", "deducted", "why", box=None)
    for row in rows:
        table.add_row(
            escape(row.student), row.assignment, str(row.days), str(row.tokens),
            f"{row.deducted:g}", row.why,
        )  # fmt: skip
    if rows:
        out.print(table)
    out.print(f"{len(rows)} late submission(s).")
