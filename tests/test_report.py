"""The class report: the right numbers, nothing unescaped, nothing from elsewhere."""

from __future__ import annotations

import csv
import os
import re
from html.parser import HTMLParser

import msgspec
import numpy as np
import pytest

from autograder.checks.check_result import CheckResult
from autograder.checks.outcome import Message, Outcome
from autograder.checks.slips import Slip
from autograder.grade.course_folder import Course, is_a_name
from autograder.grade.submission_result import SubmissionResult, exercise_result, write_result
from autograder.report import page, summarise, write_csv
from autograder.report.html import shown
from autograder.report.items import discrimination
from autograder.report.summary import Problem
from autograder.report.trends import chapter_point
from autograder.report.write import write_reports
from tests.made_class import CONDITIONS, NAMES, made_class, slips_in

RIGHT, WRONG, FAULT = Outcome.PASS, Outcome.WRONG, Outcome.FAULT


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
def results(ols_chapter):
    slip = Slip("forgot_it", "You forgot `it` & <i>more</i>.", "ols.md#x")
    everything = {e.name: [RIGHT, RIGHT] for e in ols_chapter.exercise}
    return [
        _result(ols_chapter, "ada", everything),
        _result(ols_chapter, "<script>bo", {"r_squared": [RIGHT, WRONG]}, slip),
        _result(ols_chapter, "=1+1", {"r_squared": [WRONG, WRONG]}, slip),
        _result(ols_chapter, "chen", {"r_squared": [FAULT, RIGHT]}),
    ]


@pytest.fixture
def summary(ols_chapter, results):
    return summarise(ols_chapter, results)


@pytest.fixture(scope="module")
def class_of_42(root, ols_chapter):
    return made_class(ols_chapter, slips_in(root, ols_chapter))


