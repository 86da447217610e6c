"""What may be asked of `least_squares`, kind by kind."""

import numpy as np

from autograder.authors import array, kind, matrix, refused, truth
from course import ols

DOMAIN = {"X": matrix(rows=">="), "y": array()}


@truth(what="the array of coefficients", atol=0)
def right(X, y):
    return ols.fit(X, y).coef


def _noisy(rng, X):
    return X, X @ rng.normal(size=X.shape[1]) + rng.normal(size=len(X))


def _with_constant(rng, n, p):
    """Correlated columns beside a constant, which stands first."""
    x = rng.normal(size=(n, p - 1)) + rng.normal(size=(n, 1))
    return np.column_stack([np.ones(n), x])


@kind("data with correlated columns")
def correlated(rng):
    return _noisy(rng, _with_constant(rng, 30, 4))


@kind("a design without a constant column")
def no_constant(rng):
    X = rng.uniform(1, 3, size=(15, 2))
    return X, 5 + X @ [1.0, -1.0] + rng.normal(size=15)


@kind("a design whose constant is the last column")
def constant_last(rng):
    return _noisy(rng, _with_constant(rng, 12, 3)[:, ::-1].copy())


@kind("a design of one column, which is no constant")
def one_column(rng):
    return _noisy(rng, rng.uniform(1, 3, size=(8, 1)))


@kind("the constant as the only column")
def constant_alone(rng):
    return np.ones((6, 1)), rng.normal(5, 1, size=6)


@kind("one observation and one column")
def one_observation(rng):
    return rng.uniform(1, 3, size=(1, 1)), rng.uniform(1, 3, size=1)


@kind("as many rows as columns")
def square(rng):
    return rng.uniform(-1, 1, size=(4, 4)) + 5 * np.eye(4), rng.normal(size=4)


@kind("more than a thousand observations")
def many(rng):
    return _noisy(rng, _with_constant(rng, 1100, 3))


@kind("whole numbers, whose coefficients are none")
def whole(rng):
    X = np.array([[1, -1, 2], [1, 0, 0], [1, 1, -3], [1, 1, 5], [1, 4, 1]])
    return X[rng.permutation(5)], rng.permutation([7, -2, 0, 3, 3])


@kind("zeros and ones for groups, without a constant")
def groups(rng):
    X = np.eye(3)[[0, 0, 1, 1, 1, 2, 2]]
    return _noisy(rng, X[rng.permutation(7)])


@kind("columns in very different units")
def units(rng):
    X = np.column_stack([np.ones(20), rng.normal(size=(20, 2))])
    y = X @ [2.0, 1.0, -1.0] + rng.normal(size=20) / 3
    return X * [1.0, 1e5, 1e-3], y


@kind("columns that are all very small")
def small_columns(rng):
    X, y = _noisy(rng, _with_constant(rng, 12, 3)[:, 1:])
    return X * 1e-6, y


@kind("responses that are all very small")
def small_responses(rng):
    X, y = _noisy(rng, _with_constant(rng, 9, 2))
    return X, y * 1e-8


@kind("responses that are all very large")
def large_responses(rng):
    X, y = _noisy(rng, _with_constant(rng, 9, 2))
    return X, y * 1e8


@refused("one row less than columns", beside=square)
def one_row_short(rng):
    return rng.normal(size=(3, 4)), rng.normal(size=3)


@refused("a single row and three columns", beside=square)
def single_row(rng):
    return rng.normal(size=(1, 3)), rng.normal(size=1)
