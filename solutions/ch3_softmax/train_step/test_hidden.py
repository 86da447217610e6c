"""The hidden checks of `train_step` beside those of its permitted inputs: properties."""

import numpy as np

from course import softmax

CLOSE = {"rtol": 1e-7, "atol": 1e-10}


def _case(rng, n=12, d=3, classes=4):
    return (
        rng.normal(size=(classes, d)),
        rng.normal(size=classes),
        rng.normal(size=(n, d)),
        rng.integers(classes, size=n),
    )


def _step(student, expect, W, b, X, y, rate, decay=0.0):
    got = student.train_step(W, b, X, y, rate, decay)
    expect.that(
        isinstance(got, (list, tuple)) and len(got) == 2,
        "what came back is no pair of weights and biases",
    )
    new_W = expect.array(got[0], W.shape, what="the array of new weights")
    return new_W, expect.array(got[1], b.shape, what="the array of new biases")


def _loss(W, b, X, y, decay=0.0):
    return softmax.cross_entropy(X @ W.T + b, y) + decay / 2 * np.sum(W**2)


def test_small_steps_lower_what_is_made_small(student, expect, rng):
    """Thirty small steps on the same observations: loss and penalty together fall at each of them."""
    W, b, X, y = _case(rng, n=20)
    decay = rng.uniform(0.05, 0.2)
    # Half of the inverse of a bound of the curvature: then no step raises the sum.
    rate = 1 / (np.linalg.norm(np.column_stack([X, np.ones(20)]), 2) ** 2 / 20 + 2 * decay)
    values = [_loss(W, b, X, y, decay)]
    for _ in range(30):
        W, b = _step(student, expect, W, b, X, y, rate, decay)
        values.append(_loss(W, b, X, y, decay))
    expect.that(np.diff(values) < 0, "a small step does not lower the loss with its penalty")


def test_the_step_is_the_rate_times_the_slope(student, expect, rng):
    """How far each parameter moves is the slope of loss and penalty there, times the rate."""
    W, b, X, y = _case(rng)
    rate, decay = rng.uniform(0.1, 0.9, size=2)
    new_W, new_b = _step(student, expect, W, b, X, y, rate, decay)
    for _ in range(4):
        to_W, to_b = rng.normal(size=W.shape), rng.normal(size=b.shape)
        up = _loss(W + 1e-5 * to_W, b + 1e-5 * to_b, X, y, decay)
        down = _loss(W - 1e-5 * to_W, b - 1e-5 * to_b, X, y, decay)
        moved = np.sum((W - new_W) * to_W) + np.sum((b - new_b) * to_b)
        want = rate * (up - down) / 2e-5
        expect.close(moved, want, rtol=1e-6, atol=1e-8, what="the slope along the step")


def test_decay_alone_shrinks_the_weights(student, expect, rng):
    """What weight decay changes in a step is rate times decay times the weights, and no bias."""
    W, b, X, y = _case(rng)
    rate, decay = rng.uniform(0.1, 0.9, size=2)
    plain_W, plain_b = _step(student, expect, W, b, X, y, rate)
    new_W, new_b = _step(student, expect, W, b, X, y, rate, decay)
    want = rate * decay * W
    expect.close(plain_W - new_W, want, **CLOSE, what="the array of what decay takes off")
    expect.close(new_b, plain_b, **CLOSE, what="the array of new biases")
    expect.that(np.abs(plain_b - b).max() > 1e-9, "no bias has moved")


def test_a_batch_is_the_mean_of_its_halves(student, expect, rng):
    """The step on twelve observations is the mean of the steps on six and on the other six."""
    W, b, X, y = _case(rng)
    rate, decay = rng.uniform(0.1, 0.9, size=2)
    upstream = softmax.cross_entropy_gradient(softmax.mlp_forward([W, b], X), y)
    by_W, _ = softmax.mlp_gradients([W, b], X, upstream)
    whole = _step(student, expect, W, b, X, y, rate, decay)
    halves = [
        _step(student, expect, W, b, X[rows], y[rows], rate, decay)
        for rows in (slice(0, 6), slice(6, 12))
    ]
    expect.close(whole[0], W - rate * (by_W + decay * W), **CLOSE, what="the array of new weights")
    for place, what in enumerate(("weights", "biases")):
        mean = (halves[0][place] + halves[1][place]) / 2
        expect.close(mean, whole[place], **CLOSE, what=f"the array of new {what}")
