"""The mixture's density, responsibilities, steps and predictions, against SciPy and the definitions."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest
from numpy.testing import assert_allclose
from scipy import integrate, optimize, stats
from sklearn.linear_model import LinearRegression
from sklearn.mixture import GaussianMixture

from course import mle

SEEDS = range(12)


def some_mixture(seed, components=3, p=2, n=40):
    rng = np.random.default_rng(seed)
    X = np.column_stack([np.ones(n), rng.normal(size=(n, p - 1))])
    weights = rng.dirichlet(np.full(components, 3.0))
    coefs, sigmas = rng.normal(0, 3, size=(components, p)), rng.uniform(0.3, 2, size=components)
    k = rng.choice(components, size=n, p=weights)
    y = np.sum(X * coefs[k], axis=1) + sigmas[k] * rng.normal(size=n)
    return X, y, weights, coefs, sigmas


def by_definition(X, y, weights, coefs, sigmas):
    return weights * stats.norm.pdf(y[:, None], X @ coefs.T, sigmas)


@pytest.mark.parametrize("seed", SEEDS)
def test_log_density_and_responsibilities_are_the_definition(seed):
    X, y, *model = some_mixture(seed)
    joint = by_definition(X, y, *model)
    assert_allclose(mle.mixture_log_density(X, y, *model), np.log(joint.sum(axis=1)), rtol=1e-9)
    want = joint / joint.sum(axis=1, keepdims=True)
    assert_allclose(mle.responsibilities(X, y, *model), want, rtol=1e-9, atol=1e-300)


def test_an_observation_whose_densities_underflow_has_responsibilities():
    X, y = [[1.0], [1.0]], [1e3, -1e3]
    r = mle.responsibilities(X, y, [0.5, 0.5], [[0.0], [1e-3]], [1.0, 1.0])
    # The log odds of the two are y d - d²/2 with d = 0.001.
    odds = np.exp(np.array(y) * 1e-3 - 5e-7)
    assert_allclose(r, np.column_stack([1 / (1 + odds), odds / (1 + odds)]), rtol=1e-9)
    assert np.isfinite(mle.mixture_log_density(X, y, [0.5, 0.5], [[0.0], [1e-3]], [1, 1])).all()


def test_a_component_of_weight_zero_has_no_responsibility():
    r = mle.responsibilities([[1.0]], [50.0], [1.0, 0.0], [[0.0], [50.0]], [1.0, 1.0])
    assert r.tolist() == [[1.0, 0.0]]


@pytest.mark.parametrize("seed", SEEDS)
def test_a_step_is_the_weighted_regression_of_scikit_learn(seed):
    X, y, *model = some_mixture(seed)
    joint = by_definition(X, y, *model)
    r = joint / joint.sum(axis=1, keepdims=True)
    weights, coefs, sigmas = mle.em_step(X, y, *model)
    assert_allclose(weights, r.mean(axis=0), rtol=1e-9)
    for k in range(3):
        fit = LinearRegression(fit_intercept=False).fit(X, y, sample_weight=r[:, k])
        assert_allclose(coefs[k], fit.coef_, rtol=1e-6, atol=1e-8)
        variance = np.average((y - fit.predict(X)) ** 2, weights=r[:, k])
        assert_allclose(sigmas[k], np.sqrt(variance), rtol=1e-6)


@pytest.mark.parametrize("equal_weights", [False, True])
@pytest.mark.parametrize("equal_sigmas", [False, True])
@pytest.mark.parametrize("seed", SEEDS)
def test_a_step_never_lowers_the_likelihood(seed, equal_weights, equal_sigmas):
    X, y, *model = some_mixture(seed)
    if equal_weights:
        model[0] = np.full(3, 1 / 3)
    if equal_sigmas:
        model[2] = np.ones(3)
    before = -np.inf
    for _ in range(8):
        now = mle.mixture_log_density(X, y, *model).sum()
        assert now >= before - 1e-9 * abs(now)
        before = now
        model = mle.em_step(X, y, *model, equal_weights=equal_weights, equal_sigmas=equal_sigmas)


@pytest.mark.parametrize(("free", "covariance"), [(True, "full"), (False, "tied")])
def test_steps_with_a_constant_alone_are_those_of_scikit_learns_gaussian_mixture(free, covariance):
    rng = np.random.default_rng(4)
    y = np.concatenate([rng.normal(0, 1, 60), rng.normal(4, 2, 90)])
    weights, means, sigmas = np.array([0.4, 0.6]), np.array([[-1.0], [5.0]]), np.array([1.5, 1.5])
    precisions = {"full": np.full((2, 1, 1), 1 / 1.5**2), "tied": np.full((1, 1), 1 / 1.5**2)}
    theirs = GaussianMixture(
        2, covariance_type=covariance, reg_covar=0, tol=0, max_iter=15, weights_init=weights,
        means_init=means, precisions_init=precisions[covariance],
    )  # fmt: skip
    with pytest.warns(UserWarning, match="converge"):
        theirs.fit(y[:, None])
    model = (weights, means, sigmas)
    for _ in range(15):
        model = mle.em_step(np.ones((150, 1)), y, *model, equal_sigmas=not free)
    assert_allclose(model[0], theirs.weights_, rtol=1e-8)
    assert_allclose(model[1], theirs.means_, rtol=1e-8)
    assert_allclose(model[2] ** 2, np.broadcast_to(theirs.covariances_.ravel(), 2), rtol=1e-8)
    assert_allclose(
        mle.responsibilities(np.ones((150, 1)), y, *model), theirs.predict_proba(y[:, None]), rtol=1e-6,
        atol=1e-12,
    )  # fmt: skip


def test_units_of_the_columns_do_not_matter():
    X, y, weights, coefs, sigmas = some_mixture(1)
    want = mle.em_step(X, y, weights, coefs, sigmas)
    units = np.array([1e-9, 1e9])
    got = mle.em_step(X * units, 1e5 * y, weights, 1e5 * coefs / units, 1e5 * sigmas)
    assert_allclose(got[0], want[0], rtol=1e-8)
    assert_allclose(got[1] * units / 1e5, want[1], rtol=1e-7)
    assert_allclose(got[2] / 1e5, want[2], rtol=1e-8)


@pytest.mark.parametrize(
    ("y", "coefs", "words"),
    [
        ([0.0, 1.0, 2.0, 4.0], [[1.0, 0.0], [1e4, 0.0]], "empty"),
        ([0.0, 1.0, 900.0, 0.5], [[1.0, 0.0], [900.0, 0.0]], "too few observations"),
        ([0.0, 0.0, 1000.0, 1000.0], [[0.0, 0.0], [1000.0, 0.0]], "perfectly"),
    ],
)
def test_degenerate_components_are_refused(y, coefs, words):
    X = np.column_stack([np.ones(4), [0.0, 1.0, 0.0, 1.0]])
    with pytest.raises(mle.DegenerateMixtureError, match=words):
        mle.em_step(X, y, [0.5, 0.5], coefs, [1.0, 1.0])


def test_the_conditional_density_integrates_to_one_and_has_the_mean():
    _, _, *model = some_mixture(7)
    row = np.array([[1.0, 0.3]])

    def density(y):
        return mle.mixture_density(row, [y], *model)[0, 0]

    total = integrate.quad(density, -40, 40, limit=400)[0]
    mean = integrate.quad(lambda y: y * density(y), -40, 40, limit=400)[0]
    assert_allclose(total, 1, rtol=1e-7)
    assert_allclose(mle.mixture_predict(row, *model), [mean], rtol=1e-6)


@pytest.mark.parametrize("seed", range(40))
def test_the_mode_is_the_highest_point_of_a_fine_grid(seed):
    rng = np.random.default_rng(seed)
    k = int(rng.integers(1, 7))
    _, _, *model = some_mixture(seed, components=k)
    model[2] = model[2] * rng.choice([0.05, 1.0, 3.0], size=k)
    X = np.column_stack([np.ones(5), rng.normal(size=5)])
    modes = mle.mixture_predict(X, *model, how="mode")
    for row, mode in zip(X, modes, strict=True):
        means = model[1] @ row
        grid = np.linspace(means.min() - 1e-9, means.max() + 1e-9, 200_001)
        best = mle.mixture_density([row], grid, *model).max()
        assert mle.mixture_density([row], [mode], *model)[0, 0] >= best * (1 - 1e-12)


def test_the_mode_of_two_that_have_merged_is_no_ones_mean():
    got = mle.mixture_predict([[1.0]], [0.6, 0.4], [[0.0], [1.5]], [1.0, 1.0], how="mode")[0]

    def loss(y):
        return -(0.6 * stats.norm.pdf(y) + 0.4 * stats.norm.pdf(y, 1.5))

    want = optimize.minimize_scalar(
        loss, bounds=(0, 1.5), method="bounded", options={"xatol": 1e-10}
    )
    assert_allclose(got, want.x, atol=1e-6)
    assert 0.2 < got < 1.3


def test_of_two_peaks_of_one_height_the_lower_price_is_the_mode():
    for a, b in ((-5.0, 5.0), (5.0, -5.0)):
        got = mle.mixture_predict([[1.0]], [0.5, 0.5], [[a], [b]], [1.0, 1.0], how="mode")
        assert_allclose(got, [-5.0], atol=1e-9)


def test_pandas_objects_and_lists_are_welcome():
    X, y, *model = some_mixture(2)
    want = mle.responsibilities(X, y, *model)
    framed = (pd.DataFrame(X), pd.Series(y), pd.Series(model[0]), pd.DataFrame(model[1]), model[2])
    assert_allclose(mle.responsibilities(*framed), want)
    listed = (X.tolist(), y.tolist(), *(m.tolist() for m in model))
    assert_allclose(mle.responsibilities(*listed), want)


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"weights": [0.5, 0.6]}, "weights"),
        ({"weights": [1.5, -0.5]}, "weights"),
        ({"sigmas": [1.0, 0.0]}, "above zero"),
        ({"sigmas": [1.0]}, "shapes"),
        ({"coefs": [[1.0], [2.0]]}, "shapes"),
        ({"coefs": [[1.0, np.nan], [2.0, 0.0]]}, "coefs"),
        ({"y": [1.0, np.inf]}, "finite"),
        ({"y": [1.0]}, "shapes"),
    ],
)
def test_arguments_that_make_no_mixture_are_refused(change, words):
    asked = {
        "X": [[1.0, 0.0], [1.0, 1.0]], "y": [0.0, 1.0], "weights": [0.5, 0.5],
        "coefs": [[0.0, 1.0], [1.0, 0.0]], "sigmas": [1.0, 1.0],
    } | change  # fmt: skip
    with pytest.raises(ValueError, match=words):
        mle.responsibilities(**asked)


def test_a_prediction_of_another_name_is_refused():
    with pytest.raises(ValueError, match="median"):
        mle.mixture_predict([[1.0]], [1.0], [[0.0]], [1.0], how="median")
