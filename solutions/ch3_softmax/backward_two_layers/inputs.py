"""What may be asked of `backward_two_layers`, kind by kind."""

import numpy as np

from autograder.authors import array, asked, choice, kind, matrix, truth
from course import softmax

DOMAIN = {
    "X": matrix(-1000, 1000, constant=""),
    "y": array(low=0, whole=True),
    "W1": matrix(-1000, 1000, constant=""),
    "b1": array(-1000, 1000),
    "W2": matrix(-1000, 1000, constant=""),
    "b2": array(-1000, 1000),
    "activation": choice("tanh", "relu", "sigmoid"),
}
PARAMETERS = ("W1", "b1", "W2", "b2")


def _four_gradients(expect, got, want):
    """Judge the four one by one, each by its name."""
    expect.that(
        isinstance(got, (list, tuple)) and len(got) == 4,
        "what came back is no tuple of four gradients",
    )
    for name, found, right_one in zip(PARAMETERS, got, want, strict=True):
        expect.close(found, right_one, rtol=1e-8, atol=1e-12, what=f"the gradient by {name}")


@truth(what="the tuple of gradients", judge=_four_gradients)
def right(X, y, W1, b1, W2, b2, activation="tanh"):
    layers = [W1, b1, W2, b2]
    logits = softmax.mlp_forward(layers, X, activation)
    upstream = softmax.cross_entropy_gradient(logits, np.asarray(y))
    return softmax.mlp_gradients(layers, X, upstream, activation)


def _network(rng, n, d, h, classes):
    return (
        rng.normal(size=(n, d)),
        rng.integers(classes, size=n),
        rng.normal(scale=1.2, size=(h, d)),
        rng.normal(scale=0.5, size=h),
        rng.normal(scale=1.2, size=(classes, h)),
        rng.normal(scale=0.5, size=classes),
    )


@kind("tanh, which nobody named")
def left_out(rng):
    return _network(rng, 7, 2, 5, 3)


@kind("tanh, more inputs than hidden units")
def tanh_named(rng):
    return *_network(rng, 6, 5, 3, 4), "tanh"


@kind("relu", weight=2)
def relu(rng):
    return *_network(rng, 8, 3, 6, 4), "relu"


@kind("sigmoid", weight=2)
def sigmoid(rng):
    return asked(*_network(rng, 8, 3, 4, 5), activation="sigmoid")


@kind("as many rows as inputs, hidden units and classes")
def all_square(rng):
    X, _, *layers = _network(rng, 4, 4, 4, 4)
    return X, rng.permutation([0, 1, 3, 3]), *layers


@kind("one input")
def one_input(rng):
    return *_network(rng, 6, 1, 4, 3), "sigmoid"


@kind("one hidden unit")
def one_hidden_unit(rng):
    return _network(rng, 6, 3, 1, 4)


@kind("two hidden units")
def two_hidden_units(rng):
    return *_network(rng, 6, 4, 2, 3), "sigmoid"


@kind("a single class")
def one_class(rng):
    return _network(rng, 4, 2, 3, 1)


@kind("one observation")
def one_observation(rng):
    return *_network(rng, 1, 3, 4, 3), "relu"


@kind("a class that nobody has seen, which is the last one")
def unseen_class(rng):
    X, _, *layers = _network(rng, 6, 2, 4, 4)
    return X, rng.permutation([2, 1, 1, 0, 2, 2]), *layers, "relu"


@kind("whole numbers, where the sum of some hidden units is exactly zero")
def whole(rng):
    X = np.array([[1, 2, 0], [-1, 0, 1], [2, -1, -2], [0, 0, 0]])
    W1 = np.array([[1, 0, -1], [2, -1, 0], [0, 1, 1], [-1, 1, 2]])
    W2 = np.array([[1, 0, -1, 2], [0, -1, 1, 1], [2, 1, 0, -1]])[rng.permutation(3)]
    y = rng.permutation([0, 2, 1, 2])
    return X[rng.permutation(4)], y, W1, np.array([0, 0, -3, 1]), W2, np.array([1, 0, 0]), "relu"


@kind("biases of zero")
def no_biases(rng):
    X, y, W1, b1, W2, b2 = _network(rng, 5, 2, 4, 3)
    return X, y, W1, 0 * b1, W2, 0 * b2, "sigmoid"


@kind("logits that are very large")
def large_logits(rng):
    X, _, W1, b1, W2, b2 = _network(rng, 6, 2, 4, 3)
    y = rng.permutation([0, 0, 1, 1, 2, 2])
    return X, y, W1, b1 + 3, W2 * 40, b2 + rng.permutation([900.0, 899.0, 0.0]), "relu"


@kind("logits of a row that are all far below zero")
def far_below_zero(rng):
    X, y, W1, b1, W2, b2 = _network(rng, 5, 2, 4, 3)
    return X, y, W1, b1, W2, b2 - 950.0


@kind("units that are far from zero, where a sigmoid is 0 or 1")
def saturated(rng):
    X, y, W1, _, W2, b2 = _network(rng, 5, 2, 4, 3)
    return X, y, W1, rng.permutation([-900.0, 900.0, 0.5, -0.5]), W2, b2, "sigmoid"


@kind("numbers that are all small")
def small(rng):
    X, y, *layers = _network(rng, 5, 2, 4, 3)
    return X * 1e-2, y, *(part * 1e-2 for part in layers)


@kind("more than a thousand observations")
def many_rows(rng):
    X, y, *layers = _network(rng, 1100, 2, 3, 2)
    # The last ones are all of one class, so that they count.
    return X, np.where(np.arange(1100) < 900, y, 1), *layers


@kind("more than a thousand hidden units")
def many_hidden_units(rng):
    X, y, W1, b1, W2, b2 = _network(rng, 3, 2, 1100, 2)
    return X, y, W1, b1, W2 / 10, b2, "relu"


@kind("more than a thousand classes")
def many_classes(rng):
    return *_network(rng, 3, 2, 3, 1100), "sigmoid"
