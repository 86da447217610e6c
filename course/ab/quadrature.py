"""Integrals over a rate on the scale of log odds, where nothing underflows and nothing cancels."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable

import numpy as np
from numpy.typing import NDArray
from scipy import special

from course.ab.posterior import BetaPosterior

Array = NDArray[np.float64]

# Nodes of a panel. Panels are cut so that the integrand is smooth on the scale of each.
_NODES, _WEIGHTS = np.polynomial.legendre.leggauss(40)
# Cuts in standard deviations around each centre, on the scale of log odds.
_CUTS = np.array([0.0, 1, 2, 3, 4.5, 6, 8, 11, 15, 20])
# The mass that is left out at either end.
_NEGLIGIBLE = -46.0
_TINY = 1e-290
# Where SciPy's incomplete beta function loses digits: a shape up to the one, the other above.
_SMALL, _LARGE = 60.0, 1e4

# A place on the scale of log odds around which an integrand changes, and how fast.
Mark = tuple[float, float]


def expectation(
    a: BetaPosterior,
    of: Callable[[Array], Array],
    marks: Iterable[Mark] = (),
    kinks: Iterable[float] = (),
) -> float:
    """Return E[of(T)] for T the log odds of a's rate; the density is normalised by the same sum.

    The density is written around its centre, n (p0 h - log(1 + p0 (e^h - 1))) with h the distance in log
    odds: no difference of large logarithms is taken. `marks` say where `of` changes, `kinks` where it has
    an edge.
    """
    centre, spread = log_odds(a), log_odds_spread(a)
    low, high = _ends(a)
    nodes, weights = panels(
        low,
        high,
        [(0.0, spread), *((at - centre, width) for at, width in marks)],
        [-centre, *(at - centre for at in kinks)],
    )
    log_density = -_divergence(a, nodes)
    mass = weights * np.exp(log_density - log_density.max())
    return float(mass @ of(centre + nodes) / mass.sum())


def integral(posteriors: Iterable[BetaPosterior], of: Callable[[Array], Array]) -> float:
    """Return the integral over x from 0 to 1 of `of`, a function of the log odds of x.

    `of` changes where the posteriors lie, and is negligible beyond all of them.
    """
    arms = list(posteriors)
    ends = [[log_odds(p) + end for end in _ends(p)] for p in arms]
    low, high = min(e[0] for e in ends), max(e[1] for e in ends)
    t, weights = panels(low, high, [(log_odds(p), log_odds_spread(p)) for p in arms], [0.0])
    # dx = x (1 - x) dt
    return float(weights @ (of(t) * special.expit(t) * special.expit(-t)))


def panels(
    low: float, high: float, marks: Iterable[Mark], kinks: Iterable[float]
) -> tuple[Array, Array]:
    """Return Gauss-Legendre nodes and weights on panels that are narrow where the integrand is."""
    cuts = [low, high]
    # From each bulk out to the ends, each panel twice as long as the one before.
    out = 2.0 ** np.arange(-2, 20)
    for at, spread in marks:
        steps = np.concatenate([spread * _CUTS, 20 * spread + out])
        cuts += [*(at + steps), *(at - steps)]
    for at in kinks:
        near = 2.0 ** np.arange(-1, 7)
        cuts += [at, *(at + near), *(at - near)]
    edges = np.unique(np.clip(cuts, low, high))
    half = np.diff(edges) / 2
    middle = edges[:-1] + half
    nodes = (middle[:, None] + half[:, None] * _NODES).ravel()
    return nodes, (half[:, None] * _WEIGHTS).ravel()


def log_odds(posterior: BetaPosterior) -> float:
    """Return the log odds of the posterior mean."""
    return math.log(posterior.alpha / posterior.beta)


def log_odds_spread(posterior: BetaPosterior) -> float:
    """Return about the standard deviation of the log odds."""
    return math.sqrt(1 / posterior.alpha + 1 / posterior.beta)


def _ends(a: BetaPosterior) -> tuple[float, float]:
    """Where the density of a's log odds has ended, measured from its centre."""
    spread = log_odds_spread(a)
    low = min(_NEGLIGIBLE / a.alpha, -8 * spread) * 1.2 - 5
    high = max(-_NEGLIGIBLE / a.beta, 8 * spread) * 1.2 + 5
    return low, high


