"""A slip is named at home only where it alone explains everything that was seen."""

import math

import msgspec
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from autograder.checks import slips
from autograder.checks.outcome import StudentError
from autograder.checks.slips import Answer, KnownSlip, Slip, SlipFile
from autograder.checks.student import Call

ANSWERS = {
    "halved": {"test_a": 1.0, "test_b": 5.0},
    "squared": {"test_a": 1.0, "test_b": 9.0},
    "not at home": {"test_a": 3.0, "test_b": 3.0},
}


@pytest.fixture
def file(tmp_path):
    known = tuple(
        KnownSlip(
            Slip(name, f"You {name} it."),
            name != "not at home",
            {check: (Answer("f", slips.features(value)),) for check, value in answers.items()},
        )
        for name, answers in ANSWERS.items()
    )
    path = tmp_path / "slips.json"
    path.write_bytes(msgspec.json.encode(SlipFile({"f": known})))
    return path


def call(result, failure=None):
    return Call(name="f", args=(2.0,), kwargs={}, result=result, failure=failure)


def named(file, **results):
    ran = [slips.alike(file, "f", check, [call(value)]) for check, value in results.items()]
    return slips.named(file, "f", ran)


def test_a_slip_that_alone_gives_all_answers_is_named(file):
    assert named(file, test_a=1.0, test_b=9.0).name == "squared"


def test_where_two_slips_answer_alike_neither_is_named(file):
    assert named(file, test_a=1.0) is None


def test_one_answer_that_the_slip_does_not_give_is_enough_to_name_nothing(file):
    assert named(file, test_a=2.0, test_b=9.0) is None


def test_a_slip_that_the_public_checks_cannot_tell_is_not_named(file):
    assert named(file, test_a=3.0, test_b=3.0) is None


def test_an_answer_that_failed_is_not_like_one_that_came_back(file):
    error = StudentError({"type": "ValueError"})
    assert slips.alike(file, "f", "test_a", [call(None, error)]) == ()


def test_nothing_seen_is_no_slip(file):
    assert slips.named(file, "f", []) is None


@given(st.lists(st.floats(allow_nan=False, allow_infinity=False), min_size=2, max_size=40))
def test_an_answer_with_a_nan_is_like_no_other_numbers(values):
    with_nan = np.array([math.nan, *values[1:]])
    zeros = np.array([math.nan, *np.zeros(len(values) - 1)])
    assert slips.agree(slips.features(with_nan), slips.features(with_nan))
    if np.any(np.abs(values[1:]) > 1e-300):
        assert not slips.agree(slips.features(with_nan), slips.features(zeros))
    assert not slips.agree(slips.features(with_nan), slips.features(np.array(values)))


@pytest.mark.parametrize("one, other", [(math.inf, math.nan), (math.inf, -math.inf)])
def test_infinity_is_another_answer_than_nan_and_than_minus_infinity(one, other):
    assert not slips.agree(slips.features([one, 1.0]), slips.features([other, 1.0]))
