"""The estimates of sigma of `course.mle` against statsmodels, integrals and simulation."""

import numpy as np
import pytest
import statsmodels.api as sm
from scipy import integrate, optimize, stats

from course import mle

RNG = np.random.default_rng(14)


def _data(n=11, p=3):
    X = np.column_stack([np.ones(n), RNG.normal(size=(n, p - 1))])
    return X, X @ RNG.normal(size=p) + 2 * RNG.normal(size=n)


def test_the_restricted_estimate_is_that_of_statsmodels():
    X, y = _data()
    found, theirs = mle.sigma_estimates(X, y), sm.OLS(y, X).fit()
    assert found.reml**2 == pytest.approx(theirs.mse_resid, rel=1e-10)
    assert found.ml**2 == pytest.approx(theirs.ssr / 11, rel=1e-10)


@pytest.mark.parametrize("df", [1, 2, 5, 40, 10**6])
def test_c4_is_the_mean_of_a_chi_variable_over_the_root_of_its_degrees_of_freedom(df):
    assert mle.c4(df) == pytest.approx(stats.chi.mean(df) / np.sqrt(df), rel=1e-9)


def test_the_restricted_likelihood_is_the_likelihood_integrated_over_the_coefficients():
    X, y = _data(n=5, p=2)
    at = np.linalg.lstsq(X, y, rcond=None)[0]

    def likelihood(b, a):
        return np.exp(mle.gaussian_log_likelihood(X, y, [a, b], 1.5))

    box = (at[0] - 15, at[0] + 15, at[1] - 15, at[1] + 15)
    integral, _ = integrate.dblquad(likelihood, *box, epsabs=1e-12)
    assert mle.restricted_log_likelihood(X, y, 1.5) == pytest.approx(np.log(integral), rel=1e-6)


def test_the_restricted_likelihood_is_largest_at_the_restricted_estimate():
    X, y = _data()
    reml = mle.sigma_estimates(X, y).reml
    found = optimize.minimize_scalar(
        lambda s: -mle.restricted_log_likelihood(X, y, s), bounds=(reml / 3, 3 * reml),
        options={"xatol": 1e-9},
    )  # fmt: skip
    assert found.x == pytest.approx(reml, rel=1e-6)


def test_simulated_biases_are_those_of_the_closed_form():
    # Each mean lies within 4.5 standard errors of what it tends to: three means, one false failure
    # in 50 000; the seed is fixed.
    X, _ = _data(n=6, p=3)
    found = mle.simulate_sigma_bias(X, 4000, np.random.default_rng(3))
    for name in ("ml", "reml", "unbiased"):
        gap = getattr(found.mean, name) - getattr(found.expected, name)
        assert abs(gap) < 4.5 * getattr(found.std_error, name)
    assert found.expected.unbiased == 1
    assert found.expected.ml < found.expected.reml < 1


def test_what_leaves_nothing_over_is_refused():
    with pytest.raises(ValueError, match="rows outnumber columns"):
        mle.sigma_estimates(np.eye(2), [1, 2])
    with pytest.raises(ValueError, match="n_samples"):
        mle.simulate_sigma_bias(np.ones((3, 1)), 1, RNG)
    with pytest.raises(ValueError, match="sigma is"):
        mle.restricted_log_likelihood(np.ones((3, 1)), [1, 2, 4], 0.0)
    with pytest.raises(ValueError, match="df is 0"):
        mle.c4(0)
