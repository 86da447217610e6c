"""Handing in again: nothing is lost, and the last or the best counts, late penalty included."""

from __future__ import annotations

import pytest
from nbgrader.api import Gradebook

from autograder.grade.course_folder import Course
from autograder.grade.grading_run import GradingRun
from autograder.nb.commands import nbgrader
from autograder.nb.publish import Publisher
from tests.grade.helpers import RIGHT, fill, hand_in_notebook, notebook

pytestmark = [pytest.mark.sandbox, pytest.mark.usefixtures("warm")]
WRONG = RIGHT.replace("(1 + level) / 2", "level")
# Right up to thirty degrees of freedom, and so worth something.
PARTLY = RIGHT.replace(
    "stats.t.ppf(", "(stats.t.ppf if df_resid <= 30 else lambda q, d: stats.norm.ppf(q))("
)


def _hand_in(course: Course, root, code: str, day: int) -> None:
    folder = hand_in_notebook(course, "ada", fill(notebook(root), code))
    (folder / "timestamp.txt").write_text(f"2026-03-{day:02} 11:00:00 UTC")


def _grade(course: Course) -> tuple[float, float]:
    with GradingRun(course, "ch1_ols", processes=1) as run, Publisher(run) as publisher:
        for graded in run.grade():
            publisher.publish(graded.result)
    return _stored(course)


def _stored(course: Course) -> tuple[float, float]:
    with Gradebook(course.db_url) as gradebook:
        found = gradebook.find_submission("ch1_ols", "ada")
        return found.score, found.late_submission_penalty


def _policy(course: Course, policy: str, per_day: float) -> Course:
    path = course.folder / "autograder.toml"
    path.write_text(f'resubmission = "{policy}"\n{path.read_text()}\n[late]\nper_day = {per_day}\n')
    with Gradebook(course.db_url) as gradebook:
        gradebook.update_or_create_assignment("ch1_ols", duedate="2026-03-01 12:00:00 UTC")
    return Course(course.folder)


def test_the_last_counts_by_default_and_the_first_is_kept(course, root) -> None:
    course = _policy(course, "last", 0)
    _hand_in(course, root, RIGHT, 1)
    assert _grade(course) == (10, 0)
    _hand_in(course, root, WRONG, 1)
    assert _grade(course)[0] < 10
    kept = [p for p in (course.folder / "attempts" / "ch1_ols" / "ada").iterdir() if p.is_dir()]
    assert len(kept) == 2
    assert all((k / "ch1_ols.ipynb").exists() and (k / "result.json").exists() for k in kept)


@pytest.mark.slow
def test_the_best_counts_after_its_late_penalty_and_in_nbgraders_command_too(course, root) -> None:
    course = _policy(course, "best", 100)
    _hand_in(course, root, PARTLY, 1)
    early, _ = _grade(course)
    assert 0 < early < 10
    # All right, but a day late: worth nothing, so the earlier one stands.
    _hand_in(course, root, RIGHT, 2)
    assert _grade(course) == (early, 0)
    nbgrader(course.folder, "autograde", "ch1_ols", "--force")
    assert _stored(course) == (early, 0)
