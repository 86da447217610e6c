"""`course.mle` against statsmodels, SciPy's optimiser and simulation."""

import numpy as np
import pytest
import statsmodels.api as sm
from scipy import optimize, stats

from course import mle

RNG = np.random.default_rng(5)


def _data(n: int = 20, p: int = 3):
    X = np.column_stack([np.ones(n), RNG.normal(size=(n, p - 1))])
    return X, X @ RNG.normal(size=p) + 2 * RNG.normal(size=n)


@pytest.mark.parametrize(("n", "p"), [(5, 1), (6, 4), (50, 3)])
def test_the_fit_is_that_of_statsmodels(n, p):
    X, y = _data(n, p)
    ours, theirs = mle.gaussian_mle(X, y), sm.OLS(y, X).fit()
    np.testing.assert_allclose(ours.coef, theirs.params, rtol=1e-9)
    assert ours.log_likelihood == pytest.approx(theirs.llf, rel=1e-12)
    assert ours.sigma**2 == pytest.approx(theirs.ssr / n, rel=1e-10)
    assert ours.sigma_unbiased**2 == pytest.approx(theirs.mse_resid, rel=1e-10)


def test_the_likelihood_is_the_sum_of_scipys_log_densities():
    X, y = _data()
    coef = RNG.normal(size=3)
    want = stats.norm.logpdf(y, X @ coef, 1.7).sum()
    assert mle.gaussian_log_likelihood(X, y, coef, 1.7) == pytest.approx(want, rel=1e-12)


def test_a_search_over_all_parameters_finds_no_better_place():
    X, y = _data()
    fitted = mle.gaussian_mle(X, y)

    def loss(b):
        return -mle.gaussian_log_likelihood(X, y, b[:-1], np.exp(b[-1]))

    found = optimize.minimize(loss, np.zeros(4), method="BFGS", options={"gtol": 1e-6})
    assert -found.fun == pytest.approx(fitted.log_likelihood, rel=1e-9)
    np.testing.assert_allclose(found.x[:-1], fitted.coef, atol=1e-4)
    assert np.exp(found.x[-1]) == pytest.approx(fitted.sigma, rel=1e-5)


def test_the_variance_is_too_small_by_the_factor_n_minus_p_over_n():
    # RSS / sigma² is chi-squared with 3 degrees of freedom: over 4000 samples the mean of RSS / n
    # has a standard error of sqrt(6 / 4000) / 5 = 0.0077. The bound is 5 of them; the seed is fixed.
    rng = np.random.default_rng(8)
    X = np.column_stack([np.ones(5), np.arange(5.0)])
    found = [mle.gaussian_mle(X, rng.normal(size=5)).sigma ** 2 for _ in range(4000)]
    assert np.mean(found) == pytest.approx(3 / 5, abs=0.039)


def test_a_perfect_fit_has_no_maximum():
    with pytest.raises(ValueError, match="no maximum"):
        mle.gaussian_mle([[1, 0], [1, 1], [1, 2]], [1, 3, 5])


@pytest.mark.parametrize("sigma", [0.0, -1.0, np.nan, np.inf])
def test_a_sigma_that_is_none_is_refused(sigma):
    with pytest.raises(ValueError, match="sigma is"):
        mle.gaussian_log_likelihood([[1.0]], [0.0], [0.0], sigma)
