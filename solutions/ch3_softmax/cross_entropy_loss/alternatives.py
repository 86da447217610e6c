"""Unusual right answers to `cross_entropy_loss`."""

import math
import warnings

import numpy as np
import pandas as pd
from scipy import special

from autograder.authors import alternative


@alternative("plain Python, one observation at a time, math.fsum, and a print on the way")
def row_by_row(logits, labels):
    rows, labels = np.asarray(logits).tolist(), list(labels)
    print(len(rows), "rows")
    losses = []
    for row, label in zip(rows, labels, strict=True):
        if label not in range(len(row)):
            raise ValueError(f"no class {label}")
        losses.append(
            math.log(math.fsum(math.exp(z - max(row)) for z in row)) + max(row) - row[label]
        )
    return math.fsum(losses) / len(losses)


@alternative("SciPy's log_softmax and a one-hot table, with a warning and a type hint")
def one_hot(logits: np.ndarray, labels: np.ndarray) -> np.floating:
    warnings.warn("only a warning", stacklevel=1)
    z = np.asarray(logits, dtype=float)
    seen = np.asarray(labels)[:, None] == np.arange(z.shape[1])
    if not seen.any(axis=1).all():
        raise ValueError("a label without a class")
    return np.where(seen, -special.log_softmax(z, axis=1), 0.0).sum(axis=1).mean()


@alternative("log-sum-exp less the label's logit, as an array without an axis")
def label_taken_off(logits, labels):
    z, y = np.array(logits, dtype=float), np.array(labels)
    if not np.isin(y, range(z.shape[1])).all():
        raise ValueError("labels are whole numbers from 0 to K - 1")
    own = np.take_along_axis(z, y[:, None], axis=1)
    return np.asarray(np.mean(np.logaddexp.reduce(z - own, axis=1)))


@alternative("a pandas table of rows and classes, grouped by label")
def by_groups(logits, labels):
    table = pd.DataFrame(np.asarray(logits, dtype=float))
    classes = pd.Series(np.asarray(labels))
    if not classes.isin(table.columns).all():
        raise ValueError("a label is no column")
    loss = special.logsumexp(table, axis=1).sum()
    for label, rows in table.groupby(classes):
        loss -= rows[label].sum()
    return np.float64(loss) / len(table)
