"""Unusual right answers to `profile_interval`."""

import math
import warnings

import numpy as np
import pandas as pd
from scipy import optimize, special, stats

from autograder.authors import alternative


@alternative("plain Python: bisection on each side, the normal quantile squared, and a print")
def plain_python(residuals, level=0.95):
    e = [float(r) for r in residuals]
    if not 0 < level < 1 or max(map(abs, e)) == 0:
        raise ValueError("refused")
    n, size = len(e), math.hypot(*e)
    print("residuals:", n)
    k = float(special.ndtri((1 + level) / 2)) ** 2 / n

    def end(inside, outside):
        for _ in range(200):
            middle = (inside + outside) / 2
            if 2 * middle + math.exp(-2 * middle) - 1 > k:
                outside = middle
            else:
                inside = middle
        return size / math.sqrt(n) * math.exp(inside)

    return end(0.0, -1 - k), end(0.0, 1 + k)


@alternative("brentq on the log densities of SciPy, with type hints and a warning on the way")
def by_brentq(residuals: np.ndarray, level: float = 0.95) -> np.ndarray:
    warnings.warn("this is only a warning", stacklevel=1)
    if not (0 < level < 1) or np.count_nonzero(residuals) == 0:
        raise ValueError("refused")
    e = np.asarray(residuals, dtype=float)
    best = np.sqrt(np.mean(np.square(e)))
    z, cut = e / best, stats.chi2.isf(1 - level, 1)
    top = stats.norm.logpdf(z).sum()

    def beyond(t):
        return 2 * (top - stats.norm.logpdf(z, scale=np.exp(t)).sum()) - cut

    far = 1 + cut / e.size
    ends = [optimize.brentq(beyond, *side, xtol=1e-13) for side in ((-far, 0), (0, far))]
    return best * np.exp(ends)


@alternative("Newton's steps for both bounds at once, in a pandas Series with names")
def by_newton(residuals, level=0.95):
    e = pd.Series(list(residuals), dtype=float)
    if level >= 1 or level <= 0 or (e == 0).all():
        raise ValueError("refused")
    k = stats.gamma.ppf(level, 0.5, scale=2) / len(e)
    # u - log u is convex: from a start beyond the root, each step goes towards it and never past it.
    u = np.array([1 + k + np.sqrt(2 * k), np.exp(-1 - k)])
    for _ in range(100):
        u = u - (u - np.log(u) - 1 - k) / (1 - 1 / u)
    return pd.Series(np.sqrt((e**2).mean() / u), index=["lower", "upper"])
