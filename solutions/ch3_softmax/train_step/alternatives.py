"""Unusual right answers to `train_step`."""

import math
import warnings

import numpy as np
import pandas as pd
from scipy import special

from autograder.authors import alternative


@alternative("in place on copies, one observation at a time in plain Python; a list of lists")
def one_at_a_time(W, b, X, y, rate, decay=0.0):
    W, b, X, y = (np.asarray(part).tolist() for part in (W, b, X, y))
    new_W = [[w - rate * decay * w for w in row] for row in W]
    new_b = list(b)
    print("a minibatch of", len(X))
    for x, label in zip(X, y, strict=True):
        z = [
            c + sum(w * v for w, v in zip(row, x, strict=True)) for row, c in zip(W, b, strict=True)
        ]
        top = max(z)
        total = math.fsum(math.exp(value - top) for value in z)
        for k, value in enumerate(z):
            d = (math.exp(value - top) / total - (k == label)) / len(X)
            new_b[k] -= rate * d
            for j, v in enumerate(x):
                new_W[k][j] -= rate * d * v
    return [new_W, new_b]


@alternative("biases as one more column of weights that does not decay, split off at the end")
def one_matrix(W, b, X, y, rate, decay=0.0):
    V = np.column_stack([np.asarray(W, dtype=float), np.asarray(b, dtype=float)])
    x = np.column_stack([np.asarray(X, dtype=float), np.ones(len(y))])
    shrink = np.full(V.shape[1], 1 - rate * decay)
    shrink[-1] = 1.0
    p = special.softmax(x @ V.T, axis=1)
    seen = np.asarray(y)[:, None] == np.arange(len(V))
    V = shrink * V + rate * (seen - p).T @ x / len(x)
    return V[:, :-1], pd.Series(V[:, -1])


@alternative("moments seen less moments expected, class by class, with a warning and type hints")
def by_moments(W: list, b: list, X: list, y: list, rate: float, decay: float = 0.0) -> tuple:
    warnings.warn("only a warning", stacklevel=1)
    W, b, X = np.array(W, dtype=float), np.array(b, dtype=float), np.array(X, dtype=float)
    y = np.array(y)
    z = np.einsum("kj,ij->ik", W, X) + b
    p = np.exp(z - np.logaddexp.reduce(z, axis=1)[:, None])
    for k in range(len(b)):
        b[k] += rate * (np.mean(y == k) - p[:, k].mean())
        W[k] += rate * ((((y == k) - p[:, k])[:, None] * X).mean(axis=0) - decay * W[k])
    return W, b
