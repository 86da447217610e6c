"""Sample size: how often a rule finds what is there, by counting every outcome."""

from __future__ import annotations

import math
from collections.abc import Sequence
from functools import cache

import numpy as np
import pandas as pd
from numpy.typing import NDArray
from scipy import stats

from course._levels import checked_level
from course.ab.better import prob_better
from course.ab.intervals import check_rates
from course.ab.posterior import BetaPosterior, posterior

Prior = tuple[float, float]

# Probabilities this close to the threshold count as equal to it: it has to be exceeded.
_TIE = 1e-10
# What is left out of the sum at either end.
_LEFT_OUT = 1e-14


def least_successes(
    trials_a: int, trials_b: int, threshold: float = 0.95, prior: Prior = (1.0, 1.0)
) -> NDArray[np.int64]:
    """Return, for 0, 1, ..., trials_a successes of A, the least of B with P(p_b > p_a) > threshold.

    This is the whole rule "choose B if P(B > A) > threshold" as one array (trials_a + 1,). Where no number
    of successes is enough it holds trials_b + 1.

    The boundary is followed from one row to the next: what one success more of either arm changes in
    P(p_b > p_a) is a ratio of beta functions.

    Raises `ValueError` for negative trials or a threshold outside (0, 1).

    >>> least_successes(4, 4, 0.95).tolist()
    [3, 4, 5, 5, 5]
    """
    checked_level(threshold, "threshold")
    if trials_a < 0 or trials_b < 0:
        raise ValueError(f"{trials_a} and {trials_b} trials: they cannot be negative.")
    return _least_successes(0, trials_a, trials_a, trials_b, float(threshold), prior)


def _least_successes(
    first: int, last: int, trials_a: int, trials_b: int, threshold: float, prior: Prior
) -> NDArray[np.int64]:
    """The same for first, first + 1, ..., last successes of A alone."""
    wanted = threshold + _TIE
    a1, b1 = prior[0] + first, prior[1] + trials_a - first
    low, high = -1, trials_b + 1  # not enough; enough, or more than there are
    while high - low > 1:
        middle = (low + high) // 2
        found = prob_better(BetaPosterior(a1, b1), posterior(middle, trials_b, prior))
        low, high = (low, middle) if found > wanted else (middle, high)
    least = np.full(last - first + 1, trials_b + 1, dtype=np.int64)
    if high > trials_b:
        return least
    a2, b2 = prior[0] + high, prior[1] + trials_b - high
    p = prob_better(BetaPosterior(a1, b1), BetaPosterior(a2, b2))
    for row in range(len(least)):
        while p <= wanted:
            if high == trials_b:
                return least  # and none is enough in the rows that follow
            # One more success of B is one failure less.
            p += _overlap(a1, b1, a2, b2) / a2
            p += _overlap(a1, b1, a2 + 1, b2 - 1) / (b2 - 1)
            a2, b2, high = a2 + 1, b2 - 1, high + 1
        least[row] = high
        if first + row < trials_a:
            p -= _overlap(a1, b1, a2, b2) / a1
            p -= _overlap(a1 + 1, b1 - 1, a2, b2) / (b1 - 1)
            a1, b1 = a1 + 1, b1 - 1
    return least


def _overlap(a1: float, b1: float, a2: float, b2: float) -> float:
    """B(a1 + a2, b1 + b2) / (B(a1, b1) B(a2, b2)): by this over a2 does P(p_b > p_a) grow with a2 + 1."""
    return math.exp(_log_beta(a1 + a2, b1 + b2) - _log_beta(a1, b1) - _log_beta(a2, b2))


def _log_beta(x: float, y: float) -> float:
    return math.lgamma(x) + math.lgamma(y) - math.lgamma(x + y)


def power(
    rate_a: float,
    rate_b: float,
    trials_a: int,
    trials_b: int | None = None,
    threshold: float = 0.95,
    prior: Prior = (1.0, 1.0),
) -> float:
    """Return how often the rule P(p_b > p_a) > threshold chooses B, at these true rates.

    The sum of the binomial probabilities of all pairs of counts that the rule takes for B: exact, with
    nothing simulated. With equal rates it is the rule's rate of false alarms.

    Parameters
    ----------
    rate_a, rate_b : float
        The true rates, from 0 to 1.
    trials_a, trials_b : int
        Trials in each arm; trials_b is trials_a unless given.
    threshold : float
        What the posterior probability has to exceed.
    prior : (a, b)
        Beta prior of each rate.

    Raises
    ------
    ValueError
        A rate outside [0, 1], negative trials, a threshold outside (0, 1).

    Examples
    --------
    >>> round(power(0.30, 0.45, 100), 4), round(power(0.30, 0.30, 100), 4)
    (0.7034, 0.05)
    """
    check_rates(rate_a, rate_b)
    checked_level(threshold, "threshold")
    size_b = trials_a if trials_b is None else trials_b
    if trials_a < 0 or size_b < 0:
        raise ValueError(f"{trials_a} and {size_b} trials: they cannot be negative.")
    # Numbers of successes of A beyond these have a probability below 1e-13 together.
    first, last = stats.binom.ppf([_LEFT_OUT, 1 - _LEFT_OUT], trials_a, rate_a)
    low, high = max(int(first) - 1, 0), min(int(last) + 1, int(trials_a))
    least = _least_successes(low, high, int(trials_a), int(size_b), float(threshold), prior)
    of_a = stats.binom.pmf(np.arange(low, high + 1), trials_a, rate_a)
    return float(of_a @ stats.binom.sf(least - 1, size_b, rate_b))


