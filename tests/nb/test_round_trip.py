"""The road through nbgrader's real commands: release, grade, feedback, export, and back again."""

from __future__ import annotations

import csv
import json
import sqlite3
import zipfile
from contextlib import closing

import pytest
from nbgrader.api import Gradebook

from autograder.errors import UserError
from autograder.grade.course_folder import Course
from autograder.grade.grading_run import GradingRun
from autograder.leaks import leaks_in_tree, leaks_in_zip, secrets_of
from autograder.nb import publish
from autograder.nb.commands import nbgrader
from autograder.nb.courseroot import init
from autograder.nb.publish import Publisher
from tests.grade.helpers import RIGHT, STEM, fill, hand_in_notebook, hand_in_py

pytestmark = [pytest.mark.sandbox, pytest.mark.usefixtures("warm")]
WRONG = RIGHT.replace("(1 + level) / 2", "level")
CHECK = f"check_{STEM}"


def _notebook(course: Course) -> dict:
    return json.loads((course.folder / "release" / "ch1_ols" / "ch1_ols.ipynb").read_text())


def _grade(course: Course) -> None:
    with GradingRun(course, "ch1_ols", processes=2) as run, Publisher(run) as publisher:
        for graded in run.grade():
            assert graded.result is not None, graded.fault
            publisher.publish(graded.result)


def _scores(course: Course) -> dict[tuple[str, str], tuple[float | None, bool]]:
    with closing(sqlite3.connect(course.folder / "gradebook.db")) as database:
        rows = database.execute(
            "select a.student_id, c.name, g.auto_score, g.needs_manual_grade from grade g"
            " join submitted_notebook n on g.notebook_id = n.id"
            " join submitted_assignment a on n.assignment_id = a.id"
            " join base_cell c on c.id = g.cell_id"
        ).fetchall()
    return {(student, cell): (score, bool(manual)) for student, cell, score, manual in rows}


def test_the_release_version_is_the_built_notebook_and_holds_no_answer(course, root) -> None:
    released = _notebook(course)
    built = json.loads((root / "exercises" / "ch1_ols" / "ch1_ols.ipynb").read_text())

    def sources(book: dict) -> list[str]:
        return ["".join(c["source"]) for c in book["cells"]]

    assert sources(released) == sources(built)
    assert leaks_in_tree(course.folder / "release", secrets_of(root)) == []


def test_the_kit_holds_what_a_student_needs_and_no_answer(course, root) -> None:
    kit = course.folder / "kit" / "vraisemblance-kit.zip"
    assert leaks_in_zip(kit, secrets_of(root)) == []
    with zipfile.ZipFile(kit) as archive:
        names = set(archive.namelist())
    for name in ("README.md", "pyproject.toml", f"exercises/ch1_ols/{STEM}.py"):
        assert f"vraisemblance/{name}" in names
    assert any(name.endswith(".whl") for name in names)
    assert not any("hidden" in n or "mistakes" in n or "solutions" in n for n in names)


def test_the_same_course_makes_the_same_kit(course) -> None:
    from autograder.nb.release import release

    first = (course.folder / "kit" / "vraisemblance-kit.zip").read_bytes()
    release(course, ["ch1_ols"])
    assert (course.folder / "kit" / "vraisemblance-kit.zip").read_bytes() == first


def test_the_whole_round_trip_through_nbgraders_own_commands(course) -> None:
    hand_in_notebook(course, "ada", fill(_notebook(course), RIGHT))
    hand_in_py(course, "bo", WRONG)
    hand_in_notebook(course, "chen", '{"cells": [')
    _grade(course)
    nbgrader(course.folder, "generate_feedback", "ch1_ols")
    nbgrader(course.folder, "export")
    with (course.folder / "grades.csv").open(newline="") as file:
        scores = {row["student_id"]: float(row["score"]) for row in csv.DictReader(file)}
    assert scores["ada"] == 10
    assert scores["bo"] < 10
    assert scores["chen"] == 0
    feedback = (course.folder / "feedback" / "bo" / "ch1_ols" / "ch1_ols.html").read_text()
    assert "This looks like a known slip:" in feedback
    assert "twice what it may" in feedback
    assert "(graded from confidence_interval.py)" in feedback


@pytest.mark.slow
def test_nbgrader_autograde_goes_through_the_same_engine_to_the_same_scores(course) -> None:
    hand_in_notebook(course, "ada", fill(_notebook(course), RIGHT))
    hand_in_notebook(course, "bo", fill(_notebook(course), WRONG))
    hand_in_py(course, "chen", RIGHT)
    hand_in_notebook(course, "dana", "[")
    _grade(course)
    ours = _scores(course)
    (course.folder / "gradebook.db").unlink()
    for result in (course.folder / "results" / "ch1_ols").iterdir():
        result.unlink()
    nbgrader(course.folder, "generate_assignment", "ch1_ols", "--force")
    nbgrader(course.folder, "autograde", "ch1_ols", "--force")
    assert _scores(course) == ours
    assert ours["ada", CHECK] == (10, False)
    assert ours["chen", CHECK] == (10, False)


def test_every_grade_row_is_set_and_a_deleted_check_keeps_no_old_grade(course) -> None:
    hand_in_notebook(course, "ada", fill(_notebook(course), RIGHT))
    _grade(course)
    assert _scores(course)["ada", CHECK][0] == 10
    book = fill(_notebook(course), WRONG)
    book["cells"] = [
        c for c in book["cells"] if c["metadata"].get("nbgrader", {}).get("grade_id") != CHECK
    ]
    hand_in_notebook(course, "ada", book)
    _grade(course)
    scores = _scores(course)
    assert scores["ada", CHECK][0] < 10
    assert all(score is not None for score, _ in scores.values())


