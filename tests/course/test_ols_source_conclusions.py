"""What the source's printed numbers say, and that our samples of the same models say it too.

The samples are those that R fits in `test_ols_against_r.py`; the source drew others, unseeded. Its
numbers are checked against each other first, for the conclusions rest on them.
"""

from pathlib import Path
from typing import NamedTuple

import numpy as np
import pandas as pd
import pytest
from scipy import stats

from course import ols

DATA = Path(__file__).parents[1] / "oracles" / "r" / "data"
TRUTH = np.array([1.0, 2.0, 3.0])


class Summary(NamedTuple):
    """A printed summary: constant, x1, x2; a p-value of 0 stands for one below 2e-16."""

    ours: str
    noise_sd: float
    coef: list[float]
    std_error: list[float]
    t: list[float]
    p_value: list[float]
    sigma: float
    df: int
    r2: float
    r2_adj: float
    f_stat: float
    r2_range: tuple[float, float]


PRINTED = {
    "noise of 100": Summary(
        "source_noise_100", 100, [6.6636, 2.0054, 2.8550], [26.6681, 0.3724, 0.3683],
        [0.250, 5.385, 7.751], [0.803, 5.05e-7, 9.04e-12],
        103.4, 97, 0.4925, 0.482, 47.06, (0.4, 0.65),
    ),
    "noise of 10": Summary(
        "source_noise_10", 10, [3.76349, 1.98483, 2.96553], [2.53549, 0.03541, 0.03502],
        [1.484, 56.059, 84.680], [0.141, 0, 0],
        9.832, 97, 0.9912, 0.991, 5444, (0.985, 0.995),
    ),
    "five points": Summary(
        "source_five_points", 200, [81.7087, 2.0237, 2.3040], [96.5662, 0.8022, 1.5772],
        [0.846, 2.523, 1.461], [0.487, 0.128, 0.282],
        59.78, 2, 0.7818, 0.5637, 3.584, (0.7, 0.9),
    ),
    "ten thousand points": Summary(
        "many_points", 100, [1.33230, 2.00198, 3.02889], [2.61928, 0.03468, 0.03463],
        [0.509, 57.721, 87.473], [0.611, 0, 0],
        99.87, 9997, 0.5286, 0.5285, 5606, (0.5, 0.55),
    ),
    "step by step": Summary(
        "step_by_step", 10, [0.76433, 1.98997, 3.00778], [2.93275, 0.03618, 0.03876],
        [0.261, 55.000, 77.609], [0.795, 0, 0],
        10.33, 97, 0.9892, 0.989, 4433, (0.985, 0.995),
    ),
    "correlated": Summary(
        "correlated", 10, [1.22759, 2.08854, 2.93166], [2.10554, 0.09233, 0.05888],
        [0.583, 22.620, 49.794], [0.561, 0, 0],
        10.26, 97, 0.9971, 0.997, 16_730, (0.99, 0.999),
    ),
}  # fmt: skip
each_summary = pytest.mark.parametrize("printed", PRINTED.values(), ids=list(PRINTED))
# (X'X)^-1 as printed, in the order x1, x2, constant: independent, correlated, extremes.
SIGMA = {
    "step_by_step": [
        [1.227195e-05, 2.861349e-07, -0.0006424295],
        [2.861349e-07, 1.408007e-05, -0.0007365698],
        [-6.424295e-04, -7.365698e-04, 0.0806292031],
    ],
    "correlated": [
        [8.099497e-05, -4.757553e-05, -5.883953e-04],
        [-4.757553e-05, 3.293277e-05, -2.704209e-05],
        [-5.883953e-04, -2.704209e-05, 4.211929e-02],
    ],
    "extremes": [
        [5.479472e-06, -2.920513e-07, -0.0002496656],
        [-2.920513e-07, 5.638243e-06, -0.0002361176],
        [-2.496656e-04, -2.361176e-04, 0.0336762622],
    ],
}


def regressors(name):
    return pd.read_csv(DATA / f"{name}.csv")[["x1", "x2"]]


def model_of(name):
    data = pd.read_csv(DATA / f"{name}.csv")
    return ols.fit(ols.design_matrix(data, ["x1", "x2"]), data["y"])


def correlation(sigma):
    root = np.sqrt(np.diag(sigma))
    return np.array(sigma) / np.outer(root, root)


