"""The hidden checks of `forward_two_layers` beside those of its permitted inputs: properties."""

import numpy as np

from course import softmax

CLOSE = {"rtol": 1e-7, "atol": 1e-10}
WHAT = "the array of probabilities"


def _network(rng, d=3, h=5, classes=4):
    return (
        rng.normal(size=(h, d)),
        rng.normal(size=h),
        rng.normal(size=(classes, h)),
        rng.normal(size=classes),
    )


def test_the_order_of_hidden_units_does_not_matter(student, expect, rng):
    """Hidden units exchanged, with all that belongs to them, give the same network."""
    X, (W1, b1, W2, b2), order = rng.normal(size=(6, 3)), _network(rng), rng.permutation(5)
    want = softmax.softmax(softmax.mlp_forward([W1, b1, W2, b2], X))
    expect.close(student.forward_two_layers(X, W1, b1, W2, b2), want, **CLOSE, what=WHAT)
    got = student.forward_two_layers(X, W1[order], b1[order], W2[:, order], b2)
    expect.close(got, want, **CLOSE, what=WHAT)


def test_a_relu_network_of_straight_pieces(student, expect, rng):
    """Where no unit changes its sign, the log ratio of two classes is linear along a line."""
    layers = _network(rng)
    start, step = rng.normal(size=3), rng.normal(size=3) * 1e-3
    inner = np.array([start, start + 4 * step]) @ layers[0].T + layers[1]
    while (np.sign(inner[0]) != np.sign(inner[1])).any():
        step = step / 2
        inner = np.array([start, start + 4 * step]) @ layers[0].T + layers[1]
    X = start + np.arange(5)[:, None] * step
    p = expect.array(student.forward_two_layers(X, *layers, "relu"), (5, 4), what=WHAT)
    expect.that(p > 0, "a probability is not above zero")
    ratios = np.log(p) - np.log(p[:, :1])
    want = softmax.mlp_forward(layers, X, "relu")
    expect.close(ratios, want - want[:, :1], rtol=1e-7, atol=1e-9, what="the array of log ratios")
    bends = np.diff(ratios, n=2, axis=0)
    expect.close(bends, np.zeros((3, 4)), atol=1e-9, what="the array of second differences")


def test_a_sigmoid_is_half_a_tanh(student, expect, rng):
    """A tanh is 2 sigmoid(2 t) - 1: with other weights, both networks are the same."""
    X, (W1, b1, W2, b2) = rng.normal(size=(6, 3)), _network(rng)
    want = softmax.softmax(softmax.mlp_forward([W1, b1, W2, b2], X))
    got = student.forward_two_layers(X, 2 * W1, 2 * b1, 2 * W2, b2 - W2.sum(axis=1), "sigmoid")
    expect.close(got, want, **CLOSE, what=WHAT)


def test_each_row_on_its_own(student, expect, rng):
    """A row's probabilities do not depend on the rows beside it."""
    X, layers = rng.normal(size=(6, 3)), _network(rng)
    for activation in ("tanh", "relu", "sigmoid"):
        want = softmax.softmax(softmax.mlp_forward(layers, X, activation))
        got = student.forward_two_layers(X[2:3], *layers, activation)
        expect.close(got, want[2:3], **CLOSE, what=WHAT)
