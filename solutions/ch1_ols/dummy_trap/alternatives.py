"""Unusual right answers to `dummy_trap`."""

import warnings

import numpy as np
import pandas as pd

from autograder.authors import alternative


@alternative("the columns at which the rank does not grow, as an array of NumPy integers")
def where_the_rank_stays(X, tolerance=1e-8):
    X = np.asarray(X, dtype=float)
    length = np.linalg.norm(X, axis=0)
    X = X / np.where(length > 0, length, 1)
    ranks = [np.linalg.matrix_rank(X[:, : j + 1], tol=tolerance) for j in range(X.shape[1])]
    return np.flatnonzero(np.diff(ranks, prepend=0) == 0)


@alternative("a tuple from Gaussian elimination: the columns without a pivot, with prints")
def columns_without_a_pivot(X, tolerance=1e-8):
    rows = np.array(X, dtype=float)
    length = np.linalg.norm(rows, axis=0)
    rows /= np.where(length > 0, length, 1)
    done, without = 0, []
    for j in range(rows.shape[1]):
        below = np.abs(rows[done:, j])
        if below.size == 0 or below.max() <= tolerance:
            print("no pivot in column", j)
            without.append(j)
            continue
        best = done + int(below.argmax())
        rows[[done, best]] = rows[[best, done]]
        factors = rows[done + 1 :, j] / rows[done, j]
        rows[done + 1 :] -= np.outer(factors, rows[done])
        done += 1
    return tuple(without)


@alternative("a least-squares fit of each column on those kept, as a pandas Index, with a warning")
def by_least_squares(X: np.ndarray, tolerance: float = 1e-8) -> pd.Index:
    warnings.warn("this is only a warning", stacklevel=1)
    X = np.asarray(X, dtype=float)
    found: list[int] = []
    kept = np.empty((len(X), 0))
    for j in range(X.shape[1]):
        length = np.linalg.norm(X[:, j])
        if length == 0:
            found.append(j)
            continue
        x = X[:, j] / length
        left = x - kept @ np.linalg.lstsq(kept, x, rcond=None)[0] if kept.size else x
        if np.linalg.norm(left) <= tolerance:
            found.append(j)
        else:
            kept = np.column_stack([kept, x])
    return pd.Index(found)


@alternative("a projection matrix that shrinks with every kept column, and floats for indices")
def by_a_projection_matrix(X, tolerance=1e-8):
    X = np.asarray(X, dtype=float)
    P = np.eye(len(X))
    found = []
    for j in range(X.shape[1]):
        left = P @ X[:, j]
        if np.linalg.norm(left) > tolerance * np.linalg.norm(X[:, j]):
            u = left / np.linalg.norm(left)
            P = P - np.outer(u, u)
        else:
            found.append(float(j))
    return found
