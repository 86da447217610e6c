"""Fits of mixtures, against least squares, scikit-learn, numerical gradients and simulation."""

from __future__ import annotations

import numpy as np
import pytest
from numpy.testing import assert_allclose
from scipy import optimize
from sklearn.mixture import GaussianMixture

from course import mle

OPTIONS = [
    {"equal_weights": weights, "equal_sigmas": sigmas}
    for weights in (False, True)
    for sigmas in (False, True)
]


@pytest.mark.parametrize("method", ["em", "gradient"])
def test_one_component_is_least_squares(method):
    rng = np.random.default_rng(3)
    X = np.column_stack([np.ones(30), 1e4 * rng.normal(size=30), rng.normal(size=30)])
    y = X @ [3.0, 1e-4, -2.0] + rng.normal(size=30)
    want = mle.gaussian_mle(X, y)
    got = mle.fit_mixture(X, y, 1, method=method, starts=2)
    assert_allclose(got.coefs[0], want.coef, rtol=1e-6)
    assert_allclose(got.sigmas, [want.sigma], rtol=1e-6)
    assert_allclose(got.log_likelihood, want.log_likelihood, rtol=1e-10)
    assert got.weights.tolist() == [1.0]
    assert got.n_params == 4


@pytest.mark.parametrize("options", OPTIONS)
def test_em_and_the_gradient_reach_the_same_maximum(options):
    flats = mle.simulate_flats(240, weights=(0.5, 0.3, 0.2), sigmas=(15, 25, 40), seed=5)
    em, gradient = (
        mle.fit_mixture(flats.X, flats.price, 3, method=m, starts=12, seed=2, **options)
        for m in ("em", "gradient")
    )
    assert_allclose(em.log_likelihood, gradient.log_likelihood, atol=1e-5, rtol=0)
    assert_allclose(em.weights, gradient.weights, atol=1e-4)
    assert_allclose(em.coefs, gradient.coefs, rtol=1e-3)
    assert_allclose(em.sigmas, gradient.sigmas, rtol=1e-4)
    for fit in (em, gradient):
        assert fit.converged
        assert np.diff(fit.history).min() >= 0
        assert_allclose(fit.history[-1], fit.log_density(flats.X, flats.price).sum(), rtol=1e-10)
        assert fit.log_likelihood == np.nanmax(fit.start_values)


@pytest.mark.parametrize("seed", range(6))
def test_the_gradient_is_that_of_numerical_differences(seed):
    rng = np.random.default_rng(seed)
    n, k, p = 25, 3, 2
    X, y = rng.normal(size=(n, p)), rng.normal(size=n)
    logits, coefs, logs = rng.normal(size=k), rng.normal(size=(k, p)), 0.3 * rng.normal(size=k)

    def log_likelihood(theta):
        a, b, s = theta[:k], theta[k : k + k * p].reshape(k, p), theta[k + k * p :]
        w = np.exp(a) / np.exp(a).sum()
        return mle.mixture_log_density(X, y, w, b, np.exp(s)).sum()

    theta = np.concatenate([logits, coefs.ravel(), logs])
    want = optimize.approx_fprime(theta, log_likelihood, 1e-6)
    weights = np.exp(logits) / np.exp(logits).sum()
    value, by_w, by_b, by_s = mle.mixture_gradient(X, y, weights, coefs, np.exp(logs))
    assert_allclose(value, log_likelihood(theta), rtol=1e-12)
    assert_allclose(np.concatenate([by_w, by_b.ravel(), by_s]), want, rtol=1e-4, atol=1e-4)


@pytest.mark.parametrize(("equal_sigmas", "covariance"), [(False, "full"), (True, "tied")])
@pytest.mark.parametrize("method", ["em", "gradient"])
def test_a_constant_alone_gives_scikit_learns_gaussian_mixture(method, equal_sigmas, covariance):
    rng = np.random.default_rng(8)
    y = np.concatenate([rng.normal(10, 1, 120), rng.normal(16, 2, 80)])
    theirs = GaussianMixture(
        2,
        covariance_type=covariance,
        reg_covar=0,
        tol=1e-12,
        max_iter=5000,
        n_init=5,
        random_state=0,
    ).fit(y[:, None])
    ours = mle.fit_mixture(
        np.ones((200, 1)), y, 2, method=method, equal_sigmas=equal_sigmas, starts=8
    )
    order = np.argsort(theirs.means_[:, 0])
    assert_allclose(ours.log_likelihood, 200 * theirs.score(y[:, None]), atol=1e-6, rtol=0)
    assert_allclose(ours.coefs[:, 0], theirs.means_[order, 0], rtol=1e-4)
    assert_allclose(ours.weights, theirs.weights_[order], rtol=1e-4)
    assert_allclose(ours.bic, theirs.bic(y[:, None]), atol=1e-5, rtol=0)


