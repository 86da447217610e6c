"""By how much B is better: the distribution of a difference, a relative lift, or an odds ratio."""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal

import numpy as np
import pandas as pd
from numpy.typing import NDArray
from scipy import optimize, special

from course._levels import checked_level
from course.ab.better import prob_better
from course.ab.intervals import shortest
from course.ab.posterior import BetaPosterior
from course.ab.quadrature import above, expectation, log_density, log_odds, log_odds_spread

Array = NDArray[np.float64]
Kind = Literal["difference", "relative", "odds_ratio"]

# What each kind is, and the values between which it lies.
_SUPPORT: dict[str, tuple[float, float]] = {
    "difference": (-1.0, 1.0),
    "relative": (-1.0, math.inf),
    "odds_ratio": (0.0, math.inf),
}


@dataclass(frozen=True)
class Lift:
    """The posterior distribution of the effect of going from A to B, as `lift` returns it.

    | kind | effect | no effect |
    |---|---|---|
    | difference | p_b - p_a | 0 |
    | relative | p_b / p_a - 1 | 0 |
    | odds_ratio | [p_b / (1 - p_b)] / [p_a / (1 - p_a)] | 1 |

    All probabilities are integrals over A's rate, computed as `prob_better` is, to about 1e-10.
    """

    a: BetaPosterior
    b: BetaPosterior
    kind: Kind = "difference"

    def prob_above(self, effect: float) -> float:
        """Return the probability that the effect is larger than `effect`.

        >>> from course.ab import lift, posterior
        >>> found = lift(posterior(30, 100), posterior(45, 100))
        >>> round(found.prob_above(0), 6), round(found.prob_above(0.1), 4)
        (0.985476, 0.76)
        """
        low, high = _SUPPORT[self.kind]
        if effect <= low:
            return 1.0
        if effect >= high:
            return 0.0
        if effect == (1.0 if self.kind == "odds_ratio" else 0.0):
            return prob_better(self.a, self.b)
        wanted, marks, kinks = self._line(effect)
        found = expectation(self.a, lambda t: above(self.b, wanted(t)), marks, kinks)
        return float(np.clip(found, 0.0, 1.0))

    def pdf(self, effect: float) -> float:
        """Return the posterior density of the effect.

        >>> from course.ab import lift, posterior
        >>> round(lift(posterior(0, 0), posterior(0, 0)).pdf(0.25), 10)
        0.75
        """
        low, high = _SUPPORT[self.kind]
        if not low < effect < high:
            return 0.0
        wanted, marks, kinks = self._line(effect)

        def density(t: Array) -> Array:
            # Of the log odds u of p_b, times du per unit of the effect at this place.
            u = wanted(t)
            inside = np.isfinite(u)
            at = np.where(inside, u, 0.0)
            log = log_density(self.b, at)
            if self.kind == "odds_ratio":
                log = log - math.log(effect)
            else:
                log = log + np.logaddexp(0, at) + np.logaddexp(0, -at)
                log = log + (-np.logaddexp(0, -t) if self.kind == "relative" else 0.0)
            return np.where(inside, np.exp(log), 0.0)

        return expectation(self.a, density, marks, kinks)

    def quantile(self, probability: float) -> float:
        """Return the effect below which this much of the posterior lies.

        Raises `ValueError` unless 0 < probability < 1.

        >>> from course.ab import lift, posterior
        >>> round(lift(posterior(30, 100), posterior(45, 100)).quantile(0.5), 4)
        0.1475
        """
        wanted = 1 - checked_level(probability, "probability")
        back = _FROM_THE_LINE[self.kind]

        def off(x: float) -> float:
            return self.prob_above(back(x)) - wanted

        # Around the place of no effect, wider at each step, on a scale where nothing is cut off.
        low, high = -1.0, 1.0
        while off(low) < 0:
            low *= 2
        while off(high) > 0:
            high *= 2
        return back(float(optimize.brentq(off, low, high, xtol=1e-13, rtol=1e-13)))

    def interval(self, level: float = 0.95) -> tuple[float, float]:
        """Return the equal-tailed interval of the effect.

        >>> from course.ab import lift, posterior
        >>> low, high = lift(posterior(30, 100), posterior(45, 100)).interval()
        >>> round(low, 4), round(high, 4)
        (0.0151, 0.2766)
        """
        tail = (1 - checked_level(level)) / 2
        return self.quantile(tail), self.quantile(1 - tail)

    def hdi(self, level: float = 0.95) -> tuple[float, float]:
        """Return the highest-density interval of the effect, the shortest that holds `level`.

        It depends on the kind: the shortest interval of a ratio is not that of its logarithm.

        >>> from course.ab import lift, posterior
        >>> low, high = lift(posterior(30, 100), posterior(45, 100), "odds_ratio").hdi()
        >>> round(low, 2), round(high, 2)
        (0.95, 3.18)
        """
        return shortest(self.quantile, checked_level(level))

    @property
    def mean(self) -> float:
        """Return the posterior mean; infinite for a ratio to a rate that may be zero (alpha or beta <= 1).

        >>> from course.ab import lift, posterior
        >>> round(lift(posterior(30, 100), posterior(45, 100), "relative").mean, 4)
        0.5183
        """
        if self.kind == "difference":
            return self.b.mean - self.a.mean
        if self.a.alpha <= 1 or (self.kind == "odds_ratio" and self.b.beta <= 1):
            return math.inf
        if self.kind == "relative":
            return self.b.mean * (self.a.alpha + self.a.beta - 1) / (self.a.alpha - 1) - 1
        return (self.b.alpha / (self.b.beta - 1)) * (self.a.beta / (self.a.alpha - 1))

    def curve(self, points: int = 200, level: float = 0.9999) -> pd.DataFrame:
        """Return the density as plain numbers to draw: columns `effect` and `density`.

        >>> from course.ab import lift, posterior
        >>> len(lift(posterior(3, 10), posterior(4, 10)).curve(points=20))
        20
        """
        effect = np.linspace(*self.interval(level), points)
        return pd.DataFrame({"effect": effect, "density": [self.pdf(x) for x in effect]})

    def _line(
        self, effect: float
    ) -> tuple[Callable[[Array], Array], list[tuple[float, float]], list[float]]:
        """For each log odds of p_a, the log odds of the p_b that makes this effect; where b's bulk lies
        on that line, and where the line leaves the unit interval."""
        b = self.b
        if self.kind == "odds_ratio":
            shift = math.log(effect)
            return lambda t: t + shift, [(log_odds(b) - shift, log_odds_spread(b))], []
        if self.kind == "difference":

            def rate_of_b(t: Array) -> tuple[Array, Array]:
                # Both the rate and its distance from 1, so that neither end loses digits.
                return special.expit(t) + effect, special.expit(-t) - effect

            at, slope = b.mean - effect, 1.0
            edges = [-effect, 1 - effect]
        else:
            ratio = 1 + effect

            def rate_of_b(t: Array) -> tuple[Array, Array]:
                return ratio * special.expit(t), special.expit(-t) - effect * special.expit(t)

            at, slope = b.mean / ratio, ratio
            edges = [1 / ratio]

        def wanted(t: Array) -> Array:
            rate, rest = rate_of_b(t)
            with np.errstate(divide="ignore", invalid="ignore"):
                u = np.log(rate) - np.log(rest)
            return np.where(rate <= 0, -np.inf, np.where(rest <= 0, np.inf, u))

        marks = []
        if 0 < at < 1:
            marks = [(math.log(at / (1 - at)), b.sd / slope / (at * (1 - at)))]
        kinks = [math.log(edge / (1 - edge)) for edge in edges if 0 < edge < 1]
        # An edge is approached like a power of the distance: narrower panels the nearer.
        marks += [(edge, 2.0**-k) for edge in kinks for k in (8, 16, 24, 32)]
        return wanted, marks, kinks


# From the whole line to the values of an effect.
_FROM_THE_LINE: dict[str, Callable[[float], float]] = {
    "difference": math.tanh,
    "relative": lambda x: math.expm1(min(x, 700.0)),
    "odds_ratio": lambda x: math.exp(min(x, 700.0)),
}


def lift(a: BetaPosterior, b: BetaPosterior, kind: Kind = "difference") -> Lift:
    """Return the posterior distribution of the effect of going from arm a to arm b, a `Lift`.

    Parameters
    ----------
    a, b : BetaPosterior
        The posteriors of the two arms, independent of each other.
    kind : str
        "difference" of the rates, "relative" lift p_b / p_a - 1, or "odds_ratio".

    Raises
    ------
    ValueError
        Another kind.

    Examples
    --------
    >>> from course.ab import posterior
    >>> found = lift(posterior(30, 100), posterior(45, 100))
    >>> round(found.mean, 4)
    0.1471
    """
    if kind not in _SUPPORT:
        raise ValueError(f"kind is {kind!r}: it is one of {', '.join(map(repr, _SUPPORT))}.")
    return Lift(a, b, kind)
