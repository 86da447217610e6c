"""`autograder report`: read the results of a course and write page and table for each assignment."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from autograder.attempts import results_that_count
from autograder.errors import UserError
from autograder.grade.course import Course
from autograder.grade.result import SubmissionResult
from autograder.grade.run import find_chapter
from autograder.report.html import page
from autograder.report.summary import summarise
from autograder.report.table import write_csv


class Written(NamedTuple):
    """The report of one assignment."""

    assignment: str
    submissions: int
    page: Path
    csv: Path


def write_reports(course: Course, only: list[str] | None = None) -> Iterator[Written]:
    """Write `reports/<assignment>.html` and `.csv`. Raises `UserError` where nothing was graded."""
    graded = sorted(p.name for p in (course.folder / "results").glob("ch*_*") if p.is_dir())
    wanted = only or graded
    if not wanted:
        raise UserError(
            f"Nothing has been graded in {course.folder}: run autograder grade first.", exit_code=1
        )
    for assignment in wanted:
        chapter = find_chapter(course.root, assignment)
        if assignment not in graded:
            raise UserError(f"{assignment} has not been graded yet.", exit_code=1)
        results = read_class(course, assignment)
        summary = summarise(chapter, results)
        html = course.folder / "reports" / f"{assignment}.html"
        html.parent.mkdir(exist_ok=True)
        html.write_text(page(summary), encoding="utf-8")
        table = html.with_suffix(".csv")
        write_csv(table, summary)
        yield Written(assignment, len(results), html, table)


def read_class(course: Course, assignment: str) -> list[SubmissionResult]:
    """Return the results that count of the class. Raises `UserError` where there is none."""
    results = results_that_count(course, find_chapter(course.root, assignment))
    if not results:
        raise UserError(f"{assignment} has not been graded yet.", exit_code=1)
    return results
