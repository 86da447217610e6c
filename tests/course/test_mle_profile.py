"""The profile-likelihood intervals of `course.mle` against root finding, searches and coverage."""

import numpy as np
import pytest
import statsmodels.api as sm
from scipy import optimize, stats

from course import mle


def _data(seed, n, p):
    rng = np.random.default_rng(seed)
    X = np.column_stack([np.ones(n), rng.normal(size=(n, p - 1))])
    return X, X @ rng.normal(size=p) + 2 * rng.normal(size=n)


@pytest.mark.parametrize("level", [0.01, 0.5, 0.95, 0.9999])
@pytest.mark.parametrize(("n", "p"), [(3, 1), (9, 4), (2000, 3)])
def test_at_both_ends_for_sigma_the_log_likelihood_has_fallen_by_half_the_quantile(n, p, level):
    X, y = _data(n, n, p)
    fitted = mle.gaussian_mle(X, y)
    want = fitted.log_likelihood - stats.chi2.ppf(level, 1) / 2
    low, high = mle.sigma_profile_interval(X, y, level=level)
    assert low < fitted.sigma < high
    for end in (low, high):
        there = mle.gaussian_log_likelihood(X, y, fitted.coef, end)
        assert there == pytest.approx(want, rel=1e-10)


def test_the_interval_for_sigma_is_what_brentq_finds():
    X, y = _data(1, 12, 2)
    fitted = mle.gaussian_mle(X, y)

    def above(sigma):
        fallen = fitted.log_likelihood - stats.norm.logpdf(y, X @ fitted.coef, sigma).sum()
        return 2 * fallen - stats.chi2.ppf(0.9, 1)

    s = fitted.sigma
    want = [optimize.brentq(above, s / 9, s), optimize.brentq(above, s, 9 * s)]
    np.testing.assert_allclose(mle.sigma_profile_interval(X, y, level=0.9), want, rtol=1e-9)


def test_at_both_ends_for_a_coefficient_the_best_of_the_rest_has_fallen_by_half_the_quantile():
    X, y = _data(2, 10, 3)
    full = sm.OLS(y, X).fit().llf
    for j, bounds in enumerate(mle.coef_profile_intervals(X, y, level=0.9)):
        rest = np.delete(X, j, axis=1)
        for end in bounds:
            profile = sm.OLS(y - end * X[:, j], rest).fit().llf
            assert 2 * (full - profile) == pytest.approx(stats.chi2.ppf(0.9, 1), rel=1e-9)


def test_with_many_observations_the_interval_for_a_coefficient_is_the_normal_one():
    X, y = _data(3, 5000, 2)
    theirs = sm.OLS(y, X).fit()
    got = mle.coef_profile_intervals(X, y)
    np.testing.assert_allclose(got[:, 1] - theirs.params, 1.959964 * theirs.bse, rtol=1e-3)


def test_with_few_observations_the_interval_for_sigma_covers_less_than_it_says():
    # RSS / sigma² is chi-squared with 4 degrees of freedom, so the coverage of n = 8, p = 4 is exact:
    # sigma is covered where u = (RSS / n) / sigma² lies between the two ends for u.
    X, y = _data(4, 8, 4)
    ends = (mle.gaussian_mle(X, y).sigma / mle.sigma_profile_interval(X, y)) ** 2
    covered = stats.chi2.cdf(8 * ends[0], 4) - stats.chi2.cdf(8 * ends[1], 4)
    assert 0.6 < covered < 0.7
    # Over 4000 samples the share has a standard error of 0.0068; the bound is 4 of them (one false
    # failure in 15 000), and the seed is fixed.
    rng = np.random.default_rng(6)
    hits = 0
    for _ in range(4000):
        low, high = mle.sigma_profile_interval(X, rng.normal(size=8))
        hits += low <= 1 <= high
    assert hits / 4000 == pytest.approx(covered, abs=0.0274)


@pytest.mark.parametrize("of", [mle.sigma_profile_interval, mle.coef_profile_intervals])
def test_a_level_that_is_none_and_a_perfect_fit_are_refused(of):
    X, y = _data(5, 6, 2)
    for level in (0, 1, 95, float("nan")):
        with pytest.raises(ValueError, match="level"):
            of(X, y, level=level)
    with pytest.raises(ValueError, match="no maximum"):
        of([[1], [1]], [2, 2])
