"""Designs: efficiency, factorial designs, sample size, inflation, lack of fit, coverage."""

import numpy as np
import pandas as pd
import pydoe
import pytest
import statsmodels.api as sm
from hypothesis import given
from hypothesis import strategies as st
from numpy.testing import assert_allclose
from scipy import stats
from statsmodels.stats.anova import anova_lm
from statsmodels.stats.outliers_influence import variance_inflation_factor

from course import ols

BOX = {"x1": (0, 100), "x2": (0, 100)}


def uniform(n, k=2, seed=0):
    return pd.DataFrame(
        np.random.default_rng(seed).uniform(0, 100, (n, k)), columns=[f"x{j + 1}" for j in range(k)]
    )


def test_the_four_corners_have_efficiency_one_and_the_constant_has_none():
    found = ols.efficiency(ols.factorial_design(BOX))
    assert np.isnan(found["const"])
    assert_allclose(found[["x1", "x2"]], 1, rtol=1e-12)


def test_the_sources_typo_costs_what_it_costs():
    # (100, 100) twice and (100, 0) never.
    found = ols.efficiency([[0, 0], [0, 100], [100, 100], [100, 100]])
    assert sorted(found.dropna().round(4)) == [0.7071, 0.8165]


def test_independent_uniform_regressors_tend_to_one_over_root_three():
    found = ols.efficiency(uniform(200_000), box=BOX)
    assert_allclose(found[["x1", "x2"]], 1 / np.sqrt(3), rtol=5e-3)


def test_the_correlated_design_tends_to_the_figures_that_the_source_gave_to_the_uniform_one():
    rng = np.random.default_rng(3)
    x1 = rng.uniform(0, 100, 400_000)
    X = pd.DataFrame({"x1": x1, "x2": x1 * (1 + rng.uniform(0, 1, len(x1)))})
    found = ols.efficiency(X, box={"x1": (0, 100), "x2": (0, 200)})
    assert_allclose(found[["x1", "x2"]], [0.2074, 0.1667], rtol=5e-3)


def test_the_outer_tenths_tend_to_their_limit():
    X = ols.extremes(uniform(2_000_000), 0.1, box=BOX)
    assert_allclose(ols.efficiency(X, box=BOX)[["x1", "x2"]], 0.9018, rtol=5e-3)


def test_efficiency_is_spread_over_the_root_of_inflation():
    X = uniform(30, 3) @ np.array([[1, 0.7, 0], [0, 1, 0.2], [0, 0, 1]])
    half = (X.max() - X.min()) / 2
    inflation = ols.variance_inflation(X).dropna()
    want = (X.std(ddof=0) / half).to_numpy() / np.sqrt(inflation.to_numpy())
    assert_allclose(ols.efficiency(X).dropna(), want, rtol=1e-10)


@given(st.integers(0, 10**6), st.floats(0.01, 100), st.floats(-1e3, 1e3))
def test_efficiency_knows_no_units(seed, scale, shift):
    X = uniform(12, 2, seed)
    assert_allclose(
        ols.efficiency(scale * X + shift).dropna(), ols.efficiency(X).dropna(), rtol=1e-6
    )


@given(st.integers(0, 10**6))
def test_efficiency_lies_between_zero_and_one(seed):
    found = ols.efficiency(uniform(8, 3, seed)).dropna()
    assert ((found > 0) & (found <= 1 + 1e-12)).all()


def test_a_narrow_range_is_a_bad_design_once_the_box_is_given():
    X = 40 + 0.2 * uniform(500)
    assert (ols.efficiency(X).dropna() > 0.5).all()
    assert (ols.efficiency(X, box=BOX).dropna() < 0.13).all()


def test_standard_errors_known_beforehand_are_those_of_the_fit_but_for_sigma():
    X = uniform(15)
    model = ols.fit(ols.design_matrix(X, ["x1", "x2"]), np.random.default_rng(1).normal(size=15))
    assert_allclose(ols.design_std_error(X, model.sigma), model.std_error, rtol=1e-10)


def test_the_corners_are_not_the_best_for_the_constant():
    corners = ols.factorial_design(BOX)
    assert_allclose(ols.design_std_error(corners, 1)["const"], 0.8660, atol=5e-5)
    # All four at the origin would give 1 / sqrt(4).
    assert ols.design_std_error(corners, 1)["const"] > 0.5


