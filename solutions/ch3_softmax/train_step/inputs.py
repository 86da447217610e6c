"""What may be asked of `train_step`, kind by kind."""

import numpy as np

from autograder.authors import array, asked, kind, matrix, number, truth
from course import softmax

DOMAIN = {
    "W": matrix(constant=""),
    "b": array(),
    "X": matrix(constant=""),
    "y": array(low=0, whole=True),
    "rate": number(above=0),
    "decay": number(low=0),
}


def _both(expect, got, want):
    """Judge the weights and the biases, each by its name."""
    expect.that(
        isinstance(got, (list, tuple)) and len(got) == 2,
        "what came back is no pair of weights and biases",
    )
    for name, found, right_one in zip(("weights", "biases"), got, want, strict=True):
        expect.close(found, right_one, rtol=1e-8, atol=1e-12, what=f"the array of new {name}")


@truth(what="the pair of new parameters", judge=_both)
def right(W, b, X, y, rate, decay=0.0):
    W, b, X = (np.asarray(part, dtype=float) for part in (W, b, X))
    upstream = softmax.cross_entropy_gradient(softmax.mlp_forward([W, b], X), np.asarray(y))
    by_W, by_b = softmax.mlp_gradients([W, b], X, upstream)
    return W - rate * (by_W + decay * W), b - rate * by_b


def _case(rng, n, d, classes):
    return (
        rng.normal(size=(classes, d)),
        rng.normal(size=classes),
        rng.normal(size=(n, d)),
        rng.integers(classes, size=n),
    )


@kind("a step without weight decay")
def no_decay(rng):
    return *_case(rng, 8, 3, 4), rng.uniform(0.1, 0.9)


@kind("a step with weight decay", weight=2)
def with_decay(rng):
    return *_case(rng, 9, 2, 3), rng.uniform(0.1, 0.9), rng.uniform(0.1, 0.9)


@kind("a weight decay of zero that is named")
def decay_of_zero(rng):
    return asked(*_case(rng, 6, 3, 3), rate=rng.uniform(0.1, 0.9), decay=0.0)


@kind("as many observations as inputs and classes")
def all_square(rng):
    W, b, X, _ = _case(rng, 4, 4, 4)
    return W, b, X, rng.permutation([0, 1, 3, 3]), 0.5, 0.2


@kind("a rate of 1 and a decay of 1, after which nothing is left of the weights before")
def rate_of_one(rng):
    return *_case(rng, 7, 2, 3), 1.0, 1.0


@kind("a large rate, as it comes before a schedule lowers it")
def large_rate(rng):
    return *_case(rng, 7, 2, 3), 2e4, rng.uniform(1e-3, 1e-2)


@kind("a small rate")
def small_rate(rng):
    return *_case(rng, 7, 2, 3), 1e-3, rng.uniform(10, 20)


@kind("a large weight decay")
def large_decay(rng):
    return *_case(rng, 7, 2, 3), 0.02, 2e4


@kind("a small weight decay")
def small_decay(rng):
    return *_case(rng, 7, 2, 3), rng.uniform(0.1, 0.9), 1e-3


@kind("one input")
def one_input(rng):
    return *_case(rng, 6, 1, 4), 0.5, 0.1


@kind("a single class")
def one_class(rng):
    return *_case(rng, 4, 2, 1), 0.5, 0.1


@kind("two classes")
def two_classes(rng):
    return *_case(rng, 7, 3, 2), 0.3, 0.2


@kind("a minibatch of one observation")
def one_observation(rng):
    return *_case(rng, 1, 3, 4), 0.4


@kind("a class that nobody has seen, which is the last one")
def unseen_class(rng):
    W, b, X, _ = _case(rng, 6, 2, 4)
    return W, b, X, rng.permutation([0, 1, 2, 2, 1, 0]), 0.4, 0.1


@kind("whole numbers, with zeros among them")
def whole(rng):
    W = np.array([[0, 1], [2, -1], [-1, 0]])[rng.permutation(3)]
    X = np.array([[1, 0], [1, -2], [1, 3], [0, 1]])[rng.permutation(4)]
    return W, np.array([1, 0, 0]), X, rng.permutation([0, 2, 1, 2]), 0.5, 0.25


@kind("parameters that are all zero, as training may begin")
def from_zero(rng):
    W, b, X, _ = _case(rng, 6, 2, 3)
    return 0 * W, 0 * b, X, rng.permutation([0, 1, 1, 2, 2, 2]), 0.4, 0.3


@kind("logits that are very large")
def large_logits(rng):
    X = np.column_stack([np.ones(6), rng.normal(size=6)])
    W = rng.permutation([[900.0, 700.0], [-50_000.0, 10.0], [800.0, -700.0]])
    return (
        W,
        rng.permutation([20_000.0, 19_990.0, 3.0]),
        X,
        rng.permutation([0, 0, 1, 1, 2, 2]),
        0.1,
    )


@kind("logits of a row that are all far below zero")
def far_below_zero(rng):
    W, b, X, y = _case(rng, 6, 2, 3)
    return W, b - 2000.0, X, y, 0.3, 0.1


@kind("inputs in very large and very small units")
def units(rng):
    size = np.array([2e4, 1e-3])
    W, b, _, y = _case(rng, 8, 2, 3)
    X = rng.uniform(1, 3, size=(8, 2)) * rng.choice([-1, 1], size=(8, 2))
    return W / size, b, X * size, y, 0.05, 0.01


@kind("parameters and inputs that are all small")
def small(rng):
    W, b, X, y = _case(rng, 6, 2, 3)
    return W * 1e-4, b * 1e-4, X * 1e-4, y, 0.5, 0.1


@kind("more than a thousand observations")
def many_rows(rng):
    W, b, X, y = _case(rng, 1100, 2, 3)
    # The last ones are all of one class, so that they count.
    return W, b, X, np.where(np.arange(1100) < 900, y, 2), 0.4, 0.1


@kind("more than a thousand classes")
def many_classes(rng):
    return *_case(rng, 40, 2, 1010), 0.4, 0.1
