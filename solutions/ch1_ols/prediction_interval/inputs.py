"""What may be asked of `prediction_interval`, kind by kind."""

import numpy as np

from autograder.authors import array, asked, kind, matrix, number, refused, truth
from course import ols

DOMAIN = {
    "X": matrix(rows=">"),
    "y": array(least=2),
    "x_new": array(most=30),
    "level": number(above=0, below=1),
}


@truth(what="the interval", atol=0)
def right(X, y, x_new, level=0.95):
    new = np.asarray(x_new, dtype=float)[np.newaxis]
    return ols.fit(X, y).predict(new, interval="prediction", level=float(level))[0, 1:]


def _noisy(rng, X):
    """The first n rows of X, a noisy response to them, and the last row."""
    y = X[:-1] @ rng.normal(size=X.shape[1]) + rng.normal(size=len(X) - 1)
    return X[:-1], y, X[-1]


def _with_constant(rng, n, p):
    """n rows and the new one: correlated columns beside a constant, which stands first."""
    x = rng.normal(size=(n + 1, p - 1)) + rng.normal(size=(n + 1, 1))
    return np.column_stack([np.ones(n + 1), x])


@kind("data with correlated columns")
def correlated(rng):
    return _noisy(rng, _with_constant(rng, 15, 4))


@kind("another level than 95 %")
def another_level(rng):
    X, y, x_new = _noisy(rng, _with_constant(rng, 9, 3))
    return asked(X, y, x_new, level=float(rng.uniform(0.5, 0.9)))


@kind("a level far below one half")
def low_level(rng):
    return *_noisy(rng, _with_constant(rng, 9, 2)), float(rng.uniform(0.05, 0.2))


@kind("a level close to one")
def high_level(rng):
    return *_noisy(rng, _with_constant(rng, 9, 2)), float(rng.uniform(0.998, 0.9995))


@kind("a design without a constant column")
def no_constant(rng):
    return _noisy(rng, rng.uniform(1, 3, size=(10, 2)))


@kind("a design whose constant is the last column")
def constant_last(rng):
    return _noisy(rng, _with_constant(rng, 12, 3)[:, ::-1].copy())


@kind("a design of one column")
def one_column(rng):
    return _noisy(rng, rng.uniform(1, 3, size=(8, 1)))


@kind("a design of one column and only two observations")
def two_observations(rng):
    return *_noisy(rng, rng.uniform(1, 2, size=(3, 1))), 0.8


@kind("one degree of freedom")
def one_degree(rng):
    return _noisy(rng, _with_constant(rng, 4, 3))


@kind("more than thirty degrees of freedom")
def beyond_thirty(rng):
    return _noisy(rng, _with_constant(rng, 40, 2))


@kind("more than a thousand observations")
def many(rng):
    return _noisy(rng, _with_constant(rng, 1100, 3))


@kind("whole numbers, and a new row that is one of the rows")
def whole(rng):
    t = rng.permutation([-3.0, -1.0, 0.0, 1.0, 1.0, 4.0])
    y = rng.permutation([7.0, -2.0, 0.0, 3.0, 3.0, 8.0])
    return np.column_stack([np.ones(6), t]), y, np.ones(2)


@kind("a new row of zeros, in a design without a constant column")
def row_of_zeros(rng):
    X, y, _ = _noisy(rng, rng.uniform(1, 3, size=(8, 2)))
    return X, y, np.zeros(2)


@kind("columns in very different units, and responses that are very large")
def units(rng):
    size = np.array([1.0, 1e4, 3e-4])
    X = np.column_stack([np.ones(16), rng.uniform(1, 3, size=(16, 2))])
    X, y, x_new = _noisy(rng, X)
    return X * size, y * 1e6, x_new * size


@kind("columns and responses that are all very small")
def small(rng):
    X, y, x_new = _noisy(rng, rng.uniform(1, 3, size=(10, 2)))
    return X * 1e-6, y * 1e-8, x_new * 1e-6


@refused("as many rows as columns", beside=one_degree)
def as_many_rows(rng):
    return rng.normal(size=(3, 3)), rng.normal(size=3), rng.normal(size=3)


@refused("fewer rows than columns", beside=one_degree)
def fewer_rows(rng):
    return rng.normal(size=(2, 4)), rng.normal(size=2), rng.normal(size=4)