@each_summary
def test_the_printed_numbers_agree_with_each_other(printed):
    np.testing.assert_allclose(
        np.divide(printed.coef, printed.std_error), printed.t, rtol=1e-3, atol=1e-3
    )
    p_value = 2 * stats.t.sf(np.abs(printed.t), printed.df)
    np.testing.assert_allclose(p_value, printed.p_value, rtol=0.01, atol=2e-16)
    f_stat = printed.r2 / 2 / ((1 - printed.r2) / printed.df)
    assert f_stat == pytest.approx(printed.f_stat, rel=0.02)
    r2_adj = 1 - (1 - printed.r2) * (printed.df + 2) / printed.df
    assert r2_adj == pytest.approx(printed.r2_adj, abs=1e-3)


@each_summary
def test_the_same_coefficients_are_significant(printed):
    model = model_of(printed.ours)
    assert model.df_resid == printed.df
    assert (model.p_value < 0.05).tolist() == [p < 0.05 for p in printed.p_value]
    starred = model.summary().count("***")
    assert starred == sum(p < 0.001 for p in printed.p_value) + (starred > 0)  # and the legend


@each_summary
def test_the_share_of_variance_and_the_noise_are_alike(printed):
    model = model_of(printed.ours)
    low, high = printed.r2_range
    assert low < printed.r2 < high and low < model.r2 < high
    # RSS / sd² is chi-square with df degrees of freedom: both lie in its central 99.8 %.
    inside = np.sqrt(stats.chi2.ppf([0.001, 0.999], printed.df) / printed.df)
    for sigma in (printed.sigma, model.sigma):
        assert inside[0] < sigma / printed.noise_sd < inside[1]


@each_summary
def test_both_find_the_coefficients_that_made_the_data(printed):
    model = model_of(printed.ours)
    q = stats.t.ppf(0.9995, printed.df)
    for coef, errors in ((printed.coef, printed.std_error), (model.coef, model.std_error)):
        assert (np.abs(coef - TRUTH) < q * np.array(errors)).all()
    wide = model.conf_int(0.999)
    assert (wide[:, 0] < TRUTH).all() and (wide[:, 1] > TRUTH).all()


def test_noise_ten_times_smaller_makes_standard_errors_ten_times_smaller():
    loud, quiet = PRINTED["noise of 100"], PRINTED["noise of 10"]
    np.testing.assert_allclose(np.divide(loud.std_error, quiet.std_error), 10, rtol=0.06)
    ratio = model_of("source_noise_100").std_error / model_of("source_noise_10").std_error
    np.testing.assert_allclose(ratio, 10, rtol=1e-5)  # the same draws, in proportion


def test_five_points_reach_a_high_r2_with_nothing_significant():
    printed, model = PRINTED["five points"], model_of("source_five_points")
    for r2, p_values, r2_adj in (
        (printed.r2, printed.p_value, printed.r2_adj),
        (model.r2, model.p_value, model.r2_adj),
    ):
        assert r2 > 0.75 and min(p_values) > 0.1
        assert r2 - r2_adj > 0.1
    assert model.f_p_value > 0.1
    assert stats.f.sf(printed.f_stat, 2, 2) == pytest.approx(0.2182, abs=1e-4)


def test_a_hundred_times_the_points_divide_standard_errors_by_ten_and_leave_r2():
    few, many = PRINTED["noise of 100"], PRINTED["ten thousand points"]
    np.testing.assert_allclose(np.divide(few.std_error, many.std_error), 10, rtol=0.1)
    ours_few, ours_many = model_of("source_noise_100"), model_of("many_points")
    np.testing.assert_allclose(ours_few.std_error / ours_many.std_error, 10, rtol=0.1)
    assert abs(few.r2 - many.r2) < 0.1 and abs(ours_few.r2 - ours_many.r2) < 0.1
    assert abs(few.sigma / many.sigma - 1) < 0.1
    # The limit: the explained variance over the whole, for uniform regressors.
    explained = (2**2 + 3**2) * 100**2 / 12
    limit = explained / (explained + 100**2)
    assert many.r2 == pytest.approx(limit, abs=0.02)
    assert ours_many.r2 == pytest.approx(limit, abs=0.02)