@pytest.mark.parametrize("options", OPTIONS)
def test_the_score_is_zero_at_the_maximum(options):
    flats = mle.simulate_flats(200, seed=6)
    fit = mle.fit_mixture(flats.X, flats.price, 3, starts=6, tol=1e-13, **options)
    _, by_w, by_b, by_s = mle.mixture_gradient(flats.X, flats.price, *fit.parameters)
    assert_allclose(by_b / np.array([1.0, 80.0]), 0, atol=1e-4)
    assert_allclose(by_s.sum() if options["equal_sigmas"] else by_s, 0, atol=1e-3)
    if not options["equal_weights"]:
        assert_allclose(by_w, 0, atol=1e-3)


def test_simulated_districts_are_found_again():
    # 4 % of a square metre's price is five standard errors of the widest slope: a false alarm in a
    # million seeds, and the seed is fixed.
    flats = mle.simulate_flats(4000, weights=(0.5, 0.3, 0.2), sigmas=(15, 25, 40), seed=1)
    fit = mle.fit_mixture(flats.X, flats.price, 3, starts=6)
    assert_allclose(fit.coefs[:, 1], np.array(mle.FLAT_COEFS)[:, 1], rtol=0.04)
    assert_allclose(fit.weights, [0.5, 0.3, 0.2], atol=0.04)
    assert_allclose(fit.sigmas, [15, 25, 40], rtol=0.12)
    found = fit.responsibilities(flats.X, flats.price).argmax(axis=1)
    assert np.mean(found == flats.district) > 0.9


def test_no_likelihood_is_below_that_of_the_parameters_that_made_the_data():
    for seed in range(4):
        flats = mle.simulate_flats(200, seed=seed)
        truth = (np.full(3, 1 / 3), np.array(mle.FLAT_COEFS), np.full(3, 25.0))
        fit = mle.fit_mixture(
            flats.X, flats.price, 3, equal_weights=True, equal_sigmas=True, starts=8
        )
        at_truth = mle.mixture_log_density(flats.X, flats.price, *truth).sum()
        assert fit.log_likelihood >= at_truth


def test_components_stand_in_one_order_whatever_the_start():
    flats = mle.simulate_flats(200, seed=9)
    fits = [mle.fit_mixture(flats.X, flats.price, 3, starts=8, seed=s) for s in range(4)]
    for fit in fits:
        assert np.all(np.diff(fit.coefs @ flats.X.mean(axis=0)) > 0)
        assert_allclose(fit.coefs, fits[0].coefs, rtol=1e-2)


def test_exchanged_components_are_the_same_density():
    flats = mle.simulate_flats(50, seed=9)
    fit = mle.fit_mixture(flats.X, flats.price, 3, starts=6)
    other = [part[[2, 0, 1]] for part in fit.parameters]
    want = fit.log_density(flats.X, flats.price)
    assert_allclose(mle.mixture_log_density(flats.X, flats.price, *other), want, rtol=1e-12)


@pytest.mark.parametrize("method", ["em", "gradient"])
def test_units_do_not_change_the_fit(method):
    flats = mle.simulate_flats(150, seed=4)
    units = np.array([1.0, 1e4])
    one = mle.fit_mixture(flats.X, flats.price, 2, method=method, starts=4)
    two = mle.fit_mixture(flats.X * units, 1e3 * flats.price, 2, method=method, starts=4)
    assert_allclose(two.coefs * units / 1e3, one.coefs, rtol=1e-3)
    assert_allclose(two.sigmas / 1e3, one.sigmas, rtol=1e-4)
    shift = 150 * np.log(1e3)
    assert_allclose(two.log_likelihood, one.log_likelihood - shift, atol=1e-5, rtol=0)


@pytest.mark.parametrize("method", ["em", "gradient"])
def test_a_start_whose_sigma_goes_to_zero_is_given_up(method):
    # Twenty equal values: a component that closes in on them has no sigma above zero.
    rng = np.random.default_rng(0)
    y = np.concatenate([np.full(20, 2.0), rng.normal(0, 5, size=40)])
    with pytest.raises(mle.DegenerateMixtureError, match=r"every one of 4 starts"):
        mle.fit_mixture(np.ones((60, 1)), y, 2, method=method, starts=4)
    together = mle.fit_mixture(np.ones((60, 1)), y, 2, method=method, starts=4, equal_sigmas=True)
    assert np.isfinite(together.log_likelihood)


def test_degenerate_starts_are_counted_and_the_best_other_one_is_kept():
    flats = mle.simulate_flats(30, seed=3)
    fit = mle.fit_mixture(flats.X, flats.price, 3, starts=30, min_sigma=0.15)
    assert 0 < np.isnan(fit.start_values).sum() < 30
    assert fit.sigmas.min() > 0


