"""The posterior of a rate, from counts."""

from __future__ import annotations

import math
from dataclasses import dataclass


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
