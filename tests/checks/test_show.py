"""A call is printed as Python that makes the same call, or says with `...` that it is cut."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

from autograder.checks import show
from autograder.worker.codec import Record

NAMES = {"np": np, "pd": pd}
VALUES = [
    *(2, 2.0, -0.0, 0.1 + 0.2, 1e300, True, None, "a'b", b"x", 1 + 2j, complex(np.nan, 1)),
    *(np.nan, np.inf, -np.inf, [2.0], [], (1,), (), {"a": [1.0]}, {1, 2}, set()),
    *(np.float64(2), np.float32(0.1), np.int8(3), np.float64(np.nan), np.str_("a"), np.bool_(True)),
    np.array([1.0, 2.0, np.nan, -np.inf]),
    np.array([[1, 2], [3, 4]]),
    np.array([0.1, 1 / 3, 1e-20, 1e20, 123456.789]),
    np.array([0.1, 1 / 3], dtype="float32"),
    np.array([1, 2], dtype="uint8"),
    np.array([True, False]),
    np.array(["a", "bc"]),
    np.array([1, None, "x"], dtype=object),
    np.array(["2020-01-01", "NaT"], dtype="datetime64[D]"),
    np.array(3.0),
    np.array([]),
    np.array([], dtype=bool),
    np.zeros((0, 2)),
    pd.DataFrame({"x": [1.5, np.nan], "n": [1, 2]}, index=["r", "s"]),
    pd.DataFrame({"c": pd.Categorical(["b", "a"], ["b", "a"], ordered=True)}),
    pd.DataFrame({"t": np.array(["2020-01-01"], dtype="datetime64[s]")}),
    pd.Series([1, 2], name="q"),
    pd.Series([1.0, 2.0], index=[5, 6]),
]


def same(left, right) -> None:
    assert type(left) is type(right)
    if isinstance(left, pd.DataFrame):
        pd.testing.assert_frame_equal(left, right)
    elif isinstance(left, pd.Series):
        pd.testing.assert_series_equal(left, right)
    else:
        np.testing.assert_equal(left, right)
    if isinstance(left, np.ndarray):
        assert (left.dtype, left.shape) == (right.dtype, right.shape)


@pytest.mark.parametrize("value", VALUES, ids=show.pasted)
def test_a_pasted_argument_is_the_argument(value) -> None:
    same(eval(show.pasted(value), dict(NAMES)), value)


def test_a_pasted_call_is_the_call() -> None:
    asked = {}

    def f(*args, **kwargs) -> None:
        asked.update(args=args, kwargs=kwargs)

    text = show.call("f", [np.array([2.0]), np.array([0.5]), 4], {"level": 0.9})
    assert text == "f(np.array([2.0]), np.array([0.5]), 4, level=0.9)"
    eval(text, {**NAMES, "f": f})
    same(asked["args"][0], np.array([2.0]))
    assert asked["args"][2] == 4
    assert asked["kwargs"] == {"level": 0.9}


@pytest.mark.parametrize(
    "value",
    [
        np.arange(1000.0),
        np.ones((300, 3)),
        np.ones((3, 300)),
        np.random.default_rng(0).normal(size=(20, 3)),
        list(range(100)),
        dict.fromkeys(range(100)),
        pd.DataFrame(np.ones((200, 2)), columns=["a", "b"]),
        pd.DataFrame(np.ones((1, 100))),
        "x" * 1000,
        Record("Fit", {f"a{i}": 1 for i in range(100)}),
        10**900,
    ],
    ids=range(11),
)
def test_what_is_too_long_to_paste_is_cut_and_python_does_not_take_it(value) -> None:
    text = show.pasted(value)
    assert "... " in text
    assert len(text) <= show.ARGUMENT
    with pytest.raises(SyntaxError):
        compile(text, "", "eval")


def test_a_call_of_many_long_arguments_is_bounded() -> None:
    assert len(show.call("f", [np.ones(50)] * 30, {"x": "y" * 10**6})) < 3_000


class Counting(list):
    """A list that counts how many of its items were looked at."""

    def __init__(self, items) -> None:
        super().__init__(items)
        self.looked_at = 0

    def __iter__(self):
        for item in super().__iter__():
            self.looked_at += 1
            yield item

    def __getitem__(self, where):
        found = super().__getitem__(where)
        self.looked_at += len(found) if isinstance(where, slice) else 1
        return found


@pytest.mark.parametrize("write", [show.value, show.pasted, show.shape])
@pytest.mark.parametrize("items", [[1.0] * 50_000, [[]] * 50_000, [[1]] * 50_000])
def test_of_a_long_answer_only_as_much_is_read_as_is_shown(write, items) -> None:
    answer = Counting(items)
    write(answer)
    assert answer.looked_at <= 400
