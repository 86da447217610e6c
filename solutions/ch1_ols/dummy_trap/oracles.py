"""Outside truth for `dummy_trap`. Answers are compared as a zero or a one for each column."""

from fractions import Fraction

import numpy as np

from autograder.authors import Agreement, oracle
from course import ols


def _columns(rng):
    """Dummies of one or two categorical inputs, a constant and a sum, in random order."""
    n = int(rng.integers(12, 25))
    city, sector = rng.integers(0, 3, size=n), rng.integers(0, 2, size=n)
    born, asked = rng.integers(1960, 2000, size=n), rng.integers(2020, 2023, size=n)
    columns = [
        np.ones(n),
        *(city == level for level in range(3)),
        *(sector == level for level in range(2)),
        born,
        asked - born,
        asked,
    ]
    X = np.column_stack(columns).astype(float)
    return X[:, rng.permutation(X.shape[1])[: int(rng.integers(3, 10))]]


def _marked(found, p):
    return np.isin(np.arange(p), found).astype(int)


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


def _without_pivot(X):
    """The columns without a pivot in the echelon form, in exact fractions."""
    rows = [[Fraction(int(v)) for v in row] for row in X]
    done, without = 0, []
    for j in range(X.shape[1]):
        pivot = next((i for i in range(done, len(rows)) if rows[i][j] != 0), None)
        if pivot is None:
            without.append(j)
            continue
        rows[done], rows[pivot] = rows[pivot], rows[done]
        for i in range(done + 1, len(rows)):
            if rows[i][j] != 0:
                factor = rows[i][j] / rows[done][j]
                rows[i] = [a - factor * b for a, b in zip(rows[i], rows[done], strict=True)]
        done += 1
    return without


@oracle("the echelon form in exact fractions: the columns without a pivot")
def exact_fractions(student, rng):
    X = _columns(rng)
    p = X.shape[1]
    return Agreement(
        solution=_marked(student.dummy_trap(X), p),
        reference=_marked(_refused(X), p),
        outside=_marked(_without_pivot(X), p),
    )


@oracle("numpy.linalg.matrix_rank: the columns at which it does not grow")
def numpy_rank(student, rng):
    X = _columns(rng)
    p = X.shape[1]
    ranks = [np.linalg.matrix_rank(X[:, : j + 1]) for j in range(p)]
    return Agreement(
        solution=_marked(student.dummy_trap(X), p),
        reference=_marked(_refused(X), p),
        outside=(np.diff(ranks, prepend=0) == 0).astype(int),
    )
