"""Points are written once, in chapter.toml: all that names them follows, and no grade is lost."""

from __future__ import annotations

import json
import shutil

import pytest
from typer.testing import CliRunner

from autograder import cli
from autograder.export.grades import read_grades
from autograder.grade.course_folder import Course
from autograder.grade.grading_run import find_chapter
from autograder.nb.courseroot import init
from autograder.report.write import read_class
from tests.after.made import CH, EXERCISE, book, grade_row, hand_in, publish, settings

CELL = "check_confidence_interval"


@pytest.fixture
def doubled(course, root, tmp_path):
    """Return a function after which the exercise gives 20 points, not 10."""

    def change() -> Course:
        copy = tmp_path / "checkout"
        for name in ("solutions", "exercises", "autograder", "course"):
            shutil.copytree(root / name, copy / name, ignore=shutil.ignore_patterns("__pycache__"))
        shutil.copy(root / "course.toml", copy)
        path = copy / "solutions" / CH / EXERCISE / "exercise.toml"
        assert "points = 10" in path.read_text()
        path.write_text(path.read_text().replace("points = 10", "points = 20", 1))
        text = (course.folder / "autograder.toml").read_text()
        (course.folder / "autograder.toml").write_text(text.replace(str(root), str(copy)))
        return Course(course.folder)

    return change


def _stated(course: Course, step: str) -> set[float]:
    folder = course.folder / step / CH
    cells = json.loads((folder / f"{CH}.ipynb").read_text())["cells"]
    meta = next(
        c["metadata"]["nbgrader"]["points"]
        for c in cells
        if c["metadata"].get("nbgrader", {}).get("grade_id") == CELL
    )
    (text,) = ("".join(c["source"]) for c in cells if c["id"] == "confidence-interval-text")
    line = float(text.rpartition("\n*")[2].partition(" points")[0])
    listed = json.loads((folder / ".course" / "chapter.json").read_text())["exercise"]
    return {meta, line, next(e["points"] for e in listed if e["name"] == EXERCISE)}


def _all(course: Course) -> None:
    points = find_chapter(course.root, CH).points
    with book(course) as gradebook:
        assert gradebook.find_assignment(CH).max_score == points
        assert grade_row(gradebook, "ada").max_score == 20
        assert grade_row(gradebook, "ada").auto_score == 20
        assert gradebook.find_submission(CH, "ada").score == points
        assert gradebook.find_submission(CH, "ada").late_submission_penalty == points / 10
        bo = grade_row(gradebook, "bo")
        assert (bo.manual_score, bo.auto_score, bo.needs_manual_grade) == (9, 10, True)
    assert _stated(course, "source") == _stated(course, "release") == {20.0}
    ada, _ = read_grades(course, CH)
    assert (ada.raw, ada.max_score) == (points, points)
    assert [r.max_score for r in read_class(course, CH)] == [points, points]
    assert next(iter(read_class(course, CH))).score == points


@pytest.mark.slow
@pytest.mark.parametrize("command", ["init", "export", "late", "publish"])
def test_points_changed_after_grading_are_changed_everywhere(course, doubled, command) -> None:
    with book(course) as gradebook:
        gradebook.update_or_create_assignment(CH, duedate="2026-03-01 12:00:00 UTC")
    course = settings(course, "", "[late]\nper_day = 10.0")
    hand_in(course, "ada", at="2026-03-02 11:00:00 UTC")
    hand_in(course, "bo", at="2026-03-01 11:00:00 UTC")
    publish(course, ada=2, bo=1)
    with book(course) as gradebook:
        grade_row(gradebook, "bo").manual_score = 9
        grade_row(gradebook, "bo").needs_manual_grade = False
        gradebook.db.commit()
    course = doubled()
    if command == "init":
        done = init(course.folder, course.root)
        assert not done.kept
        assert any("bo: the manual grade" in line for line in done.told)
    elif command == "publish":
        assert any("gives 20 points now, not 10" in w for w in publish(course, ada=2)["warnings"])
    else:
        done = CliRunner().invoke(
            cli.app, [command, str(course.folder), *([CH] if command == "export" else [])]
        )
        assert done.exit_code == 0, done.output
    _all(course)


@pytest.mark.slow
def test_what_an_instructor_changed_in_source_stays_and_its_points_follow(course, doubled) -> None:
    path = course.folder / "source" / CH / f"{CH}.ipynb"
    notebook = json.loads(path.read_text())
    notebook["cells"][0]["source"] = ["# My own words"]
    path.write_text(json.dumps(notebook))
    course = doubled()
    assert path in init(course.folder, course.root).kept
    assert "My own words" in path.read_text()
    assert _stated(course, "source") == {20.0}


@pytest.mark.slow
def test_a_course_that_moved_on_is_taken_over_where_nobody_changed_source(course, doubled) -> None:
    course = doubled()
    path = course.root / "solutions" / CH / "given.py"
    path.write_text(path.read_text() + "\n# newer\n")
    assert init(course.folder, course.root).kept == []
    assert "# newer" in (course.folder / "source" / CH / "given.py").read_text()
