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


FINDS: dict[str, Find] = {
    "points_into_the_graders_memory": Find(
        "NumPy reads `__array_interface__` from a decoded Record: the grader reads any address",
        _NOT_GRADED,
    ),
    "number_too_large_for_a_float": Find(
        "expect and slips.features let OverflowError through: not graded", _NOT_GRADED
    ),
    "number_too_long_to_print": Find(
        "show.value and slips.features let ValueError through: not graded", _NOT_GRADED
    ),
    "empty_array_of_an_enormous_shape": Find(
        "show.value lists an empty array of any shape: all memory, or a fault", _SCORE_OPEN
    ),
    "error_without_its_parts": Find(
        "StudentError trusts the shape of a forged report: a fault", _SCORE_OPEN
    ),
    "dictionary_with_a_huge_number": Find(
        "slips.features lets OverflowError through, out of the check: not graded", _NOT_GRADED
    ),
    "many_records": Find("slips.features cannot encode a list of records: not graded", _NOT_GRADED),
    "error_of_megabytes": Find("only the worker cuts messages, and it is not trusted", (_BURIES,)),
    "class_name_carries_the_inputs": Find(
        "Uncarriable's text is shown for hidden checks, and holds a class's name", (_LEAKS,)
    ),
    "exception_name_carries_the_inputs": Find(
        "an exception's name is shown for hidden checks, whatever it is", (_LEAKS,)
    ),
    "source_line_carries_the_inputs": Find(
        "source lines and function names of a traceback are shown for hidden checks, as claimed",
        (_LEAKS,),
    ),
    "shape_carries_the_inputs": Find("shapes of any size are shown for hidden checks", (_LEAKS,)),
    "missing_function_that_carries_the_inputs": Find(
        "Missing's text is shown for hidden checks, as claimed", (_LEAKS,)
    ),
    "prints_the_mounts": Find("the mount table names the checkout the worker is in", (_LEAKS,)),
    "asks_the_packages_where_they_come_from": Find(
        "the .pth file and direct_url.json of an editable install are visible", (_LEAKS,)
    ),
    "time_of_its_own": Find(
        "nbgrader cannot parse the time, and publishing stops for everybody", (_ROWS,)
    ),
    "too_deep_to_parse": Find(
        "ast.parse raises MemoryError in statement_and_code: publishing stops for everybody",
        (_ROWS,),
    ),
    "too_long_a_sum": Find(
        "ast.parse raises RecursionError in statement_and_code: publishing stops for everybody",
        (_ROWS,),
    ),
    "notebook_with_a_page": Find(
        "own cells before the first of ours are repeated after each cell without an id", (_ROWS,)
    ),
    "notebook_that_ends_first": Find(
        "own cells before the first of ours are repeated after each cell without an id", (_ROWS,)
    ),
    "name_that_is_html": Find("names of files go into Markdown as they are", (_ACTS,)),
    "name_that_is_markdown": Find("names of files go into Markdown as they are", (_ACTS,)),
}


def known(why: str) -> pytest.MarkDecorator:
    """Mark a test of an attack that succeeds today."""
    return pytest.mark.xfail(strict=True, reason=why)
