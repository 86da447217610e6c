"""Late work: tokens, extensions and penalties, in arithmetic and in nbgrader's own gradebook."""

from __future__ import annotations

import contextlib
from datetime import datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from nbgrader.api import Gradebook

from autograder.errors import UserError
from autograder.grade.course_folder import Course
from autograder.grade.grading_run import GradingRun
from autograder.late.plugin import apply_to_all
from autograder.late.policy import Handed, LatePolicy, assess, extension_problems, read_extensions
from autograder.nb.commands import nbgrader
from autograder.nb.publish import Publisher
from autograder.roster import read_roster
from tests.grade.helpers import RIGHT, fill, hand_in_notebook, hand_in_py, notebook

DUE = datetime(2026, 3, 1, 12)
DAY = timedelta(days=1)


def test_a_day_begun_is_a_day_and_the_deadline_itself_is_in_time() -> None:
    policy = LatePolicy(per_day=10)
    days = [
        assess(policy, [Handed("a", DUE, DUE + late)])["a"].days
        for late in (-DAY, 0 * DAY, timedelta(seconds=1), DAY, DAY + timedelta(seconds=1))
    ]
    assert days == [0, 0, 1, 1, 2]


def test_tokens_go_to_the_earlier_due_date_whatever_order_work_comes_in() -> None:
    policy = LatePolicy(per_day=10, grace_days=3)
    first = Handed("b_first", DUE, DUE + 2 * DAY)
    second = Handed("a_second", DUE + 7 * DAY, DUE + 9 * DAY)
    for handed in ([first, second], [second, first]):
        found = assess(policy, handed)
        assert (found["b_first"].tokens, found["b_first"].charged) == (2, 0)
        assert (found["a_second"].tokens, found["a_second"].charged) == (1, 1)
        assert found["a_second"].penalty(8.0) == 0.8


def test_the_longer_of_two_extensions_counts_and_they_do_not_add() -> None:
    handed = [Handed("a", DUE, DUE + 4 * DAY, extension=DAY)]
    assert assess(LatePolicy(), handed, {"a": 3.0})["a"].days == 1
    assert assess(LatePolicy(), handed, {"a": 0.5})["a"].days == 3


@given(
    score=st.floats(0, 100), per_day=st.floats(0, 200), grace=st.integers(0, 5),
    hours=st.floats(-100, 1000), unit=st.sampled_from(["percent", "points"]),
)  # fmt: skip
def test_a_penalty_is_between_nothing_and_the_score_and_grows_with_time(
    score, per_day, grace, hours, unit
) -> None:
    policy = LatePolicy(per_day=per_day, unit=unit, grace_days=grace)

    def penalty(late: float) -> float:
        handed = [Handed("a", DUE, DUE + timedelta(hours=late))]
        return assess(policy, handed)["a"].penalty(score)

    assert 0 <= penalty(hours) <= score
    assert penalty(hours) <= penalty(hours + 24)


def test_a_bad_extension_file_names_its_line(tmp_path) -> None:
    (tmp_path / "extensions.csv").write_text("student,assignment,days\nada,a,2\nbo,a,soon\n")
    with pytest.raises(UserError, match="line 3: days is 'soon'"):
        read_extensions(tmp_path)


@pytest.fixture
def late_course(course, root) -> Course:
    """Due on 1 March, 10 percent a day, one free day; ada three days late, bo in time, cy excused."""
    settings = course.folder / "autograder.toml"
    settings.write_text(settings.read_text() + "\n[late]\nper_day = 10.0\ngrace_days = 1\n")
    (course.folder / "extensions.csv").write_text("student,assignment,days\ncy,ch1_ols,5\n")
    with Gradebook(course.db_url) as gradebook:
        gradebook.update_or_create_assignment("ch1_ols", duedate="2026-03-01 12:00:00 UTC")
    for student, day in (("ada", 4), ("bo", 1), ("cy", 4)):
        folder = hand_in_notebook(course, student, fill(notebook(root), RIGHT))
        (folder / "timestamp.txt").write_text(f"2026-03-0{day} 11:00:00 UTC")
    return Course(course.folder)


def _penalties(course: Course) -> dict[str, tuple[float, float]]:
    with Gradebook(course.db_url) as gradebook:
        found = gradebook.assignment_submissions("ch1_ols")
        return {s.student.id: (s.score, s.late_submission_penalty) for s in found}


@pytest.mark.sandbox
@pytest.mark.usefixtures("warm")
@pytest.mark.slow
def test_our_grading_and_nbgraders_own_deduct_the_same_and_feedback_says_why(late_course) -> None:
    with GradingRun(late_course, "ch1_ols", processes=1) as run, Publisher(run) as publisher:
        for graded in run.grade():
            publisher.publish(graded.result)
    ours = _penalties(late_course)
    assert ours == {"ada": (10, 2), "bo": (10, 0), "cy": (10, 0)}
    nbgrader(late_course.folder, "generate_feedback", "ch1_ols")
    page = late_course.folder / "feedback" / "ada" / "ch1_ols" / "ch1_ols.html"
    assert (
        "Handed in 3 days late; 1 day paid by grace tokens; 20 % of the score" in page.read_text()
    )
    nbgrader(late_course.folder, "autograde", "ch1_ols", "--force")
    assert _penalties(late_course) == ours


@pytest.mark.sandbox
@pytest.mark.usefixtures("warm")
def test_an_extension_granted_in_nbgrader_counts_once_the_policy_is_applied(late_course) -> None:
    hand_in_py(late_course, "ada", RIGHT)
    with GradingRun(late_course, "ch1_ols", processes=1) as run, Publisher(run) as publisher:
        for graded in run.grade(["ada"]):
            publisher.publish(graded.result)
    with Gradebook(late_course.db_url) as gradebook:
        gradebook.grant_extension("ch1_ols", "ada", days=1)
        (row,) = apply_to_all(gradebook, late_course)
    assert (row.days, row.tokens, row.deducted) == (2, 1, 1.0)
    assert _penalties(late_course)["ada"] == (10, 1)


def test_an_extension_is_found_however_the_name_and_the_table_are_written(tmp_path) -> None:
    composed, apart = "Zo\u00e9", "Zoe\u0301"
    (tmp_path / "extensions.csv").write_text(f"sep=;\nstudent;assignment;days\n{apart};a;1,5\n")
    assert read_extensions(tmp_path) == {composed: {"a": 1.5}}
    for name in (composed, apart):
        assert extension_problems(tmp_path, {name}, {"a"}) == []
    (problem,) = extension_problems(tmp_path, {"bo"}, {"a"})
    assert "line 3" in problem


@pytest.mark.parametrize("cell", ["x" * 200_000, "x\0y"])
def test_a_table_that_no_spreadsheet_wrote_is_refused_in_words(tmp_path, cell) -> None:
    for first in ("student,assignment,days\n", ""):
        (tmp_path / "extensions.csv").write_text(f"{first}{cell},a,1\n")
        with contextlib.suppress(UserError):
            read_extensions(tmp_path)
        (tmp_path / "roster.csv").write_text(f"{first}{cell},a,1\n")
        with contextlib.suppress(UserError):
            read_roster(tmp_path / "roster.csv")
