"""Write results into nbgrader's gradebook: one submission, one transaction, every row set."""

from __future__ import annotations

import hashlib
from pathlib import Path
from typing import Any

import msgspec
from nbgrader.api import Comment, Grade, Gradebook, MissingEntry

from autograder.attempts import place_of
from autograder.errors import UserError
from autograder.files import write_whole
from autograder.grade.course_folder import Course
from autograder.grade.submission import Submission
from autograder.grade.submission_result import SubmissionResult
from autograder.handed_in import HandedIn
from autograder.late.plugin import assign_penalties
from autograder.nb.autograded import student_code
from autograder.nb.names import give_name
from autograder.registry import Chapter

_PUBLISHED = ".published.json"


class Published(msgspec.Struct, frozen=True):
    """What was last written into the gradebook for a student: a hash of each exercise's code."""

    codes: dict[str, str]


def ensure_submission(gradebook: Gradebook, assignment: str, student: str, time: HandedIn) -> None:
    """Make the rows of a submission where they are missing. Grades in it stay open until written.

    A time that is none takes the place of an earlier one; no time at all does not.
    """
    try:
        gradebook.find_assignment(assignment)
    except MissingEntry:
        raise UserError(
            f"The gradebook knows no assignment {assignment}: release it first (autograder release)."
        ) from None
    gradebook.update_or_create_student(student)
    extra = {"timestamp": time.at} if time.at or time.problem else {}
    # Building the rows, nbgrader queries while they are half-connected; SQLAlchemy would warn.
    with gradebook.db.no_autoflush:
        gradebook.update_or_create_submission(assignment, student, **extra)


def save_grades(
    gradebook: Gradebook,
    chapter: Chapter,
    result: SubmissionResult,
    course: Course,
    submission: Submission,
) -> None:
    """Set every automatic score and the late penalty of a submission and commit once, or change nothing.

    A manual score or comment stays as it is; where the student's code is another since, the cell is
    marked for another look. A score left open by a grader's fault asks for a manual grade instead
    of being zero.
    """
    record = place_of(course, chapter.folder, result.student) / _PUBLISHED
    before, codes = _published(record), _codes(chapter, submission)
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
            if grade.manual_score is None:
                grade.needs_manual_grade = scored.score is None
            elif before.get(scored.name, codes[scored.name]) != codes[scored.name]:
                grade.needs_manual_grade = True
        for comment in notebook.comments:
            answered = by_solution.get(comment.name)
            if answered is None:
                continue
            slip = answered.slip.says if answered.slip else None
            comment.auto_comment = slip if answered.attempted else "No response."
        give_name(gradebook, course, result.student)
        assign_penalties(gradebook, course, result.student)
        gradebook.db.commit()
    except BaseException:
        gradebook.db.rollback()
        raise
    write_whole(record, msgspec.json.encode(Published(codes)))


def _codes(chapter: Chapter, submission: Submission) -> dict[str, str]:
    return {
        e.name: hashlib.sha256(
            student_code(e, submission, "").encode("utf-8", "replace")
        ).hexdigest()[:16]
        for e in chapter.exercise
    }


def _published(record: Path) -> dict[str, str]:
    try:
        return msgspec.json.decode(record.read_bytes(), type=Published).codes
    except (OSError, msgspec.MsgspecError):
        return {}


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
