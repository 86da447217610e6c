"""The public checks of `confidence_interval`: run them as often as you like."""

import numpy as np


def test_one_slope_on_four_degrees_of_freedom(student, expect):
    """A slope of 2.0 with standard error 0.5 on 4 degrees of freedom."""
    got = student.confidence_interval(np.array([2.0]), np.array([0.5]), 4)
    expect.close(got, [[0.6117774, 3.3882226]], rtol=1e-6, what="the interval")


def test_one_row_a_coefficient_lower_bound_first(student, expect):
    """Three coefficients, given as lists, give three rows: the lower bound, then the upper."""
    got = student.confidence_interval([1, -2, 30], [0.1, 0.2, 3.0], 20)
    want = [[0.7914037, 1.2085963], [-2.4171927, -1.5828073], [23.7421097, 36.2578903]]
    expect.close(got, want, rtol=1e-6, what="the array of intervals")


def test_a_higher_level_is_wider(student, expect):
    """A 99 % interval contains the 90 % interval of the same estimate."""
    coef, std_error = np.array([4.0]), np.array([1.0])
    narrow = student.confidence_interval(coef, std_error, 10, level=0.90)
    expect.close(narrow, [[2.1875389, 5.8124611]], rtol=1e-6, what="the 90 % interval")
    wide = student.confidence_interval(coef, std_error, 10, level=0.99)
    expect.close(
        wide,
        [[0.8307273, 7.1692727]],
        rtol=1e-6,
        what="the 99 % interval",
        hint="is `level` used? The tail on each side holds (1 - level) / 2",
    )
