"""The program that answers hidden checks is not the one that answers public checks."""

from __future__ import annotations

import json

import pytest

from autograder.grade.course_folder import Course
from tests.grade.helpers import RIGHT, exercise, grade, hand_in_py

pytestmark = pytest.mark.sandbox

REMEMBERS = RIGHT.replace(
    "    half =",
    "    import builtins\n"
    "    builtins.told = [*getattr(builtins, 'told', []), len(np.ravel(coef))]\n"
    "    half =",
)
TELLS = """\
import builtins

def dummy_coding(values, base):
    return getattr(builtins, "told", [])
"""


def test_what_a_hidden_check_asked_is_not_answered_to_a_public_one(course: Course) -> None:
    hand_in_py(course, "ada", REMEMBERS)
    hand_in_py(course, "ada", TELLS, "dummy_coding.py")
    result = grade(course)["ada"]
    assert exercise(result).score == exercise(result).points
    public = [c for c in exercise(result, "dummy_coding").checks if not c.hidden]
    assert public
    for check in public:
        assert check.message is not None
        # The public checks of `confidence_interval` make four calls, with 1, 3, 1 and 1 coefficients.
        assert json.loads(check.message.got) == [1, 3, 1, 1]
