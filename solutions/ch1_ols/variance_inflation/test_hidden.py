"""The hidden checks of `variance_inflation` beside those of its permitted inputs: properties."""

import numpy as np

from course import ols

WHAT = "the array of factors"


def _regressors(rng, n, k):
    """Columns that share a part, with means far from zero."""
    return rng.uniform(1, 5, size=k) + rng.normal(size=(n, k)) + rng.normal(size=(n, 1))


def test_it_is_what_the_standard_errors_show(student, expect, rng):
    """In a fit, a coefficient's variance is sigma² over its sum of squares, times its factor."""
    X = _regressors(rng, 25, 3)
    fit = ols.fit(np.column_stack([np.ones(25), X]), rng.normal(size=25))
    squares = np.sum((X - X.mean(axis=0)) ** 2, axis=0)
    got = expect.array(student.variance_inflation(X), (3,), what=WHAT)
    expect.that(got > 0, "a factor is not positive")
    with_factors = fit.sigma * np.sqrt(got / squares)
    expect.close(
        with_factors, fit.std_error[1:], what="the array of standard errors that your factors give"
    )


def test_units_and_origins(student, expect, rng):
    """Degrees Fahrenheit for Celsius, or years counted from another one: the same factors."""
    X = _regressors(rng, 20, 3)
    want = np.asarray(ols.variance_inflation(X))[1:]
    expect.close(student.variance_inflation(X), want, what=WHAT)
    after = student.variance_inflation(X * [1.8, 100.0, -1.0] + [32.0, 0.0, 50.0])
    expect.close(after, want, what="the array of factors in other units")


def test_each_row_three_times(student, expect, rng):
    """Every row three times: the factors stay, for they do not depend on how many rows there are."""
    X = _regressors(rng, 9, 3)
    want = np.asarray(ols.variance_inflation(X))[1:]
    expect.close(student.variance_inflation(X), want, what=WHAT)
    expect.close(student.variance_inflation(np.tile(X, (3, 1))), want, what=WHAT)
