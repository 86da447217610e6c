"""`autograder feedback`: pages that show today's grades, the report, and what to release."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from autograder.console import err, escape, out

if TYPE_CHECKING:
    from autograder.grade.course_folder import Course


def feedback(
    folder: Annotated[Path, typer.Argument(metavar="DIR", help="The course folder.")],
    assignment: Annotated[str, typer.Argument(metavar="CHAPTER")],
) -> None:
    """Write every feedback page that is missing or no longer true, and the report.

    It says what to release. `autograder grade --feedback` does the same after grading.

    **Example**

        autograder feedback ~/teaching/spring {chapter}

    Exit code 1: a page could not be written; it is listed.
    """
    from autograder.grade.course_folder import Course

    course = Course(folder)
    course.root_of(assignment)
    if not tell(course, assignment):
        raise typer.Exit(1)


def tell(course: Course, assignment: str) -> bool:
    """Write feedback and report and say so; return whether every page was written."""
    from autograder.errors import UserError
    from autograder.nb.feedback import refresh
    from autograder.nb.publish import SECRET
    from autograder.report.write import write_reports

    done = refresh(course, assignment, new=True)
    pages = sorted((course.folder / "feedback").glob(f"*/{assignment}/{assignment}.html"))
    if not pages and not done.failed:
        raise UserError(
            f"Nobody has a grade for {assignment} yet: run autograder grade first.", exit_code=1
        )
    out.print(f"feedback: {len(done.written)} page(s) written, {len(pages)} in all")
    _failed(done.failed, done.why)
    for made in write_reports(course, [assignment]):
        out.print(f"report: {escape(str(made.page))}", soft_wrap=True)
    submitted = course.folder / "submitted"
    sent = [p for p in pages if (submitted / p.parts[-3] / assignment / SECRET).is_file()]
    if sent:
        out.print(
            f"Next, inside {escape(str(course.folder))}: nbgrader release_feedback {assignment} "
            f"({len(sent)} student(s) fetch it from the exchange)",
            soft_wrap=True,
        )
    if len(sent) < len(pages):
        out.print(
            f"Next: send {len(pages) - len(sent)} page(s) to students who did not use the exchange: "
            f"{escape(str(course.folder / 'feedback'))}/NAME/{assignment}/{assignment}.html",
            soft_wrap=True,
        )
    return not done.failed


def refresh_and_tell(course: Course, assignment: str) -> bool:
    """Write the pages anew that exist and are no longer true; return whether all could be."""
    from autograder.nb.feedback import refresh

    done = refresh(course, assignment, new=False)
    if done.written:
        out.print(
            f"feedback: {len(done.written)} page(s) no longer showed today's grades and were written "
            f"anew. Release them again: nbgrader release_feedback {assignment}"
        )
    _failed(done.failed, done.why)
    return not done.failed


def _failed(students: list[str], why: str) -> None:
    if students:
        err.print(
            f"[magenta]no feedback page[/] for {escape(', '.join(students))}: {escape(why)}",
            soft_wrap=True,
        )
