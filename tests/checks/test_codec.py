"""What crosses the wall arrives as it was, and what is not data does not cross."""

from __future__ import annotations

import dataclasses
import enum
import tracemalloc
from typing import NamedTuple

import msgspec
import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra import numpy as hnp

from autograder.checks import show, slips
from autograder.checks.student import LAST_LINE_TOLD
from autograder.worker import codec
from autograder.worker.codec import CodecError, Record, copy, decode, encode
from tests.checks.forged import COLLIDING, hostile, plain

scalars = (
    st.none()
    | st.booleans()
    | st.integers(-(2**200), 2**200)
    | st.floats(allow_nan=False)
    | st.complex_numbers(allow_nan=False)
    | st.text(max_size=20)
    | st.binary(max_size=20)
)
trees = st.recursive(
    scalars,
    lambda inner: (
        st.lists(inner, max_size=4)
        | st.lists(inner, max_size=4).map(tuple)
        | st.dictionaries(st.text(max_size=5) | st.integers(-9, 9), inner, max_size=4)
    ),
    max_leaves=20,
)


@given(trees)
def test_plain_python_data_arrives_equal_and_of_the_same_type(value) -> None:
    arrived = copy(value)
    assert arrived == value
    assert type(arrived) is type(value)


@given(
    hnp.arrays(
        hnp.boolean_dtypes()
        | hnp.integer_dtypes()
        | hnp.floating_dtypes()
        | hnp.complex_number_dtypes(),
        hnp.array_shapes(min_dims=0, max_dims=3, min_side=0, max_side=4),
    )
)
def test_arrays_arrive_with_shape_dtype_and_values(array) -> None:
    arrived = copy(array)
    assert arrived.shape == array.shape
    assert arrived.dtype.kind == array.dtype.kind
    np.testing.assert_array_equal(arrived, array)


@pytest.mark.parametrize(
    "array",
    [
        np.arange(10)[::-2],
        np.arange(12).reshape(3, 4).T,
        np.broadcast_to(1.5, (3, 3)),
        np.arange(3, dtype=">f8"),
        np.array(["a", "bcd"]),
        np.array(["2020-01-01"], dtype="datetime64[D]"),
        np.array([[1, "x", None]], dtype=object),
        np.array(3.0),
    ],
    ids=[
        "negative strides",
        "transposed",
        "broadcast",
        "big-endian",
        "text",
        "dates",
        "objects",
        "0-d",
    ],
)
def test_unusual_arrays_arrive(array) -> None:
    arrived = copy(array)
    assert arrived.shape == array.shape
    assert arrived.tolist() == array.tolist()


def test_an_arrived_array_may_be_written_to_and_is_nobody_elses() -> None:
    array = np.zeros(3)
    arrived = copy(array)
    arrived[0] = 1
    assert array[0] == 0


@pytest.mark.parametrize("dtype", ["float32", "int8", "bool", "complex64", "uint64"])
def test_numpy_scalars_arrive_as_numpy_scalars(dtype) -> None:
    value = np.ones((), dtype)[()]
    arrived = copy(value)
    assert type(arrived) is type(value)
    assert arrived == value


def test_tables_arrive_with_columns_index_and_categories() -> None:
    frame = pd.DataFrame(
        {"x": [1.5, np.nan], "city": ["Paris", None], "level": pd.Categorical(["b", "a"])},
        index=["r", "s"],
    )
    arrived = copy(frame)
    assert list(arrived.columns) == ["x", "city", "level"]
    assert list(arrived.index) == ["r", "s"]
    assert list(arrived["level"].cat.categories) == ["a", "b"]
    np.testing.assert_array_equal(arrived["x"], frame["x"])
    series = copy(frame["x"])
    assert series.name == "x"
    assert list(series.index) == ["r", "s"]


def test_a_table_with_a_column_twice_arrives() -> None:
    frame = pd.DataFrame([[1, 2]], columns=["x", "x"])
    assert list(copy(frame).columns) == ["x", "x"]


def test_a_dataclass_arrives_as_its_fields() -> None:
    @dataclasses.dataclass
    class Fit:
        coef: np.ndarray
        sigma: float

    arrived = copy(Fit(np.ones(2), 3.0))
    assert isinstance(arrived, Record)
    assert arrived.sigma == 3.0
    assert arrived.coef.tolist() == [1, 1]


def test_named_tuples_and_enum_numbers_arrive_as_plain_values() -> None:
    class Pair(NamedTuple):
        a: int
        b: int

    class Colour(enum.IntEnum):
        RED = 3

    assert copy(Pair(1, 2)) == (1, 2)
    assert type(copy(Colour.RED)) is int


def test_a_subclass_that_lies_about_its_value_crosses_as_what_it_holds() -> None:
    class Liar(float):
        def __float__(self):
            return 42.0

        def __eq__(self, other):
            return True

        __hash__ = float.__hash__

    arrived = copy(Liar(1.0))
    assert type(arrived) is float
    assert arrived == 1.0


