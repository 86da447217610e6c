"""What a wrong choice costs, and which of several arms is best."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from course.ab.posterior import BetaPosterior
from course.ab.quadrature import above, below, expectation, integral, log_odds, log_odds_spread

Array = NDArray[np.float64]


def expected_loss(a: BetaPosterior, b: BetaPosterior) -> float:
    """Return what choosing b is expected to lose, E[max(p_a - p_b, 0)], in units of the rate.

    The integral over x from 0 to 1 of P(p_a > x) P(p_b < x): nothing in it is negative, so that small
    losses keep their digits. E[p_a - p_b] = expected_loss(a, b) - expected_loss(b, a).

    Parameters
    ----------
    a, b : BetaPosterior
        The posteriors of the arm given up and of the arm chosen.

    References
    ----------
    Stucchio (2015), Bayesian A/B testing at VWO, section 3.

    Examples
    --------
    >>> from course.ab import posterior
    >>> round(expected_loss(posterior(30, 100), posterior(45, 100)), 6)
    0.000348
    """
    return integral([a, b], lambda t: above(a, t) * below(b, t))


def prob_best(arms: Sequence[BetaPosterior]) -> Array:
    """Return the probability (k,) of each of k arms to have the highest rate; they add up to one.

    P(arm i is best) = integral of f_i(x) times the product of P(p_j < x) over the other arms j. What holds
    for the best of two holds for the best of many: with equal rates all are 1 / k.

    Parameters
    ----------
    arms : list of BetaPosterior
        At least two.

    Raises
    ------
    ValueError
        Fewer than two arms.

    Examples
    --------
    >>> from course.ab import posterior
    >>> prob_best([posterior(30, 100), posterior(45, 100), posterior(41, 100)]).round(4).tolist()
    [0.0052, 0.7118, 0.283]
    """
    _at_least_two(arms)
    found = []
    for i, arm in enumerate(arms):
        others = [other for j, other in enumerate(arms) if j != i]
        marks = [(log_odds(other), log_odds_spread(other)) for other in others]
        found.append(expectation(arm, lambda t, o=others: _all_below(o, t), marks))  # type: ignore[misc]
    return np.array(found)


def expected_losses(arms: Sequence[BetaPosterior]) -> Array:
    """Return what choosing each of k arms is expected to lose (k,), E[max_j p_j - p_i].

    Parameters
    ----------
    arms : list of BetaPosterior
        At least two.

    Raises
    ------
    ValueError
        Fewer than two arms.

    Examples
    --------
    >>> from course.ab import posterior
    >>> expected_losses([posterior(30, 100), posterior(45, 100)]).round(6).tolist()
    [0.147407, 0.000348]
    """
    _at_least_two(arms)
    found = []
    for i, arm in enumerate(arms):
        others = [other for j, other in enumerate(arms) if j != i]
        found.append(
            integral(arms, lambda t, o=others, p=arm: (1 - _all_below(o, t)) * below(p, t))  # type: ignore[misc]
        )
    return np.array(found)


def _all_below(arms: Sequence[BetaPosterior], t: Array) -> Array:
    return np.prod([below(arm, t) for arm in arms], axis=0)


def _at_least_two(arms: Sequence[BetaPosterior]) -> None:
    if len(arms) < 2:
        raise ValueError(f"{len(arms)} arm: there is a choice only between two or more.")
