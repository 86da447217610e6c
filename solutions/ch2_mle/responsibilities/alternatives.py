"""Unusual right answers to `responsibilities`."""

import math
import warnings

import numpy as np
import pandas as pd
from scipy import special, stats

from autograder.authors import alternative


@alternative("plain Python, loops over observations and components, a list of lists, and a print")
def plain_loops(X, y, weights, coefs, sigmas):
    X, y, weights, coefs, sigmas = (np.asarray(a).tolist() for a in (X, y, weights, coefs, sigmas))
    if min(sigmas) <= 0:
        raise ValueError("sigma")
    print("observations:", len(y))
    table = []
    for row, price in zip(X, y, strict=True):
        logs = []
        for w, b, s in zip(weights, coefs, sigmas, strict=True):
            fitted = math.fsum(x * c for x, c in zip(row, b, strict=True))
            logs.append(
                math.log(w) - math.log(s) - ((price - fitted) / s) ** 2 / 2 if w else -math.inf
            )
        top = max(logs)
        parts = [math.exp(value - top) for value in logs]
        table.append([part / math.fsum(parts) for part in parts])
    return table


@alternative("SciPy's log density and softmax, as a DataFrame, with a warning and type hints")
def by_scipy(X: np.ndarray, y: np.ndarray, weights, coefs, sigmas) -> pd.DataFrame:
    sigmas = np.asarray(sigmas, dtype=float)
    if (sigmas <= 0).any():
        raise ValueError("sigma")
    means = np.asarray(X, dtype=float) @ np.asarray(coefs, dtype=float).T
    warnings.warn("this is only a warning", stacklevel=1)
    logs = stats.norm.logpdf(np.asarray(y, dtype=float)[:, None], means, sigmas)
    return pd.DataFrame(special.softmax(np.log(np.asarray(weights, float)) + logs, axis=1))


@alternative("one over the sum of odds against each component, component by component")
def by_odds(X, y, weights, coefs, sigmas):
    X, y, w, B, s = (np.array(a, dtype=float) for a in (X, y, weights, coefs, sigmas))
    if not (s > 0).all():
        raise ValueError("sigma")
    columns = []
    for k in range(len(w)):
        if w[k] == 0:
            columns.append(np.zeros(len(y)))
            continue
        against = np.zeros(len(y))
        for j in np.flatnonzero(w):
            zk, zj = (y - X @ B[k]) / s[k], (y - X @ B[j]) / s[j]
            with np.errstate(over="ignore"):
                against += w[j] / w[k] * s[k] / s[j] * np.exp((zk - zj) * (zk + zj) / 2)
        columns.append(1 / against)
    return np.transpose(columns)


@alternative("logaddexp over the components that have a weight")
def by_logaddexp(X, y, weights, coefs, sigmas):
    X, y, w, B, s = (np.array(a, dtype=float) for a in (X, y, weights, coefs, sigmas))
    if np.min(s) <= 0:
        raise ValueError("sigma")
    there = np.flatnonzero(w)
    logs = np.log(w[there] / s[there]) - 0.5 * np.square(
        (y[:, np.newaxis] - X @ B[there].T) / s[there]
    )
    result = np.zeros((y.size, w.size))
    result[:, there] = np.exp(logs - np.logaddexp.reduce(logs, axis=1)[:, np.newaxis])
    return result
