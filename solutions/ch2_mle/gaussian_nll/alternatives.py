"""Unusual right answers to `gaussian_nll`."""

import math
import warnings

import numpy as np
import pandas as pd
from scipy import stats

from autograder.authors import alternative


@alternative("plain Python: numbers are repeated, then one loop, with a print on the way")
def plain_python(y, mean, sigma):
    y = [float(v) for v in y]
    print("observations:", len(y))

    def spread(a):
        values = [float(a)] * len(y) if np.ndim(a) == 0 else [float(v) for v in a]
        if len(values) != len(y):
            raise ValueError("wrong length")
        return values

    total = 0.0
    for v, m, s in zip(y, spread(mean), spread(sigma), strict=True):
        if s <= 0:
            raise ValueError("a sigma that is not above zero")
        total += math.log(s) + 0.5 * math.log(2 * math.pi) + ((v - m) / s) ** 2 / 2
    return total


@alternative("scipy.stats.norm.logpdf, with type hints and a warning on the way")
def by_scipy(y: np.ndarray, mean: float | np.ndarray, sigma: float | np.ndarray) -> np.ndarray:
    warnings.warn("this is only a warning", stacklevel=1)
    y, mean, sigma = np.asarray(y, float), np.asarray(mean, float), np.asarray(sigma, float)
    for a in (mean, sigma):
        if a.ndim and len(a) != len(y):
            raise ValueError("wrong length")
    if not (sigma > 0).all():
        raise ValueError("wrong sigma")
    return np.array([-stats.norm.logpdf(y, mean, sigma).sum()])


@alternative("a table with three columns, which pandas fills and adds up")
def a_table(y, mean, sigma):
    y, mean, sigma = (np.asarray(a, dtype=float) for a in (y, mean, sigma))
    # pandas itself refuses columns of different lengths, and that error is a ValueError.
    table = pd.DataFrame({
        name: float(a) if a.ndim == 0 else a
        for name, a in {"y": y, "mean": mean, "sigma": sigma}.items()
    })  # fmt: skip
    if table["sigma"].le(0).any():
        raise ValueError("wrong sigma")
    z = (table["y"] - table["mean"]) / table["sigma"]
    logs = np.log(table["sigma"] * math.sqrt(2 * math.pi))
    return float(logs.sum() + 0.5 * (z @ z))
