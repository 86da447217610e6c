"""`course.mle.maximise_likelihood` against statsmodels, SciPy's fits, closed forms and simulation."""

import numpy as np
import pytest
import statsmodels.api as sm
from scipy import stats
from statsmodels.base.model import GenericLikelihoodModel

from course import mle
from course.mle import LikelihoodError


def _normal(theta, y):
    return stats.norm.logpdf(y, theta[0], np.exp(theta[1]))


def _logit(theta, data):
    X, y = data
    return -np.logaddexp(0, np.where(y == 1, -1, 1) * (X @ theta))


def _logit_gradient(theta, data):
    X, y = data
    return X.T @ (y - 1 / (1 + np.exp(-X @ theta)))


def _poisson(theta, data):
    X, y = data
    return stats.poisson.logpmf(y, np.exp(X @ theta))


def _gaussian(theta, data):
    X, y = data
    return stats.norm.logpdf(y, X @ theta[:-1], np.exp(theta[-1]))


def _data(seed, n=200):
    rng = np.random.default_rng(seed)
    X = np.column_stack([np.ones(n), rng.normal(size=n), 1e3 * rng.normal(size=n)])
    eta = X @ [0.3, 0.6, 4e-4]
    return X, eta, rng


@pytest.mark.parametrize("seed", range(3))
@pytest.mark.parametrize("gradient", [None, _logit_gradient])
def test_a_logistic_regression_is_that_of_statsmodels(seed, gradient):
    X, eta, rng = _data(seed)
    y = (rng.random(len(eta)) < 1 / (1 + np.exp(-eta))).astype(float)
    ours = mle.maximise_likelihood(_logit, np.zeros(3), (X, y), gradient=gradient)
    theirs = sm.Logit(y, X).fit(disp=0, tol=1e-12)
    np.testing.assert_allclose(ours.estimates / theirs.bse, theirs.params / theirs.bse, atol=1e-4)
    np.testing.assert_allclose(ours.std_errors, theirs.bse, rtol=1e-5)
    np.testing.assert_allclose(ours.covariance, theirs.cov_params(), rtol=1e-4, atol=1e-12)
    assert ours.log_likelihood == pytest.approx(theirs.llf, rel=1e-9)
    assert ours.aic == pytest.approx(theirs.aic, rel=1e-9)
    assert ours.bic == pytest.approx(theirs.bic, rel=1e-9)
    np.testing.assert_allclose(ours.wald_intervals(0.9), theirs.conf_int(0.1), rtol=1e-3, atol=1e-7)


def test_a_poisson_regression_is_that_of_statsmodels():
    X, eta, rng = _data(8)
    y = rng.poisson(np.exp(eta))
    ours = mle.maximise_likelihood(_poisson, np.zeros(3), (X, y))
    theirs = sm.Poisson(y, X).fit(disp=0, tol=1e-12)
    np.testing.assert_allclose(ours.estimates, theirs.params, rtol=1e-5)
    np.testing.assert_allclose(ours.std_errors, theirs.bse, rtol=1e-5)


def test_a_students_t_is_that_of_statsmodels_general_likelihood_model():
    y = stats.t.rvs(4, 2, 3, size=400, random_state=5)

    def log_t(theta, y):
        return stats.t.logpdf(y, np.exp(theta[2]), theta[0], np.exp(theta[1]))

    class T(GenericLikelihoodModel):
        def loglikeobs(self, params):
            return log_t(params, self.endog)

    ours = mle.maximise_likelihood(log_t, [0, 0, 1], y)
    model = T(y, np.ones((400, 1)), extra_params_names=["a", "b"])
    theirs = model.fit(start_params=ours.estimates + 0.01, method="bfgs", disp=0, gtol=1e-7)
    np.testing.assert_allclose(ours.estimates, theirs.params, rtol=1e-4)
    np.testing.assert_allclose(ours.std_errors, theirs.bse, rtol=1e-3)


