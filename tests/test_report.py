"""The class report: the right numbers, nothing unescaped, nothing from elsewhere."""

from __future__ import annotations

import csv
import re

import pytest

from autograder.checks.outcome import Message, Outcome
from autograder.checks.result import CheckResult
from autograder.checks.slips import Slip
from autograder.grade.result import Conditions, SubmissionResult, exercise_result
from autograder.report import page, summarise, write_csv

CONDITIONS = Conditions(checks_hash="c", environment={}, seed=1, limits={}, sandbox="sandboxed")


def _result(chapter, student: str, outcomes: dict[str, list[Outcome]], slip: Slip | None = None):
    exercises = []
    for exercise in chapter.exercise:
        wanted = outcomes.get(exercise.name, [Outcome.NOT_ATTEMPTED] * 2)
        checks = [
            CheckResult(
                exercise=exercise.name,
                check=f"test_{i}",
                title=f"Check {i} of <b>{exercise.name}</b>.",
                hidden=i > 0,
                weight=1.0,
                outcome=outcome,
                message=None if outcome is Outcome.PASS else Message(headline="no"),
            )
            for i, outcome in enumerate(wanted)
        ]
        named = slip if slip and Outcome.WRONG in wanted else None
        exercises.append(exercise_result(exercise, "py", checks, named))
    return SubmissionResult(
        student=student, chapter=chapter.folder, submission_hash="h", conditions=CONDITIONS,
        exercises=tuple(exercises),
    )  # fmt: skip


@pytest.fixture
def summary(ols_chapter):
    right, wrong, fault = Outcome.PASS, Outcome.WRONG, Outcome.FAULT
    slip = Slip("forgot_it", "You forgot `it` & <i>more</i>.", "ols.md#x")
    everything = {e.name: [right, right] for e in ols_chapter.exercise}
    return summarise(
        ols_chapter,
        [
            _result(ols_chapter, "ada", everything),
            _result(ols_chapter, "<script>bo", {"r_squared": [right, wrong]}, slip),
            _result(ols_chapter, "=1+1", {"r_squared": [wrong, wrong]}, slip),
            _result(ols_chapter, "chen", {"r_squared": [fault, right]}),
        ],
    )


def test_scores_rates_and_slips_are_counted(summary, ols_chapter) -> None:
    points = ols_chapter.find("r_squared").points
    totals = {row.student: row.total for row in summary.rows}
    assert totals == {"ada": ols_chapter.points, "<script>bo": points / 2, "=1+1": 0, "chen": 0}
    rate = {(c.exercise, c.check): (c.passed, c.attempted) for c in summary.checks}
    assert rate["r_squared", "test_0"] == (2, 4)
    assert rate["least_squares", "test_0"] == (1, 1)
    (slip,) = summary.slips
    assert slip.students == ("<script>bo", "=1+1")
    assert sum(n for _, _, n in summary.histogram) == 4
    assert len(summary.faults) == 1


def test_an_open_score_is_open_and_not_zero(summary, ols_chapter) -> None:
    place = [e.name for e in ols_chapter.exercise].index("r_squared")
    row = next(r for r in summary.rows if r.student == "chen")
    assert row.scores[place] is None
    assert row.states[place] == "grader fault"


def test_the_page_escapes_what_a_student_chose_and_loads_nothing(summary) -> None:
    html = page(summary)
    assert "<script>" not in html
    assert "&lt;script&gt;bo" in html
    assert "You forgot <code>it</code> &amp; &lt;i&gt;more&lt;/i&gt;." in html
    assert not re.search(r"(src|href)=", html)
    assert "http" not in html


def test_an_empty_class_has_a_page_too(ols_chapter) -> None:
    assert "No submission has been graded yet" in page(summarise(ols_chapter, []))


def test_the_csv_is_quoted_and_a_name_is_never_a_formula(summary, tmp_path) -> None:
    path = tmp_path / "class.csv"
    write_csv(path, summary)
    with path.open(newline="", encoding="utf-8") as file:
        rows = list(csv.reader(file))
    assert rows[0][0] == "student"
    assert {row[0] for row in rows[1:]} == {"ada", "<script>bo", "'=1+1", "chen"}
    assert all(len(row) == len(rows[0]) for row in rows)
