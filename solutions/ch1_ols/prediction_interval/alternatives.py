"""Unusual right answers to `prediction_interval`."""

import warnings

import numpy as np
import pandas as pd
import scipy.linalg
from scipy import stats

from autograder.authors import alternative


@alternative("a tuple of two floats through the QR decomposition, with a print and a warning")
def by_qr(X, y, x_new, level=0.95):
    X, y = np.asarray(X, dtype=float), np.asarray(y, dtype=float)
    df = len(X) - X.shape[1]
    print("degrees of freedom:", df)
    warnings.warn("this is only a warning", stacklevel=1)
    if df < 1:
        raise ValueError("too few rows")
    Q, R = np.linalg.qr(X)
    w = scipy.linalg.solve_triangular(R, np.asarray(x_new, dtype=float), trans="T")
    noise = np.linalg.norm(y - Q @ (Q.T @ y)) / np.sqrt(df)
    half = -stats.t.ppf((1 - level) / 2, df) * noise * np.hypot(1, np.linalg.norm(w))
    return float(w @ (Q.T @ y) - half), float(w @ (Q.T @ y) + half)


@alternative("the new row put into the fit with a column of its own, as a pandas Series")
def by_a_column_for_the_new_row(X, y, x_new, level=0.95):
    # Salkever's device: the coefficient of that column is minus the prediction, and its standard
    # error the one of the prediction.
    X = np.asarray(X, dtype=float)
    n, p = X.shape
    if n <= p:
        raise ValueError(f"n = {n}, p = {p}")
    last = np.append(np.zeros(n), -1.0)
    A = np.column_stack([np.vstack([X, x_new]), last])
    z = np.append(np.asarray(y, dtype=float), 0.0)
    coef = np.linalg.lstsq(A, z, rcond=None)[0]
    sigma2 = np.sum((z - A @ coef) ** 2) / (n - p)
    se = np.sqrt(sigma2 * np.linalg.inv(A.T @ A)[-1, -1])
    low, high = stats.t.interval(level, n - p, loc=coef[-1], scale=se)
    return pd.Series({"lower": low, "upper": high})


@alternative("the leverage as the length of a pseudo-inverse's combination, with type hints")
def by_the_pseudo_inverse(
    X: np.ndarray, y: np.ndarray, x_new: np.ndarray, level: float = 0.95
) -> list[np.ndarray]:
    class TooFewRowsError(ValueError):
        pass

    X = np.asarray(X, dtype=float)
    y = np.asarray(y, dtype=float)
    n, p = X.shape
    if not n > p:
        raise TooFewRowsError(n, p)
    weights = np.asarray(x_new) @ np.linalg.pinv(X)  # the prediction is weights @ y
    residuals = y - X @ (np.linalg.pinv(X) @ y)
    sigma = np.sqrt(np.sum(residuals**2) / (n - p))
    half = stats.t.isf((1 - level) / 2, n - p) * sigma * np.sqrt(1 + np.sum(weights**2))
    return [np.array(weights @ y - half), np.array(weights @ y + half)]
