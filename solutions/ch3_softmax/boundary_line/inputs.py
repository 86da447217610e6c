"""What may be asked of `boundary_line`, kind by kind."""

import numpy as np

from autograder.authors import array, kind, matrix, refused, truth
from course import softmax

DOMAIN = {
    "W": matrix(columns=2, most_columns=2, least=2, most=2, constant=""),
    "b": array(least=2, most=2),
}


@truth(what="the array of normal and distance", rtol=1e-8, atol=1e-8)
def right(W, b):
    line = softmax.boundary_line(W, b)
    return [*line.normal, line.distance]


def _weights(rng):
    """Two rows whose entries have all sizes from 1 to 5 and differ by 0.5 or more in each column."""
    first = rng.uniform(1, 5, size=2) * rng.choice([-1, 1], size=2)
    return np.array([first, first + rng.uniform(0.5, 4, size=2) * rng.choice([-1, 1], size=2)])


@kind("weights and biases of all signs")
def ordinary(rng):
    return _weights(rng), rng.uniform(-5, 5, size=2)


@kind("a border that slopes, with class 1 beyond it")
def class_one_beyond(rng):
    W = _weights(rng)
    W[1] = W[0] + rng.uniform(0.5, 3, size=2)
    return W, np.array([rng.uniform(3, 5), rng.uniform(-1, 1)])


@kind("class 1 on the side of the origin and its weights the smaller ones")
def class_one_inside(rng):
    W = _weights(rng)
    W[1] = W[0] - rng.uniform(0.5, 3, size=2)
    return W, np.array([rng.uniform(-1, 1), rng.uniform(3, 5)])


@kind("an upright line")
def upright(rng):
    W = _weights(rng)
    W[1, 1] = W[0, 1]
    return W, rng.uniform(-5, 5, size=2)


@kind("a level line")
def level(rng):
    W = _weights(rng)
    W[1, 0] = W[0, 0]
    return W, rng.uniform(-5, 5, size=2)


@kind("a line through the origin: both biases the same")
def through_the_origin(rng):
    return _weights(rng), np.full(2, rng.uniform(1, 5))


@kind("a line through the origin, and biases of zero")
def no_bias(rng):
    return _weights(rng), np.zeros(2)


@kind("a class 0 without weights, as in logistic regression")
def logistic(rng):
    W = _weights(rng)
    W[0] = 0
    return W, np.array([0.0, rng.uniform(-5, 5)])


@kind("a class 1 without weights")
def class_one_without(rng):
    W = _weights(rng)
    W[1] = 0
    return W, np.array([rng.uniform(-5, 5), 0.0])


@kind("whole weights and biases, the first the larger")
def whole(rng):
    a, c = rng.permutation([3, 4, 5, 7, 8])[:2]
    return np.array([[a, 2], [1, c]]), np.array([6, int(rng.integers(1, 5))])


@kind("weights that are opposite, as those of a centred fit")
def opposite(rng):
    w = _weights(rng)[0]
    return np.array([-w, w]), rng.uniform(-5, 5, size=2)


@kind("features in very different units")
def units(rng):
    return _weights(rng) * [1e-6, 1e3], rng.uniform(-5, 5, size=2)


@kind("weights and biases that are all very large")
def large(rng):
    return _weights(rng) * 1e9, rng.uniform(-5, 5, size=2) * 1e9


@kind("weights and biases that are all very small")
def small(rng):
    return _weights(rng) * 1e-12, rng.uniform(-5, 5, size=2) * 1e-12


@kind("weights that are very small, and a line far from the origin")
def far_line(rng):
    return _weights(rng) * 1e-9, rng.uniform(1, 5, size=2) * [1, -1]


@refused("equal rows of weights and different biases")
def equal_rows(rng):
    return _weights(rng)[[0, 0]], rng.uniform(1, 5, size=2) * [1, -1]


@refused("equal rows of weights and equal biases", beside=through_the_origin)
def all_equal(rng):
    return _weights(rng)[[0, 0]], np.full(2, rng.uniform(1, 5))


@refused("weights that are all zero", beside=logistic)
def all_zero(rng):
    return np.zeros((2, 2)), rng.uniform(1, 5, size=2) * [-1, 1]
