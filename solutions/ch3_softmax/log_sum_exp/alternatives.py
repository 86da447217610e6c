"""Unusual right answers to `log_sum_exp`."""

import math
import warnings

import numpy as np
import pandas as pd
from scipy import special

from autograder.authors import alternative


@alternative("recursion down to rows, plain Python lists, math.fsum, and a print on the way")
def nested_rows(values):
    if hasattr(values, "to_numpy"):
        values = values.to_numpy()
    if hasattr(values, "tolist"):
        values = values.tolist()
    if isinstance(values[0], list):
        return [nested_rows(row) for row in values]
    print("a row of", len(values))
    top = max(values)
    return top + math.log(math.fsum(math.exp(v - top) for v in values))


@alternative("SciPy's own, with a warning and a type hint")
def by_logsumexp(values: np.ndarray) -> np.ndarray:
    warnings.warn("only a warning", stacklevel=1)
    return special.logsumexp(np.asarray(values, dtype=float), axis=-1)


@alternative("NumPy's logaddexp, two values at a time; a Series of results for a table")
def two_at_a_time(values):
    v = np.array(values, dtype=float)
    found = np.logaddexp.reduce(v, axis=-1)
    return pd.Series(found) if v.ndim == 2 else found


@alternative("sorted values; the largest is split off, and log1p takes the rest")
def largest_split_off(values):
    v = np.sort(np.asarray(values, dtype=float), axis=-1)
    top, rest = v[..., -1], v[..., :-1]
    return top + np.log1p(np.exp(rest - top[..., None]).sum(axis=-1))


@alternative("minus the log of the largest softmax probability, and the largest value")
def by_the_softmax(values):
    v = np.asarray(values, dtype=float)
    return v.max(axis=-1) - np.log(special.softmax(v, axis=-1).max(axis=-1))
