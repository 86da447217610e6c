"""`autograder regrade`: show what grading again would change, then write it."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from autograder import console
from autograder.console import err, escape, out
from autograder.errors import UserError

if TYPE_CHECKING:
    from autograder.regrade.diff import Difference


def regrade(
    folder: Annotated[Path, typer.Argument(metavar="DIR", help="The course folder.")],
    assignment: Annotated[str, typer.Argument(metavar="CHAPTER")],
    diff: Annotated[bool, typer.Option("--diff", help="Show the changes; write nothing.")] = False,
    write: Annotated[bool, typer.Option("--write", help="Write them without asking.")] = False,
    jobs: Annotated[int | None, typer.Option("-j", "--jobs", min=1)] = None,
    as_json: Annotated[bool, typer.Option("--json", help="Print the changes as JSON.")] = False,
) -> None:
    """Grade again after checks changed, and show who changes and why.

    Nothing is written before it is asked for.

    **Examples**

        autograder regrade ~/teaching/spring ch1_ols --diff     look, write nothing

        autograder regrade ~/teaching/spring ch1_ols            look, then be asked

        autograder regrade ~/teaching/spring ch1_ols --write    look and write

    Exit code 1: a check broke on our side.
    """
    import msgspec

    from autograder.grade.course import Course
    from autograder.grade.result import write_result
    from autograder.grade.run import GradingRun
    from autograder.nb.publish import Publisher
    from autograder.regrade.diff import preview

    if diff and write:
        raise UserError("--diff writes nothing and --write does: give one of them.")
    asks = not diff and not write
    if asks and (as_json or not sys.stdin.isatty()):
        raise UserError("There is nobody here to ask: say --diff to look, or --write to write.")
    course = Course(folder)
    with GradingRun(course, assignment, processes=jobs) as run:
        with console.progress(quiet=as_json) as bar:
            task = bar.add_task("grading again", total=None)
            difference, results = preview(
                run,
                total=lambda n: bar.update(task, total=n),
                step=lambda: bar.advance(task),
            )
        if as_json:
            print(msgspec.json.format(msgspec.json.encode(difference), indent=1).decode())
        else:
            show(difference)
        if write or (asks and typer.confirm("Write these results and the gradebook?")):
            with Publisher(run) as publisher:
                for result in results:
                    write_result(course.result_path(assignment, result.student), result)
                    publisher.publish(result)
            if not as_json:
                out.print(f"written: {len(results)} result(s), and the gradebook")
        elif not as_json:
            out.print("Nothing was written.")
    if difference.faults:
        raise typer.Exit(1)


def show(difference: Difference) -> None:
    """Print who changes, by how much and why."""
    for change in difference.changes:
        before = "no grade" if change.before is None else f"{change.before:g}"
        by = "" if change.before is None else f" ({change.after - change.before:+g})"
        out.print(f"[bold]{escape(change.student)}[/]: {before} -> {change.after:g}{by}")
        old = change.conditions_before or "none"
        out.print(f"  why: {'; '.join(change.why)} (conditions {old} -> {change.conditions_after})")
        for exercise in change.exercises:
            out.print(
                f"  {exercise.exercise}: {_score(exercise.before)} -> {_score(exercise.after)}"
            )
            # For a first grade, every check is new: the score says enough.
            for check in exercise.checks if change.before is not None else ():
                words = f"{check.before or 'not there'} -> {check.after or 'not there'}"
                out.print(f"    {escape(check.check)}: {words}")
    for line in difference.faults:
        err.print(f"[magenta]grader fault[/] {escape(line)}")
    out.print(
        f"{len(difference.changes)} of {difference.graded} submissions change, "
        f"{difference.unchanged} stay as they are (conditions now {difference.conditions})."
    )


def _score(score: float | None) -> str:
    return "open" if score is None else f"{score:g}"