@pytest.mark.parametrize(
    ("value", "says"),
    [
        ((i for i in range(3)), "generator; return a list"),
        (map(str, [1]), "map; return a list"),
        (lambda: 1, "function; call it"),
        (int, "class int itself"),
        (object(), "object of class builtins.object"),
        (np.ma.masked_array([1, 2], [True, False]), "masked array"),
        (np.zeros(2, dtype=[("a", float)]), "dtype"),
        (np.zeros(20_000_000), "too large"),
        (np.zeros(130_000), "more than 100000 values"),
        (np.zeros((2**22, 0)), "too large"),
        (np.zeros((0, 2**21, 0)), "too large"),
        (np.zeros(0, dtype="<U745918"), "too large"),
        (np.broadcast_to(7.0, (10**9, 2)), "too large"),
        ("x" * 2**21, "limit is 1 MB"),
        (["x" * 100_000, *("y" * 1_000)], "very long text among many"),
        (set(range(3_000)), "more than 2000 elements of sets"),
        ([{i: i} for i in range(3_000)], "more than 2000 keys"),
        ([2**70 + i for i in range(3_000)], "more than 2000 integers"),
        ({(10**5000,): 1}, "integer of more than 4096 bits"),
        ({tuple(range(20)): 1}, "key that is no number"),
        ({frozenset([1]): 1}, "key that is no number"),
        (pd.DataFrame(np.zeros((1, 1_500))), "1000 columns"),
        (pd.Series(0.0, index=[f"r{i}" for i in range(3_000)]), "labels of rows"),
        (pd.Series(pd.Categorical([f"r{i}" for i in range(3_000)])), "categories"),
        ("half of a pair: \ud800", "character that does not exist"),
        (np.array(["\ud800"]), "character that does not exist"),
        (np.zeros((1,) * 40), "40 dimensions"),
    ],
)
def test_what_is_not_data_is_refused_in_words_for_the_student(value, says) -> None:
    with pytest.raises(CodecError) as caught:
        encode(value)
    assert says in str(caught.value)


def test_a_structure_that_contains_itself_is_refused() -> None:
    knot: list = []
    knot.append(knot)
    with pytest.raises(CodecError, match="contain itself"):
        encode(knot)


@given(st.binary(max_size=200))
def test_bytes_that_nobody_encoded_are_refused_or_decode_to_plain_data(payload) -> None:
    try:
        value = decode(payload)
    except CodecError:
        return
    assert value is None or isinstance(value, (bool, int, float, str))


@pytest.mark.parametrize(
    "tree",
    [
        ["array", "|O", [1], b"12345678"],
        ["array", "<f8", [10**9], b""],
        ["array", "<f8", [-2], b"12345678"],
        ["scalar", "<f8", b""],
        ["int", "f" * 20_000],
        ["__class__", 1],
        ["nodes", 1],
        ["dict", [[["list", []], 1]]],
        {"a": 1},
        [],
        ["record", "x", [["_name", 1], 2]],
        ["objects", [5], [1]],
        ["category", ["list", [7]], ["list", ["a"]], False],
        ["int", 5],
        ["int", "f" * 1_100],
        ["complex", "1", 2.0],
        ["bytes", [1]],
        ["list", "ab"],
        ["list", 5],
        ["dict", [[["objects", [1], [1]], 1]]],
        ["set", [["record", "x", []]]],
        ["set", [["tuple", [1] * 20]]],
        ["array", "<U1", [1], b"\0\xd8\0\0"],
        ["array", "<U1", [1], b"\xff\xff\xff\xff"],
        ["array", "<f16", [1], b"\0" * 16],
        ["array", "f8,f8", [1], b"\0" * 16],
        ["array", "<M8[s/5]", [1], b"\0" * 8],
        ["array", "<f8", [2**62, 0], b""],
        ["array", "<f8", [2**64 - 1, 0], b""],
        ["array", "<f8", [True], b"\0" * 8],
        ["array", "<f8", ["1"], b"\0" * 8],
        ["array", ["<f8"], [1], b"\0" * 8],
        ["scalar", "<f8", b"\0" * 16],
        ["tensor", ["array", "<U1", [1], b"a\0\0\0"]],
        ["tensor", 1.5],
        ["frame", ["array", "|i1", [1], b"\0"], [[["list", []], ["array", "|i1", [1], b"\0"]]]],
        [
            "frame",
            ["array", "|i1", [0], b""],
            [[i, ["array", "|i1", [0], b""]] for i in range(2000)],
        ],
        ["list", [["series", "a", ["array", "|i1", [0], b""], ["array", "|i1", [0], b""]]] * 2000],
        ["record", "x", [["a" * 300, 1]]],
        ["record", ["x"], []],
        ["record", "x", [[1, 1]]],
        ["na", 1],
        ["list"],
        [1, 2],
    ],
)
def test_a_forged_tree_is_refused(tree) -> None:
    with pytest.raises(CodecError):
        decode(msgspec.msgpack.encode(tree))


