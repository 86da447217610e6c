"""Attacks that succeed today, and why. Each is a strict xfail: the fix takes its line away."""

from __future__ import annotations

from typing import NamedTuple

import pytest

_POINTS = "test_it_gets_the_points_it_deserves"
_OUTCOMES = "test_its_checks_find_what_they_should"
_ROWS = "test_its_rows_in_the_gradebook_are_right"
_LEAKS = "test_it_leaks_nothing_into_its_feedback"
_BURIES = "test_it_does_not_bury_the_feedback"
_ACTS = "test_no_text_of_it_acts_where_it_is_read"
_NOT_GRADED = (_POINTS, _OUTCOMES, _ROWS, _LEAKS, _BURIES, _ACTS)
_SCORE_OPEN = (_POINTS, _OUTCOMES)


class Find(NamedTuple):
    """Why an attack succeeds, and the tests in `test_attacks.py` that show it."""

    why: str
    tests: tuple[str, ...]


FINDS: dict[str, Find] = {}


def known(why: str) -> pytest.MarkDecorator:
    """Mark a test of an attack that succeeds today."""
    return pytest.mark.xfail(strict=True, reason=why)
