"""The public checks of `train_step`: run them as often as you like."""

import numpy as np

CLOSE = {"rtol": 1e-8, "atol": 1e-12}
W = np.array([[0.5, -1.0], [0.0, 0.3], [-0.2, 0.8]])
B = np.array([0.1, -0.3, 0.4])
X = np.array([[1.0, 2.0], [-1.0, 0.5], [2.0, -1.5], [0.0, 1.0]])
Y = np.array([0, 1, 1, 2])


def _judge(expect, got, want):
    expect.that(
        isinstance(got, (list, tuple)) and len(got) == 2,
        "what came back is no pair: the new weights and the new biases",
    )
    expect.close(got[0], want[0], **CLOSE, what="the array of new weights")
    expect.close(got[1], want[1], **CLOSE, what="the array of new biases")


def _gradients():
    """The gradients of the mean cross-entropy of the four observations, without a penalty."""
    weights = np.exp(X @ W.T + B)
    difference = weights / weights.sum(axis=1, keepdims=True) - np.eye(3)[Y]
    return difference.T @ X / 4, difference.sum(axis=0) / 4


def test_from_parameters_of_zero(student, expect):
    """One observation and two classes, given as lists."""
    got = student.train_step([[0], [0]], [0, 0], [[3]], [1], 0.1)
    _judge(expect, got, ([[-0.15], [0.15]], [-0.05, 0.05]))


def test_one_step_without_decay(student, expect):
    """Four observations and three classes: the parameters less the rate times the gradients."""
    by_W, by_b = _gradients()
    want = W - 0.5 * by_W, B - 0.5 * by_b
    _judge(expect, student.train_step(W, B, X, Y, 0.5), want)


def test_weights_decay_and_biases_do_not(student, expect):
    """The same step with a weight decay: the weights shrink, and the biases go where they went."""
    by_W, by_b = _gradients()
    want = W - 0.5 * (by_W + 0.2 * W), B - 0.5 * by_b
    _judge(expect, student.train_step(W, B, X, Y, 0.5, decay=0.2), want)


def test_large_logits_do_not_overflow(student, expect):
    """Biases of 900 and 899 beside weights of zero: the step is that of biases of 1 and 0."""
    got = student.train_step(np.zeros((2, 2)), np.array([900.0, 899.0]), X[:1], Y[:1], 1.0)
    share = 1 / (1 + np.e)
    want = share * np.outer([1, -1], X[0]), [900 + share, 899 - share]
    _judge(expect, got, want)


def test_the_parameters_before_the_step_are_left_alone(student, expect):
    """Two steps from the same array give the same twice."""
    by_W, by_b = _gradients()
    weights, biases = W.copy(), B.copy()
    for _ in range(2):
        got = student.train_step(weights, biases, X, Y, 0.25, decay=0.1)
        _judge(expect, got, (W - 0.25 * (by_W + 0.1 * W), B - 0.25 * by_b))
