"""The attempt that counts is one and the same in gradebook, report, exports and tables."""

from __future__ import annotations

import json

import msgspec
import pytest
from nbgrader.api import Gradebook
from typer.testing import CliRunner

from autograder import cli
from autograder.attempts import attempts_of
from autograder.grade import grading_run as run_module
from autograder.grade.course_folder import Course
from autograder.grade.grading_run import find_chapter
from autograder.grade.submission_result import write_result
from autograder.report.write import read_class
from tests.after.made import CH, RIGHT, book, hand_in, publish, settings

WORSE = RIGHT + "\n# another answer\n"


def _best(course: Course, per_day: float) -> Course:
    with book(course) as gradebook:
        gradebook.update_or_create_assignment(CH, duedate="2026-03-01 12:00:00 UTC")
    return settings(course, 'resubmission = "best"', f"[late]\nper_day = {per_day}")


def _total(course: Course) -> tuple[float, float]:
    with Gradebook(course.db_url) as gradebook:
        found = gradebook.find_submission(CH, "ada")
        return found.score, found.late_submission_penalty


def test_the_same_files_handed_in_late_do_not_replace_the_ones_in_time(course) -> None:
    course = _best(course, 50)
    hand_in(course, "ada", at="2026-03-01 11:00:00 UTC")
    publish(course, ada=2)
    whole = _total(course)
    hand_in(course, "ada", at="2026-03-02 11:00:00 UTC")
    publish(course, ada=2)
    assert _total(course) == whole == (find_chapter(course.root, CH).points, 0)
    assert len(attempts_of(course, CH, "ada")) == 2


def test_a_due_date_counts_for_who_has_no_row_in_the_gradebook_yet(course) -> None:
    course = _best(course, 100)
    hand_in(course, "ada", WORSE, at="2026-03-01 11:00:00 UTC")
    publish(course, ada=1)
    early = _total(course)
    with book(course) as gradebook:
        gradebook.remove_submission(CH, "ada")
    hand_in(course, "ada", at="2026-03-02 11:00:00 UTC")
    publish(course, ada=2)
    assert _total(course) == early
    assert early[0] > 0


def test_every_reader_shows_the_attempt_that_the_gradebook_has(course, tmp_path) -> None:
    course = _best(course, 0)
    hand_in(course, "ada", at="2026-03-01 11:00:00 UTC")
    publish(course, ada=2)
    hand_in(course, "ada", WORSE, at="2026-03-02 11:00:00 UTC")
    returned = publish(course, ada=1)["ada"]
    best = find_chapter(course.root, CH).points
    assert _total(course)[0] == returned.score == best
    assert [r.score for r in read_class(course, CH)] == [best]
    for words in (
        ["--format", "gradescope", "-o", str(tmp_path / "g")],
        ["-o", str(tmp_path / "t.csv")],
    ):
        done = CliRunner().invoke(cli.app, ["export", str(course.folder), CH, *words])
        assert done.exit_code == 0, done.output
    assert json.loads((tmp_path / "g" / "ada.json").read_text())["score"] == best
    assert f'"ada","{best:g}"' in (tmp_path / "t.csv").read_text()
    page = (course.folder / "autograded" / "ada" / CH / f"{CH}.ipynb").read_text()
    assert "the best of your attempts" in page.replace("&#32;", " ").replace("&#44;", ",")


def test_a_later_due_date_lets_late_choose_anew(course) -> None:
    course = _best(course, 100)
    hand_in(course, "ada", WORSE, at="2026-03-01 11:00:00 UTC")
    publish(course, ada=1)
    hand_in(course, "ada", at="2026-03-02 11:00:00 UTC")
    publish(course, ada=2)
    with book(course) as gradebook:
        gradebook.update_or_create_assignment(CH, duedate="2026-03-03 12:00:00 UTC")
    done = CliRunner().invoke(cli.app, ["late", str(course.folder)])
    assert done.exit_code == 0, done.output
    assert _total(course) == (find_chapter(course.root, CH).points, 0)


@pytest.mark.sandbox
def test_stale_attempts_are_graded_before_publishing_in_the_processes_of_the_run(
    course, monkeypatch
) -> None:
    started = []
    original = run_module.Pool

    def pool(*arguments):
        started.append(arguments)
        return original(*arguments)

    course = _best(course, 0)
    for code, passed in ((RIGHT, 1), (WORSE, 1), (RIGHT.replace("(1 + level) / 2", "level"), 0)):
        hand_in(course, "ada", code)
        publish(course, ada=passed)
    for attempt in attempts_of(course, CH, "ada"):
        old = msgspec.structs.replace(attempt.result.conditions, checks_hash="old")
        result = msgspec.structs.replace(attempt.result, conditions=old)
        write_result(attempt.folder / "result.json", result)
        if attempt.result.score == 0:
            write_result(course.result_path(CH, "ada"), result)
    monkeypatch.setattr(run_module, "Pool", pool)
    words = ["grade", str(course.folder), CH, "-j", "1", "--json"]
    done = CliRunner().invoke(cli.app, words)
    assert done.exit_code == 0, done.output
    assert len(started) == 1
    # Of the three, two are right: the table says so too, as the gradebook does.
    assert _total(course)[0] == 10
    assert len({a.result.conditions.checks_hash for a in attempts_of(course, CH, "ada")}) == 1
