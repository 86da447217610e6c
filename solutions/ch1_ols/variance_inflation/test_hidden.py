"""The hidden checks of `variance_inflation`."""

import numpy as np
import pytest

from course import ols

WHAT = "the array of factors"


def _regressors(rng, n, k):
    """Columns that share a part, with means far from zero."""
    return rng.uniform(1, 5, size=k) + rng.normal(size=(n, k)) + rng.normal(size=(n, 1))


@pytest.mark.weight(2)
def test_agrees_with_the_reference(student, expect, rng):
    """On random correlated columns the factors are those of the reference."""
    for n, k in ((6, 3), (8, 2), (30, 4), (150, 6)):
        X = _regressors(rng, n, k)
        want = np.asarray(ols.variance_inflation(X))[1:]
        expect.close(student.variance_inflation(X), want, what=WHAT)


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


def test_a_single_regressor(student, expect, rng):
    """A single regressor has no company: its factor is 1."""
    X = _regressors(rng, 7, 1)
    expect.close(student.variance_inflation(X), [1.0], what="the factor of a single regressor")


def test_nearly_the_same_column_twice(student, expect, rng):
    """A column, the same with an error of 1 %, and a third: two large factors and a small one."""
    x = rng.normal(size=40)
    twin = x * (1 + 0.01 * rng.normal(size=40))
    alone = rng.normal(size=40)
    X = np.column_stack([x, alone, twin])
    want = np.asarray(ols.variance_inflation(X))[1:]
    got = expect.array(student.variance_inflation(X), (3,), what=WHAT)
    expect.close(got, want, what=WHAT)


def test_fewer_rows_than_regressors_are_refused(student, expect, rng):
    """Fewer rows than regressors raise a ValueError; two rows more than regressors do not."""
    X = _regressors(rng, 7, 5)
    expect.raises(ValueError, lambda: student.variance_inflation(X[:3]))
    want = np.asarray(ols.variance_inflation(X))[1:]
    expect.close(student.variance_inflation(X), want, what=WHAT)
