"""`autograder late`: every penalty and the attempt that counts anew, into the graded notebooks too."""

from __future__ import annotations

from pathlib import Path
from typing import NamedTuple

import nbformat
from nbgrader.api import Gradebook

from autograder.errors import UserError
from autograder.files import write_whole
from autograder.grade.course_folder import Course
from autograder.grade.grading_run import GradingRun
from autograder.late.plugin import LateRow, apply_to_all, lateness, students_and_assignments
from autograder.late.policy import extension_problems
from autograder.nb.autograded import say_late
from autograder.nb.points import follow_points


class Applied(NamedTuple):
    """The late submissions, the assignments that were looked at, and what the instructor should know."""

    rows: list[LateRow]
    assignments: list[str]
    warnings: list[str]


def apply(gradebook: Gradebook, course: Course) -> Applied:
    """Set every late penalty anew and let every graded notebook begin with the line that says it.

    Under `resubmission = "best"` another attempt may be the best now: then that one is published.
    """
    names = sorted(p.name for p in (course.folder / "autograded").glob("*/ch*_*") if p.is_dir())
    assignments = list(dict.fromkeys(names))
    warnings = extension_problems(course.folder, *students_and_assignments(gradebook, course))
    for name in assignments:
        warnings += follow_points(course, course.chapter(name), gradebook)
        if course.settings.resubmission == "best":
            warnings += [w for w in _publish_again(course, name) if w not in warnings]
    gradebook.db.expire_all()
    rows = apply_to_all(gradebook, course)
    for student in gradebook.students:
        for name, late in lateness(gradebook, course, student.id).items():
            _say(course.folder / "autograded" / student.id / name / f"{name}.ipynb", late.says())
    return Applied(rows, assignments, warnings)


def _publish_again(course: Course, assignment: str) -> list[str]:
    """Choose anew among what is graded; nothing is graded for it."""
    from autograder.nb.publish import Publisher

    with GradingRun(course, assignment) as run, Publisher(run, students=()) as publisher:
        for student in course.submission_folders(assignment):
            try:
                publisher.republish(student)
            except UserError as error:
                publisher.warnings.append(f"{student}: {error}")
        return publisher.warnings


def _say(path: Path, late: str) -> None:
    if not path.is_file():
        return
    notebook = nbformat.read(path, as_version=4)  # type: ignore[no-untyped-call]
    if say_late(notebook, late):
        text = nbformat.writes(notebook)  # type: ignore[no-untyped-call]
        write_whole(path, text.rstrip("\n") + "\n")
