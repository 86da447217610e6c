"""`autograder export` and `autograder gradescope`: grades for other systems."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from autograder.console import err, escape, out
from autograder.errors import UserError

if TYPE_CHECKING:
    from autograder.grade.course_folder import Course


class Format(StrEnum):
    """What `export` can write."""

    csv = "csv"
    moodle = "moodle"
    canvas = "canvas"
    junit = "junit"
    gradescope = "gradescope"


class Absent(StrEnum):
    """What a table for another system says of a student without work."""

    empty = "empty"
    zero = "zero"


def export(
    folder: Annotated[Path, typer.Argument(metavar="DIR", help="The course folder.")],
    assignment: Annotated[str, typer.Argument(metavar="CHAPTER")],
    to: Annotated[Format, typer.Option("--format", help="Which system reads it.")] = Format.csv,
    output: Annotated[
        Path | None, typer.Option("-o", "--output", help="The file; for gradescope, a folder.")
    ] = None,
    roster: Annotated[
        Path | None, typer.Option(help="A CSV with a column `student` and identity columns.")
    ] = None,
    absent: Annotated[
        Absent, typer.Option(help="The grade, in Moodle's and Canvas's table, of who has no work.")
    ] = Absent.empty,
    column: Annotated[
        list[str] | None, typer.Option(help="COLUMN=ROSTER_COLUMN, such as Username=login.")
    ] = None,
) -> None:
    """Write the grades of an assignment for Moodle, Canvas, Gradescope or a machine.

    **Examples**

        autograder export ~/teaching/spring {chapter} --format moodle --roster roster.csv

        autograder export ~/teaching/spring {chapter} --format junit -o {slug}.xml

    Exit code 1: somebody's work has no grade yet, or somebody with a grade is not on the roster, and so
    not in the table; they are listed.
    """
    from autograder.export import lms, machine
    from autograder.export.grades import read_grades, read_roster
    from autograder.grade.course_folder import Course
    from autograder.report.write import read_class

    course = Course(folder)
    chapter = course.chapter(assignment)
    ending = "xml" if to is Format.junit else "csv"
    exports = course.folder / "exports"
    files: dict[Path, str] = {}
    unlisted: list[str] = []
    graded: list[str] = []
    if to in (Format.junit, Format.gradescope):
        results = read_class(course, assignment)
        graded = [r.student for r in results]
        if to is Format.junit:
            files[output or exports / f"{assignment}.junit.xml"] = machine.junit(results)
        else:
            place = output or exports / f"{assignment}-gradescope"
            for result in results:
                files[place / f"{result.student}.json"] = machine.gradescope_text(result)
    else:
        grades, known = read_grades(course, assignment), read_roster(roster)
        graded = [g.student for g in grades]
        waiting = course.waiting(assignment, graded)
        cell = "0" if absent is Absent.zero else ""
        unlisted = lms.not_listed(grades, known) if to is not Format.csv else []
        target = output or exports / f"{assignment}-{to.value}.{ending}"
        if to is Format.moodle:
            columns = lms.mapped(lms.MOODLE, column or [])
            files[target] = lms.moodle(grades, chapter.title, known, columns, cell, waiting)
        elif to is Format.canvas:
            columns = lms.mapped(lms.CANVAS, column or [])
            files[target] = lms.canvas(grades, chapter.title, known, columns, cell, waiting)
        else:
            files[target] = lms.table(grades)
    for path, text in files.items():
        _write(path, text)
    shown = next(iter(files)) if len(files) == 1 else next(iter(files)).parent
    out.print(f"{len(files)} file(s) written: {escape(str(shown))}")
    _tell(
        course, assignment, graded, in_table=bool(roster) and to in (Format.moodle, Format.canvas)
    )
    if unlisted:
        err.print(
            f"[yellow]not in it[/], since the roster has no line for them ({len(unlisted)}): "
            f"{escape(', '.join(unlisted))}. Add them to the roster, and export again.",
            soft_wrap=True,
        )
    if unlisted or course.waiting(assignment, graded):
        raise typer.Exit(1)


def _tell(course: Course, assignment: str, graded: list[str], *, in_table: bool) -> None:
    """Say who has no grade in what was written: nothing was handed in, or it is not graded yet."""
    from autograder.roster import not_handed_in

    waiting = course.waiting(assignment, graded)
    nothing = [n for n in not_handed_in(course, assignment) if n not in waiting]
    if nothing:
        where = "their cell says so" if in_table else "they have no line in it"
        out.print(
            f"handed in nothing ({len(nothing)}), and {where}: {escape(', '.join(nothing))}",
            soft_wrap=True,
        )
    if waiting:
        err.print(
            f"[yellow]no grade yet[/] ({len(waiting)}): {escape(', '.join(waiting))}. Their work is in "
            f"submitted/. Run autograder grade, look at what it says of them, and export again.",
            soft_wrap=True,
        )


def gradescope_zip(
    assignment: Annotated[str, typer.Argument(metavar="CHAPTER")],
    output: Annotated[Path | None, typer.Option("-o", "--output", help="The zip file.")] = None,
    allow_no_sandbox: Annotated[
        bool,
        typer.Option(
            "--allow-no-sandbox",
            help="Grade even where the container allows no sandbox: code can then read the checks.",
        ),
    ] = False,
) -> None:
    """Make a Gradescope autograder zip of a chapter.

    It holds setup.sh, run_autograder, the course and its checks.

    It holds the hidden checks and the solutions: give it to Gradescope and to nobody else.

    **Example**

        autograder gradescope-zip {chapter} -o {chapter}.zip
    """
    from autograder.export.gradescope_zip import write_zip
    from autograder.registry import source_root

    path = output or Path(f"{assignment}-gradescope.zip")
    write_zip(path, source_root(), assignment, allow_no_sandbox)
    out.print(
        f"written: {escape(str(path))}. It holds the answers: upload it, and share it with nobody."
    )


def _write(path: Path, text: str) -> None:
    from autograder.files import write_output

    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        write_output(path, text)
    except OSError as error:
        raise UserError(f"{path} cannot be written: {error.strerror}.") from None
