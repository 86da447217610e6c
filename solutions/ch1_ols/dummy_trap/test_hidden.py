"""The hidden checks of `dummy_trap`."""

import numpy as np
import pytest

from course import ols

WHAT = "the list of columns"


def _planted(rng, n, independent, redundant):
    """Columns of small whole numbers, some of them combinations of columns before them."""
    columns = [np.ones(n)]
    extra = rng.permutation([False] * (independent - 1) + [True] * redundant)
    for is_redundant in extra:
        if is_redundant:
            weights = rng.choice([-2, -1, 1, 2], size=len(columns))
            columns.append(np.column_stack(columns) @ weights)
        else:
            columns.append(rng.integers(-9, 10, size=n).astype(float))
    return np.column_stack(columns)


def _refused(X):
    """What the reference says: the columns with which it refuses to fit what was kept so far."""
    kept, refused = [], []
    for j in range(X.shape[1]):
        try:
            ols.fit(X[:, [*kept, j]], np.arange(len(X), dtype=float))
            kept.append(j)
        except ValueError:
            refused.append(j)
    return refused


@pytest.mark.weight(2)
def test_agrees_with_the_reference(student, expect, rng):
    """On random columns it lists those with which the reference refuses to fit."""
    for independent, redundant in ((3, 1), (4, 2), (5, 3)):
        X = _planted(rng, 14, independent, redundant)
        got = expect.array(student.dummy_trap(X), (None,), what=WHAT)
        expect.equal(got, _refused(X), what=WHAT)


def test_what_is_left_is_enough_and_no_more(student, expect, rng):
    """Without the listed columns the rank is the same, and it is the number of columns."""
    for _ in range(3):
        X = _planted(rng, 12, 4, 2)[:, ::-1]
        rank = int(np.linalg.matrix_rank(X))
        got = expect.array(student.dummy_trap(X), (None,), what=WHAT)
        kept = [j for j in range(X.shape[1]) if j not in set(got.tolist())]
        expect.that(
            len(got) + len(kept) == X.shape[1], "the list holds what is no column, or one twice"
        )
        left = int(np.linalg.matrix_rank(X[:, kept])) if kept else 0
        expect.that(left == rank, "the columns that are left say less than all columns did")
        expect.that(len(kept) == rank, "among the columns that are left, some are still redundant")


def test_no_two_columns_are_alike(student, expect, rng):
    """A sum of five columns, not much like any one of them, is found, and they are not blamed."""
    X = rng.integers(-9, 10, size=(20, 5)).astype(float)
    got = expect.array(student.dummy_trap(np.column_stack([X, X.sum(axis=1)])), (None,), what=WHAT)
    expect.equal(got, [5], what=WHAT)


def test_units_of_the_columns(student, expect, rng):
    """Columns measured in the smallest and in the largest of units: the list is the same."""
    X = _planted(rng, 12, 4, 2)
    units = 10.0 ** np.append(-12, rng.permutation([-9, -6, -3, 3, 9]))
    got = expect.array(student.dummy_trap(X * units), (None,), what=WHAT)
    expect.equal(got, _refused(X), what=WHAT)


def test_nearly_is_a_matter_of_the_tolerance(student, expect, rng):
    """A sum with an error of 1 in 10 000 is no combination, unless the tolerance says so."""
    X = np.column_stack([np.ones(20), rng.normal(size=(20, 2))])
    nearly = X.sum(axis=1) + 1e-4 * rng.normal(size=20)
    X = np.column_stack([X, nearly, rng.normal(size=20)])
    strict = expect.array(student.dummy_trap(X), (None,), what=WHAT)
    expect.equal(strict, [], what="the list of columns at the usual tolerance")
    loose = expect.array(student.dummy_trap(X, tolerance=0.01), (None,), what=WHAT)
    expect.equal(loose, [3], what="the list of columns at a larger tolerance")


def test_more_columns_than_rows(student, expect, rng):
    """With four rows, at most four columns are kept: none that comes after the fourth of them."""
    x, z = np.array([0.0, 1.0, 2.0, 3.0]), np.array([0.0, 1.0, 4.0, 9.0])
    cubes = np.array([0.0, 1.0, 8.0, 27.0])
    more = rng.integers(1, 10, size=(4, 2)).astype(float)
    X = np.column_stack([np.ones(4), x, 2 - x, z, cubes, more])
    got = expect.array(student.dummy_trap(X), (None,), what=WHAT)
    expect.equal(got, [2, 5, 6], what=WHAT)
