"""The public checks of `backward_two_layers`: run them as often as you like."""

import numpy as np

NAMES = ("W1", "b1", "W2", "b2")
X = np.array([[0.0, 0.0], [1.0, -1.0], [0.5, 2.0], [-1.5, 0.25], [2.0, 1.0]])
Y = np.array([1, 0, 2, 1, 0])
W1 = np.array([[0.5, -1.0], [1.5, 0.25], [-0.75, 1.0], [0.1, 0.2]])
B1 = np.array([0.1, -0.2, 0.3, 0.05])
W2 = np.array([[1.0, -0.5, 0.25, 2.0], [-1.0, 0.75, 0.5, -0.25], [0.3, 0.6, -0.9, 1.2]])
B2 = np.array([0.05, -0.1, 0.2])
BENDS = {
    "tanh": np.tanh,
    "relu": lambda t: np.where(t > 0, t, 0),
    "sigmoid": lambda t: 1 / (1 + np.exp(-t)),
}


def _slopes(activation):
    """The slopes of the loss by every parameter: each is moved a little up and a little down."""

    def loss(layers):
        z = BENDS[activation](X @ layers[0].T + layers[1]) @ layers[2].T + layers[3]
        return np.mean(np.log(np.exp(z).sum(axis=1)) - z[np.arange(5), Y])

    found = []
    for number, part in enumerate((W1, B1, W2, B2)):
        slopes = np.zeros(part.shape)
        for place in np.ndindex(part.shape):
            layers = [p.copy() for p in (W1, B1, W2, B2)]
            layers[number][place] += 1e-5
            up = loss(layers)
            layers[number][place] -= 2e-5
            slopes[place] = (up - loss(layers)) / 2e-5
        found.append(slopes)
    return found


def _judge(expect, got, want, **close):
    expect.that(
        isinstance(got, (list, tuple)) and len(got) == 4,
        "what came back is no tuple of four gradients: by W1, b1, W2 and b2",
    )
    for name, found, right in zip(NAMES, got, want, strict=True):
        expect.close(found, right, **close, what=f"the gradient by {name}")


def test_one_observation(student, expect):
    """The network of the statement, with relu, as lists."""
    got = student.backward_two_layers(
        [[2]], [1], [[1], [-1]], [0, 1], [[1, 0], [0, 2]], [0, 2], "relu"
    )
    want = ([[1], [0]], [0.5, 0], [[1, 0], [-1, 0]], [0.5, -0.5])
    _judge(expect, got, want)


def test_tanh_unless_something_else_is_asked_for(student, expect):
    """Five observations: the gradients are the slopes of the loss. Tanh is the default."""
    want = _slopes("tanh")
    got = student.backward_two_layers(X, Y, W1, B1, W2, B2)
    _judge(expect, got, want, rtol=1e-6, atol=1e-8)
    got = student.backward_two_layers(X, Y, W1, B1, W2, B2, activation="tanh")
    _judge(expect, got, want, rtol=1e-6, atol=1e-8)


def test_relu_and_sigmoid(student, expect):
    """The same network with the two other activations: the slopes of the loss once more."""
    for activation in ("relu", "sigmoid"):
        got = student.backward_two_layers(X, Y, W1, B1, W2, B2, activation=activation)
        _judge(expect, got, _slopes(activation), rtol=1e-6, atol=1e-8)


def test_a_relu_at_exactly_zero(student, expect):
    """A relu unit whose sum is exactly 0 passes nothing back: the slope there is taken to be 0."""
    got = student.backward_two_layers(
        np.array([[1.0, 1.0]]), np.array([0]), np.array([[1.0, -1.0], [1.0, 1.0]]), np.zeros(2),
        np.array([[1.0, -1.0], [3.0, -1.0]]), np.array([0.0, 0.0]), "relu",
    )  # fmt: skip
    want = (np.zeros((2, 2)), np.zeros(2), [[0.0, -1.0], [0.0, 1.0]], [-0.5, 0.5])
    _judge(expect, got, want)


def test_large_logits_do_not_overflow(student, expect):
    """Logits of 900 and 899 give the gradients that 1 and 0 give."""
    got = student.backward_two_layers(X[:1], Y[:1], W1, B1, 0 * W2[:2], np.array([900.0, 899.0]))
    share = 1 / (1 + np.exp(-1))
    want = (
        np.zeros((4, 2)),
        np.zeros(4),
        share * np.outer([1, -1], np.tanh(B1)),
        [share, -share],
    )
    _judge(expect, got, want)
