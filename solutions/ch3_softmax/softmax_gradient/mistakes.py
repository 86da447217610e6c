"""Known mistakes of `softmax_gradient`."""

import numpy as np

from autograder.authors import mistake


def _pieces(W, X, y):
    """Probabilities, one-hot labels and inputs."""
    W, X, y = np.asarray(W, float), np.asarray(X, float), np.asarray(y)
    z = X @ W.T
    weights = np.exp(z - z.max(axis=1, keepdims=True))
    return weights / weights.sum(axis=1, keepdims=True), np.eye(len(W))[y], X


@mistake(
    says="You add up over the observations and do not divide by their number. The loss is a mean, and so "
    "is its gradient.",
    caught_by="test_weights_of_zero",
)
def sum_over_rows(W, X, y):
    p, seen, X = _pieces(W, X, y)
    return (p - seen).T @ X


@mistake(
    says="Your gradient has its sign changed: it points to where the loss falls. The gradient of the loss "
    "is asked for; the step against it comes later.",
    caught_by="test_weights_of_zero",
)
def downhill(W, X, y):
    p, seen, X = _pieces(W, X, y)
    return (seen - p).T @ X / len(X)


@mistake(
    says="Your gradient is transposed: one row an input. It has the shape of W, one row a class.",
    caught_by="test_weights_of_zero",
)
def transposed_gradient(W, X, y):
    p, seen, X = _pieces(W, X, y)
    return X.T @ (p - seen) / len(X)


@mistake(
    says="You use the logits where the probabilities belong. That is the gradient of a least-squares fit "
    "to zeros and ones: take the softmax of the logits first.",
    caught_by="test_weights_of_zero",
)
def logits_for_probabilities(W, X, y):
    _, seen, X = _pieces(W, X, y)
    return (X @ np.asarray(W, float).T - seen).T @ X / len(X)


@mistake(
    says="You use what was expected alone. What was seen has to come off: 1 for the label's class.",
    caught_by="test_weights_of_zero",
)
def labels_forgotten(W, X, y):
    p, _, X = _pieces(W, X, y)
    return p.T @ X / len(X)


@mistake(
    says="You use what was seen alone. That is the gradient of the labels' own logits; the denominator of "
    "the softmax depends on all logits and has a gradient too.",
    caught_by="test_weights_of_zero",
)
def denominator_forgotten(W, X, y):
    _, seen, X = _pieces(W, X, y)
    return -seen.T @ X / len(X)


@mistake(
    says="Only the label's class gets a gradient from an observation. The other classes are in the "
    "denominator of the softmax, so that their scores have to go down.",
    caught_by="test_weights_of_zero",
)
def label_class_alone(W, X, y):
    p, seen, X = _pieces(W, X, y)
    return ((p - seen) * seen).T @ X / len(X)


@mistake(
    says="You divide by the number of entries of the table of logits. Each observation counts once: divide "
    "by the number of rows.",
    caught_by="test_weights_of_zero",
)
def divided_by_entries(W, X, y):
    p, seen, X = _pieces(W, X, y)
    return (p - seen).T @ X / p.size


@mistake(
    says="Your softmax runs down the columns of the logits, over the observations. The classes of one "
    "observation stand in one row: `axis=1`.",
    caught_by="test_expected_less_seen_times_the_inputs",
)
def softmax_over_observations(W, X, y):
    _, seen, X = _pieces(W, X, y)
    z = X @ np.asarray(W, float).T
    weights = np.exp(z - z.max(axis=0))
    return (weights / weights.sum(axis=0) - seen).T @ X / len(X)


@mistake(
    says="Your exponentials overflow: infinity over infinity is no number. Take the row's largest logit "
    "off first, which changes no probability.",
    caught_by="test_large_logits_do_not_overflow",
)
def softmax_overflows(W, X, y):
    _, seen, X = _pieces(W, X, y)
    with np.errstate(all="ignore"):
        weights = np.exp(X @ np.asarray(W, float).T)
        return (weights / weights.sum(axis=1, keepdims=True) - seen).T @ X / len(X)


@mistake(
    says="You return the gradient of the squared error of the probabilities. The cross-entropy takes a "
    "logarithm, and the factor p (1 - p) that the squared error has goes away.",
    caught_by="test_weights_of_zero",
)
def squared_error(W, X, y):
    p, seen, X = _pieces(W, X, y)
    off = p - seen
    back = 2 * p * (off - (off * p).sum(axis=1, keepdims=True))
    return back.T @ X / len(X)


@mistake(
    says="You return the weights after a step against the gradient. The gradient itself is asked for.",
    caught_by="test_it_is_the_slope_of_the_loss",
)
def weights_after_a_step(W, X, y):
    p, seen, X = _pieces(W, X, y)
    return np.asarray(W, float) - (p - seen).T @ X / len(X)


@mistake(
    says="You return the gradient by the logits, one row an observation. A logit is w'x: the chain rule "
    "multiplies by the inputs.",
    caught_by="test_weights_of_zero",
)
def by_the_logits(W, X, y):
    p, seen, X = _pieces(W, X, y)
    return (p - seen) / len(X)


@mistake(
    says="You expect what a sigmoid of each logit says. Exactly one class is seen, so the probabilities of "
    "one observation add up to one: that is the softmax.",
    caught_by="test_weights_of_zero",
)
def sigmoids_for_softmax(W, X, y):
    _, seen, X = _pieces(W, X, y)
    z = X @ np.asarray(W, float).T
    return ((1 + np.tanh(z / 2)) / 2 - seen).T @ X / len(X)


@mistake(
    says="You take the class with the largest logit for what was expected. A softmax keeps how close the "
    "race was: use the probabilities (this one is the perceptron's rule).",
    caught_by="test_weights_of_zero",
)
def hard_expectation(W, X, y):
    _, seen, X = _pieces(W, X, y)
    W = np.asarray(W, float)
    return (np.eye(len(W))[(X @ W.T).argmax(axis=1)] - seen).T @ X / len(X)
