"""Results that are made and not graded: what comes after a grade can be tried without a sandbox."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from nbgrader.api import Gradebook

from autograder.checks.check_result import CheckResult
from autograder.checks.outcome import Outcome
from autograder.grade.course_folder import Course
from autograder.grade.grading_run import GradingRun
from autograder.grade.submission import read_submission
from autograder.grade.submission_result import SubmissionResult, exercise_result, write_result
from autograder.nb.publish import Publisher
from tests.grade.helpers import EXERCISE, RIGHT, STEM, hand_in_py

CH = "ch1_ols"


def hand_in(course: Course, student: str, code: str = RIGHT, at: str = "") -> Path:
    folder = hand_in_py(course, student, code)
    if at:
        (folder / "timestamp.txt").write_text(at)
    return folder


def made_result(run: GradingRun, student: str, passed: int = 2) -> SubmissionResult:
    """A result of what lies in `submitted/`: of two checks of each exercise, so many pass."""
    folder = run.course.submission_folders(CH)[student]
    exercises = []
    for exercise in run.chapter.exercise:
        outcomes = [Outcome.PASS if i < passed else Outcome.WRONG for i in range(2)]
        checks = [
            CheckResult(
                exercise=exercise.name, check=f"test_{i}", title="A check.", hidden=bool(i),
                weight=1.0, outcome=outcome,
            )
            for i, outcome in enumerate(outcomes)
        ]  # fmt: skip
        exercises.append(exercise_result(exercise, "py", checks, None))
    submission = read_submission(folder, student, run.chapter, run.stubs)
    return SubmissionResult(
        student=student, chapter=CH, submission_hash=submission.hash, conditions=run.conditions,
        exercises=tuple(exercises),
    )  # fmt: skip


def publish(course: Course, **passed: int) -> dict[str, SubmissionResult]:
    """Publish made results and keep their files, as `autograder grade` does."""
    found = {}
    with GradingRun(course, CH) as run, Publisher(run) as publisher:
        for student, number in passed.items():
            result = made_result(run, student, number)
            write_result(course.result_path(CH, student), result)
            found[student] = publisher.publish(result)
        found["warnings"] = publisher.warnings  # type: ignore[assignment]
    return found


@contextmanager
def book(course: Course) -> Iterator[Gradebook]:
    with Gradebook(course.db_url, course.settings.course_id) as gradebook:
        yield gradebook


def grade_row(gradebook: Gradebook, student: str) -> object:
    return gradebook.find_grade(f"check_{STEM}", CH, CH, student)


def settings(course: Course, first: str = "", last: str = "") -> Course:
    path = course.folder / "autograder.toml"
    path.write_text(f"{first}\n{path.read_text()}\n{last}\n")
    return Course(course.folder)


__all__ = ["CH", "EXERCISE", "RIGHT", "STEM"]
