"""Known mistakes of `train_step`."""

import numpy as np
from scipy import special

from autograder.authors import mistake


def _before(W, b, X, y):
    """Parameters as floats and the gradients of the mean cross-entropy by them."""
    W, b, X = (np.asarray(part, float) for part in (W, b, X))
    d = special.softmax(X @ W.T + b, axis=1)
    d[np.arange(len(d)), np.asarray(y)] -= 1
    return W, b, d.T @ X / len(d), d.sum(axis=0) / len(d)


@mistake(
    says="Your step goes uphill: the loss grows. The gradient says where the loss grows fastest, so the "
    "step goes against it.",
    caught_by="test_from_parameters_of_zero",
)
def uphill_step(W, b, X, y, rate, decay=0.0):
    W, b, by_W, by_b = _before(W, b, X, y)
    return W + rate * (by_W + decay * W), b + rate * by_b


@mistake(
    says="Your biases decay, too. The penalty holds the weights alone: biases say how frequent the classes "
    "are.",
    caught_by="test_weights_decay_and_biases_do_not",
)
def biases_decay_too(W, b, X, y, rate, decay=0.0):
    W, b, by_W, by_b = _before(W, b, X, y)
    return W - rate * (by_W + decay * W), b - rate * (by_b + decay * b)


@mistake(
    says="You take no notice of `decay`.",
    caught_by="test_weights_decay_and_biases_do_not",
)
def decay_unread(W, b, X, y, rate, decay=0.0):
    W, b, by_W, by_b = _before(W, b, X, y)
    return W - rate * by_W, b - rate * by_b


@mistake(
    says="Your weights decay twice as fast. The penalty is half of decay times the squares, so that the "
    "2 from the derivative goes away.",
    caught_by="test_weights_decay_and_biases_do_not",
)
def decay_twice_as_fast(W, b, X, y, rate, decay=0.0):
    W, b, by_W, by_b = _before(W, b, X, y)
    return W - rate * (by_W + 2 * decay * W), b - rate * by_b


@mistake(
    says="Your weights decay by decay times the weights, whatever the rate. The penalty is a part of what "
    "is made small, so that the rate multiplies its gradient, too.",
    caught_by="test_weights_decay_and_biases_do_not",
)
def decay_without_the_rate(W, b, X, y, rate, decay=0.0):
    W, b, by_W, by_b = _before(W, b, X, y)
    return W - rate * by_W - decay * W, b - rate * by_b


@mistake(
    says="Your weights grow where they should decay: the penalty's gradient has its sign changed.",
    caught_by="test_weights_decay_and_biases_do_not",
)
def growth_for_decay(W, b, X, y, rate, decay=0.0):
    W, b, by_W, by_b = _before(W, b, X, y)
    return W - rate * (by_W - decay * W), b - rate * by_b


@mistake(
    says="Each of your weights decays by the same amount, as a penalty on absolute values makes it. The "
    "penalty here is on squares: a weight decays in proportion to its size.",
    caught_by="test_weights_decay_and_biases_do_not",
)
def penalty_on_absolute_values(W, b, X, y, rate, decay=0.0):
    W, b, by_W, by_b = _before(W, b, X, y)
    return W - rate * (by_W + decay * np.sign(W)), b - rate * by_b


@mistake(
    says="Your penalty is divided by the number of observations. The 1/n belongs to the loss alone.",
    caught_by="test_weights_decay_and_biases_do_not",
)
def penalty_divided_by_n(W, b, X, y, rate, decay=0.0):
    W, b, by_W, by_b = _before(W, b, X, y)
    return W - rate * (by_W + decay * W / len(X)), b - rate * by_b


@mistake(
    says="You shrink the weights first and take the gradient there. Both gradients are taken at the "
    "parameters before the step.",
    caught_by="test_weights_decay_and_biases_do_not",
)
def gradient_after_the_decay(W, b, X, y, rate, decay=0.0):
    W, b, by_W, by_b = _before((1 - rate * decay) * np.asarray(W, float), b, X, y)
    return W - rate * by_W, b - rate * by_b


@mistake(
    says="Your biases step after the weights have moved: their gradient is taken at the new weights. Both "
    "gradients are taken at the parameters before the step.",
    caught_by="test_one_step_without_decay",
)
def weights_first(W, b, X, y, rate, decay=0.0):
    W, b, by_W, _ = _before(W, b, X, y)
    W = W - rate * (by_W + decay * W)
    return W, b - rate * _before(W, b, X, y)[3]


@mistake(
    says="Your step is n times as long: it is that of a sum over the observations. The loss is their mean, "
    "so that a rate fits minibatches of any size.",
    caught_by="test_one_step_without_decay",
)
def step_of_a_sum(W, b, X, y, rate, decay=0.0):
    W, b, by_W, by_b = _before(W, b, X, y)
    return W - rate * (len(X) * by_W + decay * W), b - rate * len(X) * by_b


@mistake(
    says="Your biases stay as they are. They are parameters, too: their gradient is the column sums of "
    "what was expected less what was seen, over n.",
    caught_by="test_from_parameters_of_zero",
)
def biases_stay(W, b, X, y, rate, decay=0.0):
    W, b, by_W, _ = _before(W, b, X, y)
    return W - rate * (by_W + decay * W), b


@mistake(
    says="Your logits lack the biases, so that the probabilities are those of another model.",
    caught_by="test_one_step_without_decay",
)
def logits_without_biases(W, b, X, y, rate, decay=0.0):
    W, _, by_W, by_b = _before(W, 0.0, X, y)
    return W - rate * (by_W + decay * W), np.asarray(b, float) - rate * by_b


@mistake(
    says="You return the gradients. The parameters after the step are asked for.",
    caught_by="test_from_parameters_of_zero",
)
def gradients_returned(W, b, X, y, rate, decay=0.0):
    W, b, by_W, by_b = _before(W, b, X, y)
    return by_W + decay * W, by_b


@mistake(
    says="You return the steps. The parameters after the step are asked for: add them to those before.",
    caught_by="test_one_step_without_decay",
)
def steps_returned(W, b, X, y, rate, decay=0.0):
    W, b, by_W, by_b = _before(W, b, X, y)
    return -rate * (by_W + decay * W), -rate * by_b


@mistake(
    says="Your exponentials overflow: infinity over infinity is no number. Take the row's largest logit "
    "off first, which changes no probability.",
    caught_by="test_large_logits_do_not_overflow",
)
def overflowing_step(W, b, X, y, rate, decay=0.0):
    W, b, X = (np.asarray(part, float) for part in (W, b, X))
    with np.errstate(all="ignore"):
        d = np.exp(X @ W.T + b)
        d /= d.sum(axis=1, keepdims=True)
    d[np.arange(len(d)), np.asarray(y)] -= 1
    d /= len(d)
    return W - rate * (d.T @ X + decay * W), b - rate * d.sum(axis=0)


@mistake(
    says="You train with your own favourites: the class with the largest logit is taken for what was "
    "expected. A softmax keeps how close the race was (this one is the perceptron's rule).",
    caught_by="test_one_step_without_decay",
)
def perceptron_step(W, b, X, y, rate, decay=0.0):
    W, b, X = (np.asarray(part, float) for part in (W, b, X))
    eye = np.eye(len(b))
    d = (eye[(X @ W.T + b).argmax(axis=1)] - eye[np.asarray(y)]) / len(X)
    return W - rate * (d.T @ X + decay * W), b - rate * d.sum(axis=0)
