"""Exports: right numbers, real quoting, no formula, nothing hidden, and a zip that grades."""

from __future__ import annotations

import ast
import csv
import io
import json
import os
import re
import subprocess
import sys
import tomllib
import zipfile
from pathlib import Path
from xml.etree import ElementTree

import pytest
from hypothesis import given
from hypothesis import strategies as st
from typer.testing import CliRunner

from autograder import layout
from autograder.checks.check_result import CheckResult
from autograder.checks.outcome import Message, Outcome
from autograder.cli import app
from autograder.errors import UserError
from autograder.export import lms, machine
from autograder.export.cells import as_csv, plain
from autograder.export.grades import Grade, read_grades, read_roster
from autograder.export.gradescope_zip import setup_script, write_zip
from autograder.grade.grading_run import GradingRun
from autograder.grade.submission_result import Conditions, SubmissionResult, exercise_result
from autograder.nb.commands import nbgrader
from autograder.nb.publish import Publisher
from autograder.registry import chapters
from autograder.settings import read_course
from tests.after.made import hand_in, publish
from tests.grade.helpers import RIGHT, STEM, hand_in_py

CONDITIONS = Conditions(checks_hash="c", environment={}, seed=1, limits={}, sandbox="sandboxed")
GRADES = [
    Grade("ada", 8.0, 10.0, 2.0, 10.0, "Handed in 1 day late; 20 % of the score deducted."),
    Grade("=cmd()", None, 0.0, 0.0, 10.0, ""),
]


def _rows(text: str) -> list[list[str]]:
    return list(csv.reader(io.StringIO(text, newline="")))


@given(st.lists(st.text(st.characters(exclude_characters="\0", codec="utf-8")), min_size=1))
def test_any_text_comes_back_from_csv_as_it_went_in_and_no_cell_is_a_formula(cells) -> None:
    (row,) = _rows(as_csv([[plain(c) for c in cells]]))
    assert [c.removeprefix("'") for c in row] == [c.removeprefix("'") for c in cells]
    assert not any(c.strip().startswith(("=", "+", "-", "@")) for c in row)


def test_moodle_has_one_line_a_student_with_grade_and_the_reason_of_a_penalty() -> None:
    roster = {"ada": {"login": "al1", "email": "a@x.org"}, "=cmd()": {"login": "=2", "email": ""}}
    columns = lms.mapped(lms.MOODLE, ["Username=login"])
    head, ada, other = _rows(lms.moodle(GRADES, 'Least "squares", 1', roster, columns))
    assert head[:4] == ["Username", "ID number", "Email address", 'Least "squares", 1']
    assert ada == ["al1", "", "a@x.org", "8", GRADES[0].why_late]
    # An open grade is an empty cell, which Moodle leaves alone, and no zero.
    assert other[:4] == ["'=2", "", "", ""]


def test_canvas_has_its_columns_and_the_points_possible() -> None:
    head, points, ada, other = _rows(lms.canvas(GRADES, "OLS", {}, lms.CANVAS))
    assert head == ["Student", "ID", "SIS User ID", "SIS Login ID", "Section", "OLS"]
    assert (points[0].strip(), points[-1]) == ("Points Possible", "10")
    assert ada == ["ada", "", "", "ada", "", "8"]
    assert other == ["'=cmd()", "", "", "'=cmd()", "", ""]


@pytest.mark.parametrize("absent", ["", "0"])
@pytest.mark.parametrize("write", [lms.moodle, lms.canvas])
def test_with_a_roster_everybody_on_it_is_in_the_table_and_the_others_are_listed(
    write, absent
) -> None:
    roster = {"bo": {}, "zoe": {}, "=cmd()": {}}
    assert lms.not_listed(GRADES, roster) == ["ada"]
    assert lms.not_listed(GRADES, {}) == []
    columns = lms.MOODLE if write is lms.moodle else lms.CANVAS
    rows = _rows(write(GRADES, "OLS", roster, columns, absent))[2 if write is lms.canvas else 1 :]
    names = [row[0] for row in rows]
    assert names == ["bo", "zoe", "'=cmd()"]
    cell = len(columns)
    assert [row[cell] for row in rows] == [absent, absent, ""]


def test_a_name_with_an_accent_is_found_however_it_is_written() -> None:
    grades = [Grade("Zoe\u0308", 8.0, 8.0, 0.0, 10.0, "")]
    roster = {"Zo\u00eb": {"username": "z1"}}
    assert lms.not_listed(grades, roster) == []
    (_, row) = _rows(lms.moodle(grades, "OLS", roster, lms.MOODLE))
    assert (row[0], row[3]) == ("z1", "8")


