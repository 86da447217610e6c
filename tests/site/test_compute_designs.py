"""The numbers of the pages on designs, real data and A/B tests, computed in another way."""

import re

import numpy as np
import pytest
import statsmodels.api as sm
from compute import ab as ab_page
from compute import ab_decisions, ab_stopping, ols_data, ols_designs
from scipy import integrate, stats
from statsmodels.stats.outliers_influence import variance_inflation_factor

from course import ab, ols


def cells(text):
    """The cells of a table, without its header."""
    return [[cell.strip() for cell in line.split("|")[1:-1]] for line in text.splitlines()[2:]]


def test_limits_of_correlated_regressors_by_quadrature():
    def moment(f):
        return integrate.dblquad(lambda u, x: f(x, x * (1 + u)), 0, 1, 0, 1)[0]

    m1, m2 = moment(lambda a, b: a), moment(lambda a, b: b)
    v1, v2 = moment(lambda a, b: (a - m1) ** 2), moment(lambda a, b: (b - m2) ** 2)
    r2 = moment(lambda a, b: (a - m1) * (b - m2)) ** 2 / (v1 * v2)
    want = np.sqrt([v1, v2]) / [0.5, 1.0] * np.sqrt(1 - r2)
    np.testing.assert_allclose(ols_designs.correlated_limits(), want, rtol=1e-9)
    np.testing.assert_allclose(want, [0.2074, 0.1667], atol=5e-5)


def test_limit_of_the_outer_tenths_by_quadrature():
    square = integrate.quad(lambda u: u**2 / 0.2, 0.8, 1.0)[0]
    assert ols_designs.extremes_limit() == pytest.approx(np.sqrt(square))
    assert ols_designs.extremes_limit(0.5) == pytest.approx(1 / np.sqrt(3))


def test_what_the_source_prints_lies_near_its_limit_and_not_near_what_it_names():
    np.testing.assert_allclose(
        ols_designs.PRINTED_UNIFORM, ols_designs.correlated_limits(), atol=0.04
    )
    np.testing.assert_allclose(
        ols_designs.PRINTED_EXTREMES, ols_designs.extremes_limit(), atol=0.02
    )


def test_every_row_of_the_designs_is_what_statsmodels_says():
    for X in ols_designs.designs().values():
        cov = sm.OLS(np.zeros(len(X)), sm.add_constant(X.to_numpy())).fit().normalized_cov_params
        want = 1 / (50 * np.sqrt(len(X) * np.diag(cov)[1:]))
        np.testing.assert_allclose(ols.efficiency(X, box=ols_designs.BOX)[1:], want, rtol=1e-8)


def test_power_of_centre_points_by_simulation():
    runs = ols.factorial_design(ols_designs.BOX, 2, 4)
    X = ols.design_matrix(runs, ["x1", "x2"])
    rng = np.random.default_rng(2)
    bend = ols_designs.BEND * (runs["x1"] == 50.0)
    found = [
        ols.lack_of_fit(X, bend + rng.normal(0, ols_designs.SIGMA, len(runs))).p_value < 0.05
        for _ in range(1500)
    ]
    want = ols_designs.centre_power()
    # Five standard errors: one false alarm in two million, and the seed is fixed.
    assert np.mean(found) == pytest.approx(want, abs=5 * np.sqrt(want * (1 - want) / 1500))
    # Without a run at the centre nothing of the bend is seen: the test keeps its level.
    assert ols_designs.centre_points()[0].power == pytest.approx(0.05)


def test_inflation_of_longleys_columns_is_that_of_statsmodels():
    X, _ = ols_data.longley()
    full = sm.add_constant(X.to_numpy())
    want = [variance_inflation_factor(full, j) for j in range(1, 7)]
    got = [float(row[1].replace(",", "")) for row in cells(ols_data.longley_table())]
    np.testing.assert_allclose(got, want, rtol=1e-3, atol=0.05)
    assert ols_data.vif_gnp() == pytest.approx(want[1], rel=1e-6)


def test_engels_standard_errors_are_those_of_statsmodels():
    data = ols_data.engel()
    fits = [
        sm.OLS(data["foodexp"], sm.add_constant(data["income"])).fit(),
        sm.OLS(np.log(data["foodexp"]), sm.add_constant(np.log(data["income"]))).fit(),
    ]
    for row, fit in zip(cells(ols_data.engel_table()), fits, strict=True):
        want = [fit.params.iloc[1], fit.bse.iloc[1], fit.HC3_se.iloc[1]]
        np.testing.assert_allclose([float(x) for x in row[1:4]], want, atol=6e-5)


