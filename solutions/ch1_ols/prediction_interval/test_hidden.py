"""The hidden checks of `prediction_interval`."""

import numpy as np
import pytest

from course import ols


def _data(rng, n, p):
    """Correlated columns beside a constant, a noisy response, and a new row."""
    x = rng.normal(size=(n + 1, p - 1)) + rng.normal(size=(n + 1, 1))
    X = np.column_stack([np.ones(n + 1), x])
    return X[:n], X[:n] @ rng.normal(size=p) + rng.normal(size=n), X[n]


@pytest.mark.weight(2)
def test_agrees_with_the_reference(student, expect, rng):
    """On random data, at any level, the bounds are those of the reference."""
    for n, p in ((3, 2), (7, 3), (25, 4), (120, 5)):
        X, y, x_new = _data(rng, n, p)
        level = float(rng.uniform(0.5, 0.99))
        want = ols.fit(X, y).predict(x_new[None], interval="prediction", level=level)[0, 1:]
        got = student.prediction_interval(X, y, x_new, level=level)
        expect.close(got, want, what="the interval")


def test_more_data_leave_the_noise(student, expect, rng):
    """With 5000 observations the line is known, and the interval is still 2 · 1.96 sigma wide."""
    X = np.column_stack([np.ones(5000), rng.normal(size=5000)])
    noise = rng.normal(size=5000)
    noise -= X @ np.linalg.lstsq(X, noise, rcond=None)[0]
    noise *= 3 * np.sqrt(4998 / (noise @ noise))
    got = expect.array(student.prediction_interval(X, X @ [1.0, 2.0] + noise, [1.0, 0.0]), (2,))
    expect.close(got[1] - got[0], 2 * 1.96 * 3, rtol=2e-3, what="the width of the interval")


def test_far_from_the_data_it_is_wider(student, expect, rng):
    """The interval is narrowest at the mean of the regressor and widens on both sides of it."""
    X, y, _ = _data(rng, 12, 2)
    middle, reach = X[:, 1].mean(), np.ptp(X[:, 1])
    width = []
    for steps in (-2, -1, 0, 1, 2):
        x_new = np.array([1.0, middle + steps * reach])
        got = expect.array(student.prediction_interval(X, y, x_new), (2,))
        width.append(got[1] - got[0])
    expect.that(
        width[0] > width[1] > width[2] and width[4] > width[3] > width[2],
        "the interval does not widen with the distance from the data",
    )
    expect.close(width[:2], width[:2:-1], what="the width at the same distance on either side")


def test_moved_along_the_plane(student, expect, rng):
    """Responses moved along the fitted plane move both bounds by the plane at the new row."""
    X, y, x_new = _data(rng, 15, 3)
    move = rng.normal(0, 5, size=3)
    before = expect.array(student.prediction_interval(X, y, x_new), (2,))
    after = student.prediction_interval(X, y + X @ move, x_new)
    expect.close(after, before + x_new @ move, what="the interval after the move")


def test_units(student, expect, rng):
    """Cents for euros make both bounds a hundred times larger; metres for km change nothing."""
    X, y, x_new = _data(rng, 15, 3)
    units = np.array([1.0, 1000.0, 1.0])
    before = expect.array(student.prediction_interval(X, y, x_new), (2,))
    cents = student.prediction_interval(X, 100 * y, x_new)
    expect.close(cents, 100 * before, what="the interval in cents")
    metres = student.prediction_interval(X * units, y, x_new * units)
    expect.close(metres, before, what="the interval with a regressor in other units")


def test_a_perfect_fit_has_no_width(student, expect, rng):
    """Responses exactly on the plane: both bounds are the value of the plane."""
    X, _, x_new = _data(rng, 8, 3)
    coef = np.array([1.0, 2.0, -3.0])
    got = student.prediction_interval(X, X @ coef, x_new)
    expect.close(got, np.full(2, x_new @ coef), atol=1e-6, what="the interval of a perfect fit")


def test_fewer_rows_than_columns_are_refused(student, expect, rng):
    """Fewer observations than coefficients raise a ValueError; one more than coefficients do not."""
    X, y, x_new = _data(rng, 5, 4)
    expect.raises(ValueError, lambda: student.prediction_interval(X[:3], y[:3], x_new))
    want = ols.fit(X, y).predict(x_new[None], interval="prediction")[0, 1:]
    expect.close(student.prediction_interval(X, y, x_new), want, what="the interval")
