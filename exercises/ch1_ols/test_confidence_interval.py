"""The public checks of `confidence_interval`: run them as often as you like."""

import numpy as np


def test_one_slope_on_four_degrees_of_freedom(student, expect):
    """A slope of 2.0 with standard error 0.5 on 4 degrees of freedom."""
    got = student.confidence_interval(np.array([2.0]), np.array([0.5]), 4)
    expect.close(got, [[0.6117774, 3.3882226]], rtol=1e-6, what="the interval")


def test_one_row_a_coefficient_lower_bound_first(student, expect):
    """Three coefficients give three rows, and the estimate lies in the middle of each."""
    coef = np.array([1.0, -2.0, 30.0])
    std_error = np.array([0.1, 0.2, 3.0])
    got = expect.array(student.confidence_interval(coef, std_error, 20), (3, 2))
    expect.that(got[:, 0] < got[:, 1], "a lower bound lies above its upper bound", got=got)
    expect.close(got.mean(axis=1), coef, what="the middle of the intervals")


def test_a_higher_level_is_wider(student, expect):
    """A 99 % interval contains the 90 % interval of the same estimate."""
    coef, std_error = np.array([0.0]), np.array([1.0])
    narrow = expect.array(student.confidence_interval(coef, std_error, 10, level=0.90), (1, 2))
    wide = expect.array(student.confidence_interval(coef, std_error, 10, level=0.99), (1, 2))
    expect.that(
        wide[0, 1] > narrow[0, 1] and wide[0, 0] < narrow[0, 0],
        "the 99 % interval does not contain the 90 % interval",
        hint="is `level` used? The tail on each side holds (1 - level) / 2",
    )
