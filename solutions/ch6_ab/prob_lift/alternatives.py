"""Unusual right answers to `prob_lift`."""

import warnings

import numpy as np
from scipy import integrate, special, stats

from autograder.authors import alternative


@alternative("adaptive quadrature from 0 to 1 of plain powers, as a 0-d array, with a print")
def by_quadrature(successes_a, trials_a, successes_b, trials_b, at_least):
    a1, b1 = 1 + successes_a, 1 + trials_a - successes_a
    a2, b2 = 1 + successes_b, 1 + trials_b - successes_b

    def integrand(x):
        log_density = (
            special.xlogy(a1 - 1, x) + special.xlog1py(b1 - 1, -x) - special.betaln(a1, b1)
        )
        return np.exp(log_density) * special.betaincc(a2, b2, min(max(x + at_least, 0), 1))

    cuts = special.betaincinv(a1, b1, [1e-9, 1e-3, 0.5, 1 - 1e-3, 1 - 1e-9])
    places = np.clip([*cuts, a2 / (a2 + b2) - at_least, -at_least, 1 - at_least], 0, 1)
    found, error = integrate.quad(integrand, 0, 1, points=places, limit=500)
    print("off by no more than", error)
    return np.array(found)


@alternative("over the rate of B instead, on panels, with a warning and type hints")
def over_b(
    successes_a: int, trials_a: int, successes_b: int, trials_b: int, at_least: float
) -> np.float64:
    warnings.warn("only a warning", stacklevel=1)
    a = stats.beta(1 + successes_a, 1 + trials_a - successes_a)
    b = stats.beta(1 + successes_b, 1 + trials_b - successes_b)
    edges = np.sort(
        np.clip([*np.linspace(b.ppf(1e-13), b.isf(1e-13), 40), at_least, 1 + at_least], 0, 1)
    )
    nodes, weights = np.polynomial.legendre.leggauss(20)
    half = np.diff(edges)[:, None] / 2
    y = edges[:-1, None] + half * (1 + nodes)
    return np.sum(half * weights * b.pdf(y) * a.cdf(y - at_least))


@alternative("differences of A's distribution function over small steps, as a list of one number")
def by_steps(successes_a, trials_a, successes_b, trials_b, at_least):
    alpha, beta = 1 + successes_a, 1 + trials_a - successes_a
    low, high = special.betaincinv(alpha, beta, [1e-11, 1 - 1e-11])
    x = np.linspace(low, high, 10_001)
    mass = np.diff(special.betainc(alpha, beta, x))
    bar = np.clip((x[1:] + x[:-1]) / 2 + at_least, 0, 1)
    passed = special.betaincc(1 + successes_b, 1 + trials_b - successes_b, bar)
    return [float(mass @ passed)]