def test_every_cell_is_quoted_whatever_a_country_separates_columns_with() -> None:
    assert as_csv([["a;=1+1;b", "8"]]) == '"a;=1+1;b","8"\r\n'
    assert plain("\uff1dcmd()") == "'\uff1dcmd()"


def test_one_who_is_not_on_the_roster_is_told_and_the_others_are_exported(course) -> None:
    for student in ("ada", "bo", "cy"):
        hand_in(course, student)
    publish(course, ada=2, bo=1, cy=1)
    roster = course.folder / "roster.csv"
    roster.write_text("student,username\nada,a1\nzoe,z1\n")
    words = ["export", str(course.folder), "ch1_ols", "--format", "moodle", "--roster", str(roster)]
    done = CliRunner().invoke(app, [*words, "--absent", "zero"])
    assert done.exit_code == 1
    assert "bo, cy" in done.output
    table = (course.folder / "exports" / "ch1_ols-moodle.csv").read_text()
    assert [row[0] for row in _rows(table)[1:]] == ["a1", "z1"]
    assert _rows(table)[2][3] == "0"


def test_nbgraders_own_export_quotes_too(course) -> None:
    hand_in(course, "a;=1+1;b, c")
    publish(course, **{"a;=1+1;b, c": 2})
    nbgrader(course.folder, "export")
    (head, row) = _rows((course.folder / "grades.csv").read_text())
    assert row[head.index("student_id")] == "a;=1+1;b, c"
    assert float(row[head.index("score")]) == float(row[head.index("max_score")])
    assert '"a;=1+1;b, c"' in (course.folder / "grades.csv").read_text()


def test_a_roster_with_no_student_column_says_so(tmp_path) -> None:
    (tmp_path / "r.csv").write_text("name\nada\n")
    with pytest.raises(UserError, match="column named student"):
        read_roster(tmp_path / "r.csv")


@pytest.fixture
def result(ols_chapter) -> SubmissionResult:
    """Every outcome in turn, public and hidden, in every exercise."""
    exercises = []
    for exercise in ols_chapter.exercise:
        checks = [
            CheckResult(
                # What is right in part counts in part.
                share=0.25 if o is Outcome.PARTIAL else 0.0,
                exercise=exercise.name, check=f"test_{o.name}_{hidden}", title="A check.",
                hidden=hidden, weight=1.0, outcome=o,
                message=None if o is Outcome.PASS else Message(headline="no \x1b[31m & <b>"),
            )
            for o in Outcome if o is not Outcome.FAULT for hidden in (False, True)
        ]  # fmt: skip
        exercises.append(exercise_result(exercise, "py", checks, None))
    return SubmissionResult(
        student="ada", chapter="ch1_ols", submission_hash="h", conditions=CONDITIONS,
        exercises=tuple(exercises),
    )  # fmt: skip


def test_junit_has_a_case_a_check_and_counts_that_agree(result) -> None:
    top = ElementTree.fromstring(machine.junit([result]))
    assert top.tag == "testsuites"
    assert len(top) == len(result.exercises)
    for suite in top:
        cases = suite.findall("testcase")
        assert int(suite.get("tests", "")) == len(cases)
        for tag, count in (("failure", "failures"), ("error", "errors"), ("skipped", "skipped")):
            assert int(suite.get(count, "")) == len(suite.findall(f"testcase/{tag}"))
        assert all(case.get("name") and case.get("classname") for case in cases)
        assert all(len(case) <= 1 for case in cases)


def test_gradescope_scores_add_up_to_ours(result) -> None:
    report = machine.gradescope(result)
    assert report["score"] == result.score > 0
    assert sum(t["score"] for t in report["tests"]) == pytest.approx(result.score, abs=0.05)
    assert sum(t["max_score"] for t in report["tests"]) == pytest.approx(result.max_score, abs=0.01)
    assert {t["visibility"] for t in report["tests"]} == {"visible"}


@pytest.mark.sandbox
def test_a_graded_class_goes_out_with_the_gradebooks_numbers(course) -> None:
    hand_in_py(course, "ada", RIGHT)
    with GradingRun(course, "ch1_ols", processes=1) as run, Publisher(run) as publisher:
        (graded,) = run.grade()
        publisher.publish(graded.result)
    (ada,) = read_grades(course, "ch1_ols")
    assert (ada.student, ada.score, ada.max_score) == ("ada", 10.0, run.chapter.points)


