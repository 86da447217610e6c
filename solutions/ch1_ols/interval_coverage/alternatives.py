"""Unusual right answers to `interval_coverage`."""

import warnings

import numpy as np
import pandas as pd
from scipy import stats

from autograder.authors import alternative


@alternative("one sample after the other, counts in a list, with a print and a warning")
def one_by_one(X, Y, coef, level=0.95):
    print(len(Y), "samples")
    warnings.warn("this is only a warning", stacklevel=1)
    n, p = X.shape
    diagonal = np.diag(np.linalg.inv(X.T @ X))
    t = -stats.t.ppf((1 - level) / 2, n - p)
    hits = [0] * p
    for y in Y:
        estimate, rss, *_ = np.linalg.lstsq(X, y, rcond=None)
        half = t * np.sqrt(rss[0] / (n - p) * diagonal)
        for j in range(p):
            hits[j] += bool(estimate[j] - half[j] <= coef[j] <= estimate[j] + half[j])
    return [count / len(Y) for count in hits]


@alternative("by p-values from the F distribution and a QR factorisation, a pandas Series")
def by_p_values(X, Y, coef, level=0.95):
    Q, R = np.linalg.qr(X)
    back = np.linalg.inv(R)
    n, p = X.shape
    errors = np.asarray(Y) - X @ np.asarray(coef, dtype=float)
    inside = errors @ Q
    noise = (np.square(errors).sum(axis=1) - np.square(inside).sum(axis=1)) / (n - p)
    F = (inside @ back.T) ** 2 / np.outer(noise, np.square(back).sum(axis=1))
    kept = pd.DataFrame(stats.f.sf(F, 1, n - p) >= 1 - level)
    return kept.mean()


@alternative("the bounds of all intervals in one array of three dimensions, with type hints")
def bounds_in_three_dimensions(
    X: np.ndarray, Y: np.ndarray, coef: list[float], level: float = 0.95
) -> np.ndarray:
    pseudo: np.ndarray = np.linalg.pinv(X)
    estimates = np.einsum("pn,mn->mp", pseudo, Y)
    residuals = Y - np.einsum("np,mp->mn", X, estimates)
    df: int = X.shape[0] - X.shape[1]
    sigma = np.linalg.norm(residuals, axis=1) / df**0.5
    se = sigma[:, None] * np.linalg.norm(pseudo, axis=1)
    low, high = stats.t.interval(level, df, loc=estimates, scale=se)
    bounds = np.stack([low, high], axis=-1)
    return 1 - ((bounds - np.asarray(coef)[:, None]).prod(axis=-1) > 0).mean(axis=0)
