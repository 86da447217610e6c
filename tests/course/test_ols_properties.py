"""What must hold for any data, and statsmodels on random data."""

import numpy as np
import pytest
import statsmodels.api as sm
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from course import ols

quick = settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])


@st.composite
def problems(draw):
    """X with a constant first column and y, of random size, scale and noise."""
    p = draw(st.integers(2, 5))
    n = draw(st.integers(p + 2, 40))
    rng = np.random.default_rng(draw(st.integers(0, 2**32 - 1)))
    scales = 10.0 ** draw(
        st.lists(st.integers(-6, 6), min_size=p - 1, max_size=p - 1).map(np.array)
    )
    regressors = (rng.normal(size=(n, p - 1)) + rng.normal(size=p - 1)) * scales
    X = np.column_stack([np.ones(n), regressors])
    noise = 10.0 ** draw(st.integers(-3, 3))
    model_scale = np.concatenate([[1.0], 1 / scales])
    y = X @ (rng.normal(size=p) * model_scale) + noise * rng.normal(size=n)
    assume(ols.fit(X, y).condition_number < 1e4)
    return X, y


def near(got, expected, scale=None):
    scale = np.max(np.abs(expected)) if scale is None else scale
    np.testing.assert_allclose(got, expected, rtol=1e-8, atol=1e-9 * scale)


@quick
@given(problems(), st.floats(-1e3, 1e3), st.floats(0.01, 100), st.integers(0, 2**16))
def test_an_affine_change_of_y_carries_over(problem, shift, factor, seed):
    X, y = problem
    v = np.random.default_rng(seed).normal(size=X.shape[1]) / np.abs(X).max(axis=0)
    before, after = ols.fit(X, y), ols.fit(X, factor * y + shift + X @ v)
    expected = factor * before.coef + v
    expected[0] += shift
    size = np.abs(X).max(axis=0)
    near(after.coef * size, expected * size, scale=np.abs(factor * y).max() + abs(shift) + 10)
    np.testing.assert_allclose(after.sigma, factor * before.sigma, rtol=1e-6)
    np.testing.assert_allclose(after.std_error, factor * before.std_error, rtol=1e-6)


@quick
@given(problems(), st.integers(0, 2**16))
def test_a_change_of_units_and_origin_of_the_columns_carries_over(problem, seed):
    X, y = problem
    rng = np.random.default_rng(seed)
    p = X.shape[1]
    T = np.diag(10.0 ** rng.uniform(-2, 2, p))
    T[0, 0] = 1.0
    T[0, 1:] = rng.normal(size=p - 1) * np.abs(X[:, 1:] @ T[1:, 1:]).max(axis=0)
    before, after = ols.fit(X, y), ols.fit(X @ T, y)
    size = np.abs(X).max(axis=0)
    near(T @ after.coef * size, before.coef * size)
    near(after.fitted, before.fitted)
    np.testing.assert_allclose(after.r2, before.r2, rtol=1e-7, atol=1e-12)
    np.testing.assert_allclose(
        after.std_error[1:] * np.diag(T)[1:], before.std_error[1:], rtol=1e-7
    )


@quick
@given(problems(), st.integers(0, 2**16))
def test_any_other_basis_of_the_columns_carries_over(problem, seed):
    # X A spans what X spans: with b' = A^-1 b the fit is the same, and cov(b') = A^-1 cov(b) A^-T.
    X, y = problem
    p = X.shape[1]
    size = np.linalg.norm(X, axis=0)
    turn = np.linalg.qr(np.random.default_rng(seed).normal(size=(p, p)))[0]
    A = turn / size[:, None]
    before, after = ols.fit(X, y), ols.fit(X @ A, y)
    near(after.coef, turn.T @ (before.coef * size))
    near(after.cov, turn.T @ (before.cov * np.outer(size, size)) @ turn)
    near(after.residuals, before.residuals, scale=np.abs(y).max())
    np.testing.assert_allclose(after.sigma, before.sigma, rtol=1e-8)


@quick
@given(problems(), st.integers(0, 2**16))
def test_the_order_of_the_rows_does_not_matter(problem, seed):
    X, y = problem
    order = np.random.default_rng(seed).permutation(len(y))
    before, after = ols.fit(X, y), ols.fit(X[order], y[order])
    near(after.coef, before.coef)
    near(after.residuals, before.residuals[order], scale=np.abs(y).max())
    np.testing.assert_allclose(after.std_error, before.std_error, rtol=1e-8)


@quick
@given(problems(), st.integers(2, 4))
def test_repeated_rows_keep_the_estimates_and_shrink_the_errors_as_known(problem, times):
    X, y = problem
    n, p = X.shape
    before, after = ols.fit(X, y), ols.fit(np.tile(X, (times, 1)), np.tile(y, times))
    near(after.coef, before.coef)
    # The residual sum of squares and X'X are both `times` as large, the degrees of freedom are
    # times n - p: sigma² (X'X)^-1 changes by times / (times n - p) (n - p) / times.
    shrink = np.sqrt((n - p) / (times * n - p))
    np.testing.assert_allclose(after.std_error, before.std_error * shrink, rtol=1e-8)
    np.testing.assert_allclose(after.r2, before.r2, rtol=1e-8, atol=1e-12)