def test_a_gradescope_image_installs_the_heavy_libraries_of_its_chapter_alone(root) -> None:
    installed = {}
    for chapter in chapters(root / "solutions"):
        script = setup_script(chapter, read_course(root), ["a-1-py3-none-any.whl"])
        subprocess.run(["bash", "-n"], input=script, text=True, check=True)
        (extras,) = re.findall(r"\.whl\[([a-z,]+)\]", script)
        assert chapter.folder in script
        installed[chapter.slug] = extras.split(",")
    assert installed["ols"] == ["answers"]
    assert installed["softmax"] == ["answers", "torch"]
    assert installed["hierarchical"] == ["answers", "pymc"]


def test_every_library_of_a_chapter_is_an_extra_and_no_chapter_grades_with_one_it_does_not_name(
    root,
) -> None:
    project = tomllib.loads((root / "pyproject.toml").read_text())["project"]
    extras = project["optional-dependencies"]

    def named(requirements: list[str]) -> set[str]:
        return {re.match(r"[\w.-]+", r).group().lower() for r in requirements}  # type: ignore[union-attr]

    for chapter in chapters(root / "solutions"):
        allowed = named(project["dependencies"]) | named(extras["answers"])
        for library in chapter.libraries:
            assert library in named(extras[library])
            assert library in re.findall(r"\w+", extras["student"][0])
            allowed |= named(extras[library])
        ours = {"given", "course", "autograder", "solutions", "conftest"}
        # Oracles and alternatives are for the proof, which Gradescope does not run.
        proof = (layout.ORACLES, layout.ALTERNATIVES)
        source = root / "solutions" / chapter.folder
        for file in (f for f in source.rglob("*.py") if f.name not in proof):
            third = _imports(file) - sys.stdlib_module_names - ours
            assert third <= allowed, f"{file}: {third - allowed} is not installed on Gradescope"


def _imports(file: Path) -> set[str]:
    """The packages that a file imports."""
    found = set()
    for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            found |= {alias.name.split(".")[0] for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
            found.add(node.module.split(".")[0])
    return found


# What `setup.sh` no longer installs for `ols`: a stand-in that cannot be imported, on the path.
_NOT_INSTALLED = """\
import sys
class Absent:
    def find_spec(self, name, path=None, target=None):
        if name.split(".")[0] in {absent!r}:
            raise ModuleNotFoundError(f"No module named {{name!r}}", name=name)
sys.meta_path.insert(0, Absent())
"""
_ABSENT = (
    *(
        "torch",
        "pymc",
        "pytensor",
        "arviz",
        "nbgrader",
        "nbconvert",
        "jupyterlab",
        "jupyter_server",
    ),
    *("hatchling", "IPython", "watchfiles", "bleach", "latex2mathml"),
)


@pytest.mark.slow
@pytest.mark.sandbox
def test_the_gradescope_zip_grades_in_a_folder_like_its_own(root, tmp_path) -> None:
    write_zip(tmp_path / "a.zip", root, "ch1_ols")
    base = tmp_path / "autograder"
    with zipfile.ZipFile(tmp_path / "a.zip") as archive:
        archive.extractall(base / "source")
        (wheel,) = [n for n in archive.namelist() if n.endswith(".whl")]
    # In place of pip: the wheel that setup.sh would install, before the checkout on the path.
    with zipfile.ZipFile(base / "source" / wheel) as archive:
        archive.extractall(tmp_path / "installed")
    absent = _NOT_INSTALLED.format(absent=_ABSENT)
    (tmp_path / "installed" / "sitecustomize.py").write_text(absent)
    (base / "submission").mkdir()
    (base / "submission" / f"{STEM}.py").write_text(RIGHT)
    environment = {
        **os.environ, "AUTOGRADER_DIR": str(base), "AUTOGRADER_PYTHON": sys.executable,
        "PYTHONPATH": str(tmp_path / "installed"),
    }  # fmt: skip
    heavy = subprocess.run([sys.executable, "-c", "import torch"], env=environment, check=False)
    assert heavy.returncode != 0  # it is as if PyTorch were not there
    subprocess.run(
        ["bash", str(base / "source" / "run_autograder")], env=environment, check=True, cwd=tmp_path
    )
    report = json.loads((base / "results" / "results.json").read_text())
    assert report["score"] == 10
    ours = [t for t in report["tests"] if t["name"].startswith("confidence_interval:")]
    assert sum(t["score"] for t in ours) == pytest.approx(10, abs=0.01)
    assert all(t["status"] == "passed" for t in ours)
    assert Path(base / "source" / "setup.sh").read_text().startswith("#!")
