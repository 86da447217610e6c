"""Unusual right answers to `roc_auc`."""

import bisect
import warnings
from fractions import Fraction

import numpy as np
import pandas as pd
from scipy import stats

from autograder.authors import alternative


@alternative("Mann and Whitney's U through ranks, with a warning and type hints")
def by_ranks(scores: np.ndarray, labels: np.ndarray) -> float:
    warnings.warn("only a warning", stacklevel=1)
    positive = np.asarray(labels) == 1
    m, n = positive.sum(), (~positive).sum()
    if m * n == 0:
        raise ValueError("no pair")
    return (stats.rankdata(scores)[positive].sum() - m * (m + 1) / 2) / (m * n)


@alternative("trapezia under the curve, point by point, and a print on the way")
def by_trapezia(scores, labels):
    scores, labels = np.array(scores, dtype=float), np.array(labels)
    if labels.min() == labels.max():
        raise ValueError("no pair")
    print("thresholds", len(set(scores.tolist())))
    right, wrong = [0.0], [0.0]
    for t in np.unique(scores)[::-1]:
        right.append(np.mean(scores[labels == 1] >= t))
        wrong.append(np.mean(scores[labels == 0] >= t))
    return np.array([np.trapezoid(right, wrong)])


@alternative(
    "plain Python: each sick one is looked up among the sorted healthy ones, in whole numbers"
)
def by_bisection(scores, labels):
    pairs = list(zip(list(scores), list(labels), strict=True))
    healthy = sorted(s for s, y in pairs if y == 0)
    sick = [s for s, y in pairs if y == 1]
    if not (healthy and sick):
        raise ValueError("only one class is here")
    halves = sum(bisect.bisect_left(healthy, s) + bisect.bisect_right(healthy, s) for s in sick)
    return float(Fraction(halves, 2 * len(healthy) * len(sick)))


@alternative("counts at each score from pandas, cumulated")
def by_pandas(scores, labels):
    counts = pd.crosstab(np.array(scores, dtype=float), np.array(labels))
    if counts.shape[1] < 2:
        raise ValueError("one class alone")
    below = counts[0].cumsum() - counts[0] / 2
    return (below * counts[1]).sum() / (counts[0].sum() * counts[1].sum())