def test_a_manual_grade_and_a_comment_are_kept(course) -> None:
    hand_in_notebook(course, "ada", fill(_notebook(course), WRONG))
    _grade(course)
    with Gradebook(course.db_url) as gradebook:
        grade = gradebook.find_grade(CHECK, "ch1_ols", "ch1_ols", "ada")
        grade.manual_score = 9.0
        comment = gradebook.find_comment(STEM, "ch1_ols", "ch1_ols", "ada")
        comment.manual_comment = "Nearly."
        gradebook.db.commit()
    hand_in_notebook(course, "ada", fill(_notebook(course), WRONG + "\n# again\n"))
    _grade(course)
    with Gradebook(course.db_url) as gradebook:
        grade = gradebook.find_grade(CHECK, "ch1_ols", "ch1_ols", "ada")
        assert (grade.manual_score, grade.score, grade.needs_manual_grade) == (9.0, 9.0, True)
        comment = gradebook.find_comment(STEM, "ch1_ols", "ch1_ols", "ada")
        assert comment.comment == "Nearly."


def test_a_fault_of_ours_asks_for_a_manual_grade_and_is_no_zero(course) -> None:
    import msgspec

    hand_in_notebook(course, "ada", fill(_notebook(course), RIGHT))
    with GradingRun(course, "ch1_ols", processes=1) as run, Publisher(run) as publisher:
        (graded,) = run.grade()
        assert graded.result is not None
        exercises = tuple(
            msgspec.structs.replace(e, score=None) if e.name == STEM else e
            for e in graded.result.exercises
        )
        publisher.publish(msgspec.structs.replace(graded.result, exercises=exercises))
    assert _scores(course)["ada", CHECK] == (None, True)


def test_an_ingest_that_is_interrupted_leaves_the_old_grades_whole(course, monkeypatch) -> None:
    hand_in_notebook(course, "ada", fill(_notebook(course), RIGHT))
    _grade(course)
    before = _scores(course)
    hand_in_notebook(course, "ada", fill(_notebook(course), WRONG))
    original = publish.save_grades

    def save_until_the_power_fails(gradebook, chapter, result, course, submission) -> None:
        def commit() -> None:
            raise RuntimeError("the power fails")

        monkeypatch.setattr(gradebook.db, "commit", commit)
        original(gradebook, chapter, result, course, submission)

    monkeypatch.setattr(publish, "save_grades", save_until_the_power_fails)
    with pytest.raises(RuntimeError, match="power"):
        _grade(course)
    monkeypatch.undo()
    assert _scores(course) == before
    with GradingRun(course, "ch1_ols", processes=1) as run, Publisher(run) as publisher:
        for graded in run.grade():
            publisher.publish(graded.result)
    assert _scores(course)["ada", CHECK][0] < 10


def test_a_students_html_does_not_reach_the_feedback_page(course) -> None:
    evil = WRONG.replace("    half", "    raise ValueError('<script>alert(1)</script>')\n    half")
    hand_in_py(course, "eve", evil)
    _grade(course)
    nbgrader(course.folder, "generate_feedback", "ch1_ols")
    page = (course.folder / "feedback" / "eve" / "ch1_ols" / "ch1_ols.html").read_text()
    assert "<script>alert(1)" not in page
    assert "&lt;script&gt;alert(1)" in page


def test_a_release_that_would_hold_an_answer_is_stopped(course, root) -> None:
    from autograder.nb.release import release

    secret = next(iter(secrets_of(root)))
    (course.folder / "source" / "ch1_ols" / "notes.md").write_text(f"psst\n{secret}\n")
    kit = course.folder / "kit" / "vraisemblance-kit.zip"
    before = kit.read_bytes()
    with pytest.raises(UserError, match=r"notes\.md holds a line of"):
        release(course, ["ch1_ols"])
    assert kit.read_bytes() == before
    assert not (course.folder / "release" / "ch1_ols" / "notes.md").exists()


def test_init_overwrites_nothing_and_says_what_it_kept(course, root) -> None:
    mine = course.folder / "source" / "ch1_ols" / "given.py"
    mine.write_text("# mine\n")
    config = course.folder / "nbgrader_config.py"
    config.write_text(config.read_text() + "c.Exchange.root = '/srv'\n")
    done = init(course.folder, root)
    assert mine in done.kept
    assert mine.read_text() == "# mine\n"
    assert "/srv" in config.read_text()


def test_init_leaves_a_foreign_nbgrader_course_alone(tmp_path, root) -> None:
    (tmp_path / "nbgrader_config.py").write_text("c = get_config()\n")
    with pytest.raises(UserError, match="left as it is"):
        init(tmp_path, root)
    assert sorted(p.name for p in tmp_path.iterdir()) == ["nbgrader_config.py"]


@pytest.mark.slow
def test_nbgrader_validate_runs_the_public_checks(course, tmp_path) -> None:
    import shutil

    for name, code in (("right", RIGHT), ("wrong", WRONG)):
        folder = tmp_path / name
        shutil.copytree(course.folder / "release" / "ch1_ols", folder)
        book = fill(_notebook(course), code)
        keep = {"setup_ch1_ols", STEM, CHECK}
        book["cells"] = [
            c for c in book["cells"] if c["metadata"].get("nbgrader", {}).get("grade_id") in keep
        ]
        (folder / "ch1_ols.ipynb").write_text(json.dumps(book))
    assert "Success" in nbgrader(tmp_path / "right", "validate", "ch1_ols.ipynb")
    assert "looks like a known slip" in nbgrader(tmp_path / "wrong", "validate", "ch1_ols.ipynb")
