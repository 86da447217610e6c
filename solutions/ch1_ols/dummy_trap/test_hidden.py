"""The hidden checks of `dummy_trap` beside those of its permitted inputs: properties."""

import numpy as np

WHAT = "the list of columns"


def _columns(rng):
    """A constant, small whole numbers, and two combinations of columns before them."""
    X = rng.integers(-9, 10, size=(12, 3)).astype(float)
    X[:4] = np.vstack([9 * np.eye(3), np.zeros(3)])
    first = 2 - X[:, 0]
    return np.column_stack([np.ones(12), X[:, 0], first, X[:, 1:], X @ [1, -2, 1] + first])


def test_what_is_left_is_enough_and_no_more(student, expect, rng):
    """Without the listed columns the rank is the same, and it is the number of columns."""
    X = _columns(rng)
    got = expect.array(student.dummy_trap(X), (None,), what=WHAT)
    expect.equal(got, [2, 5], what=WHAT)
    X = X[:, rng.permutation(6)]
    rank = int(np.linalg.matrix_rank(X))
    got = expect.array(student.dummy_trap(X), (None,), what=WHAT)
    kept = [j for j in range(X.shape[1]) if j not in set(got.tolist())]
    expect.that(
        len(got) + len(kept) == X.shape[1], "the list holds what is no column, or one twice"
    )
    left = int(np.linalg.matrix_rank(X[:, kept])) if kept else 0
    expect.that(left == rank, "the columns that are left say less than all columns did")
    expect.that(len(kept) == rank, "among the columns that are left, some are still redundant")


def test_the_order_of_the_rows(student, expect, rng):
    """The rows in another order, each of them twice: the same columns are redundant."""
    X = _columns(rng)
    got = expect.array(student.dummy_trap(X), (None,), what=WHAT)
    expect.equal(got, [2, 5], what=WHAT)
    rows = rng.permutation(np.tile(np.arange(12), 2))
    got = expect.array(student.dummy_trap(X[rows]), (None,), what=WHAT)
    expect.equal(got, [2, 5], what="the list of columns after the rows have changed places")


def test_without_the_redundant_ones_nothing_is_redundant(student, expect, rng):
    """Ask again without the columns that were listed: the list is empty."""
    X = _columns(rng)
    got = expect.array(student.dummy_trap(X), (None,), what=WHAT)
    expect.equal(got, [2, 5], what=WHAT)
    got = expect.array(student.dummy_trap(X[:, [0, 1, 3, 4]]), (None,), what=WHAT)
    expect.equal(got, [], what="the list of columns after they were dropped")
