"""Scores of two classes at every threshold: ROC, its area with an interval, precision and recall."""

from __future__ import annotations

import math
from typing import Any, Literal, NamedTuple

import numpy as np
from numpy.typing import NDArray
from scipy import special, stats

from course._levels import checked_level
from course.softmax._labels import checked_scores

Array = NDArray[np.float64]


class RocCurve(NamedTuple):
    """The points of a ROC curve, from (0, 0) to (1, 1), one for each distinct score and one before them.

    At `thresholds[i]` all scores at least as large are called positive; the first threshold is infinite.
    """

    false_positive_rate: Array
    true_positive_rate: Array
    thresholds: Array


class PrecisionRecallCurve(NamedTuple):
    """Precision and recall at each distinct score, the largest first, so that the recall rises."""

    precision: Array
    recall: Array
    thresholds: Array


class AucInterval(NamedTuple):
    """The area under a ROC curve, its standard error and the ends of its confidence interval."""

    auc: float
    std_error: float
    lower: float
    upper: float


def roc_curve(scores: Any, labels: Any) -> RocCurve:
    """Return the true positive rate against the false positive rate at every threshold, as `RocCurve`.

    TPR(t) = #{positive, score >= t} / #positive and FPR(t) = #{negative, score >= t} / #negative.
    Observations with the same score pass a threshold together, so a tie of both classes is a slanted
    piece of the curve and not a corner.

    Parameters
    ----------
    scores : (n,) array-like
        Finite numbers on any scale, larger where class 1 is likelier.
    labels : (n,) integers 0 and 1
        The classes that were seen.

    Raises
    ------
    ValueError
        A class that is missing, labels other than 0 and 1, or a score that is not finite.

    References
    ----------
    Fawcett (2006), An introduction to ROC analysis, Pattern Recognition Letters 27.

    Examples
    --------
    >>> curve = roc_curve([0.1, 0.4, 0.4, 0.8], [0, 0, 1, 1])
    >>> curve.false_positive_rate.tolist(), curve.true_positive_rate.tolist()
    ([0.0, 0.0, 0.5, 1.0], [0.0, 0.5, 1.0, 1.0])
    """
    found, positives, negatives = _passed(scores, labels)
    _both_classes(positives[-1], negatives[-1])
    return RocCurve(
        np.concatenate([[0.0], negatives / negatives[-1]]),
        np.concatenate([[0.0], positives / positives[-1]]),
        np.concatenate([[np.inf], found]),
    )


def roc_auc(scores: Any, labels: Any) -> float:
    """Return the area under the ROC curve, between 0 and 1.

    It is the probability that a random positive has a larger score than a random negative, ties counted
    half: AUC = (R - m (m + 1) / 2) / (m n), with R the sum of the ranks of the m positives among all
    m + n scores, equal scores sharing their mean rank. That is Mann and Whitney's U over m n.

    Parameters
    ----------
    scores : (n,) array-like
        Finite numbers on any scale, larger where class 1 is likelier.
    labels : (n,) integers 0 and 1
        The classes that were seen.

    Raises
    ------
    ValueError
        A class that is missing, labels other than 0 and 1, or a score that is not finite.

    References
    ----------
    Hanley and McNeil (1982), The meaning and use of the area under a receiver operating characteristic
    (ROC) curve, Radiology 143.

    Examples
    --------
    >>> roc_auc([0.1, 0.4, 0.4, 0.8], [0, 0, 1, 1])
    0.875
    """
    s, y = checked_scores(scores, labels)
    m = int(y.sum())
    _both_classes(m, len(y) - m)
    ranks = stats.rankdata(s)[y == 1].sum()
    return float((ranks - m * (m + 1) / 2) / (m * (len(y) - m)))


