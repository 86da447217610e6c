"""A slip is named on the student's machine only where no other would have answered alike."""

import msgspec
import pytest

from autograder.checks import slips
from autograder.checks.slips import Answer, Slip, SlipFile, SlipOnCheck
from autograder.checks.student import Call

ANSWERS = {
    "halved": {"test_a": 1.0, "test_b": 5.0},
    "squared": {"test_a": 1.0, "test_b": 9.0},
}


@pytest.fixture
def file(tmp_path):
    known = tuple(
        SlipOnCheck(Slip(name, f"You {name} it."), check, (Answer("f", slips.features(value)),))
        for name, answers in ANSWERS.items()
        for check, value in answers.items()
    )
    path = tmp_path / "slips.json"
    path.write_bytes(msgspec.json.encode(SlipFile({"f": known})))
    return path


def call(result):
    return Call(name="f", args=(2.0,), kwargs={}, result=result, failure=None)


def test_a_slip_that_no_other_answers_like_is_named(file):
    assert slips.named(file, "f", "test_b", [call(9.0)]).name == "squared"


def test_where_two_slips_answer_alike_neither_is_named(file):
    assert slips.named(file, "f", "test_a", [call(1.0)]) is None


def test_an_answer_that_no_slip_gives_has_no_name(file):
    assert slips.named(file, "f", "test_b", [call(4.0)]) is None
