"""Unusual right answers to `least_squares`."""

import warnings

import numpy as np
import pandas as pd
from scipy import linalg, optimize

from autograder.authors import alternative


@alternative("the normal equations, with np.linalg.solve and an assertion turned into an error")
def normal_equations(X, y):
    X = np.asarray(X)
    if X.shape[0] < X.shape[1]:
        raise ValueError("not enough observations")
    return np.linalg.solve(X.T @ X, X.T @ y)


@alternative("the textbook formula with an explicit inverse, on matrices in name and shape")
def explicit_inverse(X, y):
    X = np.array(X)
    if X.shape[0] < X.shape[1]:
        raise ValueError("not enough observations")
    return (np.linalg.inv(X.T.dot(X)).dot(X.T)).dot(np.array(y).reshape(-1, 1)).flatten()


@alternative("a list, from Gaussian elimination in plain Python, with a print and a warning")
def plain_python(X, y):
    rows = [list(map(float, row)) for row in np.asarray(X)]
    p = len(rows[0])
    if len(rows) < p:
        raise ValueError(f"{len(rows)} rows, {p} columns")
    print("solving", p, "equations")
    warnings.warn("this is only a warning", stacklevel=1)
    system = [
        [sum(r[i] * r[j] for r in rows) for j in range(p)]
        + [sum(r[i] * v for r, v in zip(rows, y, strict=True))]
        for i in range(p)
    ]
    for i in range(p):
        for k in range(p):
            if k != i:
                factor = system[k][i] / system[i][i]
                system[k] = [a - factor * b for a, b in zip(system[k], system[i], strict=True)]
    return [system[i][p] / system[i][i] for i in range(p)]


@alternative("the singular value decomposition")
def by_svd(X, y):
    if np.shape(X)[0] < np.shape(X)[1]:
        raise ValueError("not enough observations")
    y = np.asarray(y)
    U, s, Vt = np.linalg.svd(np.asarray(X), full_matrices=False)
    return Vt.T @ ((U.T @ y) / s)


@alternative("a QR factorisation and back-substitution; a pandas Series with names comes back")
def by_qr(X, y):
    n, p = np.shape(X)
    if n < p:
        raise ValueError(f"n = {n} < p = {p}")
    Q, R = np.linalg.qr(X)
    return pd.Series(linalg.solve_triangular(R, Q.T @ y), index=[f"b{j}" for j in range(p)])


@alternative("the pseudo-inverse of X itself")
def pseudo_inverse(X, y):
    assert len(X) == len(y)
    if np.shape(X)[0] < np.shape(X)[1]:
        raise ValueError("not enough observations")
    return np.linalg.pinv(X) @ y


@alternative("SciPy's bounded least squares, without bounds")
def scipy_optimise(X, y):
    if np.shape(X)[0] < np.shape(X)[1]:
        raise ValueError("not enough observations")
    return optimize.lsq_linear(np.asarray(X), np.asarray(y)).x
