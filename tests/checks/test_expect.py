"""`expect` judges anything a student may return, with a message and never with a crash."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from autograder.checks.expect import Expect
from autograder.checks.outcome import Forbidden, Partial, StudentError, Wrong
from autograder.worker.codec import Record

expect = Expect()
anything = st.recursive(
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats()
    | st.text(max_size=5)
    | st.complex_numbers(),
    lambda inner: (
        st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=2), inner, max_size=2)
    ),
    max_leaves=6,
)


@given(anything)
def test_whatever_comes_back_is_judged_and_never_a_crash(value) -> None:
    for judge in (
        lambda v: expect.array(v, (2, None)),
        expect.number,
        lambda v: expect.close(v, [1.0, 2.0]),
        lambda v: expect.equal(v, ["a"]),
    ):
        try:
            judge(value)
        except Wrong as wrong:
            assert wrong.headline


@pytest.mark.parametrize(
    "right",
    [
        [1, 2],
        (1.0, 2.0),
        np.array([1, 2], dtype="float32"),
        pd.Series([1, 2]),
        np.array([1, 2], dtype=object),
        range(1, 3),
    ],
)
def test_every_kind_of_right_array_is_welcome(right) -> None:
    assert expect.close(right, [1, 2]).dtype == float


@pytest.mark.parametrize(
    ("got", "says"),
    [
        (None, "is a `return` missing?"),
        ("1, 2", "is a str"),
        ([[1], [2]], "shape (2, 1), not (2,)"),
        ([1, np.nan], "contains NaN"),
        ([1, np.inf], "contains infinity"),
        ([1, [2, 3]], "cannot be read as an array"),
        ([1j, 2], "complex"),
        (Record("Fit", {"coef": 1}), "cannot be read as an array"),
    ],
)
def test_a_wrong_kind_of_answer_is_named(got, says) -> None:
    with pytest.raises(Wrong) as caught:
        expect.close(got, [1.0, 2.0])
    assert says in f"{caught.value.headline} {caught.value.hint}"


@pytest.mark.parametrize(
    ("got", "says"),
    [
        ([-1.0, -2.0, -4.0], "sign"),
        ([2.0, 4.0, 8.0], "same factor"),
        ([4.0, 1.0, 2.0], "order is not"),
        ([1.0, 2.0, 5.0], "1 of 3 values differ; the first is at index 2"),
    ],
)
def test_a_difference_is_described_without_giving_the_answer_away(got, says) -> None:
    with pytest.raises(Wrong) as caught:
        expect.close(got, [1.0, 2.0, 4.0])
    assert says in caught.value.hint
    assert "[1, 2, 4]" not in caught.value.hint + caught.value.hidden_headline


def test_nan_is_never_close() -> None:
    with pytest.raises(Wrong):
        expect.close([np.nan], [np.nan])


def test_an_expected_error_must_be_of_the_kind_and_name_its_cause() -> None:
    def fail() -> None:
        raise StudentError(
            {"type": "ValueError", "bases": ["ValueError"], "message": "no 'x3' here"}
        )

    expect.raises(ValueError, fail, names="x3")
    with pytest.raises(Wrong, match="does not name"):
        expect.raises(ValueError, fail, names="x4")
    with pytest.raises(Wrong, match="where TypeError was asked for"):
        expect.raises(TypeError, fail)
    with pytest.raises(Wrong, match="returned a value"):
        expect.raises(ValueError, lambda: 3)


def _raising(code: str, **raised):
    """An action whose student's code raises this, at this line of its own."""

    def fail() -> None:
        kind = raised["bases"][0]
        raise StudentError({"type": kind, "lines": [["e.py", 7, "f", code]], **raised})

    return fail


