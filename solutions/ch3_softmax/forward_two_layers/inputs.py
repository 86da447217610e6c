"""What may be asked of `forward_two_layers`, kind by kind."""

import numpy as np

from autograder.authors import array, asked, choice, kind, matrix, refused, truth
from course import softmax

DOMAIN = {
    "X": matrix(-1000, 1000, constant=""),
    "W1": matrix(-1000, 1000, constant=""),
    "b1": array(-1000, 1000),
    "W2": matrix(-1000, 1000, constant=""),
    "b2": array(-1000, 1000),
    "activation": choice("tanh", "relu", "sigmoid"),
}


@truth(what="the array of probabilities", rtol=1e-8, atol=1e-12)
def right(X, W1, b1, W2, b2, activation="tanh"):
    return softmax.softmax(softmax.mlp_forward([W1, b1, W2, b2], X, activation))


def _network(rng, n, d, h, classes):
    return (
        rng.normal(size=(n, d)),
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
    return _network(rng, 4, 4, 4, 4)


@kind("one input")
def one_input(rng):
    return *_network(rng, 6, 1, 4, 3), "relu"


@kind("one hidden unit")
def one_hidden_unit(rng):
    return _network(rng, 6, 3, 1, 4)


@kind("two hidden units")
def two_hidden_units(rng):
    return *_network(rng, 6, 4, 2, 3), "sigmoid"


@kind("a single class")
def one_class(rng):
    return _network(rng, 4, 2, 3, 1)


@kind("one row")
def one_row(rng):
    return *_network(rng, 1, 3, 4, 3), "relu"


@kind("whole numbers, with hidden units that are exactly zero")
def whole(rng):
    X = np.array([[1, 2, 0], [-1, 0, 1], [2, -1, -2]])[rng.permutation(3)]
    W1 = np.array([[1, 0, -1], [2, -1, 0], [0, 1, 1], [-1, 1, 2]])
    W2 = np.array([[1, 0, -1, 2], [0, -1, 1, 1], [2, 1, 0, -1]])[rng.permutation(3)]
    return X, W1, np.array([0, 0, -3, 1]), W2, np.array([2, 0, 0]), "relu"


@kind("biases of zero")
def no_biases(rng):
    X, W1, b1, W2, b2 = _network(rng, 5, 2, 4, 3)
    return X, W1, 0 * b1, W2, 0 * b2, "sigmoid"


@kind("logits that are very large")
def large_logits(rng):
    X, W1, b1, W2, b2 = _network(rng, 5, 2, 4, 3)
    return X, W1, b1 + 3, W2 * 40, b2 + rng.permutation([900.0, 899.0, 0.0]), "relu"


@kind("logits of a row that are all far below zero")
def far_below_zero(rng):
    X, W1, b1, W2, b2 = _network(rng, 5, 2, 4, 3)
    return X, W1, b1, W2, b2 - 950.0


@kind("units that are far from zero, where a sigmoid is 0 or 1")
def saturated(rng):
    X, W1, _, W2, b2 = _network(rng, 5, 2, 4, 3)
    return X, W1, rng.permutation([-900.0, 900.0, 0.5, -0.5]), W2, b2, "sigmoid"


@kind("numbers that are all small")
def small(rng):
    return *(part * 1e-3 for part in _network(rng, 5, 2, 4, 3)), "relu"


@kind("more than a thousand rows")
def many_rows(rng):
    return _network(rng, 1100, 2, 3, 2)


@kind("more than a thousand hidden units")
def many_hidden_units(rng):
    X, W1, b1, W2, b2 = _network(rng, 3, 2, 1100, 2)
    return X, W1, b1, W2 / 10, b2, "relu"


@kind("more than a thousand classes")
def many_classes(rng):
    return *_network(rng, 3, 2, 3, 1100), "sigmoid"


@refused("an activation that is none of the three", beside=relu)
def unknown_activation(rng):
    return *_network(rng, 3, 2, 4, 3), str(rng.permutation(["linear", "softmax", "gelu"])[0])
