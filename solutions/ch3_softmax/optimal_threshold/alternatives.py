"""Unusual right answers to `optimal_threshold`."""

import warnings
from fractions import Fraction

import numpy as np
import pandas as pd
from scipy import optimize

from autograder.authors import alternative


@alternative("a search for the probability at which both mean costs are the same, with a warning")
def by_search(cost: np.ndarray) -> float:
    warnings.warn("only a warning", stacklevel=1)
    cost = np.asarray(cost, dtype=float)
    at_zero, at_one = cost[:, 1] - cost[:, 0]
    if not at_zero > 0 > at_one:
        raise ValueError("no crossing")
    size = max(at_zero, -at_one)
    return optimize.brentq(
        lambda p: ((1 - p) * at_zero + p * at_one) / size, 0, 1, xtol=1e-16, rtol=1e-14
    )


@alternative("exact fractions, plain Python, and a print on the way")
def by_fractions(cost):
    rows = cost.values.tolist() if isinstance(cost, pd.DataFrame) else np.asarray(cost).tolist()
    (c00, c01), (c10, c11) = ([Fraction(c) for c in row] for row in rows)
    print("regrets", float(c01 - c00), float(c10 - c11))
    if c01 <= c00 or c10 <= c11:
        raise ValueError("one decision is never worse")
    return float((c01 - c00) / (c01 - c00 + c10 - c11))


@alternative("the odds of the threshold, turned into a probability, as an array of one number")
def by_odds(cost):
    difference = np.diff(np.array(cost, dtype=float), axis=1).ravel()
    if difference[0] <= 0 or difference[1] >= 0:
        raise ValueError("refused")
    return np.array([1 / (1 - difference[1] / difference[0])])


@alternative("a linear system: mean costs equal, probabilities adding up to one")
def by_linear_system(cost):
    cost = np.array(cost, dtype=float)
    regret = (cost[0, 1] - cost[0, 0], cost[1, 1] - cost[1, 0])
    if regret[0] <= 0 or regret[1] >= 0:
        raise ValueError("there is none")
    regret = np.array(regret) / np.abs(regret).max()
    return np.linalg.solve(np.array([regret, [1.0, 1.0]]), [0.0, 1.0])[1]
