"""What may be asked of `softmax_gradient`, kind by kind."""

import numpy as np

from autograder.authors import array, kind, matrix, truth
from course import softmax

DOMAIN = {"W": matrix(constant=""), "X": matrix(), "y": array(low=0, whole=True)}


@truth(what="the array of gradients", rtol=1e-8, atol=1e-12)
def right(W, X, y):
    X = np.asarray(X, dtype=float)
    upstream = softmax.cross_entropy_gradient(X @ np.asarray(W, dtype=float).T, np.asarray(y))
    return upstream.T @ X


def _case(rng, classes, X):
    return rng.normal(size=(classes, X.shape[1])), X, rng.integers(classes, size=len(X))


@kind("three classes and a constant that comes first", weight=2)
def constant_first(rng):
    return _case(rng, 3, np.column_stack([np.ones(9), rng.normal(size=(9, 2))]))


@kind("inputs without a constant")
def no_constant(rng):
    return _case(rng, 4, rng.normal(size=(8, 3)))


@kind("a constant that is the last column")
def constant_last(rng):
    return _case(rng, 3, np.column_stack([rng.normal(size=(7, 3)), np.ones(7)]))


@kind("as many classes as inputs and observations")
def all_square(rng):
    return rng.normal(size=(4, 4)), rng.normal(size=(4, 4)), rng.permutation([0, 1, 3, 3])


@kind("one input")
def one_input(rng):
    return _case(rng, 3, rng.uniform(1, 3, size=(6, 1)))


@kind("a single class")
def one_class(rng):
    return rng.normal(size=(1, 2)), rng.normal(size=(5, 2)), np.zeros(5, dtype=int)


@kind("two classes")
def two_classes(rng):
    return _case(rng, 2, rng.normal(size=(7, 3)))


@kind("one observation")
def one_observation(rng):
    return _case(rng, 4, rng.normal(size=(1, 3)))


@kind("a class that nobody has seen, which is the last one")
def unseen_class(rng):
    X = rng.normal(size=(6, 2))
    return rng.normal(size=(4, 2)), X, rng.permutation([0, 1, 2, 2, 1, 0])


@kind("whole numbers, with zeros among them")
def whole(rng):
    W = np.array([[0, 1], [2, -1], [-1, 0]])
    X = np.array([[1, 0], [1, -2], [1, 3], [1, 1]])
    return W[rng.permutation(3)], X[rng.permutation(4)], rng.permutation([0, 2, 1, 2])


@kind("weights that are all zero")
def zero_weights(rng):
    return np.zeros((3, 2)), rng.normal(size=(5, 2)), rng.permutation([0, 1, 1, 2, 2])


@kind("logits that are very large")
def large_logits(rng):
    X = np.column_stack([np.ones(6), rng.normal(size=6)])
    W = rng.permutation([[900.0, 700.0], [-50_000.0, 10.0], [800.0, -700.0]])
    return W, X, rng.permutation([0, 0, 1, 1, 2, 2])


@kind("logits of a row that are all far below zero")
def far_below_zero(rng):
    X = np.column_stack([np.ones(6), rng.normal(size=6)])
    W = np.column_stack([np.full(3, -2000.0), rng.normal(size=3)])
    return W, X, rng.permutation([0, 0, 1, 1, 2, 2])


@kind("inputs in very large and very small units")
def units(rng):
    size = np.array([1e5, 1e-3])
    W, X, y = _case(rng, 3, rng.uniform(1, 3, size=(8, 2)) * rng.choice([-1, 1], size=(8, 2)))
    return W / size, X * size, y


@kind("inputs and weights that are all small")
def small(rng):
    W, X, y = _case(rng, 3, rng.uniform(1e-4, 9e-4, size=(6, 2)))
    return W * 1e-4, X, y


@kind("more than a thousand observations")
def many_rows(rng):
    X = np.column_stack([np.ones(1100), rng.normal(size=(1100, 2))])
    W, X, y = _case(rng, 3, X)
    # The last ones are all of one class, so that they count.
    return W, X, np.where(np.arange(1100) < 900, y, 2)


@kind("more than a thousand classes")
def many_classes(rng):
    return _case(rng, 1010, rng.normal(size=(40, 2)))
