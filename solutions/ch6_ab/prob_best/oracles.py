"""Outside truth for `prob_best`."""

from fractions import Fraction
from itertools import pairwise
from math import comb

import numpy as np
from scipy import stats

from autograder.authors import Agreement, oracle
from course import ab


def _arms(rng, k, largest):
    trials = rng.integers(0, largest, size=k)
    return rng.integers(0, trials + 1).tolist(), trials.tolist()


def _reference(successes, trials):
    return ab.prob_best([ab.posterior(s, n) for s, n in zip(successes, trials, strict=True)])


@oracle("the polynomials of small counts, multiplied and integrated in exact fractions")
def polynomials(student, rng):
    successes, trials = _arms(rng, int(rng.integers(2, 5)), 8)
    densities, belows = [], []
    for s, n in zip(successes, trials, strict=True):
        # (n + 1) C(n, s) x^s (1 - x)^(n - s), by powers of x; then its integral from 0.
        density = [Fraction(0)] * s + [
            Fraction((n + 1) * comb(n, s) * comb(n - s, k) * (-1) ** k) for k in range(n - s + 1)
        ]
        densities.append(density)
        belows.append([Fraction(0)] + [c / (k + 1) for k, c in enumerate(density)])
    outside = []
    for i, density in enumerate(densities):
        product = density
        for j, below in enumerate(belows):
            if j != i:
                product = _multiplied(product, below)
        outside.append(float(sum(c / (k + 1) for k, c in enumerate(product))))
    found = student.prob_best(successes, trials)
    return Agreement(found, _reference(successes, trials), outside, atol=1e-7)


def _multiplied(p, q):
    product = [Fraction(0)] * (len(p) + len(q) - 1)
    for i, left in enumerate(p):
        for j, right in enumerate(q):
            product[i + j] += left * right
    return product


@oracle("scipy.stats.beta, the rank of each arm by quadrature over the arm's own quantiles")
def scipy_quantiles(student, rng):
    successes, trials = _arms(rng, 3, 60)
    arms = [stats.beta(1 + s, 1 + n - s) for s, n in zip(successes, trials, strict=True)]
    nodes, weights = np.polynomial.legendre.leggauss(60)
    # Quantiles at Phi(z), so that the ends are drawn out.
    z = np.linspace(-8, 8, 41)
    outside = []
    for i, arm in enumerate(arms):
        rest = [other for j, other in enumerate(arms) if j != i]
        total = 0.0
        for low, high in pairwise(z):
            at = low + (high - low) * (1 + nodes) / 2
            x = np.where(at < 0, arm.ppf(stats.norm.cdf(at)), arm.isf(stats.norm.sf(at)))
            below = np.prod([other.cdf(x) for other in rest], axis=0)
            total += (high - low) / 2 * float(weights @ (stats.norm.pdf(at) * below))
        outside.append(total)
    found = student.prob_best(successes, trials)
    return Agreement(found, _reference(successes, trials), outside, atol=1e-7)
