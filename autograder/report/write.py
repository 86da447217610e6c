"""`autograder report`: read the results of a course and write page and table for each assignment."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple
from urllib.parse import quote

from autograder.attempts import results_that_count
from autograder.errors import UserError
from autograder.files import write_whole
from autograder.grade.course_folder import Course, is_a_name
from autograder.grade.places import looks_like_work
from autograder.grade.submission_result import SubmissionResult
from autograder.handed_in import handed_in
from autograder.late.plugin import students_and_assignments
from autograder.late.policy import extension_problems
from autograder.nb.gradebook import has_gradebook, open_gradebook
from autograder.reading import same_name
from autograder.report.html import page
from autograder.report.summary import NOT_ON_THE_ROSTER, UNUSABLE, Problem, summarise
from autograder.report.table import write_csv
from autograder.report.trends import ChapterPoint, chapter_point
from autograder.roster import class_list, not_on_the_roster


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
        graded_names = {same_name(r.student) for r in results}
        summary = summarise(
            course.chapter(assignment),
            results,
            roster=[name for name in class_list(course) if same_name(name) not in graded_names],
            misplaced=_beside_the_results(course, assignment, results),
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


def _beside_the_results(
    course: Course, assignment: str, results: list[SubmissionResult]
) -> list[Problem]:
    """What the results do not tell: who has no grade, no place on the roster or no time, and why."""
    graded = {r.student for r in results}
    folders = course.submission_folders(assignment)
    times = {name: handed_in(folder).problem for name, folder in folders.items()}
    return [
        *(
            Problem(
                name if is_a_name(name) and not looks_like_work(name) else "", UNUSABLE, f"{why}."
            )
            for name, why in course.unusable(assignment)
        ),
        *(Problem(n, "not graded", "handed in; grade again") for n in folders if n not in graded),
        *(
            Problem(
                name, "not handed in", "the folder in submitted/ holds nothing for this chapter"
            )
            for name in course.empty_handed(assignment)
        ),
        *(Problem(name, "time", f"{why}.") for name, why in times.items() if why),
        *(Problem("", "extension", f"{line}.") for line in _extensions(course)),
        *(
            Problem(name, NOT_ON_THE_ROSTER, "handed in, and roster.csv has no such student")
            for name in not_on_the_roster(course, assignment)
        ),
    ]


def _extensions(course: Course) -> list[str]:
    """The lines of `extensions.csv` that are about nobody or nothing."""
    if not has_gradebook(course):
        return []
    with open_gradebook(course) as gradebook:
        known = students_and_assignments(gradebook, course)
    return extension_problems(course.folder, *known)


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
