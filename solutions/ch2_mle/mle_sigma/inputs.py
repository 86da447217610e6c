"""What may be asked of `mle_sigma`, kind by kind."""

import numpy as np

from autograder.authors import array, kind, matrix, refused, truth
from course import mle, ols

DOMAIN = {"X": matrix(rows=">"), "y": array(least=2), "coef": array(repeats=False, most=30)}


@truth(what="the pair of numbers", rtol=2e-7, atol=0)
def right(X, y, coef):
    fitted = mle.gaussian_mle(X, y)
    return fitted.sigma, fitted.log_likelihood


def _fitted(X, y):
    return X, y, ols.fit(X, y).coef


def _noisy(rng, X, noise=2.0):
    return _fitted(X, X @ rng.uniform(1, 2, size=X.shape[1]) + noise * rng.normal(size=len(X)))


@kind("an odd number of observations and correlated columns")
def correlated(rng):
    x = rng.normal(size=(13, 3)) + rng.normal(size=(13, 1))
    return _noisy(rng, np.column_stack([np.ones(13), x]))


@kind("a design without a constant column")
def no_constant(rng):
    return _noisy(rng, rng.uniform(1, 3, size=(9, 2)))


@kind("a design whose constant is the last column")
def constant_last(rng):
    return _noisy(rng, np.column_stack([rng.normal(size=(12, 2)), np.ones(12)]))


@kind("a design of one column")
def one_column(rng):
    return _noisy(rng, np.ones((7, 1)))


@kind("two observations and one column")
def two_observations(rng):
    y = rng.uniform(1, 2) + np.array([-1, 1]) * rng.uniform(1, 2)
    return _fitted(np.ones((2, 1)), y)


@kind("one observation more than columns")
def one_more(rng):
    # The residuals are a multiple of (1, -2, 0, 1), which is at right angles to all three columns.
    X = np.column_stack([np.ones(4), [0.0, 1.0, 3.0, 2.0], [2.0, 1.0, rng.uniform(1, 9), 0.0]])
    y = X @ rng.normal(size=3) + rng.uniform(1, 2) * np.array([1.0, -2.0, 0.0, 1.0])
    return _fitted(X, y)


@kind("residuals that are all on the same side of zero")
def one_side(rng):
    x = np.concatenate([[1.0, -1.0], rng.uniform(1, 3) * np.array([1.0, -1.0])])
    return _fitted(x[:, None], x * rng.normal() - rng.uniform(1, 2))


@kind("more than a thousand observations")
def many(rng):
    return _noisy(rng, np.column_stack([np.ones(1201), rng.normal(size=(1201, 2))]))


@kind("whole numbers, with a slope, a residual and some responses of zero")
def whole(rng):
    level, slope = int(rng.integers(1, 9)), 0
    t = np.array([-1, -1, 1, 1, 0])
    y = level + slope * t + level * np.array([1, -1, 1, -1, 0])
    return np.column_stack([np.ones(5, dtype=int), t]), y, np.array([level, slope])


@kind("a fit whose residuals are small beside the responses")
def tight(rng):
    X = np.column_stack([np.ones(9), rng.uniform(20, 40, size=9)])
    return _fitted(X, X @ [100.0, 5.0] + rng.choice([-1, 1], size=9) * rng.uniform(1.5, 3, size=9))


@kind("columns and responses in very different units")
def units(rng):
    X = np.column_stack([np.ones(15), rng.normal(size=15) * 1e6, rng.normal(size=15) * 1e-5])
    return _fitted(X, (X / [1, 1e6, 1e-5] @ [1.0, 2.0, 3.0] + rng.normal(size=15)) * 1e4)


@kind("responses that are all very small")
def small(rng):
    X, y, _ = _noisy(rng, np.column_stack([np.ones(9), rng.normal(size=9)]))
    return _fitted(X, y * 1e-11)


@refused("a perfect fit with more observations than columns")
def perfect(rng):
    X = np.column_stack([np.ones(5), rng.permutation(5)])
    coef = rng.integers(1, 9, size=2).astype(float)
    return X, X @ coef, coef


@refused("a perfect fit with as many observations as columns", beside=one_more)
def saturated(rng):
    X = np.array([[1.0, 0.0, 2.0], [1.0, 1.0, 0.0], [1.0, 2.0, 5.0]])
    coef = rng.integers(-9, 9, size=3).astype(float)
    return X, X @ coef, coef


@refused("responses that are all zero", beside=whole)
def all_zero(rng):
    return np.column_stack([np.ones(4), rng.permutation(4)]), np.zeros(4), np.zeros(2)
