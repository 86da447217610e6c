"""The numbers of the pages, against the same numbers computed in another way."""

import re
from pathlib import Path

import numpy as np
import pytest
import statsmodels.api as sm
from compute import course, ols
from scipy import integrate, stats

from autograder.checks.outcome import Outcome

ROOT = Path(__file__).resolve().parents[2]
PAGE = (ROOT / "site" / "docs" / "ols.md").read_text(encoding="utf-8")


def by_statsmodels(n, noise_sd, seed):
    rng = np.random.default_rng(seed)
    x = rng.uniform(0, 100, size=(n, 2))
    y = 1 + x @ [2.0, 3.0] + noise_sd * rng.standard_normal(n)
    return sm.OLS(y, sm.add_constant(x)).fit()


@pytest.mark.parametrize(
    ("ours", "n", "noise_sd", "seed"),
    [
        (ols.example, 100, 100, ols.SEED),
        (ols.quiet, 100, 10, ols.SEED),
        (ols.large, 10_000, 100, ols.SEED),
        (ols.small, 5, 200, ols.SMALL_SEED),
    ],
)
def test_the_fits_of_the_page(ours, n, noise_sd, seed):
    model, other = ours(), by_statsmodels(n, noise_sd, seed)
    np.testing.assert_allclose(model.coef, other.params, rtol=1e-8)
    np.testing.assert_allclose(model.std_error, other.bse, rtol=1e-8)
    np.testing.assert_allclose(model.conf_int(), other.conf_int(), rtol=1e-7)
    assert model.r2 == pytest.approx(other.rsquared)
    assert model.r2_adj == pytest.approx(other.rsquared_adj)


def test_the_small_sample_makes_its_point():
    model = ols.small()
    assert model.r2 > 0.75 and (model.p_value > 0.1).all()


def test_the_code_of_the_page_has_the_seeds_of_its_figures():
    assert f"ols.simulate(100, noise_sd=100, rng={ols.SEED})" in PAGE
    assert f"ols.simulate(5, noise_sd=200, rng={ols.SMALL_SEED})" in PAGE


def test_many_samples_at_once_are_the_fits_one_by_one():
    X = ols.ols.design_matrix(ols.ols.simulate(20, rng=1), ols.TERMS)
    fits = ols.simulate_fits(X, ols.TRUTH, 100.0, samples=5, seed=3)
    errors = 100 * np.random.default_rng(3).standard_normal((5, 20))
    for i, e in enumerate(errors):
        other = sm.OLS(X.to_numpy() @ ols.TRUTH + e, X.to_numpy()).fit()
        np.testing.assert_allclose(fits.coef[i], other.params, rtol=1e-9)
        np.testing.assert_allclose(fits.std_error[i], other.bse, rtol=1e-9)
        assert fits.r2[i] == pytest.approx(other.rsquared)


@pytest.mark.parametrize("n", [5, 100])
def test_simulated_coverage_agrees_with_the_exact_one(n):
    """Five standard errors of a share of 20,000: one false failure in 10^5 seeds; these are fixed."""
    for rule in ols.coverage(n).values():
        spread = np.sqrt(rule.exact * (1 - rule.exact) / ols.SAMPLES)
        assert abs(rule.simulated - rule.exact) < 5 * spread


def test_exact_coverage_by_quadrature():
    rules = ols.coverage_100()

    def density(t):
        return (1 + t * t / 97) ** -49

    total = 2 * integrate.quad(density, 0, np.inf)[0]
    narrow = 2 * integrate.quad(density, 0, 1.984723186 / 10)[0] / total
    assert rules["root_n"].exact == pytest.approx(narrow, abs=1e-8)
    assert 0.15 < rules["root_n"].exact < 0.16
    assert rules["right"].exact == pytest.approx(0.95)


def test_the_quantiles():
    assert ols.quantiles().right == pytest.approx(1.984723186, abs=1e-9)
    assert ols.quantiles().one_less == pytest.approx(ols.PRINTED_QUANTILE, abs=5e-7)
    # With two degrees of freedom and with one, Student's quantiles have closed forms.
    assert ols.quantiles_5().right == pytest.approx(0.95 * np.sqrt(2 / (4 * 0.975 * 0.025)))
    assert ols.quantiles_5().one_less == pytest.approx(np.tan(np.pi * 0.475))


def test_the_standard_errors_of_the_source():
    np.testing.assert_allclose(
        ols.source_std_errors(), [0.036187, 0.038762, 2.933233], rtol=0, atol=6e-7
    )
    # All three printed standard errors imply one and the same sd(E).
    implied = ols.PRINTED_STD_ERRORS / np.sqrt(ols.PRINTED_SIGMA)
    np.testing.assert_allclose(implied, ols.source_noise_sd(), rtol=1e-6)


def test_r2_of_five_points_without_effect_is_uniform():
    found = ols.small_samples()
    assert found.null_above_07 == pytest.approx(0.3, abs=5 * np.sqrt(0.21 / ols.SAMPLES))
    assert found.r2_above_07 > 0.4 and found.both_significant < 0.06


