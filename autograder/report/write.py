"""`autograder report`: read the results of a course and write page and table for each assignment."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple
from urllib.parse import quote

from autograder.attempts import results_that_count
from autograder.errors import UserError
from autograder.files import write_whole
from autograder.grade.course import Course
from autograder.grade.result import SubmissionResult
from autograder.report.html import page
from autograder.report.summary import Problem, summarise
from autograder.report.table import write_csv
from autograder.report.trends import ChapterPoint, chapter_point
from autograder.roster import class_list


class Written(NamedTuple):
    """The report of one assignment."""

    assignment: str
    submissions: int
    page: Path
    csv: Path


def write_reports(course: Course, only: list[str] | None = None) -> Iterator[Written]:
    """Write `reports/<assignment>.html` and `.csv`. Raises `UserError` where nothing was graded."""
    graded = graded_assignments(course)
    wanted = only or graded
    if not wanted:
        raise UserError(
            f"Nothing has been graded in {course.folder}: run autograder grade first.", exit_code=1
        )
    for assignment in wanted:
        course.chapter(assignment)
        if assignment not in graded:
            raise UserError(f"{assignment} has not been graded yet.", exit_code=1)
    history = _history(course, graded)
    for assignment in wanted:
        results = read_class(course, assignment)
        summary = summarise(
            course.chapter(assignment),
            results,
            roster=class_list(course),
            misplaced=_not_in_the_results(course, assignment, results),
            history=history,
        )
        html = course.folder / "reports" / f"{assignment}.html"
        feedback = feedback_pages(course, assignment, [r.student for r in results])
        write_whole(html, page(summary, feedback), sync=False)
        table = html.with_suffix(".csv")
        write_csv(table, summary)
        yield Written(assignment, len(results), html, table)


def graded_assignments(course: Course) -> list[str]:
    """Return the assignments that have results, in order."""
    return sorted(p.name for p in (course.folder / "results").glob("ch*_*") if p.is_dir())


def read_class(course: Course, assignment: str) -> list[SubmissionResult]:
    """Return the results that count of the class. Raises `UserError` where there is none."""
    results = results_that_count(course, course.chapter(assignment))
    if not results:
        raise UserError(f"{assignment} has not been graded yet.", exit_code=1)
    return results


def feedback_pages(course: Course, assignment: str, students: list[str]) -> dict[str, str]:
    """Return student -> the address of nbgrader's feedback page, as seen from `reports/`."""
    found = {}
    for student in students:
        name = f"{assignment}.html"
        if (course.folder / "feedback" / student / assignment / name).is_file():
            parts = (quote(part, safe="") for part in (student, assignment, name))
            found[student] = "../feedback/" + "/".join(parts)
    return found


def _not_in_the_results(
    course: Course, assignment: str, results: list[SubmissionResult]
) -> list[Problem]:
    """What lies in `submitted/` and has no grade."""
    graded = {r.student for r in results}
    ungraded = [name for name in course.submission_folders(assignment) if name not in graded]
    return [
        *(Problem("", "cannot be graded", line) for line in course.unusable_folders(assignment)),
        *(Problem(name, "not graded", "handed in; grade again") for name in ungraded),
    ]


def _history(course: Course, graded: list[str]) -> list[ChapterPoint]:
    """Where the class stands in every chapter that can be read.

    One that cannot be says so when its own report is asked for, and stops no other.
    """
    points = []
    for assignment in graded:
        try:
            chapter = course.chapter(assignment)
            points.append(chapter_point(chapter, read_class(course, assignment)))
        except UserError:
            continue
    return points
