"""The hidden checks of `least_squares` beside those of its permitted inputs: properties."""

import numpy as np

from course import ols


def _data(rng, n, p):
    """Correlated columns beside a constant, and a noisy response."""
    x = rng.normal(size=(n, p - 1)) + rng.normal(size=(n, 1))
    X = np.column_stack([np.ones(n), x])
    return X, X @ rng.normal(size=p) + rng.normal(size=n)


def test_units_of_the_response_scale_the_coefficients(student, expect, rng):
    """In cents instead of euros, every coefficient is a hundred times larger."""
    X, y = _data(rng, 20, 3)
    want = ols.fit(X, y).coef
    expect.close(student.least_squares(X, y), want, what="the array of coefficients")
    cents = student.least_squares(X, 100 * y)
    expect.close(cents, 100 * want, what="the array of coefficients in cents")


def test_the_order_of_the_rows_does_not_matter(student, expect, rng):
    """The same observations in another order give the same coefficients."""
    X, y = _data(rng, 20, 4)
    order = rng.permutation(20)
    want = ols.fit(X, y).coef
    expect.close(student.least_squares(X, y), want, what="the array of coefficients")
    after = student.least_squares(X[order], y[order])
    expect.close(after, want, what="the array of coefficients of the reordered data")
