"""Run the demo: the whole road, on a class whose grades are known beforehand."""

from __future__ import annotations

import shutil
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from rich.table import Table

from autograder.build import build_course, differences
from autograder.console import err, escape, out
from autograder.demo.classroom import Bank, Pupil, hand_in, injustice, make_class
from autograder.errors import UserError
from autograder.grade.course_folder import Course
from autograder.grade.grading_run import GradingRun
from autograder.grade.session import CallLimits
from autograder.grade.submission_result import SubmissionResult
from autograder.nb.commands import nbgrader
from autograder.nb.courseroot import init
from autograder.nb.publish import Publisher
from autograder.nb.release import release
from autograder.registry import chapters
from autograder.report.write import write_reports
from autograder.settings import read_course

_MARK = ".made-by-autograder-demo"


def run_demo(folder: Path, root: Path, jobs: int | None = None) -> bool:
    """Make `folder`, run everything in it, print one table; return whether every grade is right."""
    _fresh(folder)
    with _step("build: solutions to stubs, tests and notebooks"):
        stale = differences(build_course(root), root / "exercises")
        if stale:
            raise UserError(
                "exercises/ is out of date: run `autograder build` first. " + "; ".join(stale)
            )
    with _step("init and release through nbgrader, with the student kit"):
        # Three seconds a call instead of ten: the class has someone who never returns.
        init(folder, root, limits=CallLimits(call_s=3.0))
        course = Course(folder)
        chapter = chapters(root / "solutions")[0]
        release(course, [chapter.folder])
    with _step("a class hands in"):
        pupils = make_class(Bank(root, chapter, course.settings.seed))
        notebook = course.folder / "release" / chapter.folder / f"{chapter.folder}.ipynb"
        for pupil in pupils:
            target = course.folder / "submitted" / pupil.name / chapter.folder
            hand_in(pupil, target, chapter, notebook)
    results: dict[str, SubmissionResult] = {}
    with (
        _step(f"grade {len(pupils)} submissions in the sandbox, into the gradebook"),
        GradingRun(course, chapter.folder, processes=jobs) as run,
        Publisher(run) as publisher,
    ):
        for graded in run.grade():
            if graded.result is None:
                err.print(
                    f"[magenta]grader fault[/] {escape(graded.student)}: {escape(graded.fault)}"
                )
                continue
            publisher.publish(graded.result)
            results[graded.student] = graded.result
    with _step("feedback and export through nbgrader"):
        nbgrader(course.folder, "generate_feedback", chapter.folder)
        nbgrader(course.folder, "export")
    with _step("class report"):
        (made,) = write_reports(course, [chapter.folder])
    wrong = _table(pupils, results)
    out.print()
    out.print("Where to look:")
    out.print(f"  class report   {made.page}", soft_wrap=True)
    out.print(
        f"  one feedback   {next(iter(sorted((course.folder / 'feedback').rglob('*.html'))), '')}"
    )
    out.print(
        f"  gradebook      cd {course.folder} && nbgrader export, or jupyter lab and its Formgrader"
    )
    out.print(f"  student kit    {course.folder / 'kit' / read_course(root).kit}", soft_wrap=True)
    out.print()
    if wrong:
        out.print(
            f"[bold red]{wrong} of {len(pupils)} submissions did not get what they deserve.[/]"
        )
    else:
        out.print(f"[bold green]All {len(pupils)} submissions got exactly what they deserve.[/]")
    return not wrong


def _fresh(folder: Path) -> None:
    if folder.exists():
        if not (folder / _MARK).exists():
            raise UserError(
                f"{folder} exists and was not made by the demo, so it is left alone. "
                "Name another folder: autograder demo DIR"
            )
        shutil.rmtree(folder)
    folder.mkdir(parents=True)
    (folder / _MARK).touch()


@contextmanager
def _step(what: str) -> Iterator[None]:
    began = time.monotonic()
    with err.status(what):
        yield
    out.print(f"[green]✓[/] {what} [dim]{time.monotonic() - began:.1f} s[/]")


def _table(pupils: list[Pupil], results: dict[str, SubmissionResult]) -> int:
    table = Table("student", "form", "story", "deserves", "got", "", box=None, pad_edge=False)
    table.columns[3].justify = table.columns[4].justify = "right"
    wrong = 0
    for pupil in pupils:
        problem = injustice(pupil, results.get(pupil.name))
        wrong += bool(problem)
        result = results.get(pupil.name)
        got = f"{result.score:g}" if result else "–"
        mark = f"[red]✗ {escape(problem)}[/]" if problem else "[green]✓[/]"
        table.add_row(pupil.name, pupil.form, escape(pupil.story), f"{pupil.deserves:g}", got, mark)
    out.print()
    out.print(table)
    return wrong
