"""Known mistakes of `backward_two_layers`."""

import numpy as np
from scipy import special

from autograder.authors import mistake


def _passes(X, y, W1, b1, W2, b2, activation):
    """Inputs, hidden units, their slopes, the gradient by the logits, and W2."""
    X, W1, b1, W2, b2 = (np.asarray(part, float) for part in (X, W1, b1, W2, b2))
    t = X @ W1.T + b1
    if activation == "tanh":
        hidden = np.tanh(t)
        slope = 1 - hidden**2
    elif activation == "relu":
        hidden = np.maximum(t, 0)
        slope = (t > 0).astype(float)
    else:
        hidden = special.expit(t)
        slope = hidden * (1 - hidden)
    d = special.softmax(hidden @ W2.T + b2, axis=1)
    d[np.arange(len(d)), np.asarray(y)] -= 1
    return X, hidden, slope, d / len(d), W2


def _four(X, hidden, d, back):
    return back.T @ X, back.sum(axis=0), d.T @ hidden, d.sum(axis=0)


@mistake(
    says="What reaches the hidden units has to go through the activation, too: the chain rule multiplies "
    "it by the activation's slope. Yours goes through unchanged.",
    caught_by="test_tanh_unless_something_else_is_asked_for",
)
def slope_forgotten(X, y, W1, b1, W2, b2, activation="tanh"):
    X, hidden, _, d, W2 = _passes(X, y, W1, b1, W2, b2, activation)
    return _four(X, hidden, d, d @ W2)


@mistake(
    says="You multiply by the hidden units where their slopes belong. The slope of a tanh is 1 - a², of a "
    "sigmoid a (1 - a), and of a relu 1 or 0.",
    caught_by="test_tanh_unless_something_else_is_asked_for",
)
def units_for_slopes(X, y, W1, b1, W2, b2, activation="tanh"):
    X, hidden, _, d, W2 = _passes(X, y, W1, b1, W2, b2, activation)
    return _four(X, hidden, d, (d @ W2) * hidden)


@mistake(
    says="Your slope is that of a tanh whatever `activation` says. Each activation has its own.",
    caught_by="test_relu_and_sigmoid",
)
def slope_of_a_tanh(X, y, W1, b1, W2, b2, activation="tanh"):
    X, hidden, _, d, W2 = _passes(X, y, W1, b1, W2, b2, activation)
    return _four(X, hidden, d, (d @ W2) * (1 - hidden**2))


@mistake(
    says="You apply the activation a second time before you take its slope: 1 - tanh(a)² where a is a tanh "
    "already. Of the units after the activation the slope is 1 - a².",
    caught_by="test_tanh_unless_something_else_is_asked_for",
)
def slope_of_the_units(X, y, W1, b1, W2, b2, activation="tanh"):
    X, hidden, slope, d, W2 = _passes(X, y, W1, b1, W2, b2, activation)
    if activation == "tanh":
        slope = 1 - np.tanh(hidden) ** 2
    elif activation == "sigmoid":
        slope = special.expit(hidden) * special.expit(-hidden)
    return _four(X, hidden, d, (d @ W2) * slope)


@mistake(
    says="A relu whose sum is exactly 0 has the slope 1 in your answer. The statement takes 0 there: test "
    "for above 0, not for 0 or above.",
    caught_by="test_a_relu_at_exactly_zero",
)
def slope_of_one_at_zero(X, y, W1, b1, W2, b2, activation="tanh"):
    x, hidden, slope, d, w2 = _passes(X, y, W1, b1, W2, b2, activation)
    if activation == "relu":
        slope = (x @ np.asarray(W1, float).T + np.asarray(b1, float) >= 0).astype(float)
    return _four(x, hidden, d, (d @ w2) * slope)


@mistake(
    says="Your gradients are n times as large: they are those of a sum over the observations. The loss is "
    "their mean.",
    caught_by="test_tanh_unless_something_else_is_asked_for",
)
def sum_over_observations(X, y, W1, b1, W2, b2, activation="tanh"):
    X, hidden, slope, d, W2 = _passes(X, y, W1, b1, W2, b2, activation)
    return _four(X, hidden, d * len(d), (d * len(d) @ W2) * slope)


