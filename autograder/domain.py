"""What an argument may be, as authors say it in `DOMAIN` of an exercise's `inputs.py`.

From such a description follow the *features* that some check has to visit (`permitted`), the
features that an actual value has (`features_of`), and in `autograder.checks.variations` the other
forms in which a value may be given. A feature is a few words: "X: one column".

What a statement leaves open is permitted. An author narrows it where the statement does.
"""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import numpy as np

# Where numbers count as large or small, for arguments that may be in any units.
LARGE, SMALL = 1e4, 1e-3
# Sizes beside which code often takes another path: the rule of thumb for "many", and large data.
MANY, VERY_MANY = 30, 1000


@dataclass(frozen=True)
class Array:
    """Numbers along one axis, or along two."""

    axes: int = 1
    low: float = -math.inf
    high: float = math.inf
    # Whether the values are whole by their meaning, such as counts; and whether they may be whole.
    whole: bool = False
    wholes: bool = True
    zeros: bool = True
    repeats: bool = True
    # Entries along the first axis.
    least: int = 1
    most: float = math.inf
    # Of two axes: columns at least, rows against columns, whether a constant column may be absent, and
    # columns at most.
    columns: int = 1
    rows: str = ""
    constant: str = "any"
    most_columns: float = math.inf
    # In any units: values may be very large or very small.
    units: bool = True
    order: str = "any"
    lists: bool = True
    pandas: bool = True


@dataclass(frozen=True)
class Number:
    """One number."""

    low: float = -math.inf
    high: float = math.inf
    # Whether the ends themselves are permitted.
    low_too: bool = True
    high_too: bool = True
    whole: bool = False
    units: bool = True


@dataclass(frozen=True)
class Choice:
    """One of a few values."""

    values: tuple[Any, ...]


@dataclass(frozen=True)
class Labels:
    """Names or numbers that only tell things apart, along one axis."""

    least: int = 1
    numbers: bool = True
    lists: bool = True
    pandas: bool = True


@dataclass(frozen=True)
class Anything:
    """An argument of which nothing general can be said: its kinds are all that is tried."""

    lists: bool = False


Spec = Array | Number | Choice | Labels | Anything


def array(
    low: float = -math.inf,
    high: float = math.inf,
    *,
    whole: bool = False,
    wholes: bool = True,
    zeros: bool | None = None,
    repeats: bool = True,
    least: int = 1,
    most: float = math.inf,
    units: bool | None = None,
    order: str = "any",
    lists: bool = True,
    pandas: bool = True,
) -> Array:
    """Return: numbers from `low` to `high` along one axis, `least` to `most` of them.

    `whole` where they are whole by their meaning, `wholes=False` where none of them may be. `zeros` says
    whether a zero may be among them, `repeats` whether a value may come twice, `order` "ascending" that
    they come sorted. `units` says that they may be very large or very small; by default where no end
    is stated. A list and pandas objects are welcome unless `lists` or `pandas` say otherwise.
    """
    has_zero = low <= 0 <= high if zeros is None else zeros
    free = math.isinf(high) if units is None else units
    return Array(
        1, low, high, whole, wholes, has_zero, repeats, least, most,
        units=free and not whole, order=order, lists=lists, pandas=pandas,
    )  # fmt: skip


def matrix(
    low: float = -math.inf,
    high: float = math.inf,
    *,
    whole: bool = False,
    wholes: bool = True,
    columns: int = 1,
    most_columns: float = math.inf,
    rows: str = "",
    constant: str = "any",
    least: int = 1,
    most: float = math.inf,
    zeros: bool | None = None,
    repeats: bool = True,
    units: bool | None = None,
    lists: bool = True,
    pandas: bool = True,
) -> Array:
    """Return: numbers in rows and columns, `columns` to `most_columns` of these.

    `rows` compares their number with that of the columns: ">" or ">=", or "" where it does not
    matter. `constant` says whether a column of ones has to be there: "any" (it may stand first,
    elsewhere or nowhere), "first", "some" (first or elsewhere), "none", or "" where the question has
    no meaning. The rest is as in `array`.
    """
    free = math.isinf(high) if units is None else units
    has_zero = low <= 0 <= high if zeros is None else zeros
    return Array(
        2, low, high, whole, wholes, has_zero, repeats, least, most, columns, rows, constant, most_columns,
        units=free and not whole, lists=lists, pandas=pandas,
    )  # fmt: skip


def number(
    low: float = -math.inf,
    high: float = math.inf,
    *,
    above: float | None = None,
    below: float | None = None,
    units: bool | None = None,
) -> Number:
    """Return: a number from `low` to `high`, ends included, or strictly `above` and `below`."""
    bottom, top = (low if above is None else above), (high if below is None else below)
    free = math.isinf(top) if units is None else units
    return Number(bottom, top, above is None, below is None, units=free)


