"""Unusual right answers to `confusion_matrix`."""

import warnings
from collections import Counter

import numpy as np
import pandas as pd

from autograder.authors import alternative


@alternative("a Counter of pairs, plain lists, and a print on the way")
def by_counter(truth, predicted, k):
    truth, predicted = list(truth), list(predicted)
    if len(truth) != len(predicted):
        raise ValueError(f"{len(truth)} and {len(predicted)}")
    for label in truth + predicted:
        if label not in range(k):
            raise ValueError(f"{label} is no class")
    found = Counter(zip(truth, predicted, strict=True))
    print(len(found), "cells are not empty")
    return [[found[i, j] for j in range(k)] for i in range(k)]


@alternative("one-hot rows multiplied, as floats")
def by_product(truth: list, predicted: list, k: int) -> np.ndarray:
    warnings.warn("only a warning", stacklevel=1)
    classes = np.arange(k)
    left, right = (np.asarray(a)[:, None] == classes for a in (truth, predicted))
    if left.shape != right.shape or not (left.any(axis=1).all() and right.any(axis=1).all()):
        raise ValueError("not a class for each")
    return left.T.astype(float) @ right


@alternative("pandas counts, and fills in the classes that are absent; a DataFrame comes back")
def by_pandas(truth, predicted, k):
    truth, predicted = np.array(truth), np.array(predicted)
    if truth.shape != predicted.shape:
        raise ValueError("lengths")
    if not (np.isin(truth, range(k)).all() and np.isin(predicted, range(k)).all()):
        raise ValueError("no class")
    table = pd.crosstab(pd.Series(truth), pd.Series(predicted))
    return table.reindex(index=range(k), columns=range(k), fill_value=0)


@alternative("a two-dimensional histogram")
def by_histogram(truth, predicted, k):
    truth, predicted = np.array(truth), np.array(predicted)
    if len(truth) != len(predicted) or {*truth, *predicted} - set(range(k)):
        raise ValueError("refused")
    borders = np.arange(k + 1) - 0.5
    return np.histogram2d(truth, predicted, bins=[borders, borders])[0]
