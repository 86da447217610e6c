"""Unusual right answers to `em_step`."""

import math
from typing import NamedTuple

import numpy as np
import pandas as pd
import statsmodels.api as sm
from scipy import linalg, special, stats

from autograder.authors import alternative


class Step(NamedTuple):
    weights: pd.Series
    coefs: pd.DataFrame
    sigmas: pd.Series


@alternative("statsmodels' weighted least squares, and a named tuple of pandas objects")
def by_statsmodels(X, y, weights, coefs, sigmas):
    X, y = np.asarray(X, dtype=float), np.asarray(y, dtype=float)
    with np.errstate(divide="ignore"):
        prior = np.log(np.asarray(weights, dtype=float))
    means = X @ np.asarray(coefs, dtype=float).T
    r = special.softmax(prior + stats.norm.logpdf(y[:, None], means, np.asarray(sigmas)), axis=1)
    if (r.sum(axis=0) == 0).any():
        raise ValueError("empty")
    fits = [sm.WLS(y, X, weights=column / column.max()).fit() for column in r.T]
    spreads = [
        np.sqrt(np.average((y - X @ f.params) ** 2, weights=c))
        for f, c in zip(fits, r.T, strict=True)
    ]
    return Step(
        pd.Series(r.mean(axis=0)), pd.DataFrame([f.params for f in fits]), pd.Series(spreads)
    )


@alternative("loops over observations and components, plain Python but for the solve, three lists")
def plain_loops(X, y, weights, coefs, sigmas):
    X, y, weights, coefs, sigmas = (np.asarray(a).tolist() for a in (X, y, weights, coefs, sigmas))
    n, p, components = len(X), len(X[0]), range(len(weights))
    r = []
    for row, price in zip(X, y, strict=True):
        logs = [-math.inf] * len(weights)
        for k in components:
            if weights[k] > 0:
                z = (price - sum(a * b for a, b in zip(row, coefs[k], strict=True))) / sigmas[k]
                logs[k] = math.log(weights[k] / sigmas[k]) - z * z / 2
        parts = [math.exp(v - max(logs)) for v in logs]
        r.append([part / sum(parts) for part in parts])
    shares, lines, spreads = [], [], []
    for k in components:
        total = math.fsum(r[i][k] for i in range(n))
        if total == 0:
            raise ValueError("nobody")
        gram = [
            [sum(r[i][k] * X[i][a] * X[i][b] for i in range(n)) for b in range(p)] for a in range(p)
        ]
        right = [sum(r[i][k] * X[i][a] * y[i] for i in range(n)) for a in range(p)]
        line = np.linalg.solve(np.array(gram) / total, np.array(right) / total).tolist()
        rss = math.fsum(
            r[i][k] * (y[i] - sum(a * b for a, b in zip(X[i], line, strict=True))) ** 2
            for i in range(n)
        )
        shares.append(total / n)
        lines.append(line)
        spreads.append(math.sqrt(rss / total))
    return [shares, lines, spreads]


@alternative("one regression for all components at once, with a block for each, by QR")
def one_large_regression(X, y, weights, coefs, sigmas):
    X, y, w, B, s = (np.array(a, dtype=float) for a in (X, y, weights, coefs, sigmas))
    with np.errstate(divide="ignore"):
        logs = np.log(w / s) - 0.5 * ((y[:, None] - X @ B.T) / s) ** 2
    r = np.exp(logs - np.logaddexp.reduce(logs, axis=1, keepdims=True))
    totals = np.sum(r, axis=0)
    if totals.min() == 0:
        raise ValueError("a component without observations")
    roots = np.sqrt(r / totals)
    blocks = linalg.block_diag(*(X * root[:, None] for root in roots.T))
    Q, R = np.linalg.qr(blocks)
    target = np.concatenate([y * root for root in roots.T])
    found = linalg.solve_triangular(R, Q.T @ target)
    residuals = (target - blocks @ found).reshape(len(w), -1)
    return totals / totals.sum(), found.reshape(B.shape), np.linalg.norm(residuals, axis=1)


@alternative("all components in one einsum, and variances from weighted moments")
def by_einsum(X, y, weights, coefs, sigmas):
    X, y, w, B, s = (np.array(a, dtype=float) for a in (X, y, weights, coefs, sigmas))
    with np.errstate(divide="ignore"):
        r = special.softmax(np.log(w) - np.log(s) - ((y[:, None] - X @ B.T) / s) ** 2 / 2, axis=1)
    if not np.sum(r, axis=0).all():
        raise ValueError("empty component")
    gram = np.einsum("ik,ia,ib->kab", r, X, X)
    new = np.linalg.solve(gram, np.einsum("ik,ia,i->ka", r, X, y)[..., None])[..., 0]
    e = y[:, None] - np.einsum("ia,ka->ik", X, new)
    variances = np.einsum("ik,ik,ik->k", r, e, e) / np.einsum("ik->k", r)
    return r.mean(axis=0), new, variances**0.5
