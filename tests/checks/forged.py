"""Trees that a student's code may send in place of an answer, and what may come of them."""

from __future__ import annotations

import numpy as np
import pandas as pd
from hypothesis import strategies as st

from autograder.worker import codec
from autograder.worker.codec import Record

# Its multiples have one hash in Python.
COLLIDING = 2**61 - 1
hostile = st.recursive(
    st.none()
    | st.booleans()
    | st.integers(-(2**63), 2**64 - 1)
    | st.floats()
    | st.text(max_size=4)
    | st.binary(max_size=16)
    | st.sampled_from(["<f8", "<U1", "|O", "|b1", "<M8[s]", "|S3", 2**62, 8, 0, COLLIDING]),
    lambda inner: (
        st.lists(inner, max_size=5)
        | st.dictionaries(st.text(max_size=2), inner)
        | st.builds(
            lambda tag, rest: [tag, *rest],
            st.sampled_from(sorted(codec._TAGS)),
            st.lists(inner, max_size=3),
        )
    ),
    max_leaves=25,
)
PLAIN = (bool, int, float, complex, str, bytes, list, tuple, set, dict, Record, np.ndarray)


def plain(value) -> bool:
    """Whether a value is made of the types in the table of `codec` and of no others."""
    kind = type(value)
    if kind in (list, tuple, set):
        return all(map(plain, value))
    if kind is dict:
        return all(plain(k) and plain(v) for k, v in value.items())
    if kind is Record:
        return all(map(plain, vars(value).values()))
    if kind is np.ndarray:
        return value.dtype.kind != "O" or all(map(plain, value.ravel().tolist()))
    tables = (pd.DataFrame, pd.Series, pd.Categorical, type(pd.NA))
    return value is None or kind in PLAIN or kind in tables or isinstance(value, np.generic)
