"""Things that go wrong around the grader: a restart finishes the class, and nothing is half-written."""

from __future__ import annotations

import os
import signal
import sqlite3
from contextlib import closing

import pytest

from autograder.errors import UserError
from autograder.grade import course_folder as course_module
from autograder.grade.grading_run import GradingRun
from autograder.nb.publish import Publisher
from tests.grade.helpers import RIGHT, hand_in_py

pytestmark = pytest.mark.sandbox


def _grade(course) -> dict[str, float]:
    found = {}
    with GradingRun(course, "ch1_ols", processes=1) as run, Publisher(run) as publisher:
        for graded in run.grade():
            assert graded.result is not None, graded.fault
            publisher.publish(graded.result)
            found[graded.student] = graded.result.score
    return found


@pytest.mark.slow
def test_a_grading_process_that_is_killed_is_replaced_and_its_job_done_again(course) -> None:
    for name in ("ada", "bo", "chen"):
        hand_in_py(course, name, RIGHT)
    scores = {}
    with GradingRun(course, "ch1_ols", processes=1) as run:
        for graded in run.grade():
            assert graded.result is not None, graded.fault
            scores[graded.student] = graded.result.score
            if len(scores) == 1:
                # The process has the second job in hand by now.
                os.kill(run.processes_running[0], signal.SIGKILL)
    assert scores == {"ada": 10, "bo": 10, "chen": 10}


@pytest.mark.slow
def test_a_run_that_was_stopped_goes_on_where_it_stopped(course) -> None:
    for name in ("ada", "bo", "chen"):
        hand_in_py(course, name, RIGHT)
    with GradingRun(course, "ch1_ols", processes=1) as run:
        first = next(iter(run.grade()))
    with GradingRun(course, "ch1_ols", processes=1) as run:
        fresh = {g.student: g.fresh for g in run.grade()}
    assert fresh.pop(first.student) is False
    assert len(fresh) == 2


@pytest.mark.slow
def test_answers_never_go_to_another_student_when_a_pool_is_used_again(course) -> None:
    # Two processes and one job: the second process may become ready only in the second run. And a
    # run that is left early leaves an answer behind, which is nobody's in the third.
    names = [f"s{i}" for i in range(5)]
    for name in names:
        hand_in_py(course, name, RIGHT)
    with GradingRun(course, "ch1_ols", processes=2) as run:
        assert [g.student for g in run.grade(["s0"])] == ["s0"]
        for graded in run.grade(force=True):
            assert graded.result is not None, graded.fault
            assert graded.result.student == graded.student
            break
        again = {g.student: g.result for g in run.grade(force=True)}
    assert sorted(again) == names
    assert all(result is not None and result.student == name for name, result in again.items())


def test_a_locked_gradebook_is_one_clear_error_and_the_next_run_finishes(
    course, monkeypatch
) -> None:
    hand_in_py(course, "ada", RIGHT)
    assert _grade(course) == {"ada": 10}
    hand_in_py(course, "ada", RIGHT.replace("(1 + level) / 2", "level"))
    monkeypatch.setattr(course_module, "GRADEBOOK_WAIT_S", 0.2)
    with closing(sqlite3.connect(course.folder / "gradebook.db")) as other:
        other.execute("begin exclusive")
        with pytest.raises(UserError, match="cannot be used"):
            _grade(course)
        other.rollback()
    assert _grade(course)["ada"] < 10


def test_a_damaged_result_file_is_graded_anew(course) -> None:
    hand_in_py(course, "ada", RIGHT)
    _grade(course)
    course.result_path("ch1_ols", "ada").write_text('{"student": "ada"')
    assert _grade(course) == {"ada": 10}


def test_grading_before_the_release_says_what_to_do(course) -> None:
    hand_in_py(course, "ada", RIGHT)
    (course.folder / "release" / "ch1_ols" / "ch1_ols.ipynb").unlink()
    with pytest.raises(UserError, match="autograder release"):
        _grade(course)
