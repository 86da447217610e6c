"""The hidden checks of `mle_sigma` beside those of its permitted inputs: properties."""

import numpy as np

from course import mle


def _data(rng, n, p):
    X = np.column_stack([np.ones(n), rng.normal(size=(n, p - 1))])
    y = X @ rng.normal(size=p) + rng.uniform(0.1, 5) * rng.normal(size=n)
    return X, y, np.linalg.lstsq(X, y, rcond=None)[0]


def _pair(student, expect, *args):
    return expect.array(student.mle_sigma(*args), (2,), what="the pair of numbers")


def test_no_other_sigma_is_more_likely(student, expect, rng):
    """The likelihood of the data is lower at any sigma around the one returned."""
    X, y, coef = _data(rng, 9, 4)
    sigma, _ = _pair(student, expect, X, y, coef)
    expect.that(sigma > 0, "sigma is not above zero")
    here = mle.gaussian_log_likelihood(X, y, coef, sigma)
    for factor in (0.97, 0.999, 1.001, 1.03):
        there = mle.gaussian_log_likelihood(X, y, coef, sigma * factor)
        expect.that(there < here, "another sigma makes the data more likely")


def test_the_log_likelihood_is_that_of_the_returned_sigma(student, expect, rng):
    """The second number is the log density of all observations, at the first."""
    for n, p in ((6, 2), (30, 5)):
        X, y, coef = _data(rng, n, p)
        sigma, found = _pair(student, expect, X, y, coef)
        expect.that(sigma > 0, "sigma is not above zero")
        want = mle.gaussian_log_likelihood(X, y, coef, sigma)
        expect.close(found, want, rtol=1e-8, what="the log-likelihood")


def test_units_scale_sigma(student, expect, rng):
    """In cents instead of euros sigma is a hundred times larger, and each density a hundredth."""
    X, y, coef = _data(rng, 8, 3)
    fitted = mle.gaussian_mle(X, y)
    euros = _pair(student, expect, X, y, coef)
    expect.close(euros, [fitted.sigma, fitted.log_likelihood], what="the pair of numbers")
    cents = _pair(student, expect, X, 100 * y, 100 * coef)
    expect.close(cents[0], 100 * euros[0], rtol=1e-7, what="sigma in other units")
    expect.close(
        cents[1], euros[1] - 8 * np.log(100), rtol=1e-7, what="the log-likelihood in other units"
    )


def test_data_seen_twice_change_no_sigma(student, expect, rng):
    """Every observation twice: the same sigma, and twice the log-likelihood."""
    X, y, coef = _data(rng, 7, 3)
    fitted = mle.gaussian_mle(X, y)
    once = _pair(student, expect, X, y, coef)
    expect.close(once, [fitted.sigma, fitted.log_likelihood], what="the pair of numbers")
    twice = _pair(student, expect, np.vstack([X, X]), np.r_[y, y], coef)
    expect.close(twice, once * [1, 2], rtol=1e-7, what="the pair for doubled data")
