"""The public checks of `responsibilities`: run them as often as you like."""

import numpy as np

WHAT = "the array of responsibilities"
X = np.array([[1.0, 50.0], [1.0, 50.0], [1.0, 80.0]])
COEFS = np.array([[0.0, 2.0], [0.0, 4.0]])


def test_two_districts(student, expect):
    """Flats halfway between two lines, near the first and nearer to the second, all as lists."""
    r = [3 / 4, 1 / (1 + np.exp(-4) / 3), 1 / (1 + np.exp(6.144) / 3)]
    got = student.responsibilities(
        X.tolist(), [150, 125, 264], [0.75, 0.25], [[0, 2], [0, 4]], [25, 25]
    )
    expect.close(got, [[p, 1 - p] for p in r], rtol=1e-8, what=WHAT)


def test_a_wide_and_a_narrow_district(student, expect):
    """Halfway between the lines in price, but the districts are not equally noisy."""
    got = student.responsibilities(
        X[:2], np.array([150.0, 110.0]), np.array([0.75, 0.25]), COEFS, np.array([20.0, 50.0])
    )
    odds = 3 * (50 / 20) * np.exp([(1 - 6.25) / 2, (3.24 - 0.25) / 2])
    want = np.column_stack([odds / (1 + odds), 1 / (1 + odds)])
    expect.close(got, want, rtol=1e-8, what=WHAT)


def test_a_price_far_from_both_lines(student, expect):
    """A flat 200 standard deviations away from both lines still has one district that is likelier."""
    coefs = np.array([[0.0, 2.0], [0.05, 2.0]])
    got = student.responsibilities(
        X[:2], np.array([5100.0, -4900.0]), np.array([0.5, 0.5]), coefs, np.array([25.0, 25.0])
    )
    # The log odds of the second line: d (2 e - d) / (2 s²), with e = +-5000, d = 0.05 and s = 25.
    odds = np.exp(0.05 * (2 * np.array([5000.0, -5000.0]) - 0.05) / (2 * 625))
    want = np.column_stack([1 / (1 + odds), odds / (1 + odds)])
    expect.close(got, want, rtol=1e-7, what=WHAT, hint="the densities are too small to be written")


def test_three_districts_and_five_flats(student, expect):
    """Five flats of one size in three districts: the constant alone is the design."""
    y = np.array([1.0, 2.0, 3.0, 4.0, 6.0])
    got = student.responsibilities(
        np.ones((5, 1)), y, np.array([0.5, 0.3, 0.2]), np.array([[1.0], [3.0], [6.0]]),
        np.array([1.0, 1.0, 2.0]),
    )  # fmt: skip
    joint = [0.5, 0.3, 0.1] * np.exp(-((y[:, None] - [1, 3, 6]) ** 2) / [2, 2, 8])
    expect.close(got, joint / joint.sum(axis=1, keepdims=True), rtol=1e-7, what=WHAT)


def test_a_standard_deviation_of_zero_is_refused(student, expect):
    """A narrow district is no mistake; one without any width is: a ValueError says so."""
    model = np.array([0.6, 0.4]), COEFS
    got = student.responsibilities(X[:1], np.array([150.0]), *model, np.array([25.0, 25.0]))
    expect.close(got, [[0.6, 0.4]], rtol=1e-8, what=WHAT)
    for sigma in (-25.0, 0.0):
        asked = (X[:1], np.array([150.0]), *model, np.array([25.0, sigma]))
        expect.raises(ValueError, lambda a=asked: student.responsibilities(*a))
