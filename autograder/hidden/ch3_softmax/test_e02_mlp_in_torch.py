"""The hidden checks of `mlp_in_torch`.

The reference is in NumPy: nothing here imports PyTorch, which only the student's side needs.
"""

import numpy as np
import pytest

from course import softmax

# Modules compute in single precision unless they say otherwise.
SINGLE = {"rtol": 2e-4, "atol": 2e-5}
SIZES = [(5, 8, 3), (2, 3, 6), (6, 4, 9)]


def _layers(rng, d, h, k):
    return softmax.Layers(
        rng.normal(size=(h, d)) / np.sqrt(d),
        rng.normal(size=h),
        rng.normal(size=(k, h)),
        rng.normal(size=k),
    )


@pytest.mark.weight(2)
def test_logits_of_random_networks(student, expect, rng):
    """Networks of several sizes, with random parameters and inputs, give the right logits."""
    for d, h, k in SIZES:
        net, layers = student.mlp_in_torch(d, h, k), _layers(rng, d, h, k)
        net.load(list(layers))
        x = rng.normal(size=(6, d))
        want = softmax.mlp_forward(layers, x)
        expect.close(net.forward(x), want, **SINGLE, what="the array of logits")


@pytest.mark.weight(2)
def test_gradients_of_random_networks(student, expect, rng):
    """The gradients by all four parameters are those of the chain rule, worked out by hand."""
    for d, h, k in SIZES:
        net, layers = student.mlp_in_torch(d, h, k), _layers(rng, d, h, k)
        net.load(list(layers))
        x, weights = rng.normal(size=(6, d)), rng.normal(size=(6, k))
        found = net.gradients(x, weights)
        want = softmax.mlp_gradients(layers, x, weights)
        for name, got, right in zip(layers._fields, found, want, strict=True):
            what = f"the gradient by the {name.replace('_', ' ')}"
            expect.close(got, right, **SINGLE, what=what)


def test_each_row_is_computed_on_its_own(student, expect, rng):
    """The logits of an observation do not depend on which others are in the batch."""
    net = student.mlp_in_torch(5, 8, 3)
    net.load(list(_layers(rng, 5, 8, 3)))
    x = rng.normal(size=(4, 5))
    together = expect.array(net.forward(x), (4, 3), what="the array of logits")
    alone = expect.array(net.forward(x[2:3]), (1, 3), what="the array of logits")
    expect.close(alone[0], together[2], **SINGLE, what="the row on its own")


def test_two_networks_share_nothing(student, expect, rng):
    """A second network, with parameters of its own, leaves the first as it was."""
    first, second = student.mlp_in_torch(5, 8, 3), student.mlp_in_torch(5, 8, 3)
    layers, x = _layers(rng, 5, 8, 3), rng.normal(size=(2, 5))
    first.load(list(layers))
    before = expect.array(first.forward(x), (2, 3), what="the array of logits")
    second.load(list(_layers(rng, 5, 8, 3)))
    expect.close(first.forward(x), before, what="the logits of the first network")
