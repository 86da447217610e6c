"""What may be asked of `dummy_trap`, kind by kind.

By construction, what the kept columns leave of a column is far from the tolerance on either side.
"""

import numpy as np

from autograder.authors import asked, kind, matrix, number, truth
from course import ols

DOMAIN = {"X": matrix(), "tolerance": number(1e-8, 0.1)}


@truth(what="the list of columns")
def right(X, tolerance=1e-8):
    kept, found = [], []
    for j, x in enumerate(X.T):
        left = ols.fit(X[:, kept], x).residuals if kept else x
        small = np.linalg.norm(left) <= tolerance * np.linalg.norm(x)
        (found if small else kept).append(j)
    return found


def _independent(rng, n, k):
    """A constant and k columns of small whole numbers: each has a row in which the others are zero."""
    X = rng.integers(-9, 10, size=(n, k)).astype(float)
    X[: k + 1] = np.vstack([9 * np.eye(k), np.zeros(k)])
    return np.column_stack([np.ones(n), rng.permutation(X)])


def _planted(rng, n, k, redundant):
    """The same, with some combinations of columns that stand before them."""
    X = _independent(rng, n, k)
    columns = [X[:, 0]]
    for new in rng.permutation([*range(1, k + 1), *[0] * redundant]):
        weights = rng.choice([-2, -1, 1, 2], size=len(columns))
        columns.append(X[:, new] if new else np.column_stack(columns) @ weights)
    return np.column_stack(columns)


def _directions(rng, n, k):
    """k columns of length one at right angles to each other."""
    return np.linalg.qr(rng.normal(size=(n, k))).Q


def _nearly(rng, share, n=12):
    """Three columns, their sum but for a share of its length, one more, and twice the first."""
    Q = _directions(rng, n, 5)
    total = Q[:, :3].sum(axis=1)
    nearly = total + share * np.linalg.norm(total) * Q[:, 3]
    return np.column_stack([Q[:, :3], nearly, Q[:, 4], 2 * Q[:, 0]])


@kind("columns of which some are combinations of several before them", weight=2)
def planted(rng):
    return (_planted(rng, 14, 4, 3),)


@kind("a sum of five columns, not much like any one of them")
def a_sum_of_five(rng):
    X = _independent(rng, 20, 5)[:, 1:]
    return (np.column_stack([X, X.sum(axis=1)]),)


@kind("all cities before the constant")
def constant_last(rng):
    city = rng.permutation(np.repeat(np.arange(5), 3))
    return (np.column_stack([*(city == level for level in range(5)), np.ones(15)]).astype(float),)


@kind("a column of zeros in front")
def zeros_in_front(rng):
    X = _planted(rng, 10, 3, 1)
    return (np.column_stack([np.zeros(10), X]),)


@kind("a single column, of zeros")
def one_column(rng):
    return (np.zeros((5, 1)),)


@kind("two columns that are the same but for their units")
def two_columns(rng):
    x = rng.uniform(1, 2, size=8)
    return (np.column_stack([x, -1e4 * x]),)


@kind("a single row")
def one_row(rng):
    return (np.array([[0.0, *rng.uniform(1, 9, size=3)]]),)


@kind("more columns than rows")
def more_columns_than_rows(rng):
    x = np.array([0.0, 1.0, 2.0, 3.0])
    more = rng.integers(1, 10, size=(4, 2)).astype(float)
    return (np.column_stack([np.ones(4), x, 2 - x, x**2, x**3, more]),)


@kind("columns that would be redundant but for a row after the first thirty")
def after_thirty_rows(rng):
    a, b = (np.arange(40) % 2 == half for half in (0, 1))
    b[rng.integers(31, 40)] ^= True
    return (np.column_stack([np.ones(40), a, b, a, b]).astype(float),)


@kind("columns that would be redundant but for a row after the first thousand")
def after_a_thousand_rows(rng):
    a, b = (np.arange(1100) % 2 == half for half in (0, 1))
    b[rng.integers(1001, 1100)] ^= True
    return (np.column_stack([np.ones(1100), a, b, a - 3.0 * b, b]).astype(float),)


@kind("columns in small units, each in another")
def small_units(rng):
    return (_planted(rng, 12, 3, 2) * 10.0 ** rng.permutation([-11, -11, -11, -6, -4, -2]),)


@kind("columns in large units, each in another")
def large_units(rng):
    return (_planted(rng, 12, 3, 2) * 10.0 ** rng.permutation([9, 8, 6, 5, 3, 1]),)


@kind("a column that is nearly a combination, but not within the usual tolerance")
def not_quite(rng):
    return _nearly(rng, 1e-6), 1e-8


@kind("a column that is a combination within a larger tolerance")
def within_a_larger_tolerance(rng):
    return asked(_nearly(rng, 1e-4), tolerance=0.01)


@kind("the largest tolerance, and a column of which three times as much is left")
def largest_tolerance(rng):
    return _nearly(rng, 0.35, n=6), 0.1


@kind("years beside a constant, of which less is left than a larger tolerance")
def years(rng):
    year = 2000.0 + rng.permutation(12)
    return np.column_stack([np.ones(12), year, rng.permutation(12) - 5.5]), 0.01