def test_the_result_is_frozen_and_a_seed_repeats_it():
    flats = mle.simulate_flats(60, seed=3)
    one, two = (mle.fit_mixture(flats.X, flats.price, 2, starts=3, seed=7) for _ in range(2))
    for name in ("weights", "coefs", "sigmas", "history", "start_values"):
        assert_allclose(getattr(one, name), getattr(two, name), rtol=0)
        with pytest.raises(ValueError, match="read-only"):
            getattr(one, name)[...] = 0
    with pytest.raises(AttributeError):
        one.log_likelihood = 0.0
    assert "2 components" in repr(one)


@pytest.mark.parametrize(
    ("options", "count"),
    list(zip(OPTIONS, (6 + 2 + 3, 6 + 2 + 1, 6 + 3, 6 + 1), strict=True)),
)
def test_free_parameters_are_counted(options, count):
    flats = mle.simulate_flats(60, seed=3)
    fit = mle.fit_mixture(flats.X, flats.price, 3, starts=4, **options)
    assert fit.n_params == count
    assert_allclose(fit.bic, count * np.log(60) - 2 * fit.log_likelihood)


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"components": 0}, "components"),
        ({"starts": 0}, "starts"),
        ({"method": "newton"}, "newton"),
        ({"tol": 0.0}, "tol"),
        ({"min_sigma": 1.0}, "min_sigma"),
        ({"y": [0.0, 1.0]}, "shapes"),
        ({"y": [0.0, 1.0, np.nan, 2.0]}, "finite"),
        ({"X": np.eye(4)}, "more rows"),
        ({"X": np.ones((4, 2))}, "depend"),
        ({"X": np.zeros((4, 1))}, "zero"),
        ({"y": np.full(4, 3.0)}, "single regression"),
    ],
)
def test_what_cannot_be_fitted_is_refused(change, words):
    asked = {"X": np.ones((4, 1)), "y": [0.0, 1.0, 5.0, 6.0], "components": 2} | change
    with pytest.raises(ValueError, match=words):
        mle.fit_mixture(**asked)


@pytest.mark.parametrize("true", [1, 3])
def test_bic_and_held_out_likelihood_find_the_number_of_components(true):
    flats = mle.simulate_flats(150, seed=2)
    price = flats.price
    if true == 1:
        price = 40 + 4 * flats.area + 25 * np.random.default_rng(0).normal(size=150)
    choice = mle.choose_components(
        flats.X, price, (1, 2, 3), starts=4, folds=4, equal_sigmas=True, equal_weights=True
    )
    assert choice.by_bic == choice.by_held_out == true
    assert [len(fit.weights) for fit in choice.fits] == [1, 2, 3]
    assert_allclose(choice.bic, [fit.bic for fit in choice.fits])


def test_the_held_out_density_of_one_component_is_that_of_least_squares_fits():
    rng = np.random.default_rng(5)
    X, y = np.ones((11, 1)), rng.normal(size=11)
    choice = mle.choose_components(X, y, (1,), folds=11, starts=1)
    want = []
    for i in range(11):
        rest = np.delete(y, i)
        want.append(mle.gaussian_log_likelihood(X[:1], y[i : i + 1], [rest.mean()], rest.std()))
    assert_allclose(choice.held_out, [np.mean(want)], rtol=1e-6)


@pytest.mark.parametrize("change", [{"components": ()}, {"folds": 1}, {"folds": 9}])
def test_a_choice_of_nothing_is_refused(change):
    with pytest.raises(ValueError, match=r"components|folds"):
        mle.choose_components(np.ones((8, 1)), np.arange(8.0), **change)


def test_simulated_flats_have_the_districts_that_were_asked_for():
    # Five standard deviations each: a false alarm in two million.
    n = 200_000
    flats = mle.simulate_flats(n, weights=(0.5, 0.3, 0.2), sigmas=(10, 20, 30), seed=0)
    for k, (weight, sigma) in enumerate(zip((0.5, 0.3, 0.2), (10, 20, 30), strict=True)):
        there = flats.district == k
        assert abs(there.mean() - weight) < 5 * np.sqrt(weight * (1 - weight) / n)
        errors = flats.price[there] - flats.X[there] @ mle.FLAT_COEFS[k]
        assert abs(errors.mean()) < 5 * sigma / np.sqrt(there.sum())
        assert abs(errors.std() / sigma - 1) < 5 / np.sqrt(2 * there.sum())
    assert 25 <= flats.area.min() < flats.area.max() <= 120
    assert (
        mle.simulate_flats(5, seed=3).price.tolist() == mle.simulate_flats(5, seed=3).price.tolist()
    )


@pytest.mark.parametrize("change", [{"n": 0}, {"weights": (0.5, 0.5)}, {"sigmas": (1, 1, -1)}])
def test_flats_that_cannot_be_simulated_are_refused(change):
    with pytest.raises(ValueError, match=r"district|sigmas"):
        mle.simulate_flats(**{"n": 5} | change)
