"""The frequentist side on the same table: a z test, Fisher's exact test and Barnard's."""

from __future__ import annotations

import math
from typing import Literal, NamedTuple

import numpy as np
import pandas as pd
from numpy.typing import NDArray
from scipy import optimize, special, stats

from course._levels import checked_level
from course.ab.better import prob_better
from course.ab.posterior import posterior

Alternative = Literal["two-sided", "greater", "less"]
# Barnard's test looks at every table of two arms: beyond this many it takes gigabytes.
_MOST_TABLES = 4_000_000


class ZTest(NamedTuple):
    """A z test of two proportions, with the interval of their difference."""

    statistic: float
    p_value: float
    difference: float
    lower: float
    upper: float


def z_test(
    successes_a: int,
    trials_a: int,
    successes_b: int,
    trials_b: int,
    alternative: Alternative = "two-sided",
    level: float = 0.95,
) -> ZTest:
    """Return the z test of equal rates, and Wald's interval of p_b - p_a.

    z = (r_b - r_a) / sqrt(r (1 - r) (1 / n_a + 1 / n_b)), r the rate of both arms together, which is what
    equal rates mean. The interval takes each arm's own variance, since there the rates may differ. Both
    lean on the normal distribution: with few successes or few failures prefer `fisher_test`.

    Parameters
    ----------
    successes_a, trials_a, successes_b, trials_b : int
        Counts; each arm has at least one trial.
    alternative : str
        "greater": the rate of b is larger; "less"; or "two-sided".
    level : float
        Level of the interval.

    Raises
    ------
    ValueError
        Impossible counts, an arm without trials, another alternative, a level outside (0, 1).

    References
    ----------
    Agresti (2013), Categorical Data Analysis, section 3.2.

    Examples
    --------
    >>> found = z_test(30, 100, 45, 100)
    >>> round(found.statistic, 3), round(found.p_value, 4)
    (2.191, 0.0285)
    """
    _checked(successes_a, trials_a, successes_b, trials_b, alternative)
    rate_a, rate_b = successes_a / trials_a, successes_b / trials_b
    pooled = (successes_a + successes_b) / (trials_a + trials_b)
    error = math.sqrt(pooled * (1 - pooled) * (1 / trials_a + 1 / trials_b))
    difference = rate_b - rate_a
    # With nothing but failures, or nothing but successes, the rates are equal and say nothing.
    z = difference / error if error > 0 else 0.0
    p_value = {
        "two-sided": 2 * special.ndtr(-abs(z)),
        "greater": special.ndtr(-z),
        "less": special.ndtr(z),
    }[alternative]
    half = -special.ndtri((1 - checked_level(level)) / 2) * math.sqrt(
        rate_a * (1 - rate_a) / trials_a + rate_b * (1 - rate_b) / trials_b
    )
    return ZTest(z, float(p_value), difference, float(difference - half), float(difference + half))


def fisher_test(
    successes_a: int,
    trials_a: int,
    successes_b: int,
    trials_b: int,
    alternative: Alternative = "two-sided",
) -> float:
    """Return the p-value of Fisher's exact test of equal rates.

    Given how many successes there were in both arms together, those of B are hypergeometric if the rates
    are equal; the p-value is the probability of what was seen or of anything further out. The two-sided
    one adds up all counts that are no more probable than the one seen. SciPy computes it.

    In one direction it is a posterior probability in disguise: P(p_b <= p_a) under the priors Beta(0, 1)
    for the rate of B and Beta(1, 0) for that of A, which both speak against B (Altham 1969).

    Parameters
    ----------
    successes_a, trials_a, successes_b, trials_b : int
        Counts; each arm has at least one trial.
    alternative : str
        "greater": the rate of b is larger; "less"; or "two-sided".

    Raises
    ------
    ValueError
        Impossible counts, an arm without trials, another alternative.

    References
    ----------
    Altham (1969), Exact Bayesian analysis of a 2 x 2 contingency table, and Fisher's "exact"
    significance test, JRSS B 31, 261-269.

    Examples
    --------
    >>> round(fisher_test(30, 100, 45, 100), 4)
    0.0405
    """
    _checked(successes_a, trials_a, successes_b, trials_b, alternative)
    table = [[successes_b, trials_b - successes_b], [successes_a, trials_a - successes_a]]
    return float(stats.fisher_exact(table, alternative=alternative).pvalue)


