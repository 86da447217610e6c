"""What labels, scores and probabilities have to be: one clear sentence where they are not."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

Array = NDArray[np.float64]
Labels = NDArray[np.int64]


def checked_labels(labels: Any, classes: int, name: str = "labels") -> Labels:
    """Return labels (n,) as integers from 0 to classes - 1, or raise `ValueError`.

    >>> checked_labels([0, 2], 3).tolist()
    [0, 2]
    """
    y = np.asarray(labels)
    if y.ndim != 1 or y.size == 0:
        raise ValueError(f"{name} have the shape {y.shape}: at least one along one axis is needed.")
    if y.dtype.kind not in "biu" or (y < 0).any() or (y >= classes).any():
        raise ValueError(f"{name} have to be integers from 0 to {classes - 1}.")
    return y.astype(np.int64)


def checked_scores(scores: Any, labels: Any) -> tuple[Array, Labels]:
    """Return finite scores (n,) and labels (n,) of 0 and 1, or raise `ValueError`.

    >>> checked_scores([0.3, 2], [0, 1])[0].tolist()
    [0.3, 2.0]
    """
    s, y = np.asarray(scores, dtype=float), checked_labels(labels, 2)
    if s.shape != y.shape:
        raise ValueError(
            f"scores of shape {s.shape} for {len(y)} labels: one score each is needed."
        )
    if not np.isfinite(s).all():
        raise ValueError("a score is NaN or infinite: it has no place in a ranking.")
    return s, y


def checked_probabilities(probabilities: Any) -> Array:
    """Return probabilities as rows (n, K) that add up to 1, or raise `ValueError`.

    Those of class 1 alone, (n,), become the two columns 1 - p and p.

    >>> checked_probabilities([0.25]).tolist()
    [[0.75, 0.25]]
    """
    p = np.asarray(probabilities, dtype=float)
    if p.ndim == 1:
        p = np.column_stack([1 - p, p])
    if p.ndim != 2 or p.size == 0:
        raise ValueError(f"probabilities of shape {p.shape}: (n,) or (n, K) is needed, not empty.")
    if not ((p >= 0) & (p <= 1)).all():
        raise ValueError("a probability is NaN or lies outside 0 to 1.")
    if not np.allclose(p.sum(axis=1), 1, rtol=0, atol=1e-6):
        raise ValueError("the probabilities of a row do not add up to 1.")
    return p
