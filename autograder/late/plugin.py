"""The policy as nbgrader's `LateSubmissionPlugin`, and for our own ingest."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path
from typing import Any

import msgspec
from nbgrader.api import Gradebook, SubmittedAssignment
from nbgrader.plugins import LateSubmissionPlugin

from autograder.grade.course_folder import Course
from autograder.late.policy import Handed, Late, assess, read_extensions
from autograder.reading import same_name


def lateness(gradebook: Gradebook, course: Course, student: str) -> dict[str, Late]:
    """Return what lateness costs each submission of a student, by assignment."""
    handed = [
        Handed(s.assignment.name, s.assignment.duedate, s.timestamp, s.extension or timedelta(0))
        for s in _submissions(gradebook, student)
    ]
    granted = read_extensions(course.folder).get(same_name(student))
    return assess(course.settings.late, handed, granted)


def assign_penalties(gradebook: Gradebook, course: Course, student: str) -> None:
    """Set nbgrader's late penalty of every submission of a student; the caller commits.

    Of every one, because a token that an earlier assignment needs is a token less for a later one.
    """
    gradebook.db.flush()
    found = lateness(gradebook, course, student)
    for submission in _submissions(gradebook, student):
        late = found[submission.assignment.name]
        for notebook in submission.notebooks:
            gradebook.db.refresh(notebook, ["score"])
            notebook.late_submission_penalty = late.penalty(notebook.score) or None
    gradebook.db.flush()


class CourseLatePolicy(LateSubmissionPlugin):
    """Deducts what the course's `[late]` says: per day, after extensions and grace tokens."""

    def late_submission_penalty(
        self, student_id: str, score: float, total_seconds_late: float
    ) -> float | None:
        """Return the points to deduct from this submission, or None."""
        # nbgrader hands over neither assignment nor course; the step that calls knows both.
        step: Any = self.parent
        course = Course(Path(step.parent.parent.coursedir.root))
        late = lateness(step.gradebook, course, student_id)[step.assignment_id]
        return late.penalty(score) or None


def students_and_assignments(gradebook: Gradebook, course: Course) -> tuple[set[str], set[str]]:
    """Return the students and the assignments that a line of `extensions.csv` can be about."""
    students = {s.id for s in gradebook.students}
    students |= {p.name for p in (course.folder / "submitted").glob("*") if p.is_dir()}
    assignments = {a.name for a in gradebook.assignments}
    assignments |= set(course.assignments())
    return students, assignments


def _submissions(gradebook: Gradebook, student: str) -> list[Any]:
    return list(gradebook.db.query(SubmittedAssignment).filter_by(student_id=student))


class LateRow(msgspec.Struct, frozen=True):
    """One late submission: what was deducted, and why."""

    student: str
    assignment: str
    days: int
    tokens: int
    deducted: float
    why: str


def apply_to_all(gradebook: Gradebook, course: Course) -> list[LateRow]:
    """Set every late penalty anew, in one transaction, and return the late submissions."""
    rows = []
    try:
        for student in gradebook.students:
            assign_penalties(gradebook, course, student.id)
            for name, late in lateness(gradebook, course, student.id).items():
                if late.days:
                    submission = gradebook.find_submission(name, student.id)
                    penalties = [n.late_submission_penalty or 0.0 for n in submission.notebooks]
                    rows.append(
                        LateRow(
                            student.id, name, late.days, late.tokens, sum(penalties), late.says()
                        )
                    )
        gradebook.db.commit()
    except BaseException:
        gradebook.db.rollback()
        raise
    return sorted(rows, key=lambda r: (r.assignment, r.student))