@quick
@given(problems())
def test_residuals_are_orthogonal_to_every_column(problem):
    X, y = problem
    model = ols.fit(X, y)
    size = np.linalg.norm(X, axis=0) * np.linalg.norm(y)
    assert (np.abs(X.T @ model.residuals) <= 1e-12 * size).all()
    near(model.fitted + model.residuals, y)


@quick
@given(problems())
def test_r2_lies_between_zero_and_one_and_is_the_share_of_variance(problem):
    X, y = problem
    model = ols.fit(X, y)
    assert 0 <= model.r2 <= 1
    assert model.r2_adj <= model.r2
    np.testing.assert_allclose(model.r2, np.var(model.fitted) / np.var(y), rtol=1e-7, atol=1e-12)


@quick
@given(problems())
def test_intervals_are_nested_and_predictions_wider_than_means(problem):
    X, y = problem
    model = ols.fit(X, y)
    narrow, wide = model.conf_int(0.5), model.conf_int(0.99)
    assert (wide[:, 0] < narrow[:, 0]).all() and (narrow[:, 1] < wide[:, 1]).all()
    mean = model.predict(X, interval="mean")
    new = model.predict(X, interval="prediction")
    assert (new[:, 1] < mean[:, 1]).all() and (mean[:, 2] < new[:, 2]).all()
    near(mean[:, 0], model.fitted)


@pytest.mark.parametrize("seed", range(6))
@pytest.mark.parametrize("constant", [True, False], ids=["intercept", "no intercept"])
def test_statsmodels_agrees_on_random_data(seed, constant):
    rng = np.random.default_rng(seed)
    n, p = 30 + 20 * seed, 2 + seed % 4
    X = rng.normal(3, 2, (n, p)) @ rng.normal(size=(p, p))
    if constant:
        X = np.column_stack([np.ones(n), X])
    y = X @ rng.normal(size=X.shape[1]) + rng.normal(size=n)
    ours, theirs = ols.fit(X, y), sm.OLS(y, X).fit(method="qr")
    rows = rng.normal(3, 2, (5, X.shape[1]))
    frame = theirs.get_prediction(rows).summary_frame(alpha=0.1)
    pairs = [
        (ours.coef, theirs.params),
        (ours.std_error, theirs.bse),
        (ours.t, theirs.tvalues),
        (ours.cov, theirs.cov_params()),
        (ours.conf_int(0.9), theirs.conf_int(alpha=0.1)),
        (ours.r2, theirs.rsquared),
        (ours.r2_adj, theirs.rsquared_adj),
        (ours.f_stat, theirs.fvalue),
        (ours.sigma, np.sqrt(theirs.mse_resid)),
        (ours.residuals, theirs.resid),
        (ours.predict(rows, "mean", 0.9), frame[["mean", "mean_ci_lower", "mean_ci_upper"]]),
        (ours.predict(rows, "prediction", 0.9), frame[["mean", "obs_ci_lower", "obs_ci_upper"]]),
    ]
    for got, expected in pairs:
        np.testing.assert_allclose(got, expected, rtol=1e-8, atol=1e-10)
    np.testing.assert_allclose(ours.p_value, theirs.pvalues, rtol=1e-6, atol=1e-300)
    np.testing.assert_allclose(ours.f_p_value, theirs.f_pvalue, rtol=1e-6, atol=1e-300)
    assert ours.df_resid == theirs.df_resid


def test_a_tall_matrix_factored_by_blocks_gives_the_same_fit():
    rng = np.random.default_rng(8)
    X = np.column_stack([np.ones(20_500), rng.normal(size=(20_500, 4))])
    X[:, 4] += 1e5 * X[:, 1]
    y = X @ [1, 2, 3, 4, 5] + rng.normal(size=len(X))
    model = ols.fit(X, y)
    near(model.coef, np.linalg.lstsq(X, y)[0])
    assert np.allclose(model.std_error, sm.OLS(y, X).fit(method="qr").bse, rtol=1e-6)


def test_intervals_cover_the_truth_as_often_as_they_say():
    # 400 fits of 95 % intervals: 380 expected, and under 358 or over 398 with odds below 1e-5.
    rng = np.random.default_rng(12)
    covered = 0
    for _ in range(400):
        data = ols.simulate(12, rng=rng)
        low, high = ols.fit(ols.design_matrix(data, ["x1", "x2"]), data["y"]).conf_int()[1]
        covered += low <= 2 <= high
    assert 358 <= covered <= 398
