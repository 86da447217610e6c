"""The hidden checks of `biased_sigma` beside those of its permitted inputs: properties."""

import numpy as np

from course import mle

WHAT = "the triple of numbers"


def _three(student, expect, *args):
    return expect.array(student.biased_sigma(*args), (3,), what=WHAT)


def _right(student, expect, residuals, n_coef):
    n, df = len(residuals), len(residuals) - n_coef
    rss = residuals @ residuals
    want = np.sqrt(rss / n), np.sqrt(rss / df), mle.c4(df) * np.sqrt(df / n)
    return expect.close(_three(student, expect, residuals, n_coef), want, what=WHAT)


def test_the_factor_has_no_unit(student, expect, rng):
    """In cents instead of euros both estimates are a hundred times larger, and the factor is the same."""
    residuals = rng.normal(size=8)
    euros = _right(student, expect, residuals, 3)
    cents = _three(student, expect, 100 * residuals, 3)
    expect.close(cents, euros * [100, 100, 1], what="the triple in other units")


def test_each_coefficient_makes_the_estimate_smaller(student, expect, rng):
    """The more coefficients were fitted, the smaller the factor is; it is below one from the start."""
    residuals = rng.normal(size=7)
    last = 1.0
    for p in range(6):
        factor = _right(student, expect, residuals, p)[2]
        expect.that(factor < last, "the factor does not fall with the number of coefficients")
        last = factor


def test_with_many_observations_little_is_lost(student, expect, rng):
    """With p fixed, what is missing to one goes as (2 p + 1) / (4 n)."""
    n, p = int(rng.integers(4_000, 6_000)), 3
    factor = _right(student, expect, rng.normal(size=n), p)[2]
    expect.close((1 - factor) * 4 * n / (2 * p + 1), 1, rtol=0.01, what="what is missing to one")


def test_simulated_fits_are_as_much_too_small(student, expect, rng):
    """The mean of the first estimate over 300 simulated fits is the factor times the true sigma."""
    # In units of sigma the mean of 300 has a standard error of 0.016 or so. It is compared within
    # five of them: one false failure in about two million.
    X = np.column_stack([np.ones(6), rng.normal(size=(6, 2))])
    errors = rng.normal(size=(300, 6))
    basis = np.linalg.qr(X)[0]
    found = np.array([_three(student, expect, e - basis @ (basis.T @ e), 3) for e in errors])
    error = found[:, 0].std(ddof=1) / np.sqrt(300)
    expect.that(
        np.abs(found[:, 0].mean() - found[:, 2]) < 5 * error,
        "the mean of the first estimate over many fits is not the factor times sigma",
    )
    expect.close(found[0, 2], mle.c4(3) * np.sqrt(0.5), what="the factor")
