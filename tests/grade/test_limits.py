"""Limits are numbers that make sense, an exercise may have its own, and a result records them."""

from __future__ import annotations

from pathlib import Path

import msgspec
import pytest

from autograder.errors import UserError
from autograder.grade.conditions import conditions
from autograder.grade.course_folder import Course, new_settings
from autograder.grade.limits import CallLimits, as_recorded, longest_stage_s
from autograder.registry import Chapter, Exercise, ExerciseLimits

SLOW = Exercise(
    "",
    1.0,
    1,
    1,
    "",
    ("", "", ""),
    "slow",
    "c",
    limits=ExerciseLimits(call_s=50, memory_mb=4096),
)
PLAIN = Exercise("", 1.0, 1, 1, "", ("", "", ""), "plain", "c")
CHAPTER = Chapter("c", "", "", "", (SLOW, PLAIN), 1)


def settings(root: Path, folder: Path, limits: str) -> Path:
    folder.mkdir()
    (folder / "autograder.toml").write_text(f'source = "{root}"\nseed = 1\n[limits]\n{limits}\n')
    return folder


@pytest.mark.parametrize("value", ["0", "0.0", "-1", "-0.5", "nan", "inf", "-inf", "1e9", '"ten"'])
@pytest.mark.parametrize("name", CallLimits.__struct_fields__)
def test_a_limit_that_is_none_is_one_clear_error(root, tmp_path, name, value) -> None:
    folder = settings(root, tmp_path / "spring", f"{name} = {value}")
    with pytest.raises(UserError) as caught:
        Course(folder)
    assert "autograder.toml" in str(caught.value)
    assert name in str(caught.value)


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("submission_s = 300.0", "exercise_s is for each exercise"),
        ("cal_s = 3.0", "cal_s"),
        ("call_s = 300.0", "raise exercise_s too"),
    ],
)
def test_a_limit_that_does_not_fit_says_what_to_do(root, tmp_path, text, told) -> None:
    with pytest.raises(UserError, match=told):
        Course(settings(root, tmp_path / "spring", text))


def test_new_settings_hold_every_limit_and_are_read_back(root, tmp_path) -> None:
    limits = CallLimits(call_s=3.0, cpu_s=7.5, judge_mb=77)
    folder = tmp_path / "spring"
    folder.mkdir()
    (folder / "autograder.toml").write_text(new_settings(root, "x", limits))
    assert Course(folder).settings.limits == limits
    written = msgspec.toml.decode((folder / "autograder.toml").read_text())["limits"]
    assert set(written) == set(CallLimits.__struct_fields__)


def test_what_an_exercise_states_comes_before_what_the_course_states() -> None:
    limits = CallLimits(call_s=5.0)
    assert limits.of(PLAIN) == limits
    assert limits.of(SLOW).call_s == 50
    assert limits.of(SLOW).memory_mb == 4096
    assert limits.of(SLOW).exercise_s == limits.exercise_s
    assert longest_stage_s(limits, CHAPTER) >= limits.of(SLOW).stage_s
    tight = CallLimits(call_s=5.0, exercise_s=20.0)
    with pytest.raises(UserError, match=r"'slow'.*exercise_s"):
        tight.of(SLOW)


def test_an_exercise_with_a_senseless_limit_is_one_clear_error() -> None:
    bad = msgspec.structs.replace(PLAIN, limits=ExerciseLimits(cpu_s=float("nan")))
    with pytest.raises(UserError, match=r"'plain'.*cpu_s"):
        CallLimits().of(bad)


def test_a_result_records_the_limits_of_the_course_and_of_each_exercise(root) -> None:
    found = as_recorded(CallLimits(call_s=5.0), CHAPTER)
    assert found["call_s"] == 5.0
    assert found["slow.call_s"] == 50.0
    assert found["slow.memory_mb"] == 4096.0
    assert "plain.call_s" not in found
    made = conditions(root, "ch1_ols", 1, CallLimits(judge_s=7.0), "sandboxed")
    assert {"load_s", "call_s", "exercise_s", "cpu_s", "memory_mb"} <= set(made.limits)
    assert made.limits["judge_s"] == 7.0
