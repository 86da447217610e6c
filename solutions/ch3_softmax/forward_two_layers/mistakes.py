"""Known mistakes of `forward_two_layers`."""

import numpy as np
from scipy import special

from autograder.authors import mistake

_BENDS = {"tanh": np.tanh, "relu": lambda t: np.maximum(t, 0), "sigmoid": special.expit}


def _as_floats(*parts):
    return [np.asarray(part, float) for part in parts]


def _bend(activation):
    if activation not in _BENDS:
        raise ValueError("unknown activation")
    return _BENDS[activation]


def _to_probabilities(hidden, W2, b2):
    return special.softmax(hidden @ np.asarray(W2, float).T + np.asarray(b2, float), axis=1)


def _inner(X, W1, b1):
    X, W1, b1 = _as_floats(X, W1, b1)
    return X @ W1.T + b1


@mistake(
    says="There is no activation between your two layers. A matrix times a matrix is a matrix: this "
    "network is a softmax regression.",
    caught_by="test_tanh_unless_something_else_is_asked_for",
)
def no_activation(X, W1, b1, W2, b2, activation="tanh"):
    _bend(activation)
    return _to_probabilities(_inner(X, W1, b1), W2, b2)


@mistake(
    says="Your logits go through the activation, too. The second layer is linear: its logits may be any "
    "numbers.",
    caught_by="test_tanh_unless_something_else_is_asked_for",
)
def activation_twice(X, W1, b1, W2, b2, activation="tanh"):
    bend = _bend(activation)
    W2, b2 = _as_floats(W2, b2)
    return special.softmax(bend(bend(_inner(X, W1, b1)) @ W2.T + b2), axis=1)


@mistake(
    says="You return the logits. The probabilities are asked for: a softmax of each row is missing.",
    caught_by="test_one_input_two_hidden_units",
)
def logits_themselves(X, W1, b1, W2, b2, activation="tanh"):
    W2, b2 = _as_floats(W2, b2)
    return _bend(activation)(_inner(X, W1, b1)) @ W2.T + b2


@mistake(
    says="Your probabilities add up to one down the columns. The classes of one observation stand in one "
    "row: `axis=1`.",
    caught_by="test_one_input_two_hidden_units",
)
def softmax_down_the_columns(X, W1, b1, W2, b2, activation="tanh"):
    W2, b2 = _as_floats(W2, b2)
    return special.softmax(_bend(activation)(_inner(X, W1, b1)) @ W2.T + b2, axis=0)


@mistake(
    says="Your exponentials overflow: infinity over infinity is no number. Take the row's largest logit "
    "off first, which changes no probability.",
    caught_by="test_large_logits_do_not_overflow",
)
def overflowing_softmax(X, W1, b1, W2, b2, activation="tanh"):
    W2, b2 = _as_floats(W2, b2)
    with np.errstate(all="ignore"):
        weights = np.exp(_bend(activation)(_inner(X, W1, b1)) @ W2.T + b2)
        return weights / weights.sum(axis=1, keepdims=True)


@mistake(
    says="Both biases are missing. Each layer adds its own, `b1` and `b2`, after the weights.",
    caught_by="test_one_input_two_hidden_units",
)
def no_bias_at_all(X, W1, b1, W2, b2, activation="tanh"):
    return _to_probabilities(_bend(activation)(_inner(X, W1, 0)), W2, 0)


@mistake(
    says="The bias `b1` of the hidden layer is missing. It decides where each hidden unit bends.",
    caught_by="test_one_input_two_hidden_units",
)
def no_hidden_bias(X, W1, b1, W2, b2, activation="tanh"):
    return _to_probabilities(_bend(activation)(_inner(X, W1, 0)), W2, b2)


@mistake(
    says="The bias `b2` of the output layer is missing.",
    caught_by="test_one_input_two_hidden_units",
)
def no_output_bias(X, W1, b1, W2, b2, activation="tanh"):
    return _to_probabilities(_bend(activation)(_inner(X, W1, b1)), W2, 0)


@mistake(
    says="You take the tanh whatever `activation` says.",
    caught_by="test_relu_and_sigmoid",
)
def tanh_whatever_is_asked(X, W1, b1, W2, b2, activation="tanh"):
    _bend(activation)
    return _to_probabilities(np.tanh(_inner(X, W1, b1)), W2, b2)


@mistake(
    says="Your hidden bias is added after the activation. It belongs inside: the activation bends the "
    "whole sum.",
    caught_by="test_one_input_two_hidden_units",
)
def bias_after_the_activation(X, W1, b1, W2, b2, activation="tanh"):
    b1 = np.asarray(b1, float)
    return _to_probabilities(_bend(activation)(_inner(X, W1, 0)) + b1, W2, b2)


@mistake(
    says="The activation bends the inputs, before the first layer. It belongs after that layer, where it "
    "bends what the layer has made of them.",
    caught_by="test_one_input_two_hidden_units",
)
def inputs_bent(X, W1, b1, W2, b2, activation="tanh"):
    return _to_probabilities(_inner(_bend(activation)(np.asarray(X, float)), W1, b1), W2, b2)


@mistake(
    says="Your relu is the absolute value. Below zero it is zero.",
    caught_by="test_one_input_two_hidden_units",
)
def relu_as_absolute_value(X, W1, b1, W2, b2, activation="tanh"):
    bend = np.abs if activation == "relu" else _bend(activation)
    return _to_probabilities(bend(_inner(X, W1, b1)), W2, b2)


@mistake(
    says="Your relu leaks: below zero it has a small slope. That is another activation; here it is zero "
    "there.",
    caught_by="test_one_input_two_hidden_units",
)
def leaky_relu(X, W1, b1, W2, b2, activation="tanh"):
    z, bend = _inner(X, W1, b1), _bend(activation)
    hidden = np.where(z > 0, z, 0.01 * z) if activation == "relu" else bend(z)
    return _to_probabilities(hidden, W2, b2)


@mistake(
    says="Your sigmoid falls where it should rise: the sign in its exponent is missing. It is "
    "1 / (1 + exp(-t)).",
    caught_by="test_relu_and_sigmoid",
)
def falling_sigmoid(X, W1, b1, W2, b2, activation="tanh"):
    z, bend = _inner(X, W1, b1), _bend(activation)
    return _to_probabilities(bend(-z if activation == "sigmoid" else z), W2, b2)


@mistake(
    says="You return a 1 for the likeliest class and 0 for the others. The probabilities are asked for, "
    "which keep how close the race was.",
    caught_by="test_one_input_two_hidden_units",
)
def likeliest_class(X, W1, b1, W2, b2, activation="tanh"):
    p = _to_probabilities(_bend(activation)(_inner(X, W1, b1)), W2, b2)
    return np.eye(p.shape[1])[p.argmax(axis=1)]


@mistake(
    says="Your relu stands in for every activation that is not known. Raise a ValueError instead: a typing "
    "mistake would go unnoticed.",
    caught_by="test_an_unknown_activation_is_refused",
)
def unknown_as_relu(X, W1, b1, W2, b2, activation="tanh"):
    bend = _BENDS.get(activation, _BENDS["relu"])
    return _to_probabilities(bend(_inner(X, W1, b1)), W2, b2)