def power_curve(
    rate_a: float,
    rate_b: float,
    trials: Sequence[int],
    threshold: float = 0.95,
    prior: Prior = (1.0, 1.0),
    *,
    share_b: float = 0.5,
) -> pd.DataFrame:
    """Return power and false alarms of the rule for several sample sizes, as plain numbers to draw.

    Parameters
    ----------
    rate_a, rate_b : float
        The true rates.
    trials : sequence of int
        Trials an arm, on average of the two; with share_b = 0.5 in each.
    threshold, prior
        As in `power`.
    share_b : float
        The share of all trials that B gets.

    Returns
    -------
    DataFrame
        One row a sample size: trials_a, trials_b, `power` at these rates and `false_alarm` where both are
        rate_a.

    Raises
    ------
    ValueError
        As `power`; a share outside (0, 1).

    Examples
    --------
    >>> power_curve(0.30, 0.45, [50, 100])["power"].round(3).tolist()
    [0.458, 0.703]
    """
    checked_level(share_b, "share_b")
    rows = []
    for n in trials:
        of_b = round(2 * n * share_b)
        of_a = 2 * n - of_b
        rows.append(
            {
                "trials_a": of_a,
                "trials_b": of_b,
                "power": power(rate_a, rate_b, of_a, of_b, threshold, prior),
                "false_alarm": power(rate_a, rate_a, of_a, of_b, threshold, prior),
            }
        )
    return pd.DataFrame(rows, index=pd.Index(list(trials), name="trials"))


def sample_size(
    rate_a: float,
    rate_b: float,
    wanted: float = 0.8,
    threshold: float = 0.95,
    prior: Prior = (1.0, 1.0),
) -> int:
    """Return the least number of trials an arm from which on the rule has the power that is wanted.

    Counts are whole numbers, so that power rises like a saw: a trial more may lower it. The number returned
    is the first from which the wanted power is reached, and still reached at each of the next n / 10 sizes
    (20 at least, 100 at most).

    Parameters
    ----------
    rate_a, rate_b : float
        The true rates; rate_b is the larger.
    wanted : float
        The power wanted, between 0 and 1.
    threshold, prior
        As in `power`.

    Raises
    ------
    ValueError
        rate_b not above rate_a; a wanted power or a threshold outside (0, 1).

    Examples
    --------
    >>> sample_size(0.30, 0.45, wanted=0.8)
    126
    """
    checked_level(wanted, "wanted")
    if not rate_b > rate_a:
        raise ValueError(
            f"rate_b is {rate_b} and rate_a is {rate_a}: a rule finds B better only where B is better."
        )

    @cache
    def reached(n: int) -> bool:
        return power(rate_a, rate_b, n, n, threshold, prior) >= wanted

    # The teeth are small beside the rise: double, halve, then walk over the places that fall short.
    high = 1
    while not reached(high):
        high *= 2
    low = high // 2
    while high - low > max(1, high // 50):
        middle = (low + high) // 2
        low, high = (low, middle) if reached(middle) else (middle, high)
    n = max(1, low - _following(low))
    while short := [m for m in range(n, n + _following(n) + 1) if not reached(m)]:
        n = short[-1] + 1
    return n


def _following(n: int) -> int:
    return max(20, min(n // 10, 100))


def probability_curve(
    rate_a: float, rate_b: float, trials: Sequence[int], prior: Prior = (1.0, 1.0)
) -> pd.DataFrame:
    """Return P(p_b > p_a) as a function of the trials an arm, if the observed rates stay what they are.

    Counts of rate times trials are no whole numbers in general, and need be none: a Beta distribution takes
    any. `exact` uses them as they are; `cut` cuts them to whole numbers first, as one of the course's
    sources does, so that the effect itself changes from one size to the next.

    Parameters
    ----------
    rate_a, rate_b : float
        The observed rates.
    trials : sequence of int
        Trials an arm.
    prior : (a, b)
        Beta prior of each rate.

    Examples
    --------
    >>> probability_curve(0.30, 0.45, [10, 50, 100]).round(4)["exact"].tolist()
    [0.7435, 0.9375, 0.9855]
    """
    rows = []
    for n in trials:
        arms: dict[str, list[BetaPosterior]] = {"exact": [], "cut": []}
        for rate in (rate_a, rate_b):
            arms["exact"].append(posterior(rate * n, n, prior))
            # A product such as 0.45 * 100 may lie a hair below the whole number that it is.
            arms["cut"].append(posterior(int(rate * n + 1e-9), n, prior))
        rows.append({name: prob_better(*pair) for name, pair in arms.items()})
    return pd.DataFrame(rows, index=pd.Index(list(trials), name="trials"))
