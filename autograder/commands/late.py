"""`autograder late`: who was late, what it costs, and why."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer
from rich.table import Table

from autograder import console
from autograder.console import err, escape, out

if TYPE_CHECKING:
    from autograder.late.plugin import LateRow


def late(
    folder: Annotated[Path, typer.Argument(metavar="DIR", help="The course folder.")],
    as_json: Annotated[bool, typer.Option("--json", help="Print it as JSON.")] = False,
) -> None:
    """Apply the late policy, bring it into feedback, and list what was deducted.

    Run it after you change `[late]`, `extensions.csv`, a due date, or a manual grade.

    **Example**

        autograder late ~/teaching/spring

    Exit code 1: a feedback page could not be written; it is listed.
    """
    import msgspec

    from autograder.commands.feedback import refresh_and_tell
    from autograder.grade.course_folder import Course
    from autograder.late.apply import apply
    from autograder.nb.gradebook import open_gradebook

    course = Course(folder)
    with open_gradebook(course) as gradebook:
        applied = apply(gradebook, course)
    rows = applied.rows
    if as_json:
        console.print_json(msgspec.json.format(msgspec.json.encode(rows), indent=1).decode())
    else:
        _show(rows)
    for line in applied.warnings:
        err.print(f"[yellow]look[/] {escape(line)}", soft_wrap=True)
    with console.quiet(as_json):
        sound = [refresh_and_tell(course, name) for name in applied.assignments]
    if not all(sound):
        raise typer.Exit(1)


def _show(rows: list[LateRow]) -> None:
    table = Table("student", "assignment", "days late", "tokens", "deducted", "why", box=None)
    for row in rows:
        table.add_row(
            escape(row.student), row.assignment, str(row.days), str(row.tokens),
            f"{row.deducted:g}", row.why,
        )  # fmt: skip
    if rows:
        out.print(table)
    out.print(f"{len(rows)} late submission(s).")
