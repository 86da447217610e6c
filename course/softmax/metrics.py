"""How good are decisions, and how good are probabilities, on data whose classes are known?"""

from __future__ import annotations

from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from course.softmax._labels import checked_labels, checked_probabilities

Array = NDArray[np.float64]


class ClassScores(NamedTuple):
    """Precision, recall and F1 of each class, arrays of K, and the accuracy over all of them.

    NaN where a score is undefined: the precision of a class that was never predicted, the recall of one
    that never occurs, the F1 of one that does neither.
    """

    precision: Array
    recall: Array
    f1: Array
    accuracy: float


def confusion_matrix(truth: Any, predicted: Any, classes: int) -> NDArray[np.int64]:
    """Return how often class i was predicted as class j, an integer matrix (K, K).

    C_ij = #{m : truth_m = i, predicted_m = j}: one row a true class, one column a predicted class. The
    entries add up to n; right decisions stand on the diagonal.

    Parameters
    ----------
    truth, predicted : (n,) integers from 0 to classes - 1
        The class of each observation and the one decided on.
    classes : int
        K, the number of classes. Some of them may occur nowhere.

    Raises
    ------
    ValueError
        Labels that are no classes, no observation, or two different lengths.

    References
    ----------
    Stehman (1997), Selecting and interpreting measures of thematic classification accuracy, Remote
    Sensing of Environment 62.

    Examples
    --------
    >>> confusion_matrix([0, 0, 1, 2, 2], [0, 1, 1, 2, 0], 3).tolist()
    [[1, 1, 0], [0, 1, 0], [1, 0, 1]]
    """
    true = checked_labels(truth, classes, "true classes")
    decided = checked_labels(predicted, classes, "predicted classes")
    if len(true) != len(decided):
        raise ValueError(
            f"{len(true)} true classes and {len(decided)} predicted ones: they do not pair."
        )
    # Each pair of classes has a number of its own, which is counted.
    return np.bincount(true * classes + decided, minlength=classes**2).reshape(classes, classes)


def class_scores(confusion: Any) -> ClassScores:
    """Return precision, recall and F1 of each class from a confusion matrix, as `ClassScores`.

    With TP on the diagonal, FP the rest of the column and FN the rest of the row:
    precision = TP / (TP + FP), the share of right ones among those predicted; recall = TP / (TP + FN),
    the share found among those that are; F1 = 2 TP / (2 TP + FP + FN), their harmonic mean. The
    accuracy is the share of all that was right.

    Parameters
    ----------
    confusion : (K, K) array-like
        Counts, one row a true class, as `confusion_matrix` returns them.

    Raises
    ------
    ValueError
        No square matrix, a count below zero, or no observation at all.

    References
    ----------
    van Rijsbergen (1979), Information Retrieval, chapter 7.

    Examples
    --------
    >>> scores = class_scores([[50, 10], [5, 35]])
    >>> scores.precision.round(3).tolist(), scores.recall.round(3).tolist(), scores.accuracy
    ([0.909, 0.778], [0.833, 0.875], 0.85)
    """
    counts = np.asarray(confusion, dtype=float)
    if counts.ndim != 2 or counts.shape[0] != counts.shape[1]:
        raise ValueError(f"a confusion matrix is square, and this has the shape {counts.shape}.")
    if not (counts >= 0).all() or not counts.any():
        raise ValueError("a confusion matrix holds counts of at least one observation.")
    right, predicted, true = np.diag(counts), counts.sum(axis=0), counts.sum(axis=1)
    with np.errstate(invalid="ignore"):
        precision, recall, f1 = right / predicted, right / true, 2 * right / (predicted + true)
    return ClassScores(precision, recall, f1, float(right.sum() / counts.sum()))


def log_loss(probabilities: Any, labels: Any) -> float:
    """Return the mean of -log p(label), in nats: the cross-entropy, from probabilities.

    It is infinite where a class was seen whose probability was zero. From logits,
    `cross_entropy` keeps more digits.

    Parameters
    ----------
    probabilities : (n, K) or (n,) array-like
        One row an observation, adding up to 1; or the probabilities of class 1 of two.
    labels : (n,) integers from 0 to K - 1
        The classes that were seen.

    Raises
    ------
    ValueError
        What is no probability, labels that are no classes, or two different lengths.

    References
    ----------
    Good (1952), Rational decisions, JRSS B 14.

    Examples
    --------
    >>> round(log_loss([0.9, 0.2], [1, 0]), 4)
    0.1643
    """
    p, y = _paired(probabilities, labels)
    with np.errstate(divide="ignore"):
        return float(-np.log(p[np.arange(len(y)), y]).mean())


def brier_score(probabilities: Any, labels: Any) -> float:
    """Return the mean squared distance of probabilities from what was seen.

    For K columns it is Brier's own, mean_i sum_k (p_ik - [k = y_i])², from 0 to 2. For the probabilities
    of class 1 alone it is mean_i (p_i - y_i)², which is half as much, and the usual one for two classes.

    Parameters
    ----------
    probabilities : (n, K) or (n,) array-like
        One row an observation, adding up to 1; or the probabilities of class 1 of two.
    labels : (n,) integers from 0 to K - 1
        The classes that were seen.

    Raises
    ------
    ValueError
        What is no probability, labels that are no classes, or two different lengths.

    References
    ----------
    Brier (1950), Verification of forecasts expressed in terms of probability, Monthly Weather Review 78.

    Examples
    --------
    >>> round(brier_score([0.9, 0.2], [1, 0]), 4), round(brier_score([[0.1, 0.9], [0.8, 0.2]], [1, 0]), 4)
    (0.025, 0.05)
    """
    p, y = _paired(probabilities, labels)
    distance = ((p - np.eye(p.shape[1])[y]) ** 2).sum(axis=1).mean()
    return float(distance / 2 if np.ndim(probabilities) == 1 else distance)


def _paired(probabilities: Any, labels: Any) -> tuple[Array, NDArray[np.int64]]:
    p = checked_probabilities(probabilities)
    y = checked_labels(labels, p.shape[1])
    if len(p) != len(y):
        raise ValueError(f"{len(y)} labels for {len(p)} rows of probabilities: they do not pair.")
    return p, y