def test_another_error_than_the_one_asked_for_is_told_with_its_text_and_line() -> None:
    fail = _raising(
        "n, p = X.shape",
        bases=["AttributeError", "Exception"],
        message="'list' object has no attribute 'shape'",
    )
    with pytest.raises(Wrong) as caught:
        expect.raises(ValueError, fail, hint="compare the two numbers in X.shape")
    wrong = caught.value
    assert wrong.headline == (
        "raised AttributeError: 'list' object has no attribute 'shape', where ValueError was asked for"
    )
    assert wrong.lines == ("e.py, line 7, in f: n, p = X.shape",)
    # The check's own hint is for who forgot to refuse, and would lead astray.
    assert "X.shape" not in wrong.hint


def test_of_a_hidden_check_another_error_tells_its_kind_and_nothing_of_its_own() -> None:
    fail = _raising("raise X1234()", bases=["X1234", "Exception"], message="5678")
    with pytest.raises(Wrong) as caught:
        expect.raises(ValueError, fail)
    assert caught.value.hidden_headline == "raised an exception where ValueError was asked for"


@pytest.mark.parametrize("kind", ["LinAlgError", "AxisError"])
def test_an_accident_in_numpy_is_no_refusal(kind) -> None:
    fail = _raising("inverse = np.linalg.inv(X.T @ X)", bases=[kind, "ValueError"], message="oh")
    with pytest.raises(Wrong) as caught:
        expect.raises(ValueError, fail)
    assert f"NumPy's {kind} came up by accident" in caught.value.hint
    assert "raise a ValueError" in caught.value.hint
    assert caught.value.hidden_headline.startswith("raised ")


@pytest.mark.parametrize(
    ("wanted", "code", "bases"),
    [
        ("ValueError", "raise np.linalg.LinAlgError('3 rows')", ["LinAlgError", "ValueError"]),
        ("ValueError", "if n < p: raise np.linalg.LinAlgError", ["LinAlgError", "ValueError"]),
        ("ValueError", "raise TooFewRows(n)", ["TooFewRows", "ValueError"]),
        ("ValueError", "return np.column_stack([x1, x2])", ["ValueError"]),
        ("LinAlgError", "np.linalg.inv(X.T @ X)", ["LinAlgError", "ValueError"]),
    ],
)
def test_an_error_that_refuses_counts_whoever_raised_it(wanted, code, bases) -> None:
    expect.raises(wanted, _raising(code, bases=bases, message="3 rows are too few"))


def test_code_that_cannot_be_read_or_was_stopped_keeps_its_own_message() -> None:
    fail = _raising("def f(:", bases=["SyntaxError", "Exception"], message="invalid syntax")
    with pytest.raises(StudentError) as caught:
        expect.raises(ValueError, fail, hint="compare the shapes")
    assert caught.value.headline == "your code raised SyntaxError: invalid syntax"
    assert not caught.value.hint
    refused = Forbidden.seen_in(
        StudentError({"type": "PermissionError", "bases": ["PermissionError"], "message": "no"})
    )

    def stopped() -> None:
        raise refused

    with pytest.raises(Forbidden):
        expect.raises(ValueError, stopped)


@pytest.mark.parametrize("share", [0.25, np.float32(0.25), np.float64(0.25)])
def test_a_right_part_earns_its_share(share) -> None:
    with pytest.raises(Partial, match="the intercept is missing") as caught:
        expect.partial(share, "the intercept is missing")
    assert caught.value.share == 0.25
    assert type(caught.value.share) is float


def test_the_whole_is_no_part_and_nothing_is_wrong() -> None:
    expect.partial(1, "is not said")
    expect.partial(np.int64(1), "is not said")
    with pytest.raises(Wrong, match="nothing fits"):
        expect.partial(0.0, "nothing fits")


@pytest.mark.parametrize("share", [np.nan, np.inf, -0.1, 1.01])
def test_a_share_that_is_none_is_the_checks_own_mistake(share) -> None:
    with pytest.raises(ArithmeticError, match="from 0 to 1"):
        expect.partial(share, "whatever")
