"""`autograder grade` ends with what an instructor should look at, and nbgrader's own way finds the same."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from autograder import cli
from autograder.grade.course_folder import Course
from autograder.nb.commands import nbgrader
from tests.grade.helpers import RIGHT, STEM, exercise, fill, grade, hand_in_py, notebook

pytestmark = [pytest.mark.sandbox, pytest.mark.usefixtures("warm")]


def put(course: Course, path: str, text: str) -> None:
    target = course.folder / "submitted" / path
    target.parent.mkdir(parents=True, exist_ok=True)
    target.write_text(text, encoding="utf-8")


def run(course: Course) -> int:
    # Outside of its own program, the command returns its exit code.
    return cli.app(["grade", str(course.folder), "ch1_ols", "-j", "1"], standalone_mode=False) or 0


def test_the_table_ends_with_what_to_look_at(course, root, capsys) -> None:
    hand_in_py(course, "ada", RIGHT)
    put(course, "bo/ch1_ols/Copy of ch1_ols.ipynb", json.dumps(fill(notebook(root), RIGHT)))
    put(course, "cy/ols/answers.pdf", "%PDF")
    put(course, "dee/ch1_ols/report.docx", "PK")
    (course.folder / "roster.csv").write_text("student;name\nada;A\nbo;B\nmissing;M\n")
    code = run(course)
    printed = " ".join(capsys.readouterr().out.split())
    assert code in (0, None)
    assert "Look at these (6)" in printed or "Look at these (5)" in printed
    told = printed.partition("Look at these")[2]
    for words in (
        "bo: The notebook was graded from Copy of ch1_ols.ipynb; hand it in as ch1_ols.ipynb.",
        "dee: No exercise is answered",
        "report.docx",
        "1 folder in submitted/ with nothing for ch1_ols cy",
        "1 student of the class without a submission missing",
        "1 submission of nobody on the roster dee",
    ):
        assert words in told, told
    log = (course.folder / "logs" / "ch1_ols.log").read_text()
    assert "look at: bo: The notebook was graded from Copy of ch1_ols.ipynb" in log
    assert "look at: missing" in log
    graded = course.folder / "autograded" / "bo" / "ch1_ols" / "ch1_ols.ipynb"
    assert "About your files" in graded.read_text()
    # A file that comes later is told of, though the work is unchanged and its result is kept.
    put(course, "ada/ch1_ols/old.py", RIGHT.replace("(1 + level) / 2", "level"))
    hand_in_py(course, "eve\x1b[2J", RIGHT)
    assert run(course) == 1
    printed = " ".join(capsys.readouterr().out.split())
    assert r"eve\x1b[2J: the folder's name" in printed
    assert "\x1b[2J" not in printed


def test_a_roster_that_cannot_be_read_is_said_before_grading(course) -> None:
    hand_in_py(course, "ada", RIGHT)
    (course.folder / "roster.csv").write_text("name\nada\n")
    with pytest.raises(cli.UserError, match="column named student"):
        run(course)


def test_what_runs_is_what_feedback_shows(course, root) -> None:
    book = fill(notebook(root), RIGHT)
    hidden = {"cell_type": "code", "source": "hidden_line = 1", "outputs": [], "id": "x"}
    for grade_id in ("mine", "r_squared", STEM):
        metadata = {"nbgrader": {"grade_id": grade_id}}
        source = f"hidden_{grade_id} = 1"
        book["cells"].append({**hidden, "source": source, "metadata": metadata})
    put(course, "ada/ch1_ols/ch1_ols.ipynb", json.dumps(book))
    run(course)
    graded = (course.folder / "autograded" / "ada" / "ch1_ols" / "ch1_ols.ipynb").read_text()
    for grade_id in ("mine", "r_squared", STEM):
        assert graded.count(f"hidden_{grade_id} = 1") == 1


@pytest.mark.slow
def test_nbgraders_own_command_finds_the_same_work(course, root) -> None:
    put(course, "bo/ch1_ols/Copy of ch1_ols.ipynb", json.dumps(fill(notebook(root), RIGHT)))
    put(course, "cy/ch1_ols/inner/confidence_interval.py", RIGHT)
    nbgrader(course.folder, "autograde", "ch1_ols")
    for student in ("bo", "cy"):
        graded = course.folder / "autograded" / student / "ch1_ols" / "ch1_ols.ipynb"
        assert "graded from" in graded.read_text().replace("&#32;", " ")
    assert all(exercise(r).score == 10 for r in grade(course).values())


@pytest.mark.slow
def test_attempts_keep_what_was_read_and_no_more(course) -> None:
    folder = hand_in_py(course, "ada", RIGHT)
    with (folder / "big.py").open("wb") as file:
        file.truncate(600 << 20)
    with (folder / "timestamp.txt").open("wb") as file:
        file.truncate(3 << 30)
    run(course)
    kept = [p for p in (course.folder / "attempts").rglob("*") if p.is_file()]
    # Beside what was read: what was found of it, and that it counts.
    assert {p.name for p in kept} == {f"{STEM}.py", "result.json", ".published.json"}
    assert sum(Path(p).stat().st_size for p in kept) < 1 << 20