@pytest.mark.parametrize(
    ("frozen", "fixed", "start"),
    [
        (stats.gamma(2.5, 0, 3), {"floc": 0}, [0.0, 0.0]),
        (stats.weibull_min(1.7, 0, 20), {"floc": 0}, [0.0, 1.0]),
        (stats.beta(3, 2), {"floc": 0, "fscale": 1}, [0.0, 0.0]),
    ],
)
def test_the_estimates_are_those_of_scipys_fit(frozen, fixed, start):
    y = frozen.rvs(300, random_state=2)
    dist = frozen.dist
    shapes = 2 if dist.numargs == 2 else 1

    def log_density(theta, y):
        a = np.exp(theta)
        return dist.logpdf(y, *a) if shapes == 2 else dist.logpdf(y, a[0], 0, a[1])

    ours = mle.maximise_likelihood(log_density, start, y)
    theirs = dist.fit(y, **fixed)
    want = theirs[:2] if shapes == 2 else (theirs[0], theirs[2])
    np.testing.assert_allclose(np.exp(ours.estimates), want, rtol=1e-3)
    assert ours.log_likelihood >= dist.logpdf(y, *theirs).sum() - 1e-6


def test_standard_errors_are_the_closed_form_of_the_normal_distribution_in_any_units():
    for unit in (1e-6, 1.0, 1e7):
        y = unit * np.random.default_rng(3).normal(5, 2, size=50)
        fitted = mle.maximise_likelihood(_normal, [np.median(y), np.log(y.std() * 2)], y)
        assert fitted.estimates[0] == pytest.approx(y.mean(), rel=1e-5)
        assert np.exp(fitted.estimates[1]) == pytest.approx(y.std(), rel=1e-5)
        want = [y.std() / np.sqrt(50), 1 / np.sqrt(100)]
        np.testing.assert_allclose(fitted.std_errors, want, rtol=1e-5)


def test_many_observations_are_fitted_as_exactly():
    y = np.random.default_rng(6).normal(5, 2, size=200_000)
    fitted = mle.maximise_likelihood(_normal, [0.0, 0.0], y)
    np.testing.assert_allclose(
        fitted.std_errors, [y.std() / np.sqrt(200_000), 1 / np.sqrt(400_000)], rtol=1e-4
    )


def test_intervals_cover_as_often_as_they_say():
    # 600 samples of 60: the share of intervals that hold the truth has a standard error below 0.009
    # (0.95 nominal); the bound is four of them, wrong once in 16 000 seeds; the seed is fixed.
    rng = np.random.default_rng(10)
    wald = profile = 0
    for _ in range(600):
        y = rng.exponential(2.0, size=60)
        fitted = mle.maximise_likelihood(lambda theta, y: theta[0] - np.exp(theta[0]) * y, [0.0], y)
        low, high = fitted.wald_intervals()[0]
        wald += low <= np.log(0.5) <= high
        low, high = mle.profile_interval(fitted, 0)
        profile += low <= np.log(0.5) <= high
    assert wald / 600 == pytest.approx(0.95, abs=0.036)
    assert profile / 600 == pytest.approx(0.95, abs=0.036)


def test_a_profile_of_the_gaussian_linear_model_has_its_closed_form():
    # 2 (l_max - l_p(b)) = n log(1 + t² / (n - p)), with t in standard errors.
    X, eta, rng = _data(12, n=25)
    y = eta + rng.normal(size=25)
    theirs = sm.OLS(y, X).fit()
    fitted = mle.maximise_likelihood(_gaussian, np.zeros(4), (X, y))
    for j in range(3):
        half = theirs.bse[j] * np.sqrt(22 * np.expm1(stats.chi2.ppf(0.95, 1) / 25))
        want = [theirs.params[j] - half, theirs.params[j] + half]
        np.testing.assert_allclose(mle.profile_interval(fitted, j), want, rtol=1e-4)
        got = mle.profile_log_likelihood(fitted, j, theirs.params[j] + 2 * theirs.bse[j])
        want_fall = 25 / 2 * np.log1p(4 / 22)
        assert fitted.log_likelihood - got == pytest.approx(want_fall, abs=1e-4)


