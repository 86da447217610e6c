"""The hidden checks of `mlp_in_torch` beside those of its permitted inputs: gradients and properties.

PyTorch computes in single precision: three digits are asked for.
"""

import numpy as np
import pytest

from course import softmax

CLOSE = {"rtol": 2e-3, "atol": 2e-4}


def _layers(rng, inputs, hidden, classes):
    return softmax.Layers(
        rng.normal(scale=0.7, size=(hidden, inputs)),
        rng.normal(scale=0.5, size=hidden),
        rng.normal(scale=0.7, size=(classes, hidden)),
        rng.normal(scale=0.5, size=classes),
    )


def _loaded(student, layers, inputs, hidden, classes):
    network = student.mlp_in_torch(inputs, hidden, classes)
    network.load(list(layers))
    return network


@pytest.mark.weight(3)
def test_gradients_of_the_loss(student, expect, rng):
    """The gradients of the cross-entropy by every weight and bias, found by PyTorch."""
    sizes = (3, 6, 4)
    layers, x = _layers(rng, *sizes), rng.normal(size=(8, 3))
    upstream = softmax.cross_entropy_gradient(
        softmax.mlp_forward(layers, x), rng.integers(4, size=8)
    )
    network = _loaded(student, layers, *sizes)
    want = softmax.mlp_gradients(layers, x, 10 * upstream)
    got = network.gradients(x, 10 * upstream)
    expect.equal(len(got), 4, what="the number of gradients")
    for found, right in zip(got, want, strict=True):
        expect.close(found, right, **CLOSE, what="the array of gradients")


def test_the_output_is_not_bounded(student, expect, rng):
    """Logits may be any numbers: a larger output bias moves them by as much."""
    layers = _layers(rng, 2, 5, 3)
    x = rng.normal(size=(4, 2))
    low = expect.array(_loaded(student, layers, 2, 5, 3).forward(x), (4, 3))
    raised = layers._replace(output_bias=layers.output_bias + np.array([300.0, 0.0, -300.0]))
    expect.close(low, softmax.mlp_forward(layers, x), **CLOSE, what="the array of logits")
    high = expect.array(_loaded(student, raised, 2, 5, 3).forward(x), (4, 3))
    expect.close(high - low, np.tile([300.0, 0.0, -300.0], (4, 1)), **CLOSE, what="the shift")


def test_hidden_units_saturate_at_one(student, expect, rng):
    """Far out, a tanh unit is 1 or -1: the logits change no more."""
    layers = _layers(rng, 2, 5, 3)
    network = _loaded(student, layers, 2, 5, 3)
    x = rng.choice([-1.0, 1.0], size=(4, 2)) * rng.uniform(0.5, 1, size=(4, 2))
    # Far enough for every unit of every row: those that are nearly blind to a row count too.
    x *= 50 / np.abs(x @ layers.hidden_weight.T).min(axis=1, keepdims=True)
    far = expect.array(network.forward(x), (4, 3), what="the array of logits")
    want = np.sign(x @ layers.hidden_weight.T) @ layers.output_weight.T + layers.output_bias
    expect.close(far, want, **CLOSE, what="the array of logits")


def test_two_networks_share_nothing(student, expect, rng):
    """Other parameters in a second network leave the first as it was."""
    layers, x = _layers(rng, 3, 5, 2), rng.normal(size=(4, 3))
    network = _loaded(student, layers, 3, 5, 2)
    _loaded(student, _layers(rng, 3, 5, 2), 3, 5, 2)
    want = softmax.mlp_forward(layers, x)
    expect.close(network.forward(x), want, **CLOSE, what="the array of logits")


def test_the_same_in_training_and_in_use(student, expect, rng):
    """Nothing in the module is random, and nothing depends on its mode."""
    layers, x = _layers(rng, 3, 4, 2), rng.normal(size=(5, 3))
    network = _loaded(student, layers, 3, 4, 2)
    training = expect.array(network.forward(x, training=True), (5, 2))
    expect.close(training, softmax.mlp_forward(layers, x), **CLOSE, what="the array of logits")
