"""The posterior of a rate, from counts."""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np
import pandas as pd
from scipy import optimize, special

from course._levels import checked_level


@dataclass(frozen=True)
class BetaPosterior:
    """A Beta(alpha, beta) distribution of a rate between 0 and 1.

    | | |
    |---|---|
    | density | p^(alpha - 1) (1 - p)^(beta - 1) / B(alpha, beta) |
    | support | 0 < p < 1 |
    | mean | alpha / (alpha + beta) |
    | variance | mean (1 - mean) / (alpha + beta + 1) |
    """

    alpha: float
    beta: float

    def __post_init__(self) -> None:
        for name in ("alpha", "beta"):
            value = getattr(self, name)
            if not (math.isfinite(value) and value > 0):
                raise ValueError(
                    f"{name} is {value}: a Beta distribution takes finite numbers above zero."
                )

    @property
    def mean(self) -> float:
        """The posterior mean of the rate."""
        return self.alpha / (self.alpha + self.beta)

    @property
    def sd(self) -> float:
        """The posterior standard deviation of the rate."""
        return math.sqrt(self.mean * (1 - self.mean) / (self.alpha + self.beta + 1))

    def interval(self, level: float = 0.95) -> tuple[float, float]:
        """Return the equal-tailed interval: (1 - level) / 2 of the probability lies on either side.

        Raises `ValueError` unless 0 < level < 1.

        >>> low, high = BetaPosterior(31, 71).interval()
        >>> round(low, 4), round(high, 4)
        (0.219, 0.3961)
        """
        tail = (1 - checked_level(level)) / 2
        return self._quantile(tail), self._quantile_from_above(tail)

    def hdi(self, level: float = 0.95) -> tuple[float, float]:
        """Return the highest-density interval: the shortest that holds `level` of the probability.

        The density is the same at both ends, unless one end is 0 or 1. Where the density only falls
        (alpha <= 1 < beta) it begins at 0, where it only rises it ends at 1. For Beta(1, 1), where all
        intervals are as short, it is the one in the middle.

        Raises `ValueError` unless 0 < level < 1, and where the density rises towards both ends: what is
        most plausible is then no interval.

        References
        ----------
        Kruschke (2015), Doing Bayesian Data Analysis, section 25.2.

        >>> low, high = BetaPosterior(2, 20).hdi()
        >>> round(low, 4), round(high, 4)
        (0.0026, 0.208)
        """
        level = checked_level(level)
        if self.alpha == self.beta == 1:
            return (1 - level) / 2, (1 + level) / 2
        if self.alpha <= 1 and self.beta <= 1:
            raise ValueError(
                f"the density of Beta({self.alpha:g}, {self.beta:g}) rises towards 0 and towards 1, so the "
                "most plausible rates are no interval: use interval(), or a prior with a parameter above 1."
            )
        if self.alpha <= 1:
            return 0.0, self._quantile(level)
        if self.beta <= 1:
            return self._quantile_from_above(level), 1.0

        def ends(left: float) -> tuple[float, float]:
            return self._quantile(left), self._quantile_from_above(1 - level - left)

        def rise(left: float) -> float:
            """Log density at the upper end less that at the lower one."""
            low, high = ends(left)
            if low <= 0:
                return math.inf
            if high >= 1:
                return -math.inf
            return (self.alpha - 1) * (math.log(high) - math.log(low)) + (self.beta - 1) * (
                math.log1p(-high) - math.log1p(-low)
            )

        # What lies to the left of the interval: more of it, and both ends move up. Nearly all of it
        # may lie on one side, so the ends of the search are closer to the border than any answer.
        outside = 1 - level
        first, last = outside * 1e-14, outside * (1 - 1e-14)
        if rise(first) <= 0:
            return ends(first)
        if rise(last) >= 0:
            return ends(last)
        return ends(optimize.brentq(rise, first, last, xtol=1e-18, rtol=1e-14))

    def curve(self, points: int = 400, width: float = 5.0) -> pd.DataFrame:
        """Return the density as plain numbers to draw: columns `rate` and `density`.

        `points` rates from `width` standard deviations below the mean to as far above, within (0, 1).

        >>> BetaPosterior(31, 71).curve(points=3).round(3)["rate"].tolist()
        [0.077, 0.304, 0.531]
        """
        low = max(self.mean - width * self.sd, 0.0)
        high = min(self.mean + width * self.sd, 1.0)
        rate = np.linspace(low, high, points)
        with np.errstate(divide="ignore"):
            log = special.xlogy(self.alpha - 1, rate) + special.xlog1py(self.beta - 1, -rate)
        return pd.DataFrame(
            {"rate": rate, "density": np.exp(log - special.betaln(self.alpha, self.beta))}
        )

    def _quantile(self, below: float) -> float:
        return float(special.betaincinv(self.alpha, self.beta, below))

    def _quantile_from_above(self, above: float) -> float:
        return float(special.betainccinv(self.alpha, self.beta, above))


def posterior(
    successes: float, trials: float, prior: tuple[float, float] = (1.0, 1.0)
) -> BetaPosterior:
    """Return the posterior of a rate after `successes` in `trials`, under a Beta prior.

    A Beta(a, b) prior and s successes in n trials make a Beta(a + s, b + n - s) posterior.

    Parameters
    ----------
    successes, trials : numbers
        Counts, 0 <= successes <= trials.
    prior : (a, b)
        Parameters of the prior; (1, 1) is uniform, (0.5, 0.5) that of Jeffreys.

    Raises
    ------
    ValueError
        Counts that are negative or not finite, more successes than trials, or a prior that is no
        distribution.

    References
    ----------
    Gelman et al. (2013), Bayesian Data Analysis, section 2.4.

    Examples
    --------
    >>> posterior(30, 100)
    BetaPosterior(alpha=31.0, beta=71.0)
    """
    if not (math.isfinite(trials) and 0 <= successes <= trials):
        raise ValueError(
            f"{successes} successes in {trials} trials: counts have to be finite, and there are no more "
            "successes than trials."
        )
    return BetaPosterior(float(prior[0] + successes), float(prior[1] + trials - successes))