def auc_interval(
    scores: Any,
    labels: Any,
    level: float = 0.95,
    method: Literal["delong", "hanley-mcneil"] = "delong",
) -> AucInterval:
    """Return the area under the ROC curve with a confidence interval, as `AucInterval`.

    DeLong's variance looks at each observation's own share: V_i, the share of negatives below positive i,
    and W_j, the share of positives above negative j, ties counted half; var = S²(V) / m + S²(W) / n, S²
    with divisors m - 1 and n - 1. Hanley and McNeil's needs the area A alone, and leans on exponential
    scores: (A (1 - A) + (m - 1)(Q1 - A²) + (n - 1)(Q2 - A²)) / (m n) with Q1 = A / (2 - A) and
    Q2 = 2 A² / (1 + A). The interval is normal on the scale of log(A / (1 - A)), so that its ends are
    areas, too.

    Parameters
    ----------
    scores : (n,) array-like
        Finite numbers on any scale, larger where class 1 is likelier.
    labels : (n,) integers 0 and 1
        The classes that were seen, each at least twice.
    level : float
        Level of the interval.
    method : str
        "delong" or "hanley-mcneil": where the standard error comes from.

    Raises
    ------
    ValueError
        A class seen less than twice, a score that is not finite, a level outside (0, 1), another method,
        or classes so well separated (or so regularly mixed) that the standard error is zero.

    References
    ----------
    DeLong, DeLong and Clarke-Pearson (1988), Comparing the areas under two or more correlated receiver
    operating characteristic curves, Biometrics 44. Hanley and McNeil (1982), Radiology 143. Pepe (2003),
    The Statistical Evaluation of Medical Tests, section 5.2.

    Examples
    --------
    >>> found = auc_interval([1, 2, 3, 4, 5, 6, 7, 8], [0, 0, 1, 0, 1, 0, 1, 1])
    >>> round(found.auc, 4), round(found.std_error, 4), round(found.lower, 4), round(found.upper, 4)
    (0.8125, 0.1693, 0.3293, 0.9745)
    """
    s, y = checked_scores(scores, labels)
    quantile = -special.ndtri((1 - checked_level(level)) / 2)
    m, n = int(y.sum()), int(len(y) - y.sum())
    if min(m, n) < 2:
        raise ValueError(
            f"{m} positives and {n} negatives: an interval needs two of each at least."
        )
    area = roc_auc(s, y)
    if method == "delong":
        error = _delong(s, y, m, n)
    elif method == "hanley-mcneil":
        q1, q2 = area / (2 - area), 2 * area**2 / (1 + area)
        spread = area * (1 - area) + (m - 1) * (q1 - area**2) + (n - 1) * (q2 - area**2)
        error = math.sqrt(max(spread, 0.0) / (m * n))
    else:
        raise ValueError(f"method is {method!r} but must be 'delong' or 'hanley-mcneil'.")
    if error == 0 or area in (0.0, 1.0):
        raise ValueError(
            "the estimated standard error is zero: no interval follows from these data."
        )
    half = quantile * error / (area * (1 - area))
    lower, upper = special.expit(special.logit(area) + np.array([-half, half]))
    return AucInterval(area, error, float(lower), float(upper))


def precision_recall_curve(scores: Any, labels: Any) -> PrecisionRecallCurve:
    """Return precision and recall at every distinct score, as `PrecisionRecallCurve`.

    At the threshold t, precision = #{positive, score >= t} / #{score >= t}, and
    recall = #{positive, score >= t} / #positive. Where positives are rare, it shows what the ROC curve
    hides: how many of those called positive are.

    Parameters
    ----------
    scores : (n,) array-like
        Finite numbers on any scale, larger where class 1 is likelier.
    labels : (n,) integers 0 and 1
        The classes that were seen.

    Raises
    ------
    ValueError
        No positive, labels other than 0 and 1, or a score that is not finite.

    References
    ----------
    Davis and Goadrich (2006), The relationship between precision-recall and ROC curves, ICML 23.

    Examples
    --------
    >>> curve = precision_recall_curve([0.1, 0.4, 0.4, 0.8], [0, 0, 1, 1])
    >>> curve.precision.round(3).tolist(), curve.recall.tolist()
    ([1.0, 0.667, 0.5], [0.5, 1.0, 1.0])
    """
    found, positives, negatives = _passed(scores, labels)
    if positives[-1] == 0:
        raise ValueError("no label is 1: without a positive there is no recall.")
    return PrecisionRecallCurve(
        positives / (positives + negatives), positives / positives[-1], found
    )


def average_precision(scores: Any, labels: Any) -> float:
    """Return the average precision, between 0 and 1: the area under precision against recall, in steps.

    AP = sum_i (recall_i - recall_(i-1)) precision_i over the distinct scores, the largest first. A ranking
    that knows nothing has the share of positives, not 1/2.

    Parameters
    ----------
    scores : (n,) array-like
        Finite numbers on any scale, larger where class 1 is likelier.
    labels : (n,) integers 0 and 1
        The classes that were seen.

    Raises
    ------
    ValueError
        No positive, labels other than 0 and 1, or a score that is not finite.

    References
    ----------
    Davis and Goadrich (2006), The relationship between precision-recall and ROC curves, ICML 23.

    Examples
    --------
    >>> round(average_precision([0.1, 0.4, 0.4, 0.8], [0, 0, 1, 1]), 4)
    0.8333
    """
    curve = precision_recall_curve(scores, labels)
    return float(np.diff(curve.recall, prepend=0.0) @ curve.precision)


def _passed(scores: Any, labels: Any) -> tuple[Array, Array, Array]:
    """The distinct scores, largest first, and how many positives and negatives have at least each."""
    s, y = checked_scores(scores, labels)
    found, place = np.unique(-s, return_inverse=True)
    positives = np.bincount(place, weights=y, minlength=len(found))
    negatives = np.bincount(place, weights=1 - y, minlength=len(found))
    return -found, np.cumsum(positives), np.cumsum(negatives)


def _both_classes(positives: float, negatives: float) -> None:
    if positives == 0 or negatives == 0:
        raise ValueError("all labels are the same: a ROC curve needs both classes.")


def _delong(s: Array, y: NDArray[np.int64], m: int, n: int) -> float:
    # A rank among all, less the rank among its own kind, counts the others below it (Sun and Xu 2014).
    everyone, positive = stats.rankdata(s), y == 1
    below = (everyone[positive] - stats.rankdata(s[positive])) / n
    above = 1 - (everyone[~positive] - stats.rankdata(s[~positive])) / m
    return math.sqrt(below.var(ddof=1) / m + above.var(ddof=1) / n)
