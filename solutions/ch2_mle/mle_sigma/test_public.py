"""The public checks of `mle_sigma`: run them as often as you like."""

import numpy as np

X = np.array([[1, 1], [1, 2], [1, 3], [1, 4]])
Y = np.array([5, 7, 8, 12])
COEF = np.array([2.5, 2.2])


def test_sigma_of_the_taxi(student, expect):
    """Four rides whose squared residuals sum to 1.8."""
    sigma, _ = expect.array(student.mle_sigma(X, Y, COEF), (2,), what="the pair of numbers")
    expect.close(sigma, 0.6708203932, rtol=1e-8, what="sigma")


def test_log_likelihood_of_the_taxi(student, expect):
    """The log-likelihood at the maximum, in nats, with every constant in it."""
    _, found = expect.array(student.mle_sigma(X, Y, COEF), (2,), what="the pair of numbers")
    expect.close(found, -4.078738740, rtol=1e-7, what="the log-likelihood")


def test_a_perfect_fit_has_no_maximum(student, expect):
    """Three points beside a line have a maximum; two points on one do not: a ValueError says so."""
    X, y = np.array([[1.0, 0.0], [1.0, 1.0], [1.0, 2.0]]), np.array([1.0, 3.0, 2.0])
    got = student.mle_sigma(X, y, np.array([1.5, 0.5]))
    expect.close(got, [0.7071067812, -3.217094829], rtol=1e-7, what="the pair of numbers")
    expect.raises(ValueError, lambda: student.mle_sigma(X[:2], y[:2], np.array([1.0, 2.0])))


def test_one_mean_and_no_slope(student, expect):
    """With a constant alone, given as lists, sigma is the standard deviation of y with n below it."""
    y = [1.0, 2.0, 3.0, 6.0, 8.0]
    sigma, _ = expect.array(
        student.mle_sigma([[1.0]] * 5, y, [4.0]), (2,), what="the pair of numbers"
    )
    expect.close(sigma, np.std(y), what="sigma")