def test_what_a_p_value_is_not_by_simulation():
    found = ols.p_value_is_not_that()
    rng = np.random.default_rng(0)
    zero = rng.random(2_000_000) < 0.5
    t = (rng.standard_normal(zero.size) + np.where(zero, 0, found.effect)) / np.sqrt(
        rng.chisquare(97, zero.size) / 97
    )
    near = np.abs(2 * stats.t.sf(np.abs(t), 97) - 0.05) < 0.005
    spread = np.sqrt(found.share_zero * (1 - found.share_zero) / near.sum())
    assert found.share_zero == pytest.approx(zero[near].mean(), abs=5 * spread + 0.005)


def test_correlated_regressors():
    found = ols.collinear()
    # With two regressors and a constant, the estimators' correlation is that of x, sign turned.
    assert found.estimators == pytest.approx(-found.correlation)
    assert found.coverage == pytest.approx(0.95, abs=5 * np.sqrt(0.95 * 0.05 / ols.SAMPLES))
    assert abs(found.bias) < 5 * found.std_error / np.sqrt(ols.SAMPLES)
    assert found.std_error > 2 * found.std_error_apart


def test_nist():
    rows = ols.nist()
    assert len(rows) == 11
    for row in rows.values():
        assert row.ours >= (7.5 if row.name == "filip" else 11)
        assert row.inverse <= max(row.ours, 14.9) or row.condition < 10
    assert rows["filip"].inverse < 1 and rows["filip"].lstsq < 1
    assert 1e9 < rows["filip"].condition < 1e10
    assert ols.filip_exact() == pytest.approx(7.61, abs=0.02)
    assert ols.power(5.2e9) == "5·10⁹" and ols.power(3.2) == "3"


def test_figures_are_the_same_every_time():
    first = ols.coverage_figure()
    ols.coverage_figure.cache_clear()
    assert ols.coverage_figure() == first
    missed, narrow = ols.misses()
    assert f"{missed} of 100 miss the true slope" in first and f"{narrow} of 100 miss it" in first


def test_the_table_of_exercises_is_that_of_the_chapter():
    text = course.exercises()
    for name in ("design_matrix", "least_squares", "dummy_coding"):
        assert f"`ols.{name}`" in text
    assert "(#standard-errors)" in text
    assert sum(map(float, re.findall(r"` \| (\d+) \|", text))) == course.chapter().points


def test_the_message_of_the_student_page():
    text = course.message()
    for part in ("looks like", "divided by n", "called", "got", "expected"):
        assert part in text


def test_every_outcome_is_explained():
    text = course.outcomes()
    assert all(f"*{outcome}*" in text for outcome in Outcome)


def test_the_chapters_are_numbered_in_their_order_beside_their_exercises():
    rows = [[c.strip() for c in line.split("|")[1:-1]] for line in course.chapters().splitlines()]
    assert rows[0] == ["number", "chapter", "exercises", "points"]
    assert [row[0] for row in rows[2:]] == [str(n) for n in range(1, len(course.CHAPTERS) + 1)]
    assert rows[2][2] == str(len(course.chapter("ols").exercise))


def test_the_home_page_says_of_every_written_chapter_whether_it_is_complete(monkeypatch):
    text = course.progress()
    for slug, _ in course.CHAPTERS:
        assert text.count(f"({slug}.md)") == course.is_written(slug)
    monkeypatch.setattr(course, "is_complete", lambda slug: slug == "ab")
    assert course.progress().startswith("Chapter [6](ab.md) is complete. Chapters [1](ols.md), ")
    monkeypatch.setattr(course, "is_complete", lambda slug: True)
    assert "begun" not in course.progress()


def test_a_constant_near_zero_is_estimated_as_well_as_any():
    rows = [line.split("|")[1:-1] for line in ols.constant_table().splitlines()[2:]]
    assert len({(row[2].strip(), row[3].strip()) for row in rows}) == 1
    low, high = ols.printed_quiet_interval()
    assert low < ols.TRUTH[0] < high


def test_the_coefficient_of_work_is_its_effect_at_the_age_that_ages_are_counted_from():
    model = sm.OLS.from_formula("salary ~ age + study + work + age:work", ols.staff()).fit()
    for age in (0, 30, 50):
        at = model.t_test([0, 0, 0, 1, age])
        assert ols.pay(age).coef[3] == pytest.approx(at.effect[0], rel=1e-8)
        assert ols.pay(age).std_error[3] == pytest.approx(at.sd[0, 0], rel=1e-8)
        np.testing.assert_allclose(ols.pay(age).fitted, model.fittedvalues, rtol=1e-9)
    alone = np.polyfit(ols.staff()["work"], ols.staff()["salary"], 1)[0]
    assert ols.work_alone() == pytest.approx(alone)


def test_chapters_that_are_not_there_are_said_to_come():
    text = course.chapters()
    assert text.count("to come") == 6 - text.count(".md)")