class _Text(HTMLParser):
    """The elements of a page and the text in it."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.text = ""
        self.feed(html)

    def handle_starttag(self, tag, attrs) -> None:
        self.tags.append((tag, dict(attrs)))

    def handle_data(self, data) -> None:
        self.text += data


def test_scores_rates_and_slips_are_counted(summary, ols_chapter) -> None:
    points = ols_chapter.find("r_squared").points
    totals = {row.student: row.total for row in summary.rows}
    assert totals == {"ada": ols_chapter.points, "<script>bo": points / 2, "=1+1": 0, "chen": 0}
    rate = {(c.exercise, c.check): (c.passed, c.attempted) for c in summary.checks}
    assert rate["r_squared", "test_0"] == (2, 4)
    assert rate["least_squares", "test_0"] == (1, 1)
    (slip,) = summary.slips
    assert set(slip.students) == {"<script>bo", "=1+1"}
    assert sum(n for _, _, n in summary.histogram) == 4
    item = next(i for i in summary.items if i.name == "r_squared")
    assert (item.full, item.part, item.zero, item.open, item.blank) == (1, 1, 1, 1, 0)
    assert (item.attempted, item.share) == (4, 0.5)


def test_an_open_score_is_open_and_not_zero_and_is_to_be_looked_at(summary, ols_chapter) -> None:
    place = [e.name for e in ols_chapter.exercise].index("r_squared")
    row = next(r for r in summary.rows if r.student == "chen")
    assert row.scores[place] is None
    assert row.states[place] == "grader fault"
    assert [(p.student, p.kind) for p in summary.problems] == [("chen", "open score")]
    assert "r_squared has no score yet" in page(summary)


def test_who_did_not_hand_in_what_was_misplaced_and_every_problem_is_listed(
    ols_chapter, results
) -> None:
    odd = msgspec.structs.replace(results[0], problems=("the notebook is not JSON",))
    found = summarise(
        ols_chapter,
        [odd, *results[1:3]],
        roster=["ada", "larry"],
        misplaced=[Problem("bo", "misplaced", "`work.zip` is a zip file")],
    )
    kinds = [(p.student, p.kind) for p in found.problems]
    assert kinds == [("bo", "misplaced"), ("ada", "submission"), ("larry", "not handed in")]
    assert (found.size, len(found.rows), found.to_look_at) == (4, 3, 3)
    text = _Text(page(found)).text
    for says in ("the notebook is not JSON", "work.zip", "larry"):
        assert says in text


def test_a_result_from_an_earlier_version_of_the_chapter_is_shown_and_listed(
    ols_chapter, results
) -> None:
    older = msgspec.structs.replace(results[0], exercises=results[0].exercises[1:])
    points = msgspec.structs.replace(results[0].exercises[1], points=3.0)
    other = msgspec.structs.replace(
        results[0], student="bea", exercises=(results[0].exercises[0], points, *results[0].exercises[2:])
    )  # fmt: skip
    found = summarise(ols_chapter, [older, other])
    assert found.rows[0].states[0] == "not graded"
    assert found.rows[0].scores[0] is None
    says = {p.student: p.says for p in found.problems if p.kind == "grade again"}
    assert "was not in the chapter" in says["ada"]
    assert "gave 3 points and now gives" in says["bea"]
    assert "not graded" in page(found)


def test_the_page_escapes_what_a_student_chose_and_loads_nothing(summary) -> None:
    html = page(summary, {"ada": "../feedback/ada/ch1_ols/ch1_ols.html"})
    assert "<script>bo" not in html
    assert "&lt;script&gt;bo" in html
    assert "You forgot <code>it</code> &amp; &lt;i&gt;more&lt;/i&gt;." in html
    assert "http:" not in html
    assert "https:" not in html
    parsed = _Text(html)
    for tag, attributes in parsed.tags:
        assert "src" not in attributes
        assert tag not in ("link", "img", "iframe", "object", "form")
        assert not [name for name in attributes if name.startswith("on")]
        assert (attributes.get("href") or "#").startswith(("#", "../feedback/"))
    # Only our own script may run, whatever slips through: the policy names its hash.
    assert [tag for tag, _ in parsed.tags].count("script") == 1
    policy = next(a["content"] for t, a in parsed.tags if a.get("http-equiv"))
    assert "default-src 'none'" in policy
    assert re.search(r"script-src 'sha256-[\w+/]{43}='", policy)


def test_a_name_that_would_turn_the_line_or_the_terminal_is_written_out() -> None:
    assert shown("nia\u202egnp") == "nia\\u202egnp"
    assert shown("x\x1b[31m\n") == "x\\x1b[31m\\n"
    assert shown("Еле́на 👩\u200d💻 محمد") == "Еле́на 👩\u200d💻 محمد"


def test_an_empty_class_has_a_page_too(ols_chapter) -> None:
    assert "No submission has been graded yet" in page(summarise(ols_chapter, []))
    html = page(summarise(ols_chapter, [], roster=["larry"]))
    assert "not handed in" in html


def test_the_csv_is_quoted_and_a_name_is_never_a_formula(summary, tmp_path) -> None:
    path = tmp_path / "class.csv"
    write_csv(path, summary)
    with path.open(newline="", encoding="utf-8") as file:
        rows = list(csv.reader(file))
    assert rows[0][0] == "student"
    assert {row[0] for row in rows[1:]} == {"ada", "<script>bo", "'=1+1", "chen"}
    assert all(len(row) == len(rows[0]) for row in rows)


def test_discrimination_is_the_correlation_with_the_sum_of_the_other_exercises() -> None:
    rng = np.random.default_rng(1)
    table = rng.normal(size=(30, 4)) + rng.normal(size=(30, 1))
    found = discrimination([list(row) for row in table], 2)
    assert found is not None
    others = table[:, [0, 1, 3]].sum(axis=1)
    assert found.value == pytest.approx(np.corrcoef(table[:, 2], others)[0, 1])
    assert found.students == 30
    assert found.interval is not None
    assert found.interval[0] < found.value < found.interval[1]


@pytest.mark.parametrize(
    "scores",
    [
        [],
        [[1.0, 2.0], [2.0, 1.0]],  # two students: always 1 or -1
        [[1.0, 2.0], [1.0, 1.0], [1.0, 0.0]],  # everyone has the same
        [[1.0, 2.0], [0.0, 2.0], [2.0, 2.0]],  # no spread in the rest
        [[1.0], [0.0], [2.0]],  # there is no rest
        [[0.1 + 0.2, 2.0], [0.3, 1.0], [0.3, 0.0]],  # a spread of rounding alone
        [[1.0, 2.0], [0.0, 1.0], [None, 2.0]],  # two students are left
    ],
)
def test_discrimination_has_no_number_where_it_is_undefined(scores) -> None:
    assert discrimination(scores, 0) is None


def test_an_open_score_is_left_out_of_the_item_statistics() -> None:
    found = discrimination([[1.0, 2.0], [0.0, 1.0], [2.0, 2.5], [None, 9.0]], 0)
    assert found is not None
    assert found.students == 3


def test_checks_and_slips_stand_under_their_exercise_the_most_frequent_first(
    ols_chapter, class_of_42
) -> None:
    found = summarise(ols_chapter, class_of_42)
    assert len(found.slips) > 30
    for item in found.items:
        rates = [c.rate for c in item.checks if c.rate is not None]
        assert rates == sorted(rates)
        counts = [len(s.students) for s in item.slips]
        assert counts == sorted(counts, reverse=True)
        for check in item.checks:
            assert len(check.failed) == check.attempted - check.passed
    parsed = _Text(page(found))
    # Everyone behind a slip is named, and no list of slips or checks stands outside a fold.
    for slip in found.slips:
        for name in slip.students:
            assert shown(name) in parsed.text
    folds = [a for tag, a in parsed.tags if tag == "details"]
    assert len(folds) > len(found.slips)
    assert sum("open" in a for a in folds) <= 5


def test_trends_follow_the_class_and_name_who_has_fallen(ols_chapter, results) -> None:
    later = msgspec.structs.replace(ols_chapter, number=2, slug="two")
    first, last = chapter_point(ols_chapter, results), chapter_point(later, results[1:])
    dropped = msgspec.structs.replace(last, shares={**last.shares, "ada": 0.5})
    found = summarise(later, results, history=[dropped, first])
    assert [c.number for c in found.trend.chapters] == [1, 2]
    assert found.trend.falling == ("ada",)
    assert "Over the chapters" in page(found)
    assert "Over the chapters" not in page(summarise(ols_chapter, results, history=[first]))


def test_the_command_links_feedback_that_exists_and_goes_on_where_another_chapter_is_broken(
    root, tmp_path, ols_chapter, class_of_42
) -> None:
    (tmp_path / "autograder.toml").write_text(f'source = "{root}"\nseed = 1\n')
    course = Course(tmp_path)
    for result in class_of_42:
        write_result(course.result_path("ch1_ols", result.student), result)
        (tmp_path / "submitted" / result.student / "ch1_ols").mkdir(parents=True)
    feedback = tmp_path / "feedback" / "dana o'neil" / "ch1_ols" / "ch1_ols.html"
    feedback.parent.mkdir(parents=True)
    feedback.touch()
    (tmp_path / "results" / "ch2_mle").mkdir()
    (tmp_path / "results" / "ch2_mle" / "ada.json").write_text("{")
    (tmp_path / "results" / "ch9_gone").mkdir()
    (tmp_path / "submitted" / "zoe" / "ch1_ols").mkdir(parents=True)
    os.mkdir(os.fsencode(tmp_path / "submitted") + b"/\xff\xfe")  # noqa: PTH102
    (made,) = write_reports(course, ["ch1_ols"])
    # Two of the names cannot be shown, and so cannot be a student's.
    assert made.submissions == sum(map(is_a_name, NAMES)) == len(NAMES) - 2
    html = made.page.read_text(encoding="utf-8")
    assert re.search(r"zoe</bdi></td><td>not graded</td>", html)
    assert "cannot be graded" in html
    assert '<a href="../feedback/dana%20o%27neil/ch1_ols/ch1_ols.html">' in html
    assert html.count("../feedback/jo/") == 0
    assert "<b>kim" not in html