def test_a_bound_that_is_nowhere_is_infinite():
    # Far away an observation is explained by the wide component: l falls by 4.6 nats and no further,
    # and half of the quantile of chi-squared at 0.999 is 5.4, at 0.99 it is 3.3.
    def log_density(theta, y):
        return np.logaddexp(
            np.log(0.9) + stats.norm.logpdf(y, theta[0]), np.log(0.1) + stats.norm.logpdf(y, 0, 10)
        )

    fitted = mle.maximise_likelihood(log_density, [2.0], [3.0])
    assert mle.profile_interval(fitted, 0, level=0.999).tolist() == [-np.inf, np.inf]
    assert np.isfinite(mle.profile_interval(fitted, 0, level=0.99)).all()


def test_the_likelihood_ratio_test_is_that_of_statsmodels():
    X, eta, rng = _data(14)
    y = rng.poisson(np.exp(eta))
    full = mle.maximise_likelihood(_poisson, np.zeros(3), (X, y))
    small = mle.maximise_likelihood(_poisson, np.zeros(1), (X[:, :1], y))
    theirs = sm.Poisson(y, X).fit(disp=0)
    got = mle.likelihood_ratio_test(small, full)
    assert got.df == 2
    assert got.statistic == pytest.approx(theirs.llr, rel=1e-6)
    assert got.p_value == pytest.approx(theirs.llr_pvalue, rel=1e-4)
    # At one degree of freedom, the edge halves the p-value.
    one = mle.maximise_likelihood(_poisson, np.zeros(2), (X[:, :2], y))
    inside, edge = (mle.likelihood_ratio_test(one, full, on_boundary=b) for b in (False, True))
    assert edge.p_value == pytest.approx(inside.p_value / 2)
    with pytest.raises(ValueError, match="more parameters"):
        mle.likelihood_ratio_test(full, small)
    y2 = mle.maximise_likelihood(_poisson, np.zeros(1), (X[:90, :1], y[:90]))
    with pytest.raises(ValueError, match="same data"):
        mle.likelihood_ratio_test(y2, full)


def test_models_that_are_not_nested_are_refused_where_it_shows():
    y = np.random.default_rng(0).exponential(size=100)
    exponential = mle.maximise_likelihood(lambda t, y: t[0] - np.exp(t[0]) * y, [0.0], y)
    normal = mle.maximise_likelihood(_normal, [0.0, 0.0], y)
    with pytest.raises(ValueError, match="not nested"):
        mle.likelihood_ratio_test(exponential, normal)


def test_separable_data_have_no_maximum():
    X = np.column_stack([np.ones(6), [-3.0, -2, -1, 1, 2, 3]])
    y = np.array([0, 0, 0, 1, 1, 1.0])
    with pytest.raises(LikelihoodError):
        mle.maximise_likelihood(_logit, [0.0, 0.0], (X, y))


def test_a_parameter_that_does_not_matter_is_named():
    def log_density(theta, y):
        return stats.norm.logpdf(y, theta[0], 1) + 0 * theta[1]

    with pytest.raises(LikelihoodError, match="parameter 1"):
        mle.maximise_likelihood(log_density, [0.0, 0.0], np.arange(5.0))


def test_two_parameters_of_which_only_the_sum_matters_are_refused():
    def log_density(theta, y):
        return stats.norm.logpdf(y, theta[0] + theta[1], 1)

    with pytest.raises(LikelihoodError):
        mle.maximise_likelihood(log_density, [0.0, 0.0], np.arange(5.0))


def test_a_maximum_at_infinity_is_refused():
    # Normal data: the likelihood of a t distribution rises with its degrees of freedom for ever.
    y = stats.norm.ppf((np.arange(60) + 0.5) / 60)
    with pytest.raises(LikelihoodError):
        mle.maximise_likelihood(
            lambda t, y: stats.t.logpdf(y, np.exp(t[2]), t[0], np.exp(t[1])), [0.0, 0.0, 1.0], y
        )


