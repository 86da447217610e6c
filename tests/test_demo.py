"""The demo checks every grade; here, that it would notice a wrong one."""

from __future__ import annotations

import subprocess
import sys

import msgspec
import pytest

from autograder.checks.slips import Slip
from autograder.demo.classroom import Answer, Pupil, injustice
from autograder.grade.submission_result import Conditions, ExerciseResult, SubmissionResult


def _result(score: float | None, slip: str = "") -> SubmissionResult:
    exercise = ExerciseResult(
        id="ols.x", name="x", points=10, score=score, origin="py", checks=(),
        slip=Slip(slip, "…") if slip else None,
    )  # fmt: skip
    conditions = Conditions(checks_hash="", environment={}, seed=0, limits={}, sandbox="")
    return SubmissionResult(
        student="ada", chapter="ch1_ols", submission_hash="", conditions=conditions,
        exercises=(exercise,),
    )  # fmt: skip


def _pupil(deserves: float, slip: str = "") -> Pupil:
    return Pupil("ada", "py", "", {"x": Answer("", deserves, slip, "")})


@pytest.mark.parametrize(
    ("pupil", "result", "says"),
    [
        (_pupil(10), _result(10), ""),
        (_pupil(5, "sign"), _result(5, "sign"), ""),
        (_pupil(10), None, "not graded"),
        (_pupil(10), _result(9.99), "instead of 10"),
        (_pupil(0), _result(None), "left open"),
        (_pupil(5, "sign"), _result(5), "not named"),
        (_pupil(5, "sign"), _result(5, "other"), "other instead of sign"),
        (_pupil(10), _result(10, "sign"), "without cause"),
    ],
)
def test_a_grade_that_is_not_deserved_is_noticed(pupil, result, says) -> None:
    problem = injustice(pupil, result)
    assert bool(problem) == bool(says)
    assert says in problem


def test_results_survive_their_file(tmp_path) -> None:
    from autograder.grade.submission_result import SCHEMA, read_result, write_result

    result = _result(5, "sign")
    write_result(tmp_path / "deep" / "ada.json", result)
    assert read_result(tmp_path / "deep" / "ada.json") == result
    assert [p.name for p in (tmp_path / "deep").iterdir()] == ["ada.json"]
    assert msgspec.json.decode((tmp_path / "deep" / "ada.json").read_bytes())["schema"] == SCHEMA


@pytest.mark.slow
@pytest.mark.sandbox
def test_the_demo_grades_its_class_as_it_deserves(root, tmp_path) -> None:
    done = subprocess.run(
        [
            sys.executable,
            "-c",
            "from autograder.cli import main; main()",
            "demo",
            str(tmp_path / "demo"),
        ],
        cwd=root,
        capture_output=True,
        text=True,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    assert "All 33 submissions got exactly what they deserve." in done.stdout