def test_full_factorial_is_that_of_pydoe_in_another_order():
    ours = ols.full_factorial({"a": [0, 1], "b": [0, 1, 2], "c": [0, 1, 2, 3]}).to_numpy()
    theirs = pydoe.fullfact([2, 3, 4])
    assert sorted(map(tuple, ours)) == sorted(map(tuple, theirs))
    assert ours.tolist() == sorted(ours.tolist())


def test_d_a_and_g_efficiency_are_those_of_pydoe():
    X = np.random.default_rng(5).uniform(-1, 1, (9, 3))
    X[:, 0] = 1
    corners = np.column_stack([np.ones(4), ols.factorial_design({"a": (-1, 1), "b": (-1, 1)})])
    found = ols.optimality(X, corners)
    assert_allclose(100 * found.d, pydoe.d_efficiency(X), rtol=1e-8)
    assert_allclose(100 * found.a, pydoe.a_efficiency(X), rtol=1e-6)
    assert_allclose(found.g, 3 / -pydoe.g_optimality(X.T @ X / 9, corners), rtol=1e-6)


def test_no_design_on_the_box_beats_the_corners():
    corners = np.column_stack([np.ones(4), ols.factorial_design({"a": (-1, 1), "b": (-1, 1)})])
    rng = np.random.default_rng(6)
    for _ in range(20):
        X = np.column_stack([np.ones(8), rng.uniform(-1, 1, (8, 2))])
        assert max(ols.optimality(X, corners)) < 1
    assert_allclose(ols.optimality(corners, corners), 1, rtol=1e-12)


@given(
    st.floats(0.05, 5),
    st.floats(0.1, 50),
    st.floats(0.2, 1),
    st.integers(1, 8),
    st.floats(0.5, 0.999),
)
def test_sample_size_is_the_first_that_is_enough(width, sigma, share, p, level):
    n = ols.sample_size(
        width * sigma, sigma, half_range=2, efficiency=share, n_params=p, level=level
    )

    def half_width(n):
        return stats.t.ppf((1 + level) / 2, n - p) * sigma / (share * 2 * np.sqrt(n))

    assert half_width(n) <= width * sigma * (1 + 1e-9)
    assert n == p + 1 or half_width(n - 1) > width * sigma * (1 - 1e-9)


def test_half_the_efficiency_takes_four_times_the_observations():
    one = ols.sample_size(0.01, 1, half_range=1)
    two = ols.sample_size(0.01, 1, half_range=1, efficiency=0.5)
    assert abs(two / one - 4) < 1e-3


def test_inflation_is_that_of_statsmodels():
    X = uniform(40, 3) @ np.array([[1, 0.9, 0.3], [0, 1, 0.2], [0, 0, 1]])
    full = sm.add_constant(X.to_numpy())
    want = [variance_inflation_factor(full, j) for j in (1, 2, 3)]
    assert_allclose(ols.variance_inflation(X).dropna(), want, rtol=1e-9)


def test_correlation_of_estimators_is_that_of_statsmodels():
    X = uniform(20)
    full = sm.add_constant(X.to_numpy())
    cov = sm.OLS(np.random.default_rng(2).normal(size=20), full).fit().cov_params()
    want = cov / np.sqrt(np.outer(np.diag(cov), np.diag(cov)))
    assert_allclose(ols.estimator_correlation(X), want, rtol=1e-9)


def test_lack_of_fit_is_the_comparison_of_two_models_in_statsmodels():
    rng = np.random.default_rng(4)
    x = np.repeat([-1.0, 0, 1, 2], [3, 4, 2, 3])
    frame = pd.DataFrame({"x": x, "y": x + x**2 + rng.normal(size=len(x))})
    small = sm.OLS.from_formula("y ~ x", frame).fit()
    want = anova_lm(small, sm.OLS.from_formula("y ~ C(x)", frame).fit()).iloc[1]
    found = ols.lack_of_fit(np.column_stack([np.ones(len(x)), x]), frame["y"])
    assert_allclose([found.f_stat, found.p_value], [want["F"], want["Pr(>F)"]], rtol=1e-9)
    assert (found.df_lack, found.df_pure) == (2, 8)


