"""What may be asked of `em_step`, kind by kind."""

import numpy as np

from autograder.authors import array, kind, matrix, refused, truth
from course import mle

DOMAIN = {
    "X": matrix(rows=">"),
    "y": array(least=2),
    "weights": array(0, 1, zeros=False, most=30),
    "coefs": matrix(constant="", most=30),
    "sigmas": array(low=0, zeros=False, most=30),
}


@truth(what="the tuple of weights, coefficients and sigmas", rtol=1e-6, atol=1e-12)
def right(X, y, weights, coefs, sigmas):
    return mle.em_step(X, y, weights, coefs, sigmas)


def _weights(rng, k):
    """Weights that differ, none of them small."""
    w = rng.permutation(np.arange(1.0, k + 1)) + rng.uniform(0.2, 0.5, size=k)
    return w / w.sum()


def _near(rng, X, k=3, spread=1.5):
    """Lines that pass each other, and around them observations of which no component is sure."""
    weights, coefs = _weights(rng, k), spread * rng.normal(size=(k, X.shape[1]))
    sigmas = rng.permutation(np.linspace(0.8, 2.5, k)) * rng.uniform(0.9, 1.1, size=k)
    own = np.arange(len(X)) % k
    y = np.sum(X * coefs[own], axis=1) + sigmas[own] * rng.normal(size=len(X))
    # The lines that are given are not those that made the data.
    return X, y, weights, coefs + 0.3 * rng.normal(size=coefs.shape), sigmas * 1.2


def _sloped(rng, n):
    return np.column_stack([np.ones(n), rng.normal(size=n)])


@kind("three components and a slope")
def three(rng):
    return _near(rng, _sloped(rng, 15))


@kind("one component")
def one_component(rng):
    return _near(rng, _sloped(rng, 9), 1)


@kind("as many columns as components")
def columns_and_components(rng):
    return _near(rng, np.column_stack([_sloped(rng, 17), rng.normal(size=17)]), 3)


@kind("a constant alone")
def constant_alone(rng):
    return _near(rng, np.ones((12, 1)), 2, 2.0)


@kind("a design without a constant column")
def no_constant(rng):
    return _near(rng, rng.uniform(-2, 3, size=(14, 2)), 3)


@kind("a design whose constant is the last column")
def constant_last(rng):
    return _near(rng, np.column_stack([rng.normal(size=(18, 3)), np.ones(18)]), 2)


@kind("two observations and one column")
def two_observations(rng):
    y = np.array([-1.0, 1.0]) * rng.uniform(1, 2) + rng.normal()
    coefs = rng.permutation([[-0.4], [0.5]]) + 0.1 * rng.normal(size=(2, 1))
    return np.ones((2, 1)), y, _weights(rng, 2), coefs, np.array([1.6, 2.1])


@kind("one observation more than columns")
def one_more(rng):
    X = np.array([[1.0, 0.0], [1.0, 1.0], [1.0, 2.0]])
    y = rng.normal(size=2)[0] + np.array([1.0, -2.0, 1.0]) * rng.uniform(1, 2)
    return X, y, _weights(rng, 2), 0.5 * rng.normal(size=(2, 2)), np.array([3.0, 2.5])


@kind("six components")
def six(rng):
    return _near(rng, _sloped(rng, 40), 6)


@kind("more than a thousand observations")
def many(rng):
    return _near(rng, _sloped(rng, 1101), 2)


@kind("equal weights and equal standard deviations")
def all_equal(rng):
    X, y, _, coefs, _ = _near(rng, _sloped(rng, 16))
    return X, y, np.full(3, 1 / 3), coefs, np.full(3, 1.5)


@kind("standard deviations of very different size")
def different_sigmas(rng):
    X, y, weights, coefs, _ = _near(rng, _sloped(rng, 20))
    return X, y, weights, coefs, rng.permutation([1.5, 5.0, 200.0])


@kind("components that are far apart")
def far_apart(rng):
    X, weights = _sloped(rng, 15), _weights(rng, 3)
    coefs = np.array([[0.0, 1.0], [40.0, 1.0], [-40.0, 2.0]])
    y = np.sum(X * coefs[np.arange(15) % 3], axis=1) + 2 * rng.normal(size=15)
    return X, y, weights, coefs + 0.2 * rng.normal(size=(3, 2)), rng.uniform(1.5, 2.5, size=3)


@kind("an observation far away from every line", weight=2)
def far_away(rng):
    X, y, weights, coefs, _ = _near(rng, _sloped(rng, 15))
    y[rng.integers(15)] = rng.choice([-1, 1]) * rng.uniform(80, 150)
    return X, y, weights, coefs, np.full(3, rng.uniform(0.9, 1.3))


@kind("a component of very small weight", weight=2)
def small_component(rng):
    # The other two explain every observation, so that none of them is left to the small one.
    X, coefs = _sloped(rng, 15), rng.uniform(-0.6, 0.6, size=(3, 2))
    y = rng.uniform(-4, 4, size=15)
    small, w = rng.uniform(2e-5, 5e-5), rng.uniform(0.4, 0.6)
    order = rng.permutation(3)
    sigmas = np.array([*rng.uniform(1.8, 2.5, size=2), 4.0])
    return X, y, np.array([w, 1 - w - small, small])[order], coefs[order], sigmas[order]


@kind("whole numbers, with zeros among them")
def whole(rng):
    X = np.column_stack([np.ones(6, dtype=int), rng.permutation([0, 1, 2, 3, -1, -2])])
    return X, rng.permutation([0, 3, 5, 1, -4, 2]), np.array([1]), np.array([[0, 2]]), np.array([2])


@kind("whole numbers in everything but the weights")
def whole_data(rng):
    X = np.column_stack([rng.permutation([0, 1, 2, 3, -1, -2, 4, 5]), np.ones(8, dtype=int)])
    y = rng.permutation([0, 3, 5, 1, -4, 2, 7, -6])
    return X, y, np.array([0.5, 0.5]), np.array([[1, 2], [0, -1]]), np.array([3, 2])


@kind("responses, columns and standard deviations in large units")
def large_units(rng):
    X, y, weights, coefs, sigmas = _near(rng, _sloped(rng, 15))
    return X * [1.0, 1e5], 1e7 * y, weights, 1e7 * coefs / [1.0, 1e5], 1e7 * sigmas


@kind("responses, columns and standard deviations in small units")
def small_units(rng):
    X, y, weights, coefs, sigmas = _near(rng, _sloped(rng, 15))
    return X * [1.0, 1e-4], 1e-4 * y, weights, 1e-4 * coefs / [1.0, 1e-4], 1e-4 * sigmas


@refused("a component that is far away from every observation")
def nobody_near(rng):
    X, y, weights, coefs, sigmas = three(rng)
    k = rng.integers(3)
    coefs[k] = [rng.choice([-1, 1]) * 1000.0, 0.0]
    return X, y, weights, coefs, sigmas


@refused("a component of weight zero", beside=small_component)
def weight_of_zero(rng):
    X, y, weights, coefs, sigmas = three(rng)
    weights[rng.integers(3)] = 0.0
    return X, y, weights / weights.sum(), coefs, sigmas
