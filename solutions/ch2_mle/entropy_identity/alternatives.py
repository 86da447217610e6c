"""Unusual right answers to `entropy_identity`."""

import math
import warnings

import numpy as np
import pandas as pd
from scipy import stats

from autograder.authors import alternative


@alternative("plain Python, a loop over the outcomes that were observed, and a print on the way")
def plain_python(counts, q):
    counts, q = [int(c) for c in counts], [float(b) for b in q]
    n = sum(counts)
    print("observations:", n)
    if n == 0 or len(counts) != len(q):
        raise ValueError("nothing observed, or different lengths")
    entropy = cross = 0.0
    for count, belief in zip(counts, q, strict=True):
        if count:
            entropy += count / n * math.log(n / count)
            cross += math.inf if belief == 0 else -count / n * math.log(belief)
    return [entropy, cross - entropy, cross]


@alternative("scipy.stats.entropy, which divides by the sum itself, with a warning on the way")
def by_scipy(counts: np.ndarray, q: np.ndarray) -> np.ndarray:
    warnings.warn("this is only a warning", stacklevel=1)
    if np.shape(counts) != np.shape(q):
        raise ValueError("different lengths")
    if np.sum(counts) < 1:
        raise ValueError("nothing observed")
    counts, q = np.asarray(counts), np.asarray(q)
    entropy, divergence = stats.entropy(counts), stats.entropy(counts, q)
    return np.array([entropy, divergence, entropy + divergence])


@alternative("log n minus a weighted mean of log counts, in a pandas Series with names")
def by_log_counts(counts, q):
    if len(counts) != len(q):
        raise ValueError("different lengths")
    table = pd.DataFrame({"count": list(counts), "q": list(q)}).query("count > 0")
    if table.empty:
        raise ValueError("nothing observed")
    n = table["count"].sum()
    with np.errstate(divide="ignore"):
        entropy = np.log(n) - np.average(np.log(table["count"]), weights=table["count"])
        cross = -np.average(np.log(table["q"]), weights=table["count"])
    names = ["entropy", "divergence", "cross_entropy"]
    return pd.Series([entropy, cross - entropy, cross], index=names)