def test_the_steps_of_the_source_with_the_right_degrees_of_freedom():
    printed, model = PRINTED["step by step"], model_of("step_by_step")
    sigma = np.array(SIGMA["step_by_step"])
    # The printed standard errors are sigma sqrt(diag), with the residual standard error for sigma.
    np.testing.assert_allclose(
        printed.sigma * np.sqrt(np.diag(sigma))[[2, 0, 1]], printed.std_error, rtol=1e-3
    )
    # The quantile printed there, 1.984984, has one degree of freedom too few.
    assert stats.t.ppf(0.975, 96) == pytest.approx(1.984984, abs=5e-7)
    half = np.ptp(model.conf_int(), axis=1) / 2
    np.testing.assert_allclose(half / model.std_error, stats.t.ppf(0.975, 97), rtol=1e-10)
    # The design alone gives standard errors of the same size: 100 uniform points, noise of 10.
    ours = ols.design_std_error(regressors("step_by_step"), sigma=10)[["x1", "x2", "const"]]
    np.testing.assert_allclose(ours, 10 * np.sqrt(np.diag(sigma)), rtol=0.2)


def test_independent_regressors_give_nearly_uncorrelated_slopes():
    printed = correlation(SIGMA["step_by_step"])
    ours = ols.estimator_correlation(regressors("step_by_step")).loc[["x1", "x2", "const"]]
    np.testing.assert_allclose(printed[np.triu_indices(3, 1)], [0.022, -0.646, -0.691], atol=6e-4)
    for slopes in (printed[0, 1], ours.loc["x1", "x2"]):
        assert abs(slopes) < 0.25  # 2.5 standard errors of a correlation of 100 pairs
    # Uniform on (0, 100): -sqrt(3/7) for either slope with the constant, in the limit.
    for with_constant in (*printed[:2, 2], *ours["const"][:2]):
        assert with_constant == pytest.approx(-np.sqrt(3 / 7), abs=0.06)


def test_correlated_regressors_give_opposed_slopes_that_are_estimated_all_the_same():
    printed = correlation(SIGMA["correlated"])
    ours = ols.estimator_correlation(regressors("correlated"))
    assert printed[0, 1] == pytest.approx(-0.921, abs=6e-4)
    assert ours.loc["x1", "x2"] == pytest.approx(-0.92, abs=0.04)
    apart, tied = model_of("step_by_step"), model_of("correlated")
    shown = np.divide(PRINTED["correlated"].std_error, PRINTED["step by step"].std_error)
    inflated = tied.std_error / apart.std_error
    for ratio in (shown, inflated):  # x1 pays, x2 less since its range is wider
        assert 2 < ratio[1] < 4 and 1.3 < ratio[2] < 2.5 and ratio[0] < 1
    assert (tied.p_value[1:] < 1e-15).all()


def test_efficiencies_of_the_designs():
    extremes, correlated = regressors("extremes"), regressors("correlated")
    found = ols.efficiency(extremes)[["x1", "x2"]]
    np.testing.assert_allclose(found, [0.9135, 0.8954], atol=0.04)
    np.testing.assert_allclose(found, 0.9018, atol=0.03)  # the limit
    # The 0.23 and 0.20 that the source gives for uniform draws belong to its correlated design.
    tied = ols.efficiency(correlated)[["x1", "x2"]]
    np.testing.assert_allclose(tied, [0.2276, 0.2006], atol=0.06)
    uniform = ols.efficiency(regressors("step_by_step"))[["x1", "x2"]]
    np.testing.assert_allclose(uniform, 1 / np.sqrt(3), atol=0.06)
    assert ols.efficiency(regressors("factorial"))[["x1", "x2"]].tolist() == pytest.approx([1, 1])


def test_the_extremes_say_more_of_the_slopes_and_the_factorial_design_most():
    uniform, extremes, factorial = (
        model_of(name) for name in ("step_by_step", "extremes", "factorial")
    )

    def variance(model):  # of a slope, per observation and per sigma²
        return model.n_obs * np.square(model.cov_root[1:]).sum(axis=1)

    printed_n = 1 / (50**2 * 0.9135**2 * SIGMA["extremes"][0][0])
    assert 80 < extremes.n_obs < 120 and 80 < printed_n < 120  # 4 % of 2500 draws
    assert (variance(factorial) < variance(extremes)).all()
    assert (variance(extremes) < variance(uniform) / 2).all()
    np.testing.assert_allclose(variance(factorial), 1 / 50**2, rtol=1e-12)
    slopes = np.diag(SIGMA["extremes"])[:2] / np.diag(SIGMA["step_by_step"])[:2]
    assert (slopes < 0.5).all()
