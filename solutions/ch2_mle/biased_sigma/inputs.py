"""What may be asked of `biased_sigma`, kind by kind."""

import numpy as np

from autograder.authors import array, kind, refused, truth, whole_number
from course import mle

DOMAIN = {"residuals": array(), "n_coef": whole_number(low=0)}


@truth(what="the triple of numbers", rtol=1e-6, atol=0)
def right(residuals, n_coef):
    e = np.asarray(residuals, dtype=float)
    n, df = len(e), len(e) - int(n_coef)
    ml = np.sqrt(np.mean(e**2))
    return ml, ml * np.sqrt(n / df), mle.c4(df) * np.sqrt(df / n)


def _residuals(rng, n):
    return rng.normal(0.4, 2, size=n)


@kind("a few residuals of a fit with two coefficients")
def few(rng):
    return _residuals(rng, int(rng.integers(5, 12))), 2


@kind("residuals that sum to zero, from a fit with a constant")
def with_constant(rng):
    X = np.column_stack([np.ones(9), rng.normal(size=(9, 2))])
    y = rng.normal(size=9)
    return y - X @ np.linalg.lstsq(X, y, rcond=None)[0], 3


@kind("residuals that are all on the same side of zero")
def one_side(rng):
    return rng.uniform(1, 3, size=8), 1


@kind("one residual and no coefficient")
def one(rng):
    return np.array([rng.uniform(0.5, 3)]), 0


@kind("two residuals and one coefficient")
def two(rng):
    return rng.uniform(0.5, 3) * np.array([1.0, -1.0]), 1


@kind("no coefficient, since the mean was known")
def known_mean(rng):
    return _residuals(rng, int(rng.integers(4, 9))), 0


@kind("one degree of freedom")
def one_left(rng):
    n = int(rng.integers(5, 10))
    return _residuals(rng, n), n - 1


@kind("two degrees of freedom")
def two_left(rng):
    n = int(rng.integers(5, 10))
    return _residuals(rng, n), n - 2


@kind("whole numbers, a zero and equal ones among them")
def whole(rng):
    return rng.permutation([0, 2, 2, -3, -1, 4]), 2


@kind("more than thirty coefficients")
def many_coefficients(rng):
    return _residuals(rng, int(rng.integers(60, 90))), int(rng.integers(31, 50))


@kind("more than a thousand coefficients")
def thousand_coefficients(rng):
    return _residuals(rng, int(rng.integers(1500, 1700))), int(rng.integers(1010, 1300))


@kind("more than a thousand residuals")
def many(rng):
    return _residuals(rng, int(rng.integers(1100, 3000))), 5


@kind("some hundreds of residuals")
def hundreds(rng):
    return _residuals(rng, int(rng.integers(360, 600))), 4


@kind("large units")
def large(rng):
    return _residuals(rng, 7) * 1e6, 3


@kind("small units")
def small(rng):
    return _residuals(rng, 7) * 1e-8, 3


@refused("as many coefficients as residuals")
def saturated(rng):
    n = int(rng.integers(3, 7))
    return _residuals(rng, n), n


@refused("more coefficients than residuals", beside=one_left)
def too_many(rng):
    n = int(rng.integers(3, 7))
    return _residuals(rng, n), n + int(rng.integers(1, 4))
