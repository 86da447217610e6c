"""The public checks of `r_squared`: run them as often as you like."""

import numpy as np


def test_a_line_through_four_points(student, expect):
    """A line through four points, given as lists, takes away seven tenths of the mean's error."""
    got = expect.number(student.r_squared([3, 5, 4, 8], [2.9, 4.3, 5.7, 7.1], 2))
    expect.close(got, 0.7, what="R²")


def test_adjusted_for_two_coefficients(student, expect):
    """Predictions of seven points, and then the line, each adjusted for two coefficients."""
    y, fitted = np.array([2, 1, 4, 3, 6, 5, 7]), np.array([1, 2, 3, 4, 5, 6, 7])
    got = expect.number(student.r_squared(y, fitted, 2, adjusted=True))
    expect.close(got, 0.7428571, what="adjusted R² of seven points")
    y, fitted = np.array([3.0, 5.0, 4.0, 8.0]), np.array([2.9, 4.3, 5.7, 7.1])
    got = expect.number(student.r_squared(y, fitted, 2, adjusted=True))
    expect.close(got, 0.55, what="adjusted R² of the line")


def test_worse_than_the_mean_and_as_good(student, expect):
    """Predictions that fall where y rises are worse than the mean, and the mean itself scores 0."""
    y = np.array([1.0, 2.0, 3.0, 4.0])
    falling = expect.number(student.r_squared(y, np.array([6.0, 4.0, 2.0, 0.0]), 2))
    expect.close(falling, -8.2, what="R² of the falling predictions")
    mean = expect.number(student.r_squared(y, np.full(4, 2.5), 1))
    expect.close(mean, 0.0, what="R² of the mean")


def test_three_points_and_three_coefficients(student, expect):
    """Three coefficients fit any three points: R² is 1, and the adjusted one does not exist."""
    y = np.array([2.0, 7.0, 1.0])
    expect.close(expect.number(student.r_squared(y, y, 3)), 1.0, what="R²")
    expect.raises(
        ValueError,
        lambda: student.r_squared(y, y, 3, adjusted=True),
        hint="n - n_params is zero here: nothing is left to adjust with",
    )