def test_combination_is_the_t_test_of_statsmodels():
    data = ols.simulate(20, rng=3)
    X = ols.design_matrix(data, ["x1", "x2", "x1:x2"])
    weights = {"x1": 1.0, "x1:x2": 37.5}
    found = ols.linear_combination(ols.fit(X, data["y"]), weights, level=0.9)
    test = sm.OLS(data["y"], X).fit().t_test([0, 1, 0, 37.5])
    want = [test.effect[0], test.sd.item(), *test.conf_int(0.1)[0]]
    assert_allclose(found, want, rtol=1e-9)


def test_simulated_coverage_is_the_exact_one_for_every_rule():
    X = np.column_stack([np.ones(6), np.arange(6.0)])
    table = ols.coverage(X, [1, 2], sigma=3, samples=40_000, rng=8)
    # Five standard errors: one false alarm in a million seeds.
    assert (abs(table["coverage"] - table["exact"]) < 5 * table["std_error"]).all()
    assert_allclose(table["exact"].iloc[0], 0.95, rtol=1e-12)


def test_coverage_of_one_column_is_what_fits_one_by_one_give():
    X = np.column_stack([np.ones(6), np.arange(6.0)])
    table = ols.coverage(X, [1, 2], sigma=3, samples=200, rng=8, column=1)
    errors = 3 * np.random.default_rng(8).standard_normal((200, 6))
    ends = [ols.fit(X, X @ [1, 2] + e).conf_int()[1] for e in errors]
    assert table["coverage"].iloc[0] == np.mean([low <= 2 <= high for low, high in ends])
    assert_allclose(table["width"].iloc[0], np.mean([high - low for low, high in ends]))


@pytest.mark.parametrize(
    ("call", "says"),
    [
        (lambda: ols.full_factorial({}), "no factor"),
        (lambda: ols.full_factorial({"a": [1, 1]}), "twice"),
        (lambda: ols.full_factorial({"a": []}), "no level"),
        (lambda: ols.factorial_design({"a": (1, 0)}), "range of 'a'"),
        (lambda: ols.factorial_design({"a": (0, 1)}, replicates=0), "replicates is 0"),
        (lambda: ols.extremes([[1], [2]], 0.7), "fraction is 0.7"),
        (lambda: ols.efficiency({"x1": [0, 5]}, box={"x1": (1, 9)}), "beyond its box"),
        (lambda: ols.efficiency({"x1": [0, 5]}, box={"x2": (1, 9)}), "no column"),
        (lambda: ols.efficiency({"a": [0, 1, 2], "b": [0, 2, 4]}), "b"),
        (lambda: ols.efficiency([[1, 2]]), "1 rows for 3 columns"),
        (lambda: ols.design_std_error([[1], [2]], 0), "sigma is 0"),
        (lambda: ols.optimality(np.eye(2), np.eye(3)), "candidates has 3"),
        (lambda: ols.sample_size(0, 1, half_range=1), "half_width is 0"),
        (lambda: ols.sample_size(1, 1, half_range=1, efficiency=2), "efficiency is 2"),
        (lambda: ols.lack_of_fit([[1, 0], [1, 1], [1, 2]], [1, 2, 4]), "comes twice"),
        (lambda: ols.lack_of_fit([[1, 0], [1, 1], [1, 1]], [1, 2, 4]), "distinct rows"),
        (lambda: ols.coverage([[1], [1]], [1], 1), "at least 3 rows"),
        (lambda: ols.coverage(np.ones((5, 1)), [1], 1, "x9"), "not in X"),
    ],
)
def test_what_a_user_can_do_wrong_is_said(call, says):
    with pytest.raises(ValueError, match=says):
        call()


def test_weights_that_name_no_coefficient_are_refused():
    model = ols.fit([[1, 0], [1, 1], [1, 2]], [1, 2, 4])
    with pytest.raises(ValueError, match="'x2'"):
        ols.linear_combination(model, {"x2": 1})
    with pytest.raises(ValueError, match="shape"):
        ols.linear_combination(model, [1, 2, 3])
