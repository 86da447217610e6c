"""What a student's function is given is left as it is, and arrives as it lay in memory."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

from autograder.checks.outcome import ChangedArgument, Crashed
from autograder.checks.student import from_namespace, unpack
from autograder.worker import codec


def ask(function, *args, **kwargs):
    return from_namespace({"f": function}, []).f(*args, **kwargs)


def subtracts(x, by=0.0):
    x -= 1
    return float(np.sum(x))


def appends(x, to=None):
    to.append(len(x))
    return len(x)


def renames(x):
    x.columns = ["b"]
    return 1


@pytest.mark.parametrize(
    "function, args, kwargs, which",
    [
        (subtracts, (np.ones(3),), {}, "its first argument"),
        (subtracts, (), {"x": np.ones(3)}, "its argument `x`"),
        (appends, ([1.0], [2.0]), {}, "its second argument"),
        (appends, ([1.0],), {"to": []}, "its argument `to`"),
        (renames, (pd.DataFrame({"a": [1.0]}),), {}, "its first argument"),
    ],
)
def test_a_function_that_writes_to_an_argument_is_told_which(function, args, kwargs, which) -> None:
    with pytest.raises(ChangedArgument, match="which belongs to whoever called it") as caught:
        ask(function, *args, **kwargs)
    assert which in caught.value.headline
    assert "copy" in caught.value.hint


def test_a_function_that_writes_to_a_copy_is_not_told_anything() -> None:
    def f(x):
        x = np.array(x, dtype=float)
        x -= 1
        return x

    assert ask(f, np.ones(2)).tolist() == [0.0, 0.0]


def test_something_put_into_a_list_that_is_no_data_counts_as_a_change() -> None:
    with pytest.raises(ChangedArgument):
        ask(lambda x: x.append(object()), [1.0])


def test_the_checks_own_arguments_are_never_changed() -> None:
    x = np.ones(3)
    with pytest.raises(ChangedArgument):
        ask(subtracts, x)
    assert x.tolist() == [1.0, 1.0, 1.0]


@pytest.mark.parametrize("forged", [-1, 99, True, "y", "x" * 500, 1.5, None])
def test_a_forged_word_on_what_changed_is_no_message(forged) -> None:
    with pytest.raises(Crashed):
        unpack(codec.encode({"changed": forged}), names={"x": 1})


LAID = {
    "by rows": np.arange(6.0).reshape(2, 3),
    "by columns": np.asfortranarray(np.arange(6.0).reshape(2, 3)),
    "in steps": np.arange(12.0)[::2],
    "in steps along two axes": np.arange(24.0).reshape(4, 6)[:, ::2],
    "a row of ones stretched": np.broadcast_to(np.ones(3), (2, 3)),
    "no axis": np.array(3.0),
    "empty": np.empty((0, 3)),
}


@pytest.mark.parametrize("array", LAID.values(), ids=LAID)
@pytest.mark.parametrize("locked", [False, True])
def test_an_argument_arrives_as_it_lay(array, locked) -> None:
    if locked:
        array = array.view()
        array.flags.writeable = False
    there = codec.copy(array)
    assert np.array_equal(there, array)
    for flag in ("c_contiguous", "f_contiguous", "writeable"):
        assert getattr(there.flags, flag) == getattr(array.flags, flag), flag


def test_an_answer_arrives_by_rows_and_may_be_written_to() -> None:
    sent = codec.decode(codec.encode(LAID["by columns"]))
    assert sent.flags.c_contiguous and sent.flags.writeable


def test_an_answer_cannot_say_how_it_lies() -> None:
    payload = codec.encode(LAID["by columns"], codec.ARGUMENTS)
    with pytest.raises(codec.CodecError):
        codec.decode(payload)
