"""The hidden checks of `softmax_gradient` beside those of its permitted inputs: properties."""

import numpy as np

from course import softmax

WHAT = "the array of gradients"


def _case(rng, n=8, d=3, classes=4):
    return rng.normal(size=(classes, d)), rng.normal(size=(n, d)), rng.integers(classes, size=n)


def test_finite_differences_of_the_loss(student, expect, rng):
    """A step in any direction changes the loss by the gradient times the step."""
    W, X, y = _case(rng)
    got = expect.array(student.softmax_gradient(W, X, y), W.shape, what=WHAT)
    for _ in range(5):
        step = rng.normal(size=W.shape)
        up = softmax.cross_entropy(X @ (W + 1e-5 * step).T, y)
        down = softmax.cross_entropy(X @ (W - 1e-5 * step).T, y)
        want = (up - down) / 2e-5
        expect.close(np.sum(got * step), want, rtol=1e-6, atol=1e-8, what="the slope of the loss")


def test_classes_add_up_to_zero(student, expect, rng):
    """The same numbers added to the weights of all classes change no loss: the rows add up to zero."""
    W, X, y = _case(rng)
    got = expect.array(student.softmax_gradient(W, X, y), W.shape, what=WHAT)
    expect.that(np.abs(got).max() > 1e-3, "the gradient is zero where it should not be")
    expect.close(got.sum(axis=0), np.zeros(3), atol=1e-10, what="the sum over the classes")
    shifted = student.softmax_gradient(W + rng.normal(size=3), X, y)
    expect.close(shifted, got, rtol=1e-7, atol=1e-10, what="the array after the shift")
    want = softmax.cross_entropy_gradient(X @ W.T, y).T @ X
    expect.close(got, want, rtol=1e-7, atol=1e-10, what=WHAT)


def test_observations_seen_twice_change_nothing(student, expect, rng):
    """The gradient is that of a mean: the same rows twice, in another order, give the same."""
    W, X, y = _case(rng)
    order = rng.permutation(16)
    want = softmax.cross_entropy_gradient(X @ W.T, y).T @ X
    got = student.softmax_gradient(W, np.vstack([X, X])[order], np.concatenate([y, y])[order])
    expect.close(got, want, rtol=1e-7, atol=1e-10, what=WHAT)


def test_steps_against_it_lower_the_loss(student, expect, rng):
    """The loss falls at each of forty small steps against the gradient."""
    W, X, y = _case(rng, n=30)
    losses = [softmax.cross_entropy(X @ W.T, y)]
    # Half of the inverse of a bound of the curvature: then no step raises the loss.
    rate = len(X) / np.linalg.norm(X, 2) ** 2
    for _ in range(40):
        W = W - rate * expect.array(student.softmax_gradient(W, X, y), W.shape, what=WHAT)
        losses.append(softmax.cross_entropy(X @ W.T, y))
    expect.that(np.diff(losses) < 0, "a small step against the gradient does not lower the loss")
