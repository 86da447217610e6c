"""From probabilities to decisions, where some errors cost more than others."""

from __future__ import annotations

from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from course.softmax._labels import checked_probabilities, checked_scores

Array = NDArray[np.float64]


class ThresholdCosts(NamedTuple):
    """What each threshold would have cost per observation; the first, infinite, calls none positive."""

    thresholds: Array
    mean_cost: Array


def expected_costs(probabilities: Any, cost: Any) -> Array:
    """Return what each decision is expected to cost for each observation, shape (n, D).

    E[cost of d] = sum_k p_k cost_kd, in the units of `cost`. There may be more decisions than classes: a
    column for "ask a doctor" with the same cost in each row is a decision, too.

    Parameters
    ----------
    probabilities : (n, K) or (n,) array-like
        One row an observation, adding up to 1; or the probabilities of class 1 of two.
    cost : (K, D) array-like
        What decision d (column) costs where the truth is class k (row). A gain is a negative cost.

    Raises
    ------
    ValueError
        What is no probability, or costs that are not finite or not one row a class.

    References
    ----------
    Bishop (2006), Pattern Recognition and Machine Learning, section 1.5.2.

    Examples
    --------
    >>> expected_costs([0.48], [[0, 1], [10, 0]]).round(2).tolist()
    [[4.8, 0.52]]
    """
    p, c = checked_probabilities(probabilities), np.asarray(cost, dtype=float)
    if c.ndim != 2 or len(c) != p.shape[1] or c.size == 0 or not np.isfinite(c).all():
        raise ValueError(
            f"costs of shape {c.shape} for {p.shape[1]} classes: one row of finite numbers a class."
        )
    return p @ c


def decide(probabilities: Any, cost: Any = None) -> NDArray[np.int64]:
    """Return the decision that is expected to cost least for each observation, integers (n,).

    Without `cost` every error costs the same, and the decision is the most probable class: the argmax.
    The first of several equal ones is taken.

    Parameters
    ----------
    probabilities : (n, K) or (n,) array-like
        One row an observation, adding up to 1; or the probabilities of class 1 of two.
    cost : (K, D) array-like, optional
        What decision d (column) costs where the truth is class k (row).

    Raises
    ------
    ValueError
        What is no probability, or costs that are not finite or not one row a class.

    References
    ----------
    Bishop (2006), Pattern Recognition and Machine Learning, section 1.5.

    Examples
    --------
    Healthy with 0.52, sick with 0.48: the argmax sends the patient home. Not so if a sick one sent home
    costs ten times as much as a healthy one treated.

    >>> decide([[0.52, 0.48]]).tolist(), decide([[0.52, 0.48]], [[0, 1], [10, 0]]).tolist()
    ([0], [1])
    """
    if cost is None:
        return checked_probabilities(probabilities).argmax(axis=1)
    return expected_costs(probabilities, cost).argmin(axis=1)


def optimal_threshold(cost: Any) -> float:
    """Return the probability of class 1 at which both decisions are expected to cost the same.

    t = (c_01 - c_00) / (c_01 - c_00 + c_10 - c_11), with c_kd the cost of decision d where the truth is k.
    Above t decide for class 1, below it for class 0. Only the two regrets count: what a false positive
    costs beyond a true negative, and what a false negative costs beyond a true positive.

    Parameters
    ----------
    cost : (2, 2) array-like
        One row a true class, one column a decision. A gain is a negative cost.

    Raises
    ------
    ValueError
        Another shape, a cost that is not finite, or a wrong decision that costs no more than the right
        one: then one of the decisions is never worse, and no threshold between 0 and 1 is needed.

    References
    ----------
    Elkan (2001), The foundations of cost-sensitive learning, IJCAI 17.

    Examples
    --------
    >>> optimal_threshold([[0, 1], [1, 0]]), round(optimal_threshold([[0, 1], [10, 0]]), 4)
    (0.5, 0.0909)
    """
    c = np.asarray(cost, dtype=float)
    if c.shape != (2, 2) or not np.isfinite(c).all():
        raise ValueError(
            f"costs of shape {c.shape}: two rows and columns of finite numbers needed."
        )
    false_positive, false_negative = c[0, 1] - c[0, 0], c[1, 0] - c[1, 1]
    if false_positive <= 0 or false_negative <= 0:
        raise ValueError("a wrong decision has to cost more than the right one, for either class.")
    return float(false_positive / (false_positive + false_negative))


def threshold_costs(scores: Any, labels: Any, cost: Any) -> ThresholdCosts:
    """Return what each threshold would have cost on data, as `ThresholdCosts`.

    At the threshold t all scores at least as large are called positive, and the mean cost is
    1/n sum_i cost[y_i, [s_i >= t]]. The scores need not be probabilities. The least of these costs is too
    good to be true, for the threshold was chosen on the same data.

    Parameters
    ----------
    scores : (n,) array-like
        Finite numbers on any scale, larger where class 1 is likelier.
    labels : (n,) integers 0 and 1
        The classes that were seen.
    cost : (2, 2) array-like
        One row a true class, one column a decision.

    Raises
    ------
    ValueError
        Labels other than 0 and 1, a score that is not finite, or costs of another shape.

    References
    ----------
    Elkan (2001), The foundations of cost-sensitive learning, IJCAI 17.

    Examples
    --------
    >>> found = threshold_costs([0.1, 0.4, 0.6, 0.8], [0, 1, 0, 1], [[0, 1], [10, 0]])
    >>> found.thresholds.tolist(), found.mean_cost.tolist()
    ([inf, 0.8, 0.6, 0.4, 0.1], [5.0, 2.5, 2.75, 0.25, 0.5])
    """
    s, y = checked_scores(scores, labels)
    c = np.asarray(cost, dtype=float)
    if c.shape != (2, 2) or not np.isfinite(c).all():
        raise ValueError(
            f"costs of shape {c.shape}: two rows and columns of finite numbers needed."
        )
    found, place = np.unique(-s, return_inverse=True)
    # Calling an observation positive changes its cost by this much.
    change = np.bincount(place, weights=c[y, 1] - c[y, 0], minlength=len(found))
    total = c[y, 0].sum() + np.concatenate([[0.0], np.cumsum(change)])
    return ThresholdCosts(np.concatenate([[np.inf], -found]), total / len(y))
