"""What may be asked of `responsibilities`, kind by kind."""

import numpy as np

from autograder.authors import array, kind, matrix, refused, truth
from course import mle

DOMAIN = {
    "X": matrix(),
    "y": array(),
    "weights": array(0, 1, most=30),
    "coefs": matrix(constant="", most=30),
    "sigmas": array(low=0, zeros=False, most=30),
}


@truth(what="the array of responsibilities", rtol=1e-6, atol=1e-12)
def right(X, y, weights, coefs, sigmas):
    return mle.responsibilities(X, y, weights, coefs, sigmas)


def _weights(rng, k):
    """Weights that differ, none of them small."""
    w = rng.permutation(np.arange(1.0, k + 1)) + rng.uniform(0.2, 0.5, size=k)
    return w / w.sum()


def _near(rng, X, k=3, spread=1.0):
    """Components whose lines pass each other, and observations of which no component is sure."""
    weights, coefs = _weights(rng, k), spread * rng.normal(size=(k, X.shape[1]))
    sigmas = rng.permutation(np.linspace(0.8, 2.5, k)) * rng.uniform(0.9, 1.1, size=k)
    own = rng.integers(k, size=len(X))
    y = np.sum(X * coefs[own], axis=1) + sigmas[own] * rng.normal(size=len(X))
    return X, y, weights, coefs, sigmas


@kind("three components and a slope")
def three(rng):
    return _near(rng, np.column_stack([np.ones(7), rng.normal(size=7)]))


@kind("one component")
def one_component(rng):
    return _near(rng, np.column_stack([np.ones(4), rng.normal(size=4)]), 1)


@kind("one observation")
def one_observation(rng):
    return _near(rng, np.column_stack([np.ones(1), rng.normal(size=1)]), 2)


@kind("as many observations as components")
def square(rng):
    return _near(rng, np.column_stack([np.ones(4), rng.normal(size=(4, 2))]), 4)


@kind("as many columns as components")
def columns_and_components(rng):
    return _near(rng, np.column_stack([np.ones(6), rng.normal(size=(6, 2))]), 3)


@kind("a constant alone")
def constant_alone(rng):
    return _near(rng, np.ones((8, 1)), 2, 2.0)


@kind("a design without a constant column")
def no_constant(rng):
    return _near(rng, rng.uniform(1, 3, size=(6, 2)), 3)


@kind("a design whose constant is the last column")
def constant_last(rng):
    return _near(rng, np.column_stack([rng.normal(size=(6, 3)), np.ones(6)]), 2)


@kind("twelve components")
def twelve(rng):
    return _near(rng, np.column_stack([np.ones(5), rng.normal(size=5)]), 12)


@kind("more than a thousand observations")
def many(rng):
    return _near(rng, np.column_stack([np.ones(1101), rng.normal(size=1101)]), 3)


@kind("equal weights and equal standard deviations")
def all_equal(rng):
    X, y, _, coefs, _ = _near(rng, np.column_stack([np.ones(6), rng.normal(size=6)]))
    return X, y, np.full(3, 1 / 3), coefs, np.full(3, 1.5)


@kind("standard deviations of very different size")
def different_sigmas(rng):
    X, y, weights, coefs, _ = _near(rng, np.column_stack([np.ones(9), rng.normal(size=9)]))
    return X, y, weights, coefs, rng.permutation([0.5, 5.0, 500.0])


@kind("whole numbers, and a weight of one")
def whole(rng):
    X = np.column_stack([np.ones(6, dtype=int), rng.permutation([0, 1, 2, 3, -1, -2])])
    coefs = rng.permutation([[0, 2], [3, -1]])
    return X, np.array([0, 3, 3, 1, -4, 2]), rng.permutation([1, 0]), coefs, np.array([2, 1])


@kind("a weight of zero, and observations on that component's line")
def weight_of_zero(rng):
    X = np.column_stack([np.ones(5), rng.normal(size=5)])
    level = 120 + rng.uniform(0, 9)
    # The other two lines are far away and close together: which of them it was still has an answer.
    coefs = np.array([[0.0, 1.0], [level, 1.0], [rng.uniform(-0.02, 0.02), 1.0]])
    weights, w = np.zeros(3), rng.uniform(0.3, 0.7)
    weights[[0, 2]] = w, 1 - w
    y = level + X[:, 1] + 0.1 * rng.normal(size=5)
    order = rng.permutation(3)
    return X, y, weights[order], coefs[order], np.array([1.0, 1.0, 1.0])


@kind("observations far away from every line", weight=2)
def far_away(rng):
    X = np.column_stack([np.ones(6), rng.normal(size=6)])
    # Lines that hardly differ beside the distance, so that no responsibility is almost one.
    d = rng.uniform(60, 900, size=6) * rng.permutation([1, -1, 1, -1, 1, -1])
    coefs = np.array(
        [[0.0, 1.0], [rng.uniform(0.5, 1) / 900, 1.0], [-rng.uniform(0.5, 1) / 900, 1.0]]
    )
    return X, X[:, 1] + d, _weights(rng, 3), coefs, np.ones(3)


@kind("observations that one component alone explains")
def sure(rng):
    X = np.column_stack([np.ones(4), rng.normal(size=4)])
    coefs = np.array([[0.0, 1.0], [30.0, 1.0], [-30.0, 2.0]])
    y = rng.permutation([30.0, 0.0, -30.0, 30.0]) + 0.2 * rng.normal(size=4)
    return X, y, _weights(rng, 3), coefs, rng.uniform(0.8, 2, size=3)


@kind("responses, columns and standard deviations in large units")
def large_units(rng):
    X, y, weights, coefs, sigmas = _near(rng, np.column_stack([np.ones(7), rng.normal(size=7)]))
    return X * [1.0, 1e5], 1e7 * y, weights, 1e7 * coefs / [1.0, 1e5], 1e7 * sigmas


@kind("responses, columns and standard deviations in small units")
def small_units(rng):
    X, y, weights, coefs, sigmas = _near(rng, np.column_stack([np.ones(7), rng.normal(size=7)]))
    return X * [1.0, 1e-4], 1e-7 * y, weights, 1e-7 * coefs / [1.0, 1e-4], 1e-7 * sigmas


@refused("a standard deviation of zero")
def sigma_of_zero(rng):
    X, y, weights, coefs, sigmas = three(rng)
    sigmas[rng.integers(3)] = 0.0
    return X, y, weights, coefs, sigmas


@refused("a standard deviation below zero", beside=square)
def sigma_below_zero(rng):
    X, y, weights, coefs, sigmas = three(rng)
    return X, y, weights, coefs, sigmas * rng.permutation([1, 1, -1])
