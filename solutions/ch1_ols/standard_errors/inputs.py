"""What may be asked of `standard_errors`, kind by kind."""

import numpy as np

from autograder.authors import array, kind, matrix, refused, truth
from course import ols

DOMAIN = {"X": matrix(rows=">"), "y": array(least=2), "coef": array(repeats=False, most=30)}


@truth(what="the array of standard errors", atol=0)
def right(X, y, coef):
    return ols.fit(X, y).std_error


def _fitted(X, y):
    return X, y, ols.fit(X, y).coef


def _noisy(rng, X):
    return _fitted(X, X @ rng.normal(size=X.shape[1]) + rng.normal(size=len(X)))


@kind("data with correlated columns")
def correlated(rng):
    x = rng.normal(size=(25, 3)) + rng.normal(size=(25, 1))
    return _noisy(rng, np.column_stack([np.ones(25), x]))


@kind("a design without a constant column")
def no_constant(rng):
    return _noisy(rng, rng.uniform(1, 3, size=(9, 2)))


@kind("a design whose constant is the last column")
def constant_last(rng):
    return _noisy(rng, np.column_stack([rng.normal(size=(12, 2)), np.ones(12)]))


@kind("a design of one column")
def one_column(rng):
    return _noisy(rng, np.ones((7, 1)))


@kind("a design of one column and only two observations")
def two_observations(rng):
    return _noisy(rng, rng.uniform(1, 2, size=(2, 1)))


@kind("one degree of freedom")
def one_degree(rng):
    return _noisy(rng, np.column_stack([np.ones(4), rng.normal(size=(4, 2))]))


@kind("more than a thousand observations")
def many(rng):
    return _noisy(rng, np.column_stack([np.ones(1200), rng.normal(size=(1200, 2))]))


@kind("whole numbers, with a slope of zero")
def whole(rng):
    level, slope, off = int(rng.integers(1, 9)), 0, int(rng.integers(1, 9))
    t = np.array([-1, -1, 1, 1, 0])
    y = level + slope * t + off * np.array([1, -1, 1, -1, 0])
    return np.column_stack([np.ones(5, dtype=int), t]), y, np.array([level, slope])


@kind("columns and responses in very different units")
def units(rng):
    X = np.column_stack([np.ones(15), rng.normal(size=(15, 2))])
    y = (X @ [1.0, 2.0, 3.0] + rng.normal(size=15)) * 1e4
    return _fitted(X * [1, 1e4, 1e-4], y)


@kind("responses that are all very small")
def small(rng):
    X, y, _ = _noisy(rng, np.column_stack([np.ones(9), rng.normal(size=9)]))
    return _fitted(X, y * 1e-7)


@refused("as many rows as columns")
def as_many_rows(rng):
    return rng.normal(size=(3, 3)), rng.normal(size=3), rng.normal(size=3)


@refused("fewer rows than columns")
def fewer_rows(rng):
    return rng.normal(size=(2, 4)), rng.normal(size=2), rng.normal(size=4)
