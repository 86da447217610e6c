"""The hidden checks of `prediction_interval` beside those of its permitted inputs: properties."""

import numpy as np

from course import ols


def _data(rng, n, p):
    """Correlated columns beside a constant, a noisy response, and a new row."""
    x = rng.normal(size=(n + 1, p - 1)) + rng.normal(size=(n + 1, 1))
    X = np.column_stack([np.ones(n + 1), x])
    return X[:n], X[:n] @ rng.normal(size=p) + rng.normal(size=n), X[n]


def _right(X, y, x_new):
    return ols.fit(X, y).predict(x_new[np.newaxis], interval="prediction")[0, 1:]


def test_far_from_the_data_it_is_wider(student, expect, rng):
    """The interval is narrowest at the mean of the regressor and widens on both sides of it."""
    X, y, _ = _data(rng, 12, 2)
    middle, reach = X[:, 1].mean(), np.ptp(X[:, 1])
    width = []
    for steps in (-2, 0, 2):
        x_new = np.array([1.0, middle + steps * reach])
        got = student.prediction_interval(X, y, x_new)
        got = expect.close(got, _right(X, y, x_new), what="the interval")
        width.append(got[1] - got[0])
    expect.that(
        width[0] > width[1] and width[2] > width[1],
        "the interval does not widen with the distance from the data",
    )
    expect.close(width[0], width[2], what="the width at the same distance on either side")


def test_moved_along_the_plane(student, expect, rng):
    """Responses moved along the fitted plane move both bounds by the plane at the new row."""
    X, y, x_new = _data(rng, 15, 3)
    move = rng.normal(0, 5, size=3)
    want = _right(X, y, x_new)
    expect.close(student.prediction_interval(X, y, x_new), want, what="the interval")
    after = student.prediction_interval(X, y + X @ move, x_new)
    expect.close(after, want + x_new @ move, what="the interval after the move")


def test_a_perfect_fit_has_no_width(student, expect, rng):
    """Responses exactly on the plane: both bounds are the value of the plane, and else they are not."""
    X, y, x_new = _data(rng, 8, 3)
    coef = np.array([1.0, 2.0, -3.0])
    got = student.prediction_interval(X, y, x_new)
    expect.close(got, _right(X, y, x_new), what="the interval")
    got = student.prediction_interval(X, X @ coef, x_new)
    expect.close(got, np.full(2, x_new @ coef), atol=1e-6, what="the interval of a perfect fit")
