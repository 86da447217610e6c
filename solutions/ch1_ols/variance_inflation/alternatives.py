"""Unusual right answers to `variance_inflation`."""

import warnings

import numpy as np
import pandas as pd

from autograder.authors import alternative


@alternative("the diagonal of the inverse of the correlation matrix, as a pandas Series")
def inverse_of_the_correlations(X):
    table = pd.DataFrame(np.asarray(X, dtype=float))
    if len(table) <= table.shape[1]:
        raise ValueError("more regressors than rows allow")
    inverse = np.linalg.inv(table.corr().to_numpy())
    return pd.Series(np.diag(inverse), index=[f"x{j + 1}" for j in table])


@alternative("the sum of squares times the diagonal of the inverse, with type hints")
def by_the_whole_design(X: np.ndarray) -> np.ndarray:
    X = np.asarray(X, dtype=float)
    if X.shape[0] < X.shape[1] + 1:
        raise ValueError(X.shape)
    A = np.insert(X, 0, 1.0, axis=1)
    diagonal: np.ndarray = np.diag(np.linalg.inv(A.T @ A))
    return diagonal[1:] * X.var(axis=0) * len(X)


@alternative("a list of 0-d arrays from QR decompositions, each column last once, with a print")
def by_qr(X):
    X = np.asarray(X, dtype=float)
    n, k = X.shape
    print(n, "rows,", k, "regressors")
    warnings.warn("this is only a warning", stacklevel=1)
    if k >= n:
        raise ValueError("too few rows")
    found = []
    for j in range(k):
        columns = [np.ones(n), *np.delete(X, j, axis=1).T, X[:, j]]
        R = np.linalg.qr(np.column_stack(columns)).R
        # The last column of R: its length about the mean, and what the others leave of it.
        found.append(np.array(np.sum(R[1:, -1] ** 2) / R[-1, -1] ** 2))
    return found


@alternative("a tuple of floats, with R² as the variance of the fit to standardised columns")
def by_standardised_columns(X):
    X = np.asarray(X, dtype=float)
    n, k = X.shape
    if n <= k:

        class TooFewRowsError(ValueError):
            pass

        raise TooFewRowsError
    if k == 1:
        return (1,)
    centred = (X - X.mean(axis=0)) / X.std(axis=0)
    found = []
    for j in range(k):
        others = np.delete(centred, j, axis=1)
        fitted = others @ np.linalg.solve(others.T @ others, others.T @ centred[:, j])
        # The variance of the fitted values of a column of variance 1 is R².
        found.append((1 - fitted.var()) ** -1)
    return tuple(found)
