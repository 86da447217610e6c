"""Write results into nbgrader's gradebook: one submission, one transaction, every row set."""

from __future__ import annotations

from typing import Any

from nbgrader.api import Comment, Grade, Gradebook, MissingEntry

from autograder.errors import UserError
from autograder.grade.course import Course
from autograder.grade.result import SubmissionResult
from autograder.late.plugin import assign_penalties
from autograder.registry import Chapter


def ensure_submission(
    gradebook: Gradebook, assignment: str, student: str, timestamp: str | None
) -> None:
    """Make the rows of a submission where they are missing. Grades in it stay open until written."""
    try:
        gradebook.find_assignment(assignment)
    except MissingEntry:
        raise UserError(
            f"The gradebook knows no assignment {assignment}: release it first (autograder release)."
        ) from None
    gradebook.update_or_create_student(student)
    extra = {"timestamp": timestamp} if timestamp else {}
    # Building the rows, nbgrader queries while they are half-connected; SQLAlchemy would warn.
    with gradebook.db.no_autoflush:
        gradebook.update_or_create_submission(assignment, student, **extra)


def save_grades(
    gradebook: Gradebook, chapter: Chapter, result: SubmissionResult, course: Course
) -> None:
    """Set every automatic score and the late penalty of a submission and commit once, or change nothing.

    A manual score or comment stays as it is; the cell is then marked for another look, as nbgrader
    does. A score left open by a grader's fault asks for a manual grade instead of being zero.
    """
    notebook = gradebook.find_submission_notebook(chapter.folder, result.chapter, result.student)
    by_check = {
        e.check_cell: r for e in chapter.exercise for r in result.exercises if r.name == e.name
    }
    by_solution = {
        e.solution_cell: r for e in chapter.exercise for r in result.exercises if r.name == e.name
    }
    try:
        _add_missing_rows(gradebook, notebook)
        for grade in notebook.grades:
            scored = by_check.get(grade.name)
            # A graded cell that no exercise knows is the instructor's own: it is theirs to grade.
            if scored is None:
                continue
            grade.auto_score = scored.score
            grade.needs_manual_grade = scored.score is None or grade.manual_score is not None
        for comment in notebook.comments:
            answered = by_solution.get(comment.name)
            if answered is None:
                continue
            slip = answered.slip.says if answered.slip else None
            comment.auto_comment = slip if answered.attempted else "No response."
        assign_penalties(gradebook, course, result.student)
        gradebook.db.commit()
    except BaseException:
        gradebook.db.rollback()
        raise


def _add_missing_rows(gradebook: Gradebook, notebook: Any) -> None:
    """A chapter that was released again may have exercises that this submission has no rows for."""
    graded = {grade.cell_id for grade in notebook.grades}
    for cell in notebook.notebook.grade_cells:
        if cell.id not in graded:
            gradebook.db.add(Grade(cell_id=cell.id, notebook=notebook))
    commented = {comment.cell_id for comment in notebook.comments}
    for cell in notebook.notebook.solution_cells:
        if cell.id not in commented:
            gradebook.db.add(Comment(cell_id=cell.id, notebook=notebook))
    gradebook.db.flush()
    gradebook.db.refresh(notebook)
