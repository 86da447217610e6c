"""From what a caller hands over to clean float arrays, or a `ValueError` that says what to do."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray

Array = NDArray[np.float64]


def as_columns(X: Any, what: str = "X") -> Array:
    """Return X as an (n, p) float array, or raise `ValueError`."""
    try:
        values = _as_floats(X, what)
    except ValueError:
        for name in X.columns if isinstance(X, pd.DataFrame) else ():
            try:
                np.asarray(X[name], dtype=np.float64)
            except (TypeError, ValueError):
                raise ValueError(
                    f"column {str(name)!r} of {what} does not hold numbers only: encode a "
                    "categorical input as dummy columns with design_matrix(data, terms), and "
                    "remove or fill missing values."
                ) from None
        raise
    if values.ndim != 2:
        hint = " Write X[:, None] for a single column." if values.ndim == 1 else ""
        raise ValueError(
            f"{what} must have two dimensions, one row for each observation and one column for "
            f"each coefficient, but its shape is {values.shape}.{hint}"
        )
    return values


def as_response(y: Any, n: int) -> Array:
    """Return y as an (n,) float array, or raise `ValueError`."""
    values = _as_floats(y, "y")
    if values.ndim != 1:
        hint = " Write y.ravel() to drop the second dimension." if 1 in values.shape else ""
        raise ValueError(
            f"y must have one dimension, one value for each row of X, but its shape is "
            f"{values.shape}.{hint}"
        )
    if len(values) != n:
        raise ValueError(
            f"X has {n} rows but y has {len(values)} values: give one value of y for each row."
        )
    finite = np.isfinite(values)
    if not finite.all():
        bad = np.flatnonzero(~finite)
        raise ValueError(
            f"y is {values[bad[0]]} in row {bad[0]} ({_count(len(bad), n)}): remove such rows "
            "from X and y, or fill them, before the fit."
        )
    return values


def refuse_not_finite(X: Array, names: Sequence[str], what: str = "X") -> None:
    """Raise `ValueError` naming the first row and column of X that hold NaN or infinity."""
    # One pass without a mask: a sum is finite only if every entry is (or it overflows: look).
    with np.errstate(all="ignore"):
        if np.isfinite(X.sum()):
            return
    finite = np.isfinite(X)
    if finite.all():
        return
    row, j = np.argwhere(~finite)[0]
    rows = int((~finite).any(axis=1).sum())
    raise ValueError(
        f"column {names[j]!r} of {what} is {X[row, j]} in row {row} ({_count(rows, len(X))}): "
        "remove such rows, or fill them, before the fit."
    )


def column_names(X: Any, values: Array, names: Sequence[str] | None) -> tuple[str, ...]:
    """Return p distinct names: given, or of the DataFrame, or const, x1, x2, ..."""
    p = values.shape[1]
    if names is None and isinstance(X, pd.DataFrame):
        names = [str(name) for name in X.columns]
    if names is None:
        constant = constant_columns(values)
        if len(constant) != 1:
            return tuple(f"x{j + 1}" for j in range(p))
        others = [f"x{j + 1}" for j in range(p - 1)]
        return (*others[: constant[0]], "const", *others[constant[0] :])
    given = tuple(str(name) for name in names)
    if len(given) != p:
        raise ValueError(
            f"names has {len(given)} entries but X has {p} columns: give one for each."
        )
    twice = sorted({name for name in given if given.count(name) > 1})
    if twice:
        raise ValueError(
            f"the name {twice[0]!r} is given to {given.count(twice[0])} columns of X: column names "
            "must differ, because results and messages refer to columns by name."
        )
    return given


def constant_columns(values: Array) -> list[int]:
    """Return the positions of the columns that hold one value, not zero, in every row."""
    if not len(values):
        return []
    # The ends of a column tell most of them apart, without a pass over all rows.
    ends = enumerate(zip(values[0].tolist(), values[-1].tolist(), strict=True))
    return [j for j, (a, b) in ends if a == b != 0 and bool((values[:, j] == a).all())]


def _as_floats(values: Any, what: str) -> Array:
    try:
        array = np.asarray(values)
        if np.iscomplexobj(array):
            raise TypeError
        return np.asarray(array, dtype=np.float64)
    except (TypeError, ValueError):
        raise ValueError(
            f"{what} cannot be read as an array of real numbers: give numbers in rows of equal "
            "length, and encode text as dummy columns with design_matrix(data, terms)."
        ) from None


def _count(bad: int, n: int) -> str:
    return f"{bad} of {n} rows {'is' if bad == 1 else 'are'} affected"
