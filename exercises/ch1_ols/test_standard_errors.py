"""The public checks of `standard_errors`: run them as often as you like."""

import numpy as np


def test_the_taxi(student, expect):
    """Four taxi rides, given as lists: two coefficients, two degrees of freedom."""
    X = [[1, 1], [1, 2], [1, 3], [1, 4]]
    got = student.standard_errors(X, [5, 7, 8, 12], [2.5, 2.2])
    expect.close(got, [1.1618950, 0.4242641], rtol=1e-6, what="the array of standard errors")


def test_a_constant_alone_is_a_mean(student, expect):
    """With the constant as the only column, in lists: the standard error of a mean, s over root n."""
    got = student.standard_errors([[1.0]] * 5, [4.0, 7.0, 1.0, 8.0, 5.0], [5.0])
    expect.close(got, [1.2247449], rtol=1e-6, what="the standard error of the mean")


def test_twice_the_noise_is_twice_the_standard_error(student, expect):
    """Residuals twice as large make every standard error twice as large."""
    X = np.array([[1.0, -2.0], [1.0, -1.0], [1.0, 0.0], [1.0, 1.0], [1.0, 2.0]])
    coef, residuals = np.array([3.0, 1.0]), np.array([1.0, -2.0, 0.0, 2.0, -1.0])
    once = np.array([0.81649658, 0.57735027])
    got = student.standard_errors(X, X @ coef + residuals, coef)
    expect.close(got, once, what="the array of standard errors")
    got = student.standard_errors(X, X @ coef + 2 * residuals, coef)
    expect.close(got, 2 * once, what="the array of standard errors at twice the noise")


def test_no_degree_of_freedom_is_refused(student, expect):
    """A line through three points has a standard error; through two, a ValueError says that it has none."""
    X = np.array([[1.0, 0.0], [1.0, 1.0], [1.0, 2.0]])
    got = student.standard_errors(X, np.array([1.0, 3.0, 2.0]), np.array([1.5, 0.5]))
    expect.close(got, [1.1180340, 0.8660254], what="the array of standard errors")
    expect.raises(
        ValueError,
        lambda: student.standard_errors(
            np.array([[1.0, 0.0], [1.0, 1.0]]), np.array([1.0, 3.0]), np.array([1.0, 2.0])
        ),
        hint="with n = p the residuals are zero, whatever the noise is",
    )
