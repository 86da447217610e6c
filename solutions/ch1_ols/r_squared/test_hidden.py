"""The hidden checks of `r_squared` beside those of its permitted inputs: properties."""

import numpy as np

from course import ols


def _fit(rng, n, p):
    """A noisy response and its least-squares fit on p columns, the constant among them."""
    X = np.column_stack([np.ones(n), rng.normal(size=(n, p - 1))])
    y = 3 + X @ rng.normal(size=p) + rng.normal(size=n)
    return X, y, ols.fit(X, y)


def test_units_and_origin_do_not_matter(student, expect, rng):
    """In degrees Fahrenheit instead of Celsius, R² is the same."""
    _, y, fit = _fit(rng, 15, 3)
    celsius = expect.number(student.r_squared(y, fit.fitted, 3))
    expect.close(celsius, fit.r2, what="R²")
    fahrenheit = expect.number(student.r_squared(32 + 1.8 * y, 32 + 1.8 * fit.fitted, 3))
    expect.close(fahrenheit, fit.r2, what="R² in other units")


def test_a_constant_error_costs(student, expect, rng):
    """Predictions too high by the same amount everywhere are worse, by what that amount costs."""
    _, y, fit = _fit(rng, 15, 3)
    up = float(rng.uniform(1, 3))
    total = np.sum((y - y.mean()) ** 2)
    got = expect.number(student.r_squared(y, fit.fitted + up, 3))
    expect.close(got, fit.r2 - len(y) * up**2 / total, what="R² of the raised predictions")


def test_a_useless_column_raises_r_squared(student, expect, rng):
    """A column of pure noise never lowers R², and pays for itself in the adjusted one."""
    X, y, small = _fit(rng, 12, 2)
    large = ols.fit(np.column_stack([X, rng.normal(size=12)]), y)
    before = expect.number(student.r_squared(y, small.fitted, 2))
    expect.close(before, small.r2, what="R² before the column is added")
    after = expect.number(student.r_squared(y, large.fitted, 3))
    expect.that(after >= before - 1e-9, "R² fell when a column was added to the fit")
    adjusted = expect.number(student.r_squared(y, large.fitted, 3, adjusted=True))
    expect.close(adjusted, large.r2_adj, what="adjusted R²")
