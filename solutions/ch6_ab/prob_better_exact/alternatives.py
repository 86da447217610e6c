"""Unusual right answers to `prob_better_exact`."""

import math
import warnings

import numpy as np
from scipy import integrate, special, stats

from autograder.authors import alternative


def _betas(sa, na, sb, nb):
    if min(sa, sb) < 0 or sa > na or sb > nb:
        raise ValueError("impossible counts")
    return 1 + sa, 1 + na - sa, 1 + sb, 1 + nb - sb


@alternative("adaptive quadrature around the bulk of A's posterior, as a 0-d array, with a print")
def by_quadrature(successes_a, trials_a, successes_b, trials_b):
    a1, b1, a2, b2 = _betas(successes_a, trials_a, successes_b, trials_b)
    a = stats.beta(a1, b1)
    low, high = a.ppf(1e-12), a.isf(1e-12)
    print("integrating from", low, "to", high)
    found, _ = integrate.quad(
        lambda x: a.pdf(x) * stats.beta.sf(x, a2, b2),
        low,
        high,
        points=np.clip([a.mean(), a2 / (a2 + b2)], low, high),
        epsabs=1e-11,
        limit=500,
    )
    return np.array(found)


@alternative("Gauss-Legendre on twenty panels, with a warning and type hints")
def by_panels(successes_a: int, trials_a: int, successes_b: int, trials_b: int) -> np.float64:
    a1, b1, a2, b2 = _betas(successes_a, trials_a, successes_b, trials_b)
    warnings.warn("only a warning", stacklevel=1)
    a = stats.beta(a1, b1)
    edges = np.linspace(a.ppf(1e-14), a.isf(1e-14), 61)
    nodes, weights = np.polynomial.legendre.leggauss(30)
    half = np.diff(edges)[:, None] / 2
    x = edges[:-1, None] + half * (1 + nodes)
    return np.sum(half * weights * a.pdf(x) * special.betaincc(a2, b2, x))


@alternative("the closed form from the other side, in plain Python with log-gamma functions")
def plain_python(successes_a, trials_a, successes_b, trials_b):
    a1, b1, a2, b2 = map(int, _betas(successes_a, trials_a, successes_b, trials_b))

    def lbeta(a, b):
        return math.lgamma(a) + math.lgamma(b) - math.lgamma(a + b)

    worse = math.fsum(
        math.exp(lbeta(a2 + i, b1 + b2) - math.log(b1 + i) - lbeta(1 + i, b1) - lbeta(a2, b2))
        for i in range(a1)
    )
    return [1 - worse]