def above(b: BetaPosterior, t: Array) -> Array:
    """Return P(p_b > expit(t)), also where expit(t) is too small to be written."""
    left = _incomplete(b.alpha, b.beta, np.minimum(t, 0.0))
    right = _incomplete(b.beta, b.alpha, -np.maximum(t, 0.0))
    return np.where(t < 0, 1 - left, right)


def below(b: BetaPosterior, t: Array) -> Array:
    """Return P(p_b < expit(t))."""
    return above(BetaPosterior(b.beta, b.alpha), -t)


def log_density(b: BetaPosterior, t: Array) -> Array:
    """Return the log density of b's log odds at t, with respect to t."""
    n = b.alpha + b.beta
    # At the centre, by Stirling's formula: what is large in the three log-gamma functions cancels.
    top = math.log(b.alpha) + math.log(b.beta) - math.log(n) - math.log(2 * math.pi)
    top = top / 2 + _stirling_rest(n) - _stirling_rest(b.alpha) - _stirling_rest(b.beta)
    return top - _divergence(b, t - log_odds(b))


def _stirling_rest(x: float) -> float:
    """log Gamma(x) less its Stirling formula (x - 1/2) log x - x + log(2 pi) / 2."""
    if x < 30:
        return math.lgamma(x) - (x - 0.5) * math.log(x) + x - math.log(2 * math.pi) / 2
    return 1 / (12 * x) - 1 / (360 * x**3) + 1 / (1260 * x**5)


def _divergence(a: BetaPosterior, h: Array) -> Array:
    """How far the log density of a's log odds lies below its top, at h log odds from its centre.

    n (log(1 + p0 (e^h - 1)) - p0 h), or the same seen from the other side, whichever of p0 and
    1 - p0 is the smaller: nothing cancels then.
    """
    share, h = (a.alpha, h) if a.alpha <= a.beta else (a.beta, -h)
    n = a.alpha + a.beta
    p0 = share / n
    log_ratio = np.log1p(p0 * np.expm1(np.minimum(h, 300)))
    far = np.log(p0) + h  # all that is left of it beyond
    return n * np.where(h > 300, far, log_ratio) - share * h


def _incomplete(alpha: float, beta: float, t: Array) -> Array:
    """The regularised incomplete beta function at expit(t), t <= 0."""
    x = special.expit(t)
    if alpha <= _SMALL and beta >= _LARGE:
        return _by_series(alpha, beta, x, t)
    found = special.betainc(alpha, beta, x)
    tiny = x < _TINY
    if tiny.any():
        # Its first term is all there is of the series: x^alpha / (alpha B(alpha, beta)).
        found[tiny] = np.exp(alpha * t[tiny] - math.log(alpha) - special.betaln(alpha, beta))
    return found


def _by_series(alpha: float, beta: float, x: Array, t: Array) -> Array:
    """The same for few successes in very many trials, by a series of positive terms.

    I_x = x^a (1 - x)^b / (a B(a, b)) sum over k of (a + b)_k / (a + 1)_k x^k. SciPy's own routine
    is off by 1e-8 for whole numbers a of this size at b = 10^9.
    """
    term = total = np.ones_like(x)
    bulk = alpha + 12 * math.sqrt(alpha) + 60
    inside = np.where(beta * x < bulk, x, 0.0)
    for k in range(2_000):
        term = term * (alpha + beta + k) / (alpha + 1 + k) * inside
        total = total + term
        if float((term / total).max()) < 1e-18:
            break
    # log x is t + log(1 - x), also where x is too small to be written.
    first = alpha * t + (alpha + beta) * np.log1p(-x) - math.log(alpha)
    found = np.exp(first - _log_beta(alpha, beta)) * total
    return np.where(beta * x < bulk, np.minimum(found, 1.0), 1.0)


def _log_beta(alpha: float, beta: float) -> float:
    """log B(alpha, beta) for beta >= _LARGE, by Stirling's series: no difference of large numbers."""
    total = alpha + beta
    fall = (0.5 - beta) * math.log1p(alpha / beta) - alpha * math.log(total) + alpha
    return math.lgamma(alpha) + fall + _stirling_rest(beta) - _stirling_rest(total)