def whole_number(low: float = -math.inf, high: float = math.inf) -> Number:
    """Return: a whole number from `low` to `high`, such as a sample size."""
    return Number(low, high, whole=True, units=False)


def choice(*values: Any) -> Choice:
    """Return: one of these values."""
    return Choice(values)


def labels(
    *, least: int = 1, numbers: bool = True, lists: bool = True, pandas: bool = True
) -> Labels:
    """Return: names (or numbers, unless `numbers` says no) that only tell things apart."""
    return Labels(least, numbers, lists, pandas)


def anything(*, lists: bool = False) -> Anything:
    """Return: an argument whose kinds are all that is tried."""
    return Anything(lists)


def permitted(spec: Spec, optional: bool = False) -> set[str]:
    """Return the features that some check has to visit, in words. `optional`: it may be left out."""
    found = set(_permitted(spec))
    return found | {"left out"} if optional else found


def _permitted(spec: Spec) -> Iterator[str]:
    if isinstance(spec, Array):
        yield from _permitted_array(spec)
    elif isinstance(spec, Number):
        yield from _permitted_number(spec)
    elif isinstance(spec, Choice):
        yield from (repr(value) for value in spec.values)
    elif isinstance(spec, Labels):
        yield from ("names", "repeated values", "out of order")
        if spec.numbers:
            yield "numbers"
        if spec.lists:
            yield "a list"
        if spec.pandas:
            yield "a pandas object"


def _permitted_array(spec: Array) -> Iterator[str]:
    if not spec.whole:
        yield "fractions"
    if spec.whole or spec.wholes:
        yield "whole numbers"
    for allowed, words in (
        (spec.lists, "a list"), (spec.pandas, "a pandas object"), (spec.low < 0, "negative values"),
        (spec.zeros, "a zero"), (spec.repeats and spec.axes == 1, "repeated values"),
        (spec.order == "any" and spec.axes == 1, "out of order"),
        (spec.units, "large values"), (spec.units, "small values"),
        (spec.most > MANY, f"more than {MANY} entries"),
        (spec.most > VERY_MANY, f"more than {VERY_MANY} entries"),
        (spec.axes == 1, f"{_count(spec.least)}, the fewest"),
        (True, "not to be written to"), (True, "not contiguous"),
    ):  # fmt: skip
        if allowed:
            yield words
    if spec.axes == 2:
        yield "Fortran order"
        yield f"{_count(spec.columns, 'column')}, the fewest"
        if spec.columns < spec.most_columns:
            yield _count(spec.columns + 1, "column")
        if spec.rows:
            yield _closest(spec)
        yield from {
            "any": ("the constant first", "the constant elsewhere", "no constant column"),
            "some": ("the constant first", "the constant elsewhere"),
            "first": ("the constant first",),
            "none": ("no constant column",),
        }.get(spec.constant, ())


def _closest(spec: Array) -> str:
    return "as many rows as columns" if spec.rows == ">=" else "one row more than columns"


def _count(number: int, what: str = "entry") -> str:
    plural = {"entry": "entries"}.get(what, f"{what}s")
    return f"{number} {what if number == 1 else plural}"


def _permitted_number(spec: Number) -> Iterator[str]:
    for allowed, words in (
        (not spec.whole, "a fraction"),
        (spec.whole or _holds_a_whole(spec), "a whole number"),
        (spec.low < 0, "negative"),
        (spec.low < 0 < spec.high or 0 in _ends(spec), "zero"),
        (math.isfinite(spec.low) and spec.low_too, "at its least"),
        (math.isfinite(spec.high) and spec.high_too, "at its most"),
        (spec.units, "large"),
        (spec.units, "small"),
        (spec.whole and spec.high > MANY, f"above {MANY}"),
        (spec.whole and spec.high > VERY_MANY, f"above {VERY_MANY}"),
        (True, "a NumPy scalar"),
        (True, "given by name"),
    ):
        if allowed:
            yield words


def _ends(spec: Number) -> tuple[float, ...]:
    return (spec.low,) * spec.low_too + (spec.high,) * spec.high_too


def _holds_a_whole(spec: Number) -> bool:
    """Whether a whole number lies in the range."""
    if math.isinf(spec.low) or math.isinf(spec.high):
        return True
    first = math.floor(spec.low) + (0 if spec.low_too and spec.low == math.floor(spec.low) else 1)
    return first < spec.high or (spec.high_too and first == spec.high)