def barnard_test(
    successes_a: int,
    trials_a: int,
    successes_b: int,
    trials_b: int,
    alternative: Alternative = "two-sided",
) -> float:
    """Return the p-value of Barnard's exact test of equal rates.

    It holds the sizes of the arms fixed and not the number of successes. Every table whose z statistic is
    at least as far out counts, and of their probability the largest is taken over all values of the common
    rate. With r_k the share of them among the tables of k successes, that is the largest of sum_k r_k
    Bin(k; n_a + n_b, p). More powerful than Fisher's test, and slower.

    Our own, because SciPy's `barnard_exact` (up to 1.17 at least) compares statistics that are equal as
    floats that are not, and so leaves out tables that tie: its p-value is too small for many tables.

    Parameters
    ----------
    successes_a, trials_a, successes_b, trials_b : int
        Counts; each arm has at least one trial, and (trials_a + 1) (trials_b + 1) is at most 4,000,000.
    alternative : str
        "greater": the rate of b is larger; "less"; or "two-sided".

    Raises
    ------
    ValueError
        Impossible counts, an arm without trials, arms too large, another alternative.

    References
    ----------
    Barnard (1947), Significance tests for 2 x 2 tables, Biometrika 34, 123-138.

    Examples
    --------
    >>> round(barnard_test(3, 10, 8, 10), 3)
    0.041
    """
    _checked(successes_a, trials_a, successes_b, trials_b, alternative)
    if (trials_a + 1) * (trials_b + 1) > _MOST_TABLES:
        raise ValueError(
            f"{trials_a} and {trials_b} trials make {(trials_a + 1) * (trials_b + 1):,} tables, too many "
            "for Barnard's test to look at each: use fisher_test, or z_test where both outcomes are many."
        )
    trials = trials_a + trials_b
    i, j = np.indices((trials_a + 1, trials_b + 1))
    k = i + j
    # The sign of z times its square, from whole numbers and but for a constant; equal ones are equal to
    # some units in the last place.
    apart = (j * trials_a - i * trials_b).astype(np.float64)
    z2 = np.sign(apart) * apart**2 / np.maximum(k * (trials - k), 1)
    seen = z2[successes_a, successes_b]
    slack = 1e-12 * abs(seen)
    out = {
        "two-sided": np.abs(z2) >= abs(seen) - slack,
        "greater": z2 >= seen - slack,
        "less": z2 <= seen + slack,
    }[alternative]
    log_share = _log_choose(trials_a)[i] + _log_choose(trials_b)[j] - _log_choose(trials)[k]
    share = np.bincount(k[out], np.exp(log_share[out]), minlength=trials + 1)
    return _largest(np.minimum(share, 1.0))


def _log_choose(n: int) -> NDArray[np.float64]:
    k = np.arange(n + 1)
    return np.asarray(special.gammaln(n + 1) - special.gammaln(k + 1) - special.gammaln(n - k + 1))


def _largest(share: NDArray[np.float64]) -> float:
    """The largest value of sum_k share_k Bin(k; n, p) over p from 0 to 1."""
    n = len(share) - 1
    # In the angle whose squared sine is p, the binomial distribution is as wide everywhere.
    angles = np.linspace(0, math.pi / 2, 200 + 20 * math.isqrt(n))
    counts = np.arange(n + 1)

    def at(angle: float) -> float:
        return float(share @ stats.binom.pmf(counts, n, math.sin(angle) ** 2))

    values = np.array([at(angle) for angle in angles])
    top = int(values.argmax())
    low, high = angles[max(top - 1, 0)], angles[min(top + 1, len(angles) - 1)]
    found = optimize.minimize_scalar(
        lambda a: -at(a), bounds=(low, high), method="bounded", options={"xatol": 1e-12}
    )
    return float(min(max(values[top], -found.fun), 1.0))


def compare_tests(successes_a: int, trials_a: int, successes_b: int, trials_b: int) -> pd.DataFrame:
    """Return the four answers to one table, each with the question that it answers.

    One row each for the z test, Fisher's and Barnard's (one-sided p-values that B is better, NaN for
    Barnard where the arms are too large), and for the posterior probability that it is not better,
    1 - P(p_b > p_a) with uniform priors. Columns `probability` and `question`.

    Raises `ValueError` for impossible counts or an arm without trials.

    >>> compare_tests(30, 100, 45, 100)["probability"].round(4).tolist()
    [0.0142, 0.0203, 0.0148, 0.0145]
    """
    counts = (successes_a, trials_a, successes_b, trials_b)
    _checked(*counts, "greater")
    small = (trials_a + 1) * (trials_b + 1) <= _MOST_TABLES
    a, b = posterior(successes_a, trials_a), posterior(successes_b, trials_b)
    return pd.DataFrame(
        [
            (
                z_test(*counts, "greater").p_value,
                "how often so large a z, if the rates were equal (large samples)?",
            ),
            (
                fisher_test(*counts, "greater"),
                "how often so many of the successes in B, if the rates were equal?",
            ),
            (
                barnard_test(*counts, "greater") if small else math.nan,
                "how often so large a z at worst, whatever the common rate?",
            ),
            (
                prob_better(b, a),
                "how probable is it, after these data, that B is not the better?",
            ),
        ],
        columns=["probability", "question"],
        index=["z test", "Fisher", "Barnard", "posterior"],
    )


def _checked(sa: int, na: int, sb: int, nb: int, alternative: str) -> None:
    for successes, trials in ((sa, na), (sb, nb)):
        if not (0 <= successes <= trials and trials > 0):
            raise ValueError(
                f"{successes} successes in {trials} trials: a test needs at least one trial in each arm, "
                "and no more successes than trials."
            )
    if alternative not in ("two-sided", "greater", "less"):
        raise ValueError(
            f"alternative is {alternative!r}: it is 'greater' (B is better), 'less' or 'two-sided'."
        )
