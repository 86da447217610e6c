"""The public checks of `prediction_interval`: run them as often as you like."""

import numpy as np

TAXI = np.array([[1.0, 1.0], [1.0, 2.0], [1.0, 3.0], [1.0, 4.0]])
EUROS = np.array([5.0, 7.0, 8.0, 12.0])


def test_the_taxi_at_five_kilometres(student, expect):
    """Four taxi rides, given as lists, and an interval for the price of a fifth, of five kilometres."""
    got = student.prediction_interval([[1, 1], [1, 2], [1, 3], [1, 4]], [5, 7, 8, 12], [1, 5])
    expect.close(got, [7.0460205, 19.9539795], rtol=1e-6, what="the interval")


def test_a_constant_alone_is_the_next_of_a_sample(student, expect):
    """With the constant as the only column: mean ± 2.776445 s √(1 + 1/n), here with s² = 7.5."""
    y = np.array([4.0, 7.0, 1.0, 8.0, 5.0])
    got = student.prediction_interval(np.ones((5, 1)), y, np.array([1.0]))
    expect.close(got, [-3.3293354, 13.3293354], rtol=1e-6, what="the interval")


def test_a_higher_level_is_wider(student, expect):
    """A 99 % interval contains the 80 % interval at the same place."""
    x = np.array([1.0, 1.5])
    narrow = student.prediction_interval(TAXI, EUROS, x, level=0.80)
    expect.close(narrow, [3.6459341, 7.9540659], rtol=1e-6, what="the 80 % interval")
    wide = student.prediction_interval(TAXI, EUROS, x, level=0.99)
    expect.close(
        wide,
        [-5.5378031, 17.1378031],
        rtol=1e-6,
        what="the 99 % interval",
        hint="is `level` used? The tail on each side holds (1 - level) / 2",
    )


def test_no_degree_of_freedom_is_refused(student, expect):
    """A line through three points has an interval; through two, a ValueError says that it has none."""
    X, x_new = np.array([[1.0, 0.0], [1.0, 1.0], [1.0, 2.0]]), np.array([1.0, 2.0])
    got = student.prediction_interval(X, np.array([1.0, 3.0, 2.0]), x_new)
    expect.close(got, [-18.5708568, 23.5708568], rtol=1e-6, what="the interval")
    expect.raises(
        ValueError,
        lambda: student.prediction_interval(X[:2], np.array([1.0, 3.0]), x_new),
        hint="with n = p the residuals are zero, whatever the noise is",
    )
