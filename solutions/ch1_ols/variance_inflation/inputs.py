"""What may be asked of `variance_inflation`, kind by kind."""

import numpy as np

from autograder.authors import kind, matrix, refused, truth
from course import ols

DOMAIN = {"X": matrix(rows=">", constant="none")}


@truth(what="the array of factors")
def right(X):
    return ols.variance_inflation(X).to_numpy()[1:]


def _crowded(rng, n, k):
    """Columns that share a part, with means far from zero."""
    return rng.uniform(1, 5, size=k) + rng.normal(size=(n, k)) + rng.normal(size=(n, 1))


@kind("several correlated regressors", weight=2)
def several(rng):
    return (_crowded(rng, 40, 4),)


@kind("a single regressor")
def one_regressor(rng):
    return (_crowded(rng, 7, 1),)


@kind("a single regressor in two rows")
def two_rows(rng):
    return (np.array([[1.0], [2.0]]) * rng.uniform(1, 5),)


@kind("two regressors in three rows")
def three_rows(rng):
    # The part at right angles to the first column is as long as that column: no near collinearity.
    x, own = np.array([-1.0, 0.0, 1.0]), np.array([1.0, -2.0, 1.0]) / 3**0.5
    X = np.column_stack([x, own + x * rng.uniform(0.5, 2)])
    return (X + rng.uniform(1, 5, size=2),)


@kind("six regressors")
def six(rng):
    return (_crowded(rng, 30, 6),)


@kind("more than a thousand rows")
def many_rows(rng):
    X = _crowded(rng, 1200, 3)
    X[1000:, 2] += X[1000:, 0]
    return (X,)


@kind("whole numbers")
def whole(rng):
    rooms = np.array([1.0, 2, 2, 3, 3, 4, 5, 6])
    area = 20 * rooms + 10 * rng.permutation([-2, -1, -1, 0, 0, 1, 1, 2])
    return (np.column_stack([rooms, area, rng.permutation(8)]),)


@kind("columns of zeros and ones beside another")
def dummies(rng):
    city = np.repeat([0, 1, 2], [6, 5, 4])
    return (np.column_stack([city == 1, city == 2, rng.normal(size=15) + city]).astype(float),)


@kind("columns whose means are far from zero")
def far_from_zero(rng):
    celsius = rng.permutation(np.arange(10.0, 30.0))
    fahrenheit = 32 + 1.8 * celsius + rng.normal(size=20)
    return (np.column_stack([fahrenheit, 80 + rng.normal(size=20)]),)


@kind("a column in units ten thousand times as small as the others'")
def large(rng):
    return (_crowded(rng, 16, 3) * [1e4, 1.0, -1.0],)


@kind("columns in small units")
def small(rng):
    return ((_crowded(rng, 18, 3) - 3) * [1e-5, 2e-5, 1e-4],)


@kind("two columns that are nearly the same, and a third")
def nearly_the_same(rng):
    x = rng.normal(size=40)
    twin = x * (1 + 0.01 * rng.normal(size=40))
    return (np.column_stack([x, rng.normal(size=40), twin]),)


@refused("as many rows as regressors")
def as_many_rows(rng):
    return (_crowded(rng, 3, 3),)


@refused("fewer rows than regressors")
def fewer_rows(rng):
    return (_crowded(rng, 3, 5),)


@refused("one row of one regressor")
def one_row(rng):
    return (_crowded(rng, 1, 1),)
