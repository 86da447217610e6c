"""The hidden checks of `standard_errors`."""

import numpy as np
import pytest

from course import ols


def _data(rng, n, p):
    """Correlated columns beside a constant, a noisy response, and the fit."""
    x = rng.normal(size=(n, p - 1)) + rng.normal(size=(n, 1))
    X = np.column_stack([np.ones(n), x])
    y = X @ rng.normal(size=p) + rng.normal(size=n)
    return X, y, ols.fit(X, y)


@pytest.mark.weight(2)
def test_agrees_with_the_reference(student, expect, rng):
    """On random data, with correlated columns, the standard errors are those of the reference."""
    for n, p in ((8, 3), (25, 4), (150, 5)):
        X, y, fit = _data(rng, n, p)
        got = student.standard_errors(X, y, fit.coef)
        expect.close(got, fit.std_error, what="the array of standard errors")


def test_no_constant_column(student, expect, rng):
    """Without a constant column too, the degrees of freedom are rows minus columns."""
    X = rng.uniform(1, 3, size=(9, 2))
    y = 4 + rng.normal(size=9)
    fit = ols.fit(X, y)
    got = student.standard_errors(X, y, fit.coef)
    expect.close(got, fit.std_error, what="the array of standard errors")


def test_four_times_the_data(student, expect, rng):
    """Every row four times: about half the standard error, exactly so but for the df."""
    X, y, fit = _data(rng, 10, 3)
    once = expect.array(student.standard_errors(X, y, fit.coef), (3,))
    four = expect.array(student.standard_errors(np.tile(X, (4, 1)), np.tile(y, 4), fit.coef), (3,))
    expect.close(
        four, once * np.sqrt(7 / 37), what="the array of standard errors of the repeated data"
    )


def test_units_of_a_column(student, expect, rng):
    """A column in grams instead of kilograms: its standard error shrinks a thousandfold."""
    X, y, fit = _data(rng, 15, 3)
    units = np.array([1.0, 1000.0, 1.0])
    before = expect.array(student.standard_errors(X, y, fit.coef), (3,))
    after = expect.array(student.standard_errors(X * units, y, fit.coef / units), (3,))
    expect.close(after * units, before, what="the array of standard errors in other units")


def test_only_the_residuals_matter(student, expect, rng):
    """Responses moved along the fitted plane leave every standard error as it was."""
    X, y, fit = _data(rng, 15, 3)
    move = rng.normal(0, 5, size=3)
    before = student.standard_errors(X, y, fit.coef)
    expect.close(before, fit.std_error, what="the array of standard errors")
    after = student.standard_errors(X, y + X @ move, fit.coef + move)
    expect.close(after, fit.std_error, what="the array of standard errors after the move")


def test_a_perfect_fit_has_none(student, expect, rng):
    """Responses exactly on the plane give standard errors of zero."""
    X = np.column_stack([np.ones(6), rng.normal(size=(6, 2))])
    coef = np.array([1.0, 2.0, -3.0])
    got = student.standard_errors(X, X @ coef, coef)
    expect.close(got, np.zeros(3), atol=1e-7, what="the array of standard errors of a perfect fit")
