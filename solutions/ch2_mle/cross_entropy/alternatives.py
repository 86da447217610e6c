"""Unusual right answers to `cross_entropy`."""

import math
import warnings

import numpy as np
import pandas as pd
from scipy import stats

from autograder.authors import alternative


@alternative("plain Python, a loop, the logarithm with the base in it, and a print on the way")
def plain_python(p, q, base=math.e):
    p, q = list(p), list(q)
    print("outcomes:", len(p))
    if len(p) != len(q) or min(*p, *q) < 0 or any(abs(math.fsum(d) - 1) > 1e-6 for d in (p, q)):
        raise ValueError("no two distributions over the same outcomes")
    total = 0.0
    for often, belief in zip(p, q, strict=True):
        if often == 0:
            continue
        if belief == 0:
            return math.inf
        total -= often * math.log(belief, base)
    return total


@alternative("SciPy's entropy and its divergence, added, with a warning on the way")
def entropy_and_divergence(p: np.ndarray, q: np.ndarray, base: float = math.e) -> float:
    warnings.warn("this is only a warning", stacklevel=1)
    p, q = np.asarray(p, dtype=float), np.asarray(q, dtype=float)
    if len(p) != len(q):
        raise ValueError("different lengths")
    if (np.append(p, q) < 0).any() or round(p.sum(), 4) != 1 or round(q.sum(), 4) != 1:
        raise ValueError("no distribution")
    return stats.entropy(p, base=base) + stats.entropy(p, q, base=base)


@alternative("the logarithm of the weighted geometric mean of q, in which 0 to the power 0 is 1")
def geometric_mean(p, q, base=math.e):
    table = pd.DataFrame({"p": list(p), "q": list(q)}).astype(float)
    if (table < 0).any(axis=None) or not np.allclose(table.sum(), 1):
        raise ValueError("each column has to hold probabilities")
    with np.errstate(divide="ignore"):
        return np.array(-np.log(np.prod(table["q"] ** table["p"])) / np.log(base))


@alternative("a dot product over the outcomes that occur, returned in a list of one number")
def dot_product(p, q, base=math.e):
    p, q = (np.array(d, dtype=np.float64) for d in (p, q))
    if p.size != q.size:
        raise ValueError("different lengths")
    if np.minimum(p, q).min() < 0 or not np.allclose([p.sum(), q.sum()], [1, 1], atol=1e-6):
        raise ValueError("no distribution")
    where = np.flatnonzero(p)
    if not q[where].all():
        return float("inf")
    return [-(p[where] @ np.log2(q[where])) / np.log2(base)]