def test_the_standard_error_at_the_corners_shrinks_with_runs_and_does_not_grow():
    rows = [
        [float(x.replace(",", "")) for x in row] for row in cells(ols_designs.corner_errors_table())
    ]
    for runs, worded, closed, ours in rows:
        assert worded == 50 * runs
        assert closed == ours == pytest.approx(100 / (50 * np.sqrt(runs)), abs=5e-4)


def test_two_of_longleys_series_fall_often_and_four_hardly_ever():
    falls = ols_data.longley_falls()
    assert {name for name, times in falls.items() if times > 2} == {"UNEMP", "ARMED"}


def test_the_verdict_on_no_effect_is_the_same_for_every_effect():
    assert len({row[-1] for row in cells(ab_decisions.lift_table())}) == 1


def test_false_alarms_are_fewer_where_events_are_rare():
    # Every pair of counts, by SciPy's binomial and the exact integral.
    n, rate = 100, 0.01
    pmf = stats.binom.pmf(np.arange(9), n, rate)
    arms = [ab.posterior(s, n) for s in range(9)]
    want = sum(
        pmf[i] * pmf[j]
        for i in range(9)
        for j in range(9)
        if ab.prob_better(arms[i], arms[j]) > 0.95
    )
    assert want == pytest.approx(ab.power(rate, rate, n), abs=1e-5)
    assert cells(ab_stopping.false_alarm_table())[1][1] == f"{100 * want:.1f}\u00a0%"


def test_certainty_at_fixed_rates_grows_as_root_n_on_the_scale_of_z():
    def probability(n):
        return ab.prob_better(ab.posterior(0.3 * n, n), ab.posterior(0.45 * n, n))

    assert probability(ab_page.enough - 1) < 0.99 <= probability(ab_page.enough)
    assert f"{probability(ab_page.start):.0%}" == "67%"
    z = [stats.norm.ppf(probability(n)) for n in (50, 200)]
    assert z[1] / z[0] == pytest.approx(2, rel=0.02)


def test_other_columns_make_filip_easy():
    digits = [float(row[2]) for row in cells(ols_data.filip_table())]
    assert digits[0] < 2 and min(digits[1:]) > 10


def test_the_interval_of_the_source_is_two_standard_deviations():
    arm = ab_decisions.CONTROL
    ends = arm.mean - 2 * arm.sd, arm.mean + 2 * arm.sd
    np.testing.assert_allclose(ends, ab_decisions.PRINTED_INTERVAL, atol=6e-4)


def test_the_vaccines_printed_interval_stands_in_two_rows():
    rows = cells(ab_decisions.efficacy_table())
    assert rows[0][2] == rows[1][2] and "90.3" in rows[0][2]


def test_probabilities_reported_under_peeking_are_as_true_as_they_say():
    found = ab_stopping.still_valid()
    # Of 3,000 stopped experiments: five standard errors of a share, and the seed is fixed.
    spread = 5 * np.sqrt(found.reported * (1 - found.reported) / 3_000)
    assert found.better == pytest.approx(found.reported, abs=spread)
    assert found.reported > 0.95


def test_peeking_raises_false_alarms_and_the_other_rules_do_not():
    share = ab_stopping.looks(ab_stopping.RATE)["alarm"]
    assert share.iloc[0] > 0.2
    assert (share.iloc[1:] < 0.053).all()
    assert ab_stopping.peeking_ten() == pytest.approx(
        ab.exact_looks(0.3, 0.3, 20, 10, ab.PosteriorRule(0.95))[-1]
    )


def test_the_tables_of_sample_sizes_are_in_order():
    sizes = [
        [int(x.replace(",", "")) for x in row[1:]] for row in cells(ab_stopping.sample_size_table())
    ]
    assert all(a < b for a, b in sizes)
    assert sizes == sorted(sizes)


def test_figures_say_what_they_show_to_those_who_cannot_see_them():
    for draw in (
        ols_designs.designs_figure, ols_designs.inflation_figure, ols_data.residuals_figure,
        ab_decisions.intervals_figure, ab_decisions.lift_figure, ab_stopping.power_figure,
        ab_stopping.stopping_figure,
    ):  # fmt: skip
        label = re.search(r'aria-label="([^"]+)"', draw())
        assert label and label[1].strip()
