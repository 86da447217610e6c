"""What may be asked of `efficiency`, kind by kind."""

import numpy as np

from autograder.authors import array, kind, matrix, truth
from course import ols

DOMAIN = {
    "X": matrix(rows=">", constant="none"),
    "low": array(most=30, pandas=False),
    "high": array(most=30, pandas=False),
}


@truth(what="the array of efficiencies")
def right(X, low, high):
    box = {f"x{j + 1}": (low[j], high[j]) for j in range(X.shape[1])}
    return ols.efficiency(X, box=box)[list(box)].to_numpy()


def _leaning(rng, n, k):
    """Runs whose inputs move together, and a box around them."""
    X = rng.normal(size=(n, k)) + rng.normal(size=(n, 1)) + rng.normal(0, 3, size=k)
    room = rng.uniform(0.1, 2, size=(2, k))
    return X, X.min(axis=0) - room[0], X.max(axis=0) + room[1]


@kind("inputs that move together", weight=2)
def leaning(rng):
    return _leaning(rng, 20, 4)


@kind("one input")
def one_input(rng):
    return _leaning(rng, 9, 1)


@kind("one input and two runs")
def two_runs(rng):
    start, step, room = rng.uniform(1, 5, size=3)
    return np.array([[start], [start + step]]), [start - room], [start + step + 2 * room]


@kind("one run more than inputs")
def one_input_at_a_time(rng):
    low = rng.normal(0, 3, size=3)
    high = low + rng.uniform(1, 5, size=3)
    # From the low corner each input moves once, by another share of its range.
    moves = np.diag(rng.permutation([0.5, 0.75, 1.0]))
    return low + (high - low) * np.vstack([np.zeros(3), moves]), low, high


@kind("whole numbers, and an input that reaches up to zero")
def whole(rng):
    signs = np.array([[-1, -1], [-1, 1], [1, -1], [1, 1], [1, 1], [0, -1]])
    return signs * [5, 20] + [-5, 40], np.array([-10, 0]), np.array([0, 61])


@kind("more than a thousand runs")
def many_runs(rng):
    X = rng.uniform([0, 10], [1, 20], size=(1100, 2))
    X[1000:, 1] = 10 + 10 * X[1000:, 0]
    return X, np.array([0.0, 9.5]), np.array([1.0, 22.0])


@kind("runs that all lie in one corner of the box")
def in_a_corner(rng):
    low = np.array([3.0, -1.0])
    return low + rng.uniform(0, 0.2, size=(12, 2)), low, np.array([4.0, 3.0])


@kind("inputs in large units")
def large_units(rng):
    X, low, high = _leaning(rng, 12, 2)
    units = np.array([1e4, 3e4])
    return X * units, low * units, high * units


@kind("inputs in small units")
def small_units(rng):
    X, low, high = _leaning(rng, 12, 2)
    units = np.array([1e-6, 4e-6])
    return X * units, low * units, high * units


@kind("inputs whose boxes begin or end alike")
def alike(rng):
    X = rng.uniform(0.1, 1.9, size=(10, 3))
    return X, np.array([0.0, -2.0, 0.0]), np.array([2.0, 5.0, 2.0])


@kind("inputs in different units")
def different_units(rng):
    X, low, high = _leaning(rng, 15, 3)
    units = np.array([50.0, 0.01, 1.0])
    return X * units, low * units, high * units
