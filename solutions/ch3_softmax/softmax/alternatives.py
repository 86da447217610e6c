"""Unusual right answers to `softmax`."""

import math
import warnings

import numpy as np
import pandas as pd
from scipy import special

from autograder.authors import alternative


@alternative("recursion down to rows, plain Python lists, math.fsum, and a print on the way")
def nested_lists(logits):
    if hasattr(logits, "tolist"):
        logits = logits.tolist()
    if isinstance(logits[0], list):
        return [nested_lists(row) for row in logits]
    print("a row of", len(logits))
    top = max(logits)
    weights = [math.exp(z - top) for z in logits]
    return [w / math.fsum(weights) for w in weights]


@alternative("SciPy's own, with a warning and a type hint")
def by_scipy(logits: np.ndarray) -> np.ndarray:
    warnings.warn("only a warning", stacklevel=1)
    return special.softmax(np.asarray(logits, dtype=float), axis=-1)


@alternative(
    "through logarithms: the exponential of logits minus their log-sum-exp, the mean taken off"
)
def by_logarithms(logits):
    z = np.array(logits, dtype=float)
    return np.exp(z - np.logaddexp.reduce(z, axis=-1, keepdims=True))


@alternative("one over the sum of exponentials of differences, as a DataFrame for a table")
def by_differences(logits):
    z = np.asarray(logits, dtype=float)
    with np.errstate(over="ignore"):
        p = 1 / np.exp(z[..., None, :] - z[..., :, None]).sum(axis=-1)
    return pd.DataFrame(p) if p.ndim == 2 else p