@mistake(
    says="Your bias gradients are divided by n twice. A bias is added to every row, so its gradient is the "
    "sum over the rows; the loss has brought the 1/n already.",
    caught_by="test_tanh_unless_something_else_is_asked_for",
)
def means_for_biases(X, y, W1, b1, W2, b2, activation="tanh"):
    X, hidden, slope, d, W2 = _passes(X, y, W1, b1, W2, b2, activation)
    back = (d @ W2) * slope
    return back.T @ X, back.mean(axis=0), d.T @ hidden, d.mean(axis=0)


@mistake(
    says="Your gradients have their sign changed: they point to where the loss falls. The gradients of the "
    "loss are asked for; the step against them comes later.",
    caught_by="test_one_observation",
)
def downhill_gradients(X, y, W1, b1, W2, b2, activation="tanh"):
    X, hidden, slope, d, W2 = _passes(X, y, W1, b1, W2, b2, activation)
    return _four(X, hidden, -d, -(d @ W2) * slope)


@mistake(
    says="Your gradients of the weights are transposed. A gradient has the shape of what it belongs to: "
    "one row a unit.",
    caught_by="test_one_observation",
)
def transposed_weights(X, y, W1, b1, W2, b2, activation="tanh"):
    X, hidden, slope, d, W2 = _passes(X, y, W1, b1, W2, b2, activation)
    back = (d @ W2) * slope
    return X.T @ back, back.sum(axis=0), hidden.T @ d, d.sum(axis=0)


@mistake(
    says="Your gradients come in the order in which they are found, the output layer's first. They are "
    "asked for in the order of the arguments: by W1, b1, W2, b2.",
    caught_by="test_one_observation",
)
def output_layer_first(X, y, W1, b1, W2, b2, activation="tanh"):
    X, hidden, slope, d, W2 = _passes(X, y, W1, b1, W2, b2, activation)
    back = (d @ W2) * slope
    return d.T @ hidden, d.sum(axis=0), back.T @ X, back.sum(axis=0)


@mistake(
    says="In the gradient by W2 you use the sums before the activation. What the second layer is given are "
    "the hidden units, after the activation.",
    caught_by="test_tanh_unless_something_else_is_asked_for",
)
def sums_for_units(X, y, W1, b1, W2, b2, activation="tanh"):
    x, _, slope, d, w2 = _passes(X, y, W1, b1, W2, b2, activation)
    t = x @ np.asarray(W1, float).T + np.asarray(b1, float)
    return _four(x, t, d, (d @ w2) * slope)


@mistake(
    says="You start backwards with the probabilities, and the labels do not come in: 1 has to be taken off "
    "at each label.",
    caught_by="test_one_observation",
)
def labels_not_taken_off(X, y, W1, b1, W2, b2, activation="tanh"):
    labels = np.asarray(y)
    X, hidden, slope, d, W2 = _passes(X, y, W1, b1, W2, b2, activation)
    d[np.arange(len(d)), labels] += 1 / len(d)
    return _four(X, hidden, d, (d @ W2) * slope)


@mistake(
    says="You start backwards with the gradient of the squared error of the probabilities. The logarithm "
    "in the cross-entropy makes the start simpler: what was expected less what was seen, over n.",
    caught_by="test_tanh_unless_something_else_is_asked_for",
)
def squared_error_backwards(X, y, W1, b1, W2, b2, activation="tanh"):
    labels = np.asarray(y)
    X, hidden, slope, d, W2 = _passes(X, y, W1, b1, W2, b2, activation)
    p = d * len(d)
    p[np.arange(len(d)), labels] += 1
    d = 2 * p * (d - (d * p).sum(axis=1, keepdims=True))
    return _four(X, hidden, d, (d @ W2) * slope)


@mistake(
    says="Your exponentials overflow: infinity over infinity is no number. Take the row's largest logit "
    "off first, which changes no probability.",
    caught_by="test_large_logits_do_not_overflow",
)
def overflowing_backwards(X, y, W1, b1, W2, b2, activation="tanh"):
    b2 = np.asarray(b2, float)
    x, hidden, slope, _, w2 = _passes(X, y, W1, b1, W2, b2, activation)
    with np.errstate(all="ignore"):
        weights = np.exp(hidden @ w2.T + b2)
        d = weights / weights.sum(axis=1, keepdims=True)
        d[np.arange(len(d)), np.asarray(y)] -= 1
        return _four(x, hidden, d / len(d), (d / len(d) @ w2) * slope)
