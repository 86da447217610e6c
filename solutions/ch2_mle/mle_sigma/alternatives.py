"""Unusual right answers to `mle_sigma`."""

import math
import warnings

import numpy as np
import pandas as pd
from scipy import optimize, stats

from autograder.authors import alternative


@alternative("plain Python, sums in loops, a list, and a print on the way")
def plain_python(X, y, coef):
    X, y, coef = (np.asarray(a).tolist() for a in (X, y, coef))
    residuals = [
        b - sum(x * c for x, c in zip(a, coef, strict=True)) for a, b in zip(X, y, strict=True)
    ]
    rss = math.fsum(r * r for r in residuals)
    print("residual sum of squares", rss)
    if rss == 0:
        raise ValueError("every residual is zero")
    sigma = math.sqrt(rss / len(residuals))
    return [
        sigma,
        sum(-r * r / (2 * sigma**2) - math.log(sigma * math.sqrt(2 * math.pi)) for r in residuals),
    ]


@alternative("scipy.stats fits the normal density to the residuals, and sums its log density")
def by_scipy(X: np.ndarray, y: np.ndarray, coef: np.ndarray) -> dict | tuple:
    fitted = pd.DataFrame(X).to_numpy(dtype=float).dot(np.asarray(coef, dtype=float))
    residuals = np.asarray(y, dtype=float) - fitted
    if np.allclose(residuals, 0, atol=0):
        raise ValueError("no maximum")
    _, sigma = stats.norm.fit(residuals, floc=0)
    warnings.warn("this is only a warning", stacklevel=1)
    return np.array([sigma, stats.norm.logpdf(residuals, scale=sigma).sum()])


@alternative("a numerical search for log sigma, in a pandas Series with names")
def by_search(X, y, coef):
    residuals = np.subtract(y, np.dot(X, coef))
    if np.all(residuals == 0):
        raise ValueError("no maximum")
    n, rss = len(residuals), float(np.sum(residuals**2))
    start = math.log(rss / n) / 2 + 0.3

    def slope(log_sigma):
        return -n + rss * math.exp(-2 * log_sigma)

    found = optimize.brentq(slope, start - 5, start + 5, xtol=1e-14, rtol=1e-14)
    value = -n / 2 * math.log(2 * math.pi) - n * found - rss / 2 * math.exp(-2 * found)
    return pd.Series({"sigma": math.exp(found), "log_likelihood": value})
