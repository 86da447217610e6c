"""Known mistakes of `boundary_line`."""

import numpy as np

from autograder.authors import mistake


def _differences(W, b):
    """The weights and the bias of class 1 less those of class 0, where the weights differ."""
    W, b = np.asarray(W, dtype=float), np.asarray(b, dtype=float)
    across = W[1] - W[0]
    if not across.any():
        raise ValueError("no line")
    return across, b[1] - b[0]


def _divided(across, bias, length):
    return [across[0] / length, across[1] / length, -bias / length]


@mistake(
    says="Your normal is not of length 1: it is the difference of the weights as it stands. Divide all "
    "three numbers by its length.",
    caught_by="test_a_line_at_distance_one",
)
def not_of_length_one(W, b):
    across, bias = _differences(W, b)
    return [across[0], across[1], -bias]


@mistake(
    says="Your normal has length 1, but d was not divided by the same length: both sides of the equation "
    "have to be.",
    caught_by="test_a_line_at_distance_one",
)
def distance_not_divided(W, b):
    across, bias = _differences(W, b)
    length = np.hypot(*across)
    return [across[0] / length, across[1] / length, -bias]


@mistake(
    says="Your normal points to the side of class 0. Take the weights of class 1 less those of class 0; d "
    "changes its sign, too.",
    caught_by="test_a_line_at_distance_one",
)
def towards_class_zero(W, b):
    across, bias = _differences(W, b)
    return _divided(-across, -bias, np.hypot(*across))


@mistake(
    says="Your d has the wrong sign. What stands beside the weights on one side of the equation comes to "
    "the other side with its sign changed: d is made of b_0 - b_1.",
    caught_by="test_a_line_at_distance_one",
)
def sign_of_the_distance(W, b):
    across, bias = _differences(W, b)
    return _divided(across, -bias, np.hypot(*across))


@mistake(
    says="Your d is never negative: it is a plain distance. The sign says on which side of the line the "
    "origin lies, and the line itself is another one without it.",
    caught_by="test_class_one_on_the_side_of_the_origin",
)
def distance_without_sign(W, b):
    across, bias = _differences(W, b)
    return _divided(across, -abs(bias), np.hypot(*across))


@mistake(
    says="Your vector runs along the border. The normal stands at right angles to it: (w_1 - w_0), not "
    "turned.",
    caught_by="test_a_line_at_distance_one",
)
def along_the_line(W, b):
    across, bias = _differences(W, b)
    return _divided([-across[1], across[0]], bias, np.hypot(*across))


@mistake(
    says="You return a slope and an intercept. They do not exist for an upright line; asked for are the "
    "two numbers of the normal, and d.",
    caught_by="test_a_line_at_distance_one",
)
def slope_and_intercept(W, b):
    across, bias = _differences(W, b)
    with np.errstate(all="ignore"):
        return [-across[0] / across[1], -bias / across[1]]


@mistake(
    says="You take the columns of W for the classes. Each row is a class, each column a feature.",
    caught_by="test_a_line_at_distance_one",
)
def columns_for_classes(W, b):
    _differences(W, b)
    W, b = np.asarray(W, dtype=float).T, np.asarray(b, dtype=float)
    across = W[1] - W[0]
    with np.errstate(all="ignore"):
        return _divided(across, b[1] - b[0], np.hypot(*across))


@mistake(
    says="You look where the logit of class 1 is zero. The border is where both logits are equal, and "
    "class 0 has weights and a bias, too.",
    caught_by="test_class_one_on_the_side_of_the_origin",
)
def class_zero_forgotten(W, b):
    _differences(W, b)
    w, bias = np.asarray(W, dtype=float)[1], np.asarray(b, dtype=float)[1]
    with np.errstate(all="ignore"):
        return _divided(w, bias, np.hypot(*w))


@mistake(
    says="Your d is made of one bias. The two biases both move the border: b_0 - b_1.",
    caught_by="test_class_one_on_the_side_of_the_origin",
)
def one_bias_alone(W, b):
    across, _ = _differences(W, b)
    return _divided(across, -np.asarray(b, dtype=float)[0], np.hypot(*across))


@mistake(
    says="Your line always runs through the origin: d is zero. The biases move it.",
    caught_by="test_a_line_at_distance_one",
)
def no_biases(W, b):
    across, _ = _differences(W, b)
    return _divided(across, 0.0, np.hypot(*across))


@mistake(
    says="You divide by the length of all three numbers together. The normal alone is to have length 1; "
    "the bias is no part of it.",
    caught_by="test_a_line_at_distance_one",
)
def length_of_all_three(W, b):
    across, bias = _differences(W, b)
    return _divided(across, bias, np.sqrt(across @ across + bias**2))


@mistake(
    says="You divide by the sum of the absolute weights. The length of a vector is the root of the sum of "
    "its squares.",
    caught_by="test_a_line_at_distance_one",
)
def sum_for_length(W, b):
    across, bias = _differences(W, b)
    return _divided(across, bias, np.abs(across).sum())


@mistake(
    says="You refuse an upright line, one whose second feature has the same weight in both classes. It has "
    "no slope, but it is a line: refuse where both features have the same weights.",
    caught_by="test_an_upright_line",
)
def upright_refused(W, b):
    across, bias = _differences(W, b)
    if across[1] == 0:
        raise ValueError("no slope")
    return _divided(across, bias, np.hypot(*across))


@mistake(
    says="Equal rows of weights are not refused: you return numbers of no line. Look whether the length is "
    "zero before dividing by it.",
    caught_by="test_equal_weights_are_refused",
)
def equal_weights_not_refused(W, b):
    W, b = np.asarray(W, dtype=float), np.asarray(b, dtype=float)
    across = W[1] - W[0]
    return _divided(across, b[1] - b[0], np.hypot(*across) or 1.0)


@mistake(
    says="You take weights that are almost equal for equal ones, and refuse them. Features may be in any "
    "unit, in which all weights are a billionth: refuse where the rows are equal.",
    caught_by="test_small",
    at_home=False,
)
def small_taken_for_equal(W, b):
    across, bias = _differences(W, b)
    if np.allclose(across, 0):
        raise ValueError("no line")
    return _divided(across, bias, np.hypot(*across))
