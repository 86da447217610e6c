"""The public checks of `softmax_gradient`: run them as often as you like."""

import numpy as np

CLOSE = {"rtol": 1e-8, "atol": 1e-12, "what": "the array of gradients"}


def test_weights_of_zero(student, expect):
    """Three classes, each with the probability 1/3, and two observations, given as lists."""
    got = student.softmax_gradient([[0, 0], [0, 0], [0, 0]], [[1, 2], [1, -1]], [0, 2])
    want = np.array([[-1 / 6, -5 / 6], [1 / 3, 1 / 6], [-1 / 6, 2 / 3]])
    expect.close(got, want, **CLOSE)


def test_expected_less_seen_times_the_inputs(student, expect):
    """Three rows, with the probabilities 1/4, 1/2, 1/4, then 1/4, 1/4, 1/2, then 2/3, 1/6, 1/6."""
    # The logits of the rows of X are the logarithms of these, since X is the identity.
    shares = np.array([[1.0, 2.0, 1.0], [1.0, 1.0, 2.0], [4.0, 1.0, 1.0]])
    p = shares / shares.sum(axis=1, keepdims=True)
    got = student.softmax_gradient(np.log(shares).T, np.eye(3), np.array([1, 2, 2]))
    want = (p - np.eye(3)[[1, 2, 2]]).T / 3
    expect.close(got, want, **CLOSE)


def test_it_is_the_slope_of_the_loss(student, expect):
    """A small step of one weight changes the loss as the gradient says."""
    W = np.array([[0.5, -1.0, 0.2], [0.0, 0.3, 1.0]])
    X = np.array([[1.0, 2.0, -1.0], [1.0, 0.5, 0.0], [1.0, -1.5, 2.0], [1.0, 1.0, 1.0]])
    y = np.array([0, 1, 1, 0])

    def loss(weights):
        z = X @ weights.T
        return np.mean(np.log(np.exp(z).sum(axis=1)) - z[np.arange(4), y])

    slopes = np.zeros((2, 3))
    for place in np.ndindex(2, 3):
        step = np.zeros((2, 3))
        step[place] = 1e-5
        slopes[place] = (loss(W + step) - loss(W - step)) / 2e-5
    got = student.softmax_gradient(W, X, y)
    expect.close(got, slopes, rtol=1e-6, atol=1e-8, what="the array of gradients")


def test_large_logits_do_not_overflow(student, expect):
    """Logits of 2000 and 1999 with label 1, alone and beside -3000 and -3000 with label 0."""
    W, X = np.array([[2000.0, -3000.0], [1999.0, -3000.0]]), np.eye(2)
    hint = "take the largest logit of the row off before the exponential"
    share = 1 / (1 + np.exp(-1))
    got = student.softmax_gradient(W, X[:1], np.array([1]))
    expect.close(got, np.array([[share, 0.0], [-share, 0.0]]), hint=hint, **CLOSE)
    got = student.softmax_gradient(W, X, np.array([1, 0]))
    want = np.array([[share, -0.5], [-share, 0.5]]) / 2
    expect.close(got, want, hint=hint, **CLOSE)
