"""The probability that one rate is above another."""

from __future__ import annotations

import math

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


def prob_better(a: BetaPosterior, b: BetaPosterior) -> float:
    """Return P(p_b > p_a) for two independent rates: that b is the better arm.

    P = integral over x of f_a(x) P(p_b > x). It is computed on the scale of log odds t, by
    Gauss-Legendre panels around the bulk of both posteriors and out to where nothing is left. The
    density is written around its centre, n (p0 h - log(1 + p0 (e^h - 1))) with h the distance in
    log odds, and normalised by the same sum: no difference of large logarithms is taken, and the
    error stays below 1e-12 from one trial to 10^9.

    Parameters
    ----------
    a, b : BetaPosterior
        The posteriors of the two arms, such as `posterior` returns.

    References
    ----------
    Cook (2005), Exact calculation of beta inequalities, UT MD Anderson technical report, has the
    closed form for whole parameters.

    Examples
    --------
    >>> prob_better(BetaPosterior(1, 1), BetaPosterior(1, 1))
    0.5
    >>> round(prob_better(BetaPosterior(1, 2), BetaPosterior(2, 1)), 12)
    0.833333333333
    """
    if (a.alpha, a.beta) == (b.alpha, b.beta):
        return 0.5
    h, weights = _panels(a, b)
    log_density = -_divergence(a, h)
    mass = weights * np.exp(log_density - log_density.max())
    above = _survival(b, _centre(a) + h)
    return float(np.clip(mass @ above / mass.sum(), 0.0, 1.0))


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


def _panels(a: BetaPosterior, b: BetaPosterior) -> tuple[Array, Array]:
    """Nodes and weights, in log odds measured from the centre of a."""
    centre = _centre(a)
    low = min(_NEGLIGIBLE / a.alpha, -8 * _spread(a)) * 1.2 - 5
    high = max(-_NEGLIGIBLE / a.beta, 8 * _spread(a)) * 1.2 + 5
    cuts = [low, high]
    for at, spread in ((0.0, _spread(a)), (_centre(b) - centre, _spread(b))):
        cuts += [*(at + spread * _CUTS), *(at - spread * _CUTS)]
    # Around even odds, where the tails of one side go over into those of the other.
    cuts += [*(2.0 ** np.arange(-1, 7) - centre), *(-(2.0 ** np.arange(-1, 7)) - centre), -centre]
    # From the bulk out to the ends, each panel twice as long as the one before.
    out = 2.0 ** np.arange(-2, 20)
    cuts += [*(20 * _spread(a) + out), *(-20 * _spread(a) - out)]
    edges = np.unique(np.clip(cuts, low, high))
    half = np.diff(edges) / 2
    middle = edges[:-1] + half
    nodes = (middle[:, None] + half[:, None] * _NODES).ravel()
    return nodes, (half[:, None] * _WEIGHTS).ravel()


def _centre(posterior: BetaPosterior) -> float:
    """The log odds of the posterior mean."""
    return math.log(posterior.alpha / posterior.beta)


def _spread(posterior: BetaPosterior) -> float:
    """About the standard deviation of the log odds."""
    return math.sqrt(1 / posterior.alpha + 1 / posterior.beta)


def _survival(b: BetaPosterior, t: Array) -> Array:
    """P(p_b > expit(t)), also where expit(t) is too small to be written."""
    below = _incomplete(b.alpha, b.beta, np.minimum(t, 0.0))
    above = _incomplete(b.beta, b.alpha, -np.maximum(t, 0.0))
    return np.where(t < 0, 1 - below, above)


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

    def rest(x: float) -> float:
        return 1 / (12 * x) - 1 / (360 * x**3)

    total = alpha + beta
    fall = (0.5 - beta) * math.log1p(alpha / beta) - alpha * math.log(total) + alpha
    return math.lgamma(alpha) + fall + rest(beta) - rest(total)


def prob_better_gaussian(a: BetaPosterior, b: BetaPosterior) -> float:
    """Return the normal approximation to P(p_b > p_a): two normals with the same means and variances.

    Phi((mean_b - mean_a) / sqrt(sd_a² + sd_b²)). Good to two or three digits once each arm has some
    dozens of trials; see `prob_better` for the exact value.

    Parameters
    ----------
    a, b : BetaPosterior
        The posteriors of the two arms.

    Examples
    --------
    >>> round(prob_better_gaussian(BetaPosterior(31, 71), BetaPosterior(46, 56)), 4)
    0.9862
    """
    return float(special.ndtr((b.mean - a.mean) / math.hypot(a.sd, b.sd)))
