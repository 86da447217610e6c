"""Unusual right answers to `forward_two_layers`."""

import math
import warnings

import numpy as np
import pandas as pd
from scipy import special

from autograder.authors import alternative


@alternative("unit by unit in plain Python, with math's functions, and a list of lists")
def unit_by_unit(X, W1, b1, W2, b2, activation="tanh"):
    X, W1, b1, W2, b2 = (np.asarray(part).tolist() for part in (X, W1, b1, W2, b2))
    bend = {
        "tanh": math.tanh,
        "relu": lambda t: max(0.0, t),
        "sigmoid": lambda t: (1 + math.tanh(t / 2)) / 2,
    }
    if activation not in bend:
        raise ValueError("unknown activation")
    print(len(X), "rows")
    found = []
    for x in X:
        a = [
            bend[activation](math.fsum(w * v for w, v in zip(row, x, strict=True)) + b)
            for row, b in zip(W1, b1, strict=True)
        ]
        z = [
            math.fsum(w * v for w, v in zip(row, a, strict=True)) + b
            for row, b in zip(W2, b2, strict=True)
        ]
        weights = [math.exp(value - max(z)) for value in z]
        found.append([weight / sum(weights) for weight in weights])
    return found


@alternative("biases as one more column of weights, for an input that is always 1; a list of rows")
def biases_as_a_column(X, W1, b1, W2, b2, activation="tanh"):
    bend = {"tanh": np.tanh, "relu": lambda t: t * (t > 0), "sigmoid": special.expit}.get(
        activation
    )
    if bend is None:
        raise ValueError(activation)
    X, W1, W2 = (np.asarray(part, dtype=float) for part in (X, W1, W2))
    ones = np.ones((len(X), 1))
    hidden = bend(np.hstack([X, ones]) @ np.column_stack([W1, np.asarray(b1)]).T)
    logits = np.hstack([hidden, ones]) @ np.column_stack([W2, np.asarray(b2)]).T
    return list(special.softmax(pd.DataFrame(logits).to_numpy(), axis=1))


@alternative("columns of observations instead of rows, and logarithms until the end")
def by_columns(X: np.ndarray, W1, b1, W2, b2, activation: str = "tanh") -> np.ndarray:
    warnings.warn("only a warning", stacklevel=1)
    W1, W2 = np.array(W1, dtype=float), np.array(W2, dtype=float)
    inner = W1 @ np.array(X, dtype=float).T + np.array(b1, dtype=float)[:, None]
    match activation:
        case "tanh":
            inner = np.sinh(inner) / np.cosh(inner) if np.abs(inner).max() < 20 else np.tanh(inner)
        case "relu":
            inner[inner < 0] = 0
        case "sigmoid":
            inner = np.exp(-np.logaddexp(0, -inner))
        case _:
            raise ValueError(f"tanh, relu or sigmoid, not {activation}")
    logits = W2 @ inner + np.array(b2, dtype=float)[:, None]
    return np.exp(logits - np.logaddexp.reduce(logits, axis=0)).T
