"""Other forms in which a permitted call is still the same call: lists for arrays, keywords, and so on.

Each variation takes the arguments by name and returns them changed wherever the exercise's `DOMAIN`
allows it, or None where it allows it nowhere.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, NamedTuple

import numpy as np

from autograder.domain import Array, Labels, Number, Spec

Arguments = dict[str, Any]
Domain = Mapping[str, Spec]


class Variation(NamedTuple):
    """One form; `words` goes on after "given", as in "given as lists"."""

    words: str
    change: Callable[[Spec, Any], Any]
    by_name: bool = False


def _as_list(spec: Spec, value: Any) -> Any:
    wanted = isinstance(spec, (Array, Labels)) and spec.lists
    return value.tolist() if wanted and isinstance(value, np.ndarray) else None


def _as_wholes(spec: Spec, value: Any) -> Any:
    if isinstance(spec, Array):
        fits = spec.wholes and isinstance(value, np.ndarray) and value.dtype.kind == "f"
        whole = (
            fits and value.size and np.all(np.isfinite(value)) and np.all(value == np.rint(value))
        )
        return value.astype(np.int64) if whole and np.abs(value).max() < 2**53 else None
    if isinstance(spec, Number) and type(value) is float and value.is_integer():
        return int(value)
    return None


def _as_floats(spec: Spec, value: Any) -> Any:
    # Counts stay whole numbers: `range` and `math.comb` take no others.
    if not isinstance(spec, Array) or spec.whole or not isinstance(value, np.ndarray):
        return None
    return value.astype(float) if value.dtype.kind in "iu" else None


def _as_pandas(spec: Spec, value: Any) -> Any:
    import pandas as pd

    if not isinstance(spec, (Array, Labels)) or not spec.pandas:
        return None
    if not isinstance(value, np.ndarray) or value.dtype.kind not in "biufU":
        return None
    # Rows have the labels of a table from which some were taken: the same ones in a matrix and in its
    # responses, since a library may insist on that.
    labels = np.arange(len(value))[::-1] * 2 + 5 if value.ndim else None
    if value.ndim == 1:
        return pd.Series(value, index=labels)
    if value.ndim == 2:
        names = [f"x{j}" for j in range(value.shape[1])]
        return pd.DataFrame(value, columns=names, index=labels)
    return None


def _in_columns(spec: Spec, value: Any) -> Any:
    wanted = isinstance(spec, Array) and isinstance(value, np.ndarray) and value.ndim == 2
    return np.asfortranarray(value) if wanted and min(value.shape) > 1 else None


def _in_steps(spec: Spec, value: Any) -> Any:
    if not isinstance(spec, (Array, Labels)) or not isinstance(value, np.ndarray):
        return None
    if value.ndim == 0 or value.shape[-1] < 2:
        return None
    wide = np.empty((*value.shape[:-1], 2 * value.shape[-1]), value.dtype)
    wide[..., ::2] = value
    wide[..., 1::2] = np.zeros((), value.dtype)
    return wide[..., ::2]


def _locked(spec: Spec, value: Any) -> Any:
    if not isinstance(spec, (Array, Labels)) or not isinstance(value, np.ndarray):
        return None
    locked = value.copy()
    locked.flags.writeable = False
    return locked


def _as_scalar(spec: Spec, value: Any) -> Any:
    if not isinstance(spec, Number) or type(value) not in (int, float):
        return None
    return np.int64(value) if type(value) is int else np.float64(value)


VARIATIONS = (
    Variation("as lists", _as_list),
    Variation("as whole numbers", _as_wholes),
    Variation("as floats", _as_floats),
    Variation("as pandas objects", _as_pandas),
    Variation("in Fortran order", _in_columns),
    Variation("as views that are not contiguous", _in_steps),
    Variation("as arrays that may not be written to", _locked),
    Variation("as NumPy scalars", _as_scalar),
    Variation("by name", lambda spec, value: None, by_name=True),
)


def varied(variation: Variation, domain: Domain, given: Arguments) -> Arguments | None:
    """Return the arguments in this form, or None where none of them has it."""
    if variation.by_name:
        return dict(given) if given else None
    changed = {}
    for name, value in given.items():
        new = variation.change(domain[name], value) if name in domain else None
        if new is not None:
            changed[name] = new
    return {**given, **changed} if changed else None
