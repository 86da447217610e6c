"""Unusual right answers to `efficiency`."""

import warnings

import numpy as np
import pandas as pd

from autograder.authors import alternative


@alternative("a list, from a regression of each column on the others, with a print and a warning")
def one_regression_each(X, low, high):
    print("a design of", len(X), "runs")
    warnings.warn("this is only a warning", stacklevel=1)
    X = np.asarray(X, dtype=float)
    n, k = X.shape
    found = []
    for j in range(k):
        others = np.column_stack([np.ones(n), np.delete(X, j, axis=1)])
        left = X[:, j] - others @ np.linalg.lstsq(others, X[:, j], rcond=None)[0]
        found.append(float(2 * np.sqrt(left @ left / n) / (high[j] - low[j])))
    return found


@alternative("a pandas Series, from a QR factorisation of the design in coded units")
def coded_and_factorised(X, low, high):
    low, high = np.asarray(low), np.asarray(high)
    coded = (2 * np.asarray(X) - low - high) / (high - low)
    R = np.linalg.qr(np.insert(coded, 0, 1, axis=1), mode="r")
    rows = np.linalg.norm(np.linalg.inv(R), axis=1)
    found = pd.Series(1 / rows / np.sqrt(len(X)))
    found.index = ["const", *(f"x{j + 1}" for j in range(len(low)))]
    return found.iloc[1:]


@alternative("the inverse of the centred cross-products, with type hints")
def centred(X: np.ndarray, low: list[float], high: list[float]) -> np.ndarray:
    frame = pd.DataFrame(X)
    covariance: np.ndarray = frame.cov(ddof=0).to_numpy()
    return np.diag(np.linalg.inv(covariance)) ** -0.5 / np.subtract(high, low) * 2


@alternative(
    "the ratio of two standard errors, through the pseudo-inverse, one column too many cut"
)
def ratio_of_standard_errors(X, low, high):
    n = len(X)
    D = np.hstack([X, np.full((n, 1), 7.0)])
    own = np.sqrt(np.sum(np.linalg.pinv(D) ** 2, axis=1))[:-1]
    best = np.array([2 / (h - a) / n**0.5 for a, h in zip(low, high, strict=True)])
    return best / own
