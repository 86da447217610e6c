"""The public checks of `forward_two_layers`: run them as often as you like."""

import numpy as np

CLOSE = {"rtol": 1e-8, "atol": 1e-12, "what": "the array of probabilities"}
X = np.array([[0.0, 0.0], [1.0, -1.0], [0.5, 2.0]])
W1 = np.array([[0.5, -1.0], [1.5, 0.25], [-0.75, 1.0], [0.1, 0.2]])
B1 = np.array([0.1, -0.2, 0.3, 0.0])
W2 = np.array([[1.0, -0.5, 0.25, 2.0], [-1.0, 0.75, 0.5, -0.25], [0.3, 0.6, -0.9, 1.2]])
B2 = np.array([0.05, -0.1, 0.2])


def _probabilities(hidden):
    weights = np.exp(hidden @ W2.T + B2)
    return weights / weights.sum(axis=1, keepdims=True)


def test_one_input_two_hidden_units(student, expect):
    """The network of the statement, with relu, as lists."""
    got = student.forward_two_layers(
        [[0], [2]], [[1], [-1]], [0, 1], [[1, 0], [0, 2]], [0.5, 0], "relu"
    )
    low, high = 1 / (1 + np.exp(1.5)), 1 / (1 + np.exp(-2.5))
    expect.close(got, np.array([[low, 1 - low], [high, 1 - high]]), **CLOSE)


def test_tanh_unless_something_else_is_asked_for(student, expect):
    """Two inputs, four hidden units and three classes; tanh is the default."""
    want = _probabilities(np.tanh(X @ W1.T + B1))
    expect.close(student.forward_two_layers(X, W1, B1, W2, B2), want, **CLOSE)
    expect.close(student.forward_two_layers(X, W1, B1, W2, B2, activation="tanh"), want, **CLOSE)


def test_relu_and_sigmoid(student, expect):
    """The same network with the two other activations."""
    inner = X @ W1.T + B1
    got = student.forward_two_layers(X, W1, B1, W2, B2, activation="relu")
    expect.close(got, _probabilities(np.where(inner > 0, inner, 0)), **CLOSE)
    got = student.forward_two_layers(X, W1, B1, W2, B2, activation="sigmoid")
    expect.close(got, _probabilities(1 / (1 + np.exp(-inner))), **CLOSE)


def test_large_logits_do_not_overflow(student, expect):
    """Output biases of 500, 499 and 498, or 900, 899 and 898, give what 2, 1 and 0 give."""
    want = np.exp([[2.0, 1.0, 0.0]]) / np.exp([2.0, 1.0, 0.0]).sum()
    hint = "take the largest logit of the row off before the exponential"
    for level in (500.0, 900.0):
        got = student.forward_two_layers(X[:1], W1, B1, 0 * W2, level - np.array([0.0, 1.0, 2.0]))
        expect.close(got, want, hint=hint, **CLOSE)


def test_an_unknown_activation_is_refused(student, expect):
    """The sigmoid is an activation; "linear" is none of the three, and raises a ValueError."""
    want = _probabilities(1 / (1 + np.exp(-(X @ W1.T + B1))))
    expect.close(student.forward_two_layers(X, W1, B1, W2, B2, "sigmoid"), want, **CLOSE)
    expect.raises(
        ValueError, lambda: student.forward_two_layers(X, W1, B1, W2, B2, activation="linear")
    )
