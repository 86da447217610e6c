"""The grades that count, from the gradebook: with manual grades and late penalties."""

from __future__ import annotations

import msgspec
from nbgrader.api import MissingEntry

from autograder.errors import UserError
from autograder.grade.course_folder import Course
from autograder.late.plugin import lateness
from autograder.nb.gradebook import open_gradebook
from autograder.nb.points import follow_points
from autograder.roster import read_roster

__all__ = ["Grade", "read_grades", "read_roster"]


class Grade(msgspec.Struct, frozen=True):
    """One student's grade. `score` is after the penalty; None where something is still open."""

    student: str
    score: float | None
    raw: float
    penalty: float
    max_score: float
    why_late: str


def read_grades(course: Course, assignment: str) -> list[Grade]:
    """Return the grade of everyone who handed in, by student."""
    chapter = course.chapter(assignment)
    with open_gradebook(course) as gradebook:
        follow_points(course, chapter, gradebook)
        try:
            points = float(gradebook.find_assignment(assignment).max_score)
        except MissingEntry:
            raise UserError(
                f"The gradebook knows no assignment {assignment}: release and grade it first."
            ) from None
        found = []
        for submission in gradebook.assignment_submissions(assignment):
            student = submission.student.id
            open_ = any(
                grade.auto_score is None and grade.manual_score is None and grade.max_score
                for notebook in submission.notebooks
                for grade in notebook.grades
            )
            penalty = float(submission.late_submission_penalty or 0.0)
            raw = float(submission.score or 0.0)
            late = lateness(gradebook, course, student)[assignment]
            score = None if open_ else max(0.0, raw - penalty)
            found.append(Grade(student, score, raw, penalty, points, late.says()))
    if not found:
        raise UserError(f"Nobody has a grade for {assignment} yet: grade first.", exit_code=1)
    return sorted(found, key=lambda g: g.student)
