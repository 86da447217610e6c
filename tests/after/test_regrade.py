"""`autograder regrade`: the changes are shown before anything is written."""

from __future__ import annotations

import hashlib
import json
from pathlib import Path

import msgspec
import pytest
from nbgrader.api import Gradebook
from typer.testing import CliRunner

from autograder.cli import app
from autograder.grade.course_folder import Course
from autograder.grade.grading_run import GradingRun, find_chapter
from autograder.grade.submission_result import read_result, write_result
from autograder.nb.publish import Publisher
from tests.after.made import hand_in, publish
from tests.grade.helpers import EXERCISE, RIGHT, STEM, hand_in_py

pytestmark = [pytest.mark.sandbox, pytest.mark.usefixtures("warm")]
# Right but for one number of degrees of freedom, which no check tries until this one does.
NEW = (
    'def test_seventeen(student):\n    """Seventeen degrees of freedom."""\n'
    "    assert student.confidence_interval([1.0], [1.0], 17).shape == (1, 2)\n"
)
OTHER = RIGHT.replace("    half", "    if df_resid == 17:\n        return np.zeros(3)\n    half")


def grade(course: Course) -> None:
    with GradingRun(course, "ch1_ols", processes=1) as run, Publisher(run) as publisher:
        for graded in run.grade():
            assert graded.result is not None, graded.fault
            publisher.publish(graded.result)


def score(course: Course, student: str) -> float:
    with Gradebook(course.db_url) as gradebook:
        return float(gradebook.find_grade(f"check_{STEM}", "ch1_ols", "ch1_ols", student).score)


def everything(folder: Path) -> dict[str, str]:
    return {
        str(p.relative_to(folder)): hashlib.sha256(p.read_bytes()).hexdigest()
        for p in sorted(folder.rglob("*"))
        if p.is_file()
    }


def run(*words: str) -> tuple[int, str]:
    done = CliRunner().invoke(app, ["regrade", *words])
    if done.exception is not None and not isinstance(done.exception, SystemExit):
        raise done.exception
    return done.exit_code, done.output


def test_a_diff_says_who_changes_and_why_and_writes_nothing(course, add_check) -> None:
    hand_in_py(course, "ada", RIGHT)
    hand_in_py(course, "bo", OTHER)
    grade(course)
    before = everything(course.folder)
    changed = add_check(NEW)
    before["autograder.toml"] = everything(course.folder)["autograder.toml"]
    code, text = run(str(changed.folder), "ch1_ols", "--diff", "-j", "1", "--json")
    assert everything(course.folder) == before
    found = json.loads(text)
    assert code == 0
    (ada,) = found["same_grade"]
    assert (ada["student"], ada["before"], ada["after"]) == ("ada", 10, 10)
    (bo,) = found["changes"]
    assert (bo["student"], bo["before"]) == ("bo", 10)
    assert bo["after"] == 10 + bo["by"] < 10
    assert bo["why"] == ["the checks changed"]
    assert bo["conditions_before"] != bo["conditions_after"] == found["conditions"]
    (exercise,) = bo["exercises"]
    assert exercise["exercise"] == EXERCISE
    (check,) = exercise["checks"]
    assert (check["check"], check["before"], check["after"]) == ("test_seventeen", "", "wrong")


def test_write_ingests_what_was_shown_and_a_second_look_finds_nothing(course, add_check) -> None:
    hand_in_py(course, "ada", RIGHT)
    hand_in_py(course, "cy", OTHER)
    grade(course)
    assert (score(course, "ada"), score(course, "cy")) == (10, 10)
    changed = add_check(NEW)
    code, text = run(str(changed.folder), "ch1_ols", "--write", "-j", "1")
    assert code == 0
    assert "test_seventeen: not there -> wrong" in text
    assert "ada" not in text
    assert "1 of 2 grades change (1 down by " in text
    assert "1 stay the same though a check has another outcome" in " ".join(text.split())
    assert score(course, "ada") == 10
    assert score(course, "cy") < 10
    _, text = run(str(changed.folder), "ch1_ols", "--diff", "-j", "1", "--json")
    assert json.loads(text)["changes"] == []


def test_changes_are_sorted_by_size_and_a_manual_grade_stands(course, add_check) -> None:
    for student in ("ada", "bo", "cy"):
        hand_in(course, student)
    publish(course, ada=1, bo=2, cy=2)
    for path in (course.folder / "results" / "ch1_ols").glob("*.json"):
        result = read_result(path)
        old = msgspec.structs.replace(result.conditions, checks_hash="old")
        write_result(path, msgspec.structs.replace(result, conditions=old))
    with Gradebook(course.db_url) as gradebook:
        for student in ("bo", "cy"):
            row = gradebook.find_grade(f"check_{STEM}", "ch1_ols", "ch1_ols", student)
            row.manual_score, row.extra_credit = 4.0, 1.0
        gradebook.db.commit()
    _, text = run(str(course.folder), "ch1_ols", "--diff", "-j", "1", "--json")
    found = json.loads(text)
    sizes = [abs(c["by"]) for c in found["changes"]]
    assert sizes == sorted(sizes, reverse=True)
    bo = next(c for c in found["changes"] if c["student"] == "bo")
    # Everything but this exercise is lost: what a person has entered for it is not.
    assert bo["after"] == 5
    assert bo["before"] == bo["after"] - bo["by"] == points(course) - 10 + 5


def test_one_grade_that_cannot_be_written_stops_no_other(course, monkeypatch) -> None:
    for student in ("ada", "bo", "cy"):
        hand_in_py(course, student, RIGHT)
    original = Publisher.publish

    def publish_but_bo(publisher, result):
        if result.student == "bo":
            raise RuntimeError("a \x1b[31m broken notebook")
        return original(publisher, result)

    monkeypatch.setattr(Publisher, "publish", publish_but_bo)
    code, text = run(str(course.folder), "ch1_ols", "--write", "-j", "1")
    assert code == 1
    assert "bo: RuntimeError: a \\x1b[31m broken" in " ".join(text.split())
    assert (score(course, "ada"), score(course, "cy")) == (10, 10)


def points(course: Course) -> float:
    return find_chapter(course.root, "ch1_ols").points


def test_with_nobody_to_ask_it_wants_to_be_told(course) -> None:
    from autograder.errors import UserError

    with pytest.raises(UserError, match="--diff to look"):
        run(str(course.folder), "ch1_ols")
