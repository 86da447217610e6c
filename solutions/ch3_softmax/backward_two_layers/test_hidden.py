"""The hidden checks of `backward_two_layers` beside those of its permitted inputs: properties."""

import numpy as np

from course import softmax

NAMES = ("W1", "b1", "W2", "b2")
ACTIVATIONS = ("tanh", "sigmoid", "relu")


def _case(rng, n=8, d=3, h=5, classes=4):
    layers = (
        rng.normal(size=(h, d)),
        rng.normal(size=h),
        rng.normal(size=(classes, h)),
        rng.normal(size=classes),
    )
    return rng.normal(size=(n, d)), rng.integers(classes, size=n), layers


def _loss(X, y, layers, activation):
    return softmax.cross_entropy(softmax.mlp_forward(layers, X, activation), y)


def _gradients(student, expect, X, y, layers, activation):
    """What came back, as four arrays in the shapes of the parameters."""
    got = student.backward_two_layers(X, y, *layers, activation)
    expect.that(
        isinstance(got, (list, tuple)) and len(got) == 4,
        "what came back is no tuple of four gradients",
    )
    return [
        expect.array(found, part.shape, what=f"the gradient by {name}")
        for name, found, part in zip(NAMES, got, layers, strict=True)
    ]


def test_the_slope_of_the_loss_in_any_direction(student, expect, rng):
    """A small step of all parameters at once changes the loss by the gradients times the step."""
    for activation in ACTIVATIONS[:2]:
        X, y, layers = _case(rng)
        got = _gradients(student, expect, X, y, layers, activation)
        for _ in range(3):
            step = [rng.normal(size=part.shape) for part in layers]
            up = [p + 1e-5 * s for p, s in zip(layers, step, strict=True)]
            down = [p - 1e-5 * s for p, s in zip(layers, step, strict=True)]
            want = (_loss(X, y, up, activation) - _loss(X, y, down, activation)) / 2e-5
            slope = sum(np.sum(g * s) for g, s in zip(got, step, strict=True))
            expect.close(slope, want, rtol=1e-6, atol=1e-8, what="the slope of the loss")


def test_a_relu_has_a_scale_to_give_away(student, expect, rng):
    """Twice the first layer and half the second are the same relu network, so that along this the slope
    of the loss is zero: the parameters of a unit times their gradients are as much on both sides."""
    X, y, layers = _case(rng)
    by_W1, by_b1, by_W2, by_b2 = _gradients(student, expect, X, y, layers, "relu")
    before = (layers[0] * by_W1).sum(axis=1) + layers[1] * by_b1
    after = (layers[2] * by_W2).sum(axis=0)
    expect.that(np.abs(by_b2).max() > 1e-9, "the gradient by b2 is zero")
    expect.that(np.abs(after).max() > 1e-9, "the gradient by W2 is zero")
    expect.close(before, after, rtol=1e-7, atol=1e-10, what="the array of the units' slopes")


def test_classes_add_up_to_zero(student, expect, rng):
    """The same number added to all logits changes no loss: over the classes, gradients add up to 0."""
    X, y, layers = _case(rng)
    for activation in ACTIVATIONS:
        _, _, by_W2, by_b2 = _gradients(student, expect, X, y, layers, activation)
        expect.close(by_W2.sum(axis=0), np.zeros(5), atol=1e-10, what="the sum over the classes")
        expect.close(by_b2.sum(), 0.0, atol=1e-10, what="the sum over the classes")
        share = softmax.softmax(softmax.mlp_forward(layers, X, activation)).mean(axis=0)
        seen = np.bincount(y, minlength=4) / len(y)
        expect.close(by_b2, share - seen, rtol=1e-7, atol=1e-10, what="the gradient by b2")


def test_observations_seen_twice_change_nothing(student, expect, rng):
    """The gradients are those of a mean: the same rows twice, in another order, give the same."""
    X, y, layers = _case(rng)
    order = rng.permutation(16)
    upstream = softmax.cross_entropy_gradient(softmax.mlp_forward(layers, X), y)
    want = softmax.mlp_gradients(layers, X, upstream)
    twice = np.vstack([X, X])[order], np.concatenate([y, y])[order]
    got = _gradients(student, expect, *twice, layers, "tanh")
    for name, found, right in zip(NAMES, got, want, strict=True):
        expect.close(found, right, rtol=1e-7, atol=1e-10, what=f"the gradient by {name}")
