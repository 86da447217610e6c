"""The public checks of `mlp_in_torch`: run them as often as you like."""

import numpy as np

W1 = np.array([[0.5, -1.0], [1.5, 0.25], [-0.75, 1.0], [0.1, 0.2]])
B1 = np.array([0.1, -0.2, 0.3, 0.0])
W2 = np.array([[1.0, -0.5, 0.25, 2.0], [-1.0, 0.75, 0.5, -0.25], [0.3, 0.6, -0.9, 1.2]])
B2 = np.array([0.05, -0.1, 0.2])
X = np.array([[0.0, 0.0], [1.0, -1.0], [0.5, 2.0]])


def test_two_layers_with_a_bias_each(student, expect):
    """2 inputs, 8 hidden units and 3 classes: 51 trainable numbers."""
    shapes = student.mlp_in_torch(2, 8, 3).shapes()
    count = sum(int(np.prod(shape)) for shape in shapes)
    expect.equal(count, 51, what="the number of trainable numbers")


def test_logits_for_given_weights(student, expect):
    """The output for weights that the check has put in: tanh once, and no softmax."""
    network = student.mlp_in_torch(2, 4, 3)
    network.load([W1, B1, W2, B2])
    want = np.tanh(X @ W1.T + B1) @ W2.T + B2
    expect.close(network.forward(X), want, rtol=1e-4, atol=1e-5, what="the array of logits")


def test_each_row_on_its_own(student, expect):
    """A row's logits do not depend on the rows beside it."""
    network = student.mlp_in_torch(2, 4, 3)
    network.load([W1, B1, W2, B2])
    want = np.tanh(X @ W1.T + B1) @ W2.T + B2
    for rows in (X[1:2], X[:2]):
        got = network.forward(rows)
        right = want[1:2] if len(rows) == 1 else want[:2]
        expect.close(got, right, rtol=1e-4, atol=1e-5, what="the array of logits")
