"""The public checks of `interval_coverage`: run them as often as you like."""

import numpy as np

# Eleven samples of three observations: each a mean, and one less and one more than it. All have the
# standard error 1 / sqrt(3), and the interval at 95 % reaches 2.484 to either side of the mean.
MEANS = np.array([0.1, -0.3, 0.6, -0.9, 1.3, -1.5, 1.8, -2.2, 3.0, -5.0, -9.0])
ONES = np.ones((3, 1))
SAMPLES = MEANS[:, None] + np.array([-1.0, 0.0, 1.0])


def test_eleven_means(student, expect):
    """Eleven samples, one coefficient, true value 0: eight of the means are within 2.484 of it."""
    got = student.interval_coverage(ONES, SAMPLES, np.array([0.0]))
    expect.close(got, [8 / 11], what="the array of shares")


def test_another_level(student, expect):
    """At 50 % the same eleven intervals reach 0.471 to either side, and two of them cover 0."""
    got = student.interval_coverage(ONES, SAMPLES, np.array([0.0]), level=0.5)
    expect.close(got, [2 / 11], what="the array of shares")


def test_another_truth(student, expect):
    """If the true mean is 1.0, then seven of the eleven means are within 2.484 of it."""
    got = student.interval_coverage(ONES, SAMPLES, [1.0])
    expect.close(got, [7 / 11], what="the array of shares")


def test_five_observations_and_three_coefficients(student, expect):
    """Of 2000 samples of five observations, close to 95 % give an interval that covers.

    The samples are always the same ones. Five standard errors of a share are allowed.
    """
    rng = np.random.default_rng(5)
    X = np.column_stack([np.ones(5), rng.uniform(0, 100, size=(5, 2))])
    coef = np.array([1.0, 2.0, 3.0])
    Y = X @ coef + rng.normal(0, 100, size=(2000, 5))
    got = expect.array(student.interval_coverage(X, Y, coef), (3,), what="the array of shares")
    expect.that(
        np.abs(got - 0.95) < 5 * np.sqrt(0.95 * 0.05 / 2000),
        "a share is too far from 0.95",
        got=got,
        hint="with two degrees of freedom left, every part of the half-width counts",
    )