@pytest.mark.parametrize("n", [40, 41])
def test_a_kink_at_the_maximum_has_no_standard_error(n):
    y = np.random.default_rng(n).laplace(size=n)
    with pytest.raises(LikelihoodError):
        mle.maximise_likelihood(
            lambda t, y: stats.laplace.logpdf(y, t[0], np.exp(t[1])), [0.1, 0.0], y
        )


def test_a_maximum_at_the_edge_of_the_permitted_set_is_refused():
    y = np.random.default_rng(1).random(20)
    with pytest.raises(LikelihoodError):
        mle.maximise_likelihood(lambda t, y: stats.uniform.logpdf(y, 0, np.exp(t[0])), [2.0], y)
    with pytest.raises(LikelihoodError):
        mle.maximise_likelihood(lambda t, y: stats.bernoulli.logpmf(y, t[0]), [0.5], np.ones(9))


def test_a_far_start_and_a_parameter_that_can_leave_its_set_are_managed():
    y = 1000 + np.random.default_rng(0).normal(size=50)
    for scale in (1e-4, 1.0, 1e3):
        found = mle.maximise_likelihood(
            lambda t, y: stats.norm.logpdf(y, t[0], t[1]), [900 * scale, 5 * scale], scale * y
        )
        np.testing.assert_allclose(found.estimates, [scale * y.mean(), scale * y.std()], rtol=1e-5)


def test_the_general_search_ends_where_em_ends():
    flats = mle.simulate_flats(300, seed=1)
    em = mle.fit_mixture(flats.X, flats.price, 3, equal_weights=True, equal_sigmas=True)

    def log_density(t, data):
        coefs, sigmas = t[:6].reshape(3, 2), np.full(3, np.exp(t[6]))
        return mle.mixture_log_density(*data, np.full(3, 1 / 3), coefs, sigmas)

    start = [20, 2, 40, 4, 60, 7, 3.5]
    found = mle.maximise_likelihood(log_density, start, (flats.X, flats.price))
    assert found.log_likelihood == pytest.approx(em.log_likelihood, abs=1e-6)
    gap = found.estimates - np.r_[em.coefs.ravel(), np.log(em.sigmas[0])]
    assert np.all(np.abs(gap) < 1e-3 * found.std_errors)


def test_a_likelihood_without_bound_is_refused():
    X = np.column_stack([np.ones(4), np.arange(4.0)])
    with pytest.raises(LikelihoodError):  # sigma has no lower bound: one point is hit exactly
        mle.maximise_likelihood(
            lambda t, y: np.logaddexp(
                stats.norm.logpdf(y, 0, 1), stats.norm.logpdf(y, y[0], np.exp(t[0]))
            ),
            [-3.0],
            X[:, 1],
        )


def test_what_cannot_be_a_start_a_density_or_a_gradient_is_refused():
    y = np.arange(4.0)
    with pytest.raises(ValueError, match="not finite at start"):
        mle.maximise_likelihood(lambda t, y: stats.expon.logpdf(y, t[0]), [9.0], y)
    with pytest.raises(ValueError, match="one number for each"):
        mle.maximise_likelihood(lambda t, y: _normal(t, y).sum(), [0.0, 0.0], y)
    with pytest.raises(ValueError, match="start must be"):
        mle.maximise_likelihood(_normal, [np.nan, 0.0], y)
    with pytest.raises(ValueError, match="not the derivative"):
        mle.maximise_likelihood(_normal, [0.0, 0.0], y, gradient=lambda t, y: np.ones(2))


def test_a_profile_that_finds_a_higher_place_says_that_the_fit_was_local():
    # Two far clusters for a Cauchy location: two maxima, the lower one found first.
    y = np.r_[np.linspace(-1, 1, 4), 60 + np.linspace(-1, 1, 8)]
    fitted = mle.maximise_likelihood(lambda t, y: stats.cauchy.logpdf(y, t[0]), [0.0], y)
    with pytest.raises(LikelihoodError, match="local maximum"):
        mle.profile_interval(fitted, 0, level=1 - 1e-9)
