"""The hidden checks of `standard_errors` beside those of its permitted inputs: properties."""

import numpy as np

from course import ols


def _data(rng, n, p):
    """Correlated columns beside a constant, a noisy response, and the fit."""
    x = rng.normal(size=(n, p - 1)) + rng.normal(size=(n, 1))
    X = np.column_stack([np.ones(n), x])
    y = X @ rng.normal(size=p) + rng.normal(size=n)
    return X, y, ols.fit(X, y)


def test_four_times_the_data(student, expect, rng):
    """Every row four times: about half the standard error, exactly so but for the df."""
    X, y, fit = _data(rng, 10, 3)
    once = student.standard_errors(X, y, fit.coef)
    once = expect.close(once, fit.std_error, what="the array of standard errors")
    four = expect.array(student.standard_errors(np.tile(X, (4, 1)), np.tile(y, 4), fit.coef), (3,))
    expect.close(
        four, once * np.sqrt(7 / 37), what="the array of standard errors of the repeated data"
    )


def test_only_the_residuals_matter(student, expect, rng):
    """Responses moved along the fitted plane leave every standard error as it was."""
    X, y, fit = _data(rng, 15, 3)
    move = rng.normal(0, 5, size=3)
    before = student.standard_errors(X, y, fit.coef)
    expect.close(before, fit.std_error, what="the array of standard errors")
    after = student.standard_errors(X, y + X @ move, fit.coef + move)
    expect.close(after, fit.std_error, what="the array of standard errors after the move")


def test_a_perfect_fit_has_none(student, expect, rng):
    """Responses exactly on the plane give standard errors of zero, and others do not."""
    X, y, fit = _data(rng, 6, 3)
    got = student.standard_errors(X, y, fit.coef)
    expect.close(got, fit.std_error, what="the array of standard errors")
    got = student.standard_errors(X, X @ fit.coef, fit.coef)
    expect.close(got, np.zeros(3), atol=1e-7, what="the array of standard errors of a perfect fit")