def features_of(spec: Spec, value: Any) -> set[str]:
    """Return the features that a value has. Some of them may be no permitted ones."""
    if isinstance(spec, Choice):
        return {repr(v) for v in spec.values if type(v) is type(value) and v == value}
    if isinstance(spec, Anything):
        return {f"of type {type(value).__name__}"}
    form = set(_form(value))
    if isinstance(spec, Labels):
        return form | set(_of_labels(value))
    if isinstance(spec, Number):
        return form | set(_of_number(spec, value))
    try:
        values = np.asarray(value, dtype=float)
    except (TypeError, ValueError):
        return form
    return form | set(_of_array(spec, value, values))


def _form(value: Any) -> Iterator[str]:
    if isinstance(value, (list, tuple)):
        yield "a list"
    elif type(value).__name__ in ("Series", "DataFrame"):
        yield "a pandas object"
    elif isinstance(value, np.generic):
        yield "a NumPy scalar"
    elif isinstance(value, np.ndarray):
        if not value.flags.writeable:
            yield "not to be written to"
        if value.flags.f_contiguous and not value.flags.c_contiguous:
            yield "Fortran order"
        elif not value.flags.c_contiguous:
            yield "not contiguous"


def _of_labels(value: Any) -> Iterator[str]:
    found = list(value)
    yield "names" if any(isinstance(v, str) for v in found) else "numbers"
    if len(set(found)) < len(found):
        yield "repeated values"
    firsts = list(dict.fromkeys(found))
    if firsts != sorted(firsts):
        yield "out of order"
    yield f"{len(set(found))} levels"


def _of_number(spec: Number, value: Any) -> Iterator[str]:
    try:
        x = float(value)
    except (TypeError, ValueError):
        return
    for has, words in (
        (isinstance(value, (int, np.integer)), "a whole number"),
        (x != math.floor(x) if math.isfinite(x) else False, "a fraction"),
        (x < 0, "negative"), (x == 0, "zero"), (x == spec.low, "at its least"),
        (x == spec.high, "at its most"), (abs(x) >= LARGE, "large"), (0 < abs(x) <= SMALL, "small"),
        (x > MANY, f"above {MANY}"), (x > VERY_MANY, f"above {VERY_MANY}"),
    ):  # fmt: skip
        if has:
            yield words


def _of_array(spec: Array, value: Any, x: np.ndarray) -> Iterator[str]:
    n = len(x) if x.ndim else 0
    size = np.abs(x[np.isfinite(x) & (x != 0)]) if x.size else x
    by_whole = _is_whole(value)
    for has, words in (
        (by_whole, "whole numbers"),
        (bool(x.size) and not by_whole and bool(np.any(x != np.floor(x))), "fractions"),
        (bool(np.any(x < 0)), "negative values"), (bool(np.any(x == 0)), "a zero"),
        (bool(size.size) and size.max() >= LARGE, "large values"),
        (_all_small(x), "small values"),
        (n > MANY, f"more than {MANY} entries"), (n > VERY_MANY, f"more than {VERY_MANY} entries"),
    ):  # fmt: skip
        if has:
            yield words
    if x.ndim == 1:
        if n == spec.least:
            yield f"{_count(n)}, the fewest"
        if np.unique(x).size < n:
            yield "repeated values"
        if np.any(np.diff(x) < 0):
            yield "out of order"
    if x.ndim == 2:
        yield from _of_columns(spec, x)


def _all_small(x: np.ndarray) -> bool:
    """Whether all values, or all of one column, are very small and not all of them zero."""
    columns = x.T if x.ndim == 2 else [x]
    largest = [np.abs(c[np.isfinite(c)]).max(initial=0.0) for c in columns]
    return any(0 < most <= SMALL for most in largest)


def _is_whole(value: Any) -> bool:
    if isinstance(value, (list, tuple)):
        return bool(value) and all(_is_whole(v) for v in value)
    if hasattr(value, "dtypes") and type(value).__name__ == "DataFrame":
        return all(t.kind in "iu" for t in value.dtypes)
    kind = getattr(getattr(value, "dtype", None), "kind", "")
    return kind in ("i", "u") or (isinstance(value, int) and not isinstance(value, bool))


def _of_columns(spec: Array, x: np.ndarray) -> Iterator[str]:
    n, p = x.shape
    yield _count(p, "column") + (", the fewest" if p == spec.columns else "")
    if spec.rows and n == p + (spec.rows == ">"):
        yield _closest(spec)
    ones = [j for j in range(p) if n and np.all(x[:, j] == 1)]
    if not ones:
        yield "no constant column"
    elif ones[0] == 0:
        yield "the constant first"
    else:
        yield "the constant elsewhere"
