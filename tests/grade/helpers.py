"""Make submissions out of an answer to one exercise."""

from __future__ import annotations

import json
from pathlib import Path

from autograder.grade.course_folder import Course
from autograder.grade.grading_run import GradingRun
from autograder.grade.submission_result import ExerciseResult, SubmissionResult

EXERCISE = "confidence_interval"
STEM = "confidence_interval"
RIGHT = """\
import numpy as np
from scipy import stats

def confidence_interval(coef, std_error, df_resid, level=0.95):
    half = stats.t.ppf((1 + level) / 2, df_resid) * np.asarray(std_error)
    return np.column_stack([np.asarray(coef) - half, np.asarray(coef) + half])
"""


def hand_in_py(course: Course, student: str, code: str, name: str = f"{STEM}.py") -> Path:
    folder = course.folder / "submitted" / student / "ch1_ols"
    folder.mkdir(parents=True, exist_ok=True)
    (folder / name).write_text(code, encoding="utf-8")
    return folder


def notebook(root: Path) -> dict:
    """The notebook as students get it."""
    return json.loads((root / "exercises" / "ch1_ols" / "ch1_ols.ipynb").read_text())


def fill(book: dict, code: str, stem: str = STEM) -> dict:
    """Put code into the solution cell of an exercise."""
    for cell in book["cells"]:
        if cell["metadata"].get("nbgrader", {}).get("grade_id") == stem:
            cell["source"] = code
    return book


def hand_in_notebook(course: Course, student: str, book: dict | str) -> Path:
    folder = course.folder / "submitted" / student / "ch1_ols"
    folder.mkdir(parents=True, exist_ok=True)
    text = book if isinstance(book, str) else json.dumps(book)
    (folder / "ch1_ols.ipynb").write_text(text, encoding="utf-8")
    return folder


def grade(course: Course, **options: object) -> dict[str, SubmissionResult]:
    with GradingRun(course, "ch1_ols", processes=2) as run:
        found = {}
        for graded in run.grade(**options):  # type: ignore[arg-type]
            assert graded.result is not None, graded.fault
            found[graded.student] = graded.result
        return found


def exercise(result: SubmissionResult, name: str = EXERCISE) -> ExerciseResult:
    return next(e for e in result.exercises if e.name == name)


def outcomes(result: SubmissionResult, name: str = EXERCISE) -> set[str]:
    return {c.outcome.value for c in exercise(result, name).checks}
