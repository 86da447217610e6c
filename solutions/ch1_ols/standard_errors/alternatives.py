"""Unusual right answers to `standard_errors`."""

import math
import warnings

import numpy as np
import pandas as pd

from autograder.authors import alternative


@alternative("the coefficients are fitted again, and a pandas Series with names comes back")
def fitted_again(X, y, coef):
    X = pd.DataFrame(X).add_prefix("x")
    n, p = X.shape
    if n <= p:
        raise ValueError("nothing left to estimate the noise from")
    _, rss, _, _ = np.linalg.lstsq(X, y, rcond=None)
    rss = float(rss[0]) if len(rss) else 0.0
    inverse = pd.DataFrame(np.linalg.inv(X.T @ X), X.columns, X.columns)
    return pd.Series({name: (rss / (n - p) * inverse.loc[name, name]) ** 0.5 for name in X})


@alternative("row norms of the inverse of R, from a QR factorisation")
def by_qr(X, y, coef):
    n, p = np.shape(X)
    if not n > p:
        raise ValueError(f"n = {n}, p = {p}")
    R_inverse = np.linalg.inv(np.linalg.qr(np.asarray(X), mode="r"))
    sigma = np.linalg.norm(np.asarray(y) - np.asarray(X) @ coef) / math.sqrt(n - p)
    return sigma * np.linalg.norm(R_inverse, axis=1)


@alternative("each column regressed on the others, in a loop: SE = sigma / |what is left of it|")
def column_by_column(X, y, coef):
    X, out = np.array(X, dtype=float), []
    n, p = X.shape
    if n <= p:
        raise ValueError
    sigma = np.sqrt(np.sum((y - X @ coef) ** 2) / (n - p))
    for j in range(p):
        others = np.delete(X, j, axis=1)
        left = X[:, j] - others @ np.linalg.lstsq(others, X[:, j], rcond=None)[0]
        print("column", j)
        out.append(sigma / np.linalg.norm(left))
    return out


@alternative("np.std with a ddof that makes n - p of it, and np.sqrt of a matrix with a warning")
def std_with_ddof(X, y, coef):
    X = np.asarray(X)
    if X.shape[0] <= X.shape[1]:
        raise ValueError("too few observations")
    residuals = np.append(y - X @ coef, -(y - X @ coef))  # twice, so that their mean is zero
    sigma = np.std(residuals, ddof=2 * X.shape[1])
    warnings.warn("this is only a warning", stacklevel=1)
    return np.diag(np.sqrt(sigma**2 * np.linalg.inv(X.T @ X)))
