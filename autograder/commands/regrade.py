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
    from autograder.grade.grading_run import GradingRun
    from autograder.regrade.diff import Difference, Preview


def regrade(
    folder: Annotated[Path, typer.Argument(metavar="DIR", help="The course folder.")],
    assignment: Annotated[str, typer.Argument(metavar="CHAPTER")],
    diff: Annotated[bool, typer.Option("--diff", help="Show the changes; write nothing.")] = False,
    write: Annotated[bool, typer.Option("--write", help="Write them without asking.")] = False,
    jobs: Annotated[int | None, typer.Option("-j", "--jobs", min=1)] = None,
    all_: Annotated[
        bool, typer.Option("--all", help="List those too who keep their grade.")
    ] = False,
    as_json: Annotated[bool, typer.Option("--json", help="Print the changes as JSON.")] = False,
) -> None:
    """Grade again after checks changed, and show who changes and why.

    Nothing is written before it is asked for.

    **Examples**

        autograder regrade ~/teaching/spring {chapter} --diff     look, write nothing

        autograder regrade ~/teaching/spring {chapter}            look, then be asked

        autograder regrade ~/teaching/spring {chapter} --write    look and write

    Exit code 1: a check broke on our side, or somebody's grade could not be written; they are listed.
    """
    import msgspec

    from autograder.commands.feedback import refresh_and_tell
    from autograder.grade.course_folder import Course
    from autograder.grade.grading_run import GradingRun
    from autograder.regrade.diff import preview

    if diff and write:
        raise UserError("--diff writes nothing and --write does: give one of them.")
    asks = not diff and not write
    if asks and (as_json or not sys.stdin.isatty()):
        raise UserError("There is nobody here to ask: say --diff to look, or --write to write.")
    course = Course(folder)
    failed: list[str] = []
    with GradingRun(course, assignment, processes=jobs) as run:
        with console.progress(quiet=as_json) as bar:
            task = bar.add_task("grading again", total=None)
            found = preview(
                run,
                total=lambda n: bar.update(task, total=n),
                step=lambda: bar.advance(task),
            )
        difference = found.difference
        if as_json:
            console.print_json(
                msgspec.json.format(msgspec.json.encode(difference), indent=1).decode()
            )
        else:
            show(difference, everyone=all_)
        if write or (asks and typer.confirm("Write these results and the gradebook?")):
            failed = _write(run, found)
            if not as_json:
                written = len(found.results) - len(failed)
                out.print(f"written: {written} result(s), and the gradebook")
            with console.quiet(as_json):
                refresh_and_tell(course, assignment)
        elif not as_json:
            out.print("Nothing was written.")
    for line in failed:
        err.print(f"[magenta]not written[/] {escape(line)}", soft_wrap=True)
    if difference.faults or failed:
        raise typer.Exit(1)


def _write(run: GradingRun, found: Preview) -> list[str]:
    """Write what was shown; return, in words, whose grade could not be."""
    from autograder.attempts import RESULT
    from autograder.grade.submission_result import write_result
    from autograder.nb.publish import Publisher

    for folder, result in found.earlier.items():
        write_result(folder / RESULT, result)
    failed = []
    with Publisher(run) as publisher:
        for result in found.results:
            try:
                write_result(run.course.result_path(run.assignment, result.student), result)
                publisher.publish(result)
            except UserError:
                raise  # nobody's can be: the gradebook, or the disk
            except Exception as error:
                failed.append(f"{result.student}: {type(error).__name__}: {error}")
    for line in publisher.warnings:
        err.print(f"[yellow]look[/] {escape(line)}", soft_wrap=True)
    return failed


def show(difference: Difference, *, everyone: bool = False) -> None:
    """Print who changes, the largest change first, by how much and why; and a summary."""
    listed = [*difference.changes, *(difference.same_grade if everyone else ())]
    for change in listed:
        before = "no grade" if change.before is None else f"{change.before:g}"
        by = "" if change.before is None else f" ({change.by:+g})"
        out.print(f"[bold]{escape(change.student)}[/]: {before} -> {change.after:g}{by}")
        old = change.conditions_before or "none"
        out.print(f"  why: {'; '.join(change.why)} (conditions {old} -> {change.conditions_after})")
        for exercise in change.exercises:
            manual = " (manual grade)" if exercise.manual else ""
            out.print(
                f"  {exercise.exercise}: {_score(exercise.before)} -> {_score(exercise.after)}{manual}"
            )
            # For a first grade, every check is new: the score says enough.
            for check in exercise.checks if change.before is not None else ():
                words = f"{check.before or 'not there'} -> {check.after or 'not there'}"
                out.print(f"    {escape(check.check)}: {words}")
    for line in difference.faults:
        err.print(f"[magenta]grader fault[/] {escape(line)}", soft_wrap=True)
    out.print(_summary(difference))


def _summary(difference: Difference) -> str:
    graded_before = [c for c in difference.changes if c.before is not None]
    up = [c.by for c in graded_before if c.by > 0]
    down = [-c.by for c in graded_before if c.by < 0]
    first = len(difference.changes) - len(graded_before)
    parts = [
        f"{len(sizes)} {way} by {_range(sizes)}"
        for way, sizes in (("up", up), ("down", down))
        if sizes
    ]
    if first:
        parts.append(f"{first} graded for the first time")
    told = f"{len(difference.changes)} of {difference.graded} grades change"
    told += f" ({', '.join(parts)}); " if parts else "; "
    if same := len(difference.same_grade):
        told += f"{same} stay the same though a check has another outcome (--all lists them); "
    return (
        f"{told}{difference.unchanged} stay as they are (conditions now {difference.conditions})."
    )


def _range(sizes: list[float]) -> str:
    low, high = min(sizes), max(sizes)
    return f"{low:g}" if low == high else f"{low:g} to {high:g}"


def _score(score: float | None) -> str:
    return "open" if score is None else f"{score:g}"
