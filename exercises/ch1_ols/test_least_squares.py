"""The public checks of `least_squares`: run them as often as you like."""

import numpy as np


def test_the_taxi(student, expect):
    """Four taxi rides, given as lists: the price of getting in, and the price of a kilometre."""
    got = student.least_squares([[1, 1], [1, 2], [1, 3], [1, 4]], [5, 7, 8, 12])
    expect.close(got, [2.5, 2.2], what="the array of coefficients")


def test_without_noise_the_truth_comes_back(student, expect):
    """Where y is exactly 1 + 2 x1 - 3 x2, the coefficients are 1, 2 and -3."""
    X = np.array([[1, 0, 1], [1, 1, 0], [1, 2, 5], [1, 4, 2], [1, 3, 3]], dtype=float)
    got = student.least_squares(X, X @ [1.0, 2.0, -3.0])
    expect.close(got, [1, 2, -3], what="the array of coefficients")


def test_residuals_are_at_right_angles_to_the_columns(student, expect):
    """The residuals are at right angles to every column of X."""
    X = np.array([[1, 2, 9], [1, 3, 4], [1, 5, 4], [1, 8, 7], [1, 6, 1], [1, 7, 3]], dtype=float)
    y = np.array([3.0, 1.0, 4.0, 1.0, 5.0, 9.0])
    coef = expect.array(student.least_squares(X, y), (3,), what="the array of coefficients")
    expect.that(
        np.abs(X.T @ (y - X @ coef)) < 1e-6,
        "X'(y - Xb) is not zero: other coefficients have a smaller sum of squares",
        got=coef,
    )


def test_too_few_rows_are_refused(student, expect):
    """Two observations determine two coefficients; three coefficients raise a ValueError."""
    got = student.least_squares(np.array([[1.0, 2.0], [1.0, 5.0]]), np.array([1.0, 2.5]))
    expect.close(got, [0.0, 0.5], what="the array of coefficients")
    expect.raises(
        ValueError,
        lambda: student.least_squares(
            np.array([[1.0, 2.0, 3.0], [1.0, 5.0, 4.0]]), np.array([1.0, 2.0])
        ),
        hint="compare the two numbers in X.shape before solving",
    )