def test_too_deep_or_too_much_is_refused_on_the_way_in_too() -> None:
    tree: list = ["list", []]
    for _ in range(codec.MAX_DEPTH + 2):
        tree = ["list", [tree]]
    with pytest.raises(CodecError):
        decode(msgspec.msgpack.encode(tree))
    few = codec.ANSWER._replace(values=100)
    with pytest.raises(CodecError):
        decode(msgspec.msgpack.encode(["list", [1] * 200]), few)


@given(hostile)
def test_whatever_tree_is_forged_it_is_refused_or_decodes_to_exact_plain_types(tree) -> None:
    try:
        value = decode(msgspec.msgpack.encode(tree))
    except CodecError:
        return
    assert plain(value)
    # What was let in can be sent on: a check may pass one answer to another function.
    encode(value, codec.ARGUMENTS)


class Counted(int):
    """A number that counts how often one is compared with another."""

    compared = 0
    __hash__ = int.__hash__

    def __eq__(self, other: object) -> bool:
        Counted.compared += 1
        return int(self) == other


@pytest.mark.parametrize("tag", ["set", "dict"])
def test_numbers_of_one_hash_are_refused_before_any_is_compared_in_number(tag) -> None:
    many = [["int", hex(i * COLLIDING)] for i in range(1, 20_000)]
    pairs = [[number, 1] for number in many]
    with pytest.raises(CodecError):
        decode(msgspec.msgpack.encode([tag, pairs if tag == "dict" else many]))
    Counted.compared = 0
    held = {Counted(i * COLLIDING) for i in range(1, codec.ANSWER.hashed + 1)}
    assert len(held) == codec.ANSWER.hashed
    # A table that grows asks again. What an answer may cost is a matter of milliseconds.
    assert Counted.compared <= 3 * codec.ANSWER.hashed**2


def test_maps_of_the_wire_format_are_refused_before_their_keys_are_hashed() -> None:
    keys = [f"{{{i}}}" for i in range(3)]
    for forged in (dict.fromkeys(keys, 1), ["list", [{}]]):
        with pytest.raises(CodecError, match="not carried"):
            decode(msgspec.msgpack.encode(forged))


def test_a_subclass_is_read_by_the_methods_of_its_base() -> None:
    def liar(base):
        def never(self, *args):
            raise AssertionError("asked the subclass")

        names = ("__iter__", "__len__", "items", "keys", "__getitem__", "__contains__")
        return type("Liar", (base,), {n: never for n in names if hasattr(base, n)})

    for base, value in (
        *((list, [1, 2]), (tuple, (1, 2)), (set, {1, 2}), (frozenset, {1, 2})),
        (dict, {"a": 1}),
    ):
        assert copy(liar(base)(value)) == value


def test_an_exercise_may_allow_more_than_a_megabyte() -> None:
    large = np.zeros(150_000)
    caps = codec.answer_caps(2)
    assert copy(large, caps).shape == (150_000,)
    with pytest.raises(CodecError):
        decode(encode(large, caps))


@pytest.mark.parametrize(
    "answer",
    [
        [1.5] * 99_000,
        np.zeros((330, 300)),
        {i * COLLIDING: i for i in range(950)},
        [[1.5] * 10 for _ in range(9_000)],
        pd.DataFrame(np.zeros((90, 990))),
        "x" * 1_000_000,
        ["x" * 150] * 6_000,
        [np.float64(1)] * 40_000,
        [np.zeros((1,) * 20)] * 4_000,
    ],
    ids=["list", "array", "dict", "lists", "frame", "text", "texts", "scalars", "dimensions"],
)
def test_the_largest_answers_cost_a_bounded_amount_of_memory(answer) -> None:
    payload = encode({"value": answer})
    tracemalloc.start()
    try:
        value = decode(payload)
        slips.features(value)
        show.value(value), show.shape(value), show.pasted(value)
        peak = tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()
    assert peak < 100 * 2**20


def test_the_instructors_guide_states_the_caps_that_hold(root) -> None:
    words = " ".join((root / "site" / "docs" / "instructor.md").read_text(encoding="utf-8").split())
    caps = codec.ANSWER
    assert caps.size == 2**20
    assert f"one megabyte and {caps.values:_} values in all".replace("_", " ") in words
    assert f"{caps.hashed:_} keys of dictionaries".replace("_", " ") in words
    assert f"{caps.columns:_} columns of tables".replace("_", " ") in words
    assert f"above {codec.MAX_BITS:_} bits".replace("_", " ") in words
    assert f"first {LAST_LINE_TOLD} lines" in words


@pytest.mark.slow
def test_torch_tensors_and_posterior_draws_arrive() -> None:
    torch = pytest.importorskip("torch")
    xarray = pytest.importorskip("xarray")
    tensor = torch.arange(3.0, requires_grad=True)
    assert torch.equal(copy(tensor), torch.arange(3.0))
    draws = xarray.Dataset({"mu": (("chain", "draw"), np.ones((2, 5)))})
    assert copy(draws)["mu"].shape == (2, 5)
    holder = type("InferenceData", (), {"posterior": draws})()
    assert list(copy(holder)) == ["mu"]
