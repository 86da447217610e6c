"""The hidden checks of `least_squares`."""

import numpy as np
import pytest

from course import ols


def _data(rng, n, p):
    """Correlated columns beside a constant, and a noisy response."""
    x = rng.normal(size=(n, p - 1)) + rng.normal(size=(n, 1))
    X = np.column_stack([np.ones(n), x])
    return X, X @ rng.normal(size=p) + rng.normal(size=n)


@pytest.mark.weight(2)
def test_agrees_with_the_reference(student, expect, rng):
    """On random data, with correlated columns, the coefficients are those of the reference."""
    for n, p in ((12, 2), (30, 4), (200, 6)):
        X, y = _data(rng, n, p)
        expect.close(
            student.least_squares(X, y), ols.fit(X, y).coef, what="the array of coefficients"
        )


def test_no_constant_is_added(student, expect, rng):
    """A design without a constant column is fitted as it stands, through the origin."""
    X = rng.uniform(1, 3, size=(15, 2))
    y = 5 + X @ [1.0, -1.0] + rng.normal(size=15)
    expect.close(student.least_squares(X, y), ols.fit(X, y).coef, what="the array of coefficients")


def test_columns_of_very_different_size(student, expect, rng):
    """Columns in very different units are fitted as well as any others."""
    X = np.column_stack([np.ones(40), rng.normal(size=(40, 2))])
    size = np.array([1.0, 1e8, 1e-3])
    y = X @ [2.0, 1.0, -1.0] + rng.normal(size=40)
    got = expect.array(student.least_squares(X * size, y), (3,), what="the array of coefficients")
    expect.close(got * size, ols.fit(X, y).coef, rtol=1e-5, what="the array of coefficients")


def test_units_of_the_response_scale_the_coefficients(student, expect, rng):
    """In cents instead of euros, every coefficient is a hundred times larger."""
    X, y = _data(rng, 20, 3)
    euros = expect.array(student.least_squares(X, y), (3,), what="the array of coefficients")
    cents = expect.array(student.least_squares(X, 100 * y), (3,), what="the array of coefficients")
    expect.close(cents, 100 * euros, what="the array of coefficients in cents")


def test_the_order_of_the_rows_does_not_matter(student, expect, rng):
    """The same observations in another order give the same coefficients."""
    X, y = _data(rng, 20, 4)
    order = rng.permutation(20)
    want = ols.fit(X, y).coef
    expect.close(student.least_squares(X, y), want, what="the array of coefficients")
    after = student.least_squares(X[order], y[order])
    expect.close(after, want, what="the array of coefficients of the reordered data")


def test_as_many_rows_as_columns_fit_perfectly(student, expect, rng):
    """With as many rows as columns the fit passes through every point."""
    X = rng.normal(size=(4, 4)) + 4 * np.eye(4)
    y = rng.normal(size=4)
    coef = expect.array(student.least_squares(X, y), (4,), what="the array of coefficients")
    expect.close(X @ coef, y, atol=1e-7, what="the array of fitted values")
