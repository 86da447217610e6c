"""Unusual right answers to `kl_divergence`."""

import math
import warnings

import numpy as np
import pandas as pd
from scipy import special, stats

from autograder.authors import alternative


@alternative("plain Python, a loop, the logarithm with the base in it, and a print on the way")
def plain_python(p, q, base=math.e):
    p, q = list(p), list(q)
    print("outcomes:", len(p))
    if len(p) != len(q):
        raise ValueError("different lengths")
    terms = []
    for often, belief in zip(p, q, strict=True):
        if often and not belief:
            return math.inf
        if often:
            terms.append(often * (math.log(often) - math.log(belief)))
    return math.fsum(terms) / math.log(base)


@alternative("scipy.stats.entropy with two arguments, with type hints and a warning on the way")
def by_scipy(p: np.ndarray, q: np.ndarray, base: float = math.e) -> float:
    warnings.warn("this is only a warning", stacklevel=1)
    if np.shape(p) != np.shape(q):
        raise ValueError("different lengths")
    return stats.entropy(np.asarray(p, float), np.asarray(q, float), base=base)


@alternative("the cross-entropy minus the entropy, as a table of two columns")
def by_subtraction(p, q, base=math.e):
    if len(p) != len(q):
        raise ValueError("different lengths")
    table = pd.DataFrame({"p": np.array(p, float), "q": np.array(q, float)}).query("p > 0")
    with np.errstate(divide="ignore"):
        logs = np.log(table) / np.log(base)
    return np.asarray((table["p"] * (logs["p"] - logs["q"])).sum())


@alternative("terms that are never below zero, p log(p/q) - p + q, in a list of one number")
def terms_above_zero(p, q, base=math.e):
    p, q = np.array(p, dtype=np.float64), np.array(q, dtype=np.float64)
    if p.size != q.size:
        raise ValueError("different lengths")
    return [float(special.kl_div(p, q).sum()) / math.log(base)]
