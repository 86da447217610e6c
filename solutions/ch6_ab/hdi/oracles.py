"""Outside truth for `hdi`."""

import numpy as np
from scipy import optimize, stats

from autograder.authors import Agreement, oracle
from course import ab


def _asked(rng):
    return (*rng.uniform(1.2, 30, size=2).tolist(), float(rng.uniform(0.5, 0.99)))


def _ours(asked):
    alpha, beta, level = asked
    return ab.BetaPosterior(alpha, beta).hdi(level)


@oracle("SciPy's bounded minimiser, applied to the width")
def least_width(student, rng):
    alpha, beta, level = asked = _asked(rng)
    quantile = stats.beta(alpha, beta).ppf
    left = optimize.minimize_scalar(
        lambda q: quantile(q + level) - quantile(q),
        bounds=(0, 1 - level),
        method="bounded",
        options={"xatol": 1e-10},
    ).x
    # Around the least width the width hardly changes: half of the digits is what there is.
    outside = quantile([left, left + level])
    return Agreement(student.hdi(*asked), _ours(asked), outside, rtol=0, atol=1e-6)


@oracle("SciPy's solver of two equations: equal density at the ends, and the level between them")
def two_equations(student, rng):
    alpha, beta, level = asked = _asked(rng)
    known = stats.beta(alpha, beta)

    def off(log_odds):
        low, high = 1 / (1 + np.exp(-np.asarray(log_odds)))
        return known.logpdf(high) - known.logpdf(low), known.cdf(high) - known.cdf(low) - level

    start = known.ppf([(1 - level) / 2, (1 + level) / 2])
    found = optimize.root(off, np.log(start / (1 - start)), tol=1e-12)
    outside = 1 / (1 + np.exp(-found.x))
    return Agreement(student.hdi(*asked), _ours(asked), outside, rtol=0, atol=1e-7)
