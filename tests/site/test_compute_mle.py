"""The numbers of the page on maximum likelihood, computed in another way."""

import re
from pathlib import Path

import numpy as np
import pytest
from compute import mle, mle_mixture
from scipy import integrate, stats

from course import mle as reference


def _cells(table: str) -> np.ndarray:
    rows = [re.findall(r"[-\d.]+", line) for line in table.splitlines()[2:]]
    return np.array(rows, dtype=float)


def test_the_coverage_of_the_profile_interval_is_that_of_simulated_samples():
    # 4000 samples of four observations: a share of 0.7 has a standard error of 0.0072, and the bound
    # is five of them; the seed is fixed.
    rng = np.random.default_rng(3)
    X = np.column_stack([np.ones(4), np.arange(4)])
    held = 0
    for _ in range(4000):
        low, high = reference.sigma_profile_interval(X, rng.normal(size=4))
        held += low <= 1 <= high
    n, profile, _ = _cells(mle.coverage_table())[0]
    assert n == 4
    assert profile / 100 == pytest.approx(held / 4000, abs=0.036)


def test_the_averages_of_the_bias_table_are_those_of_the_closed_form():
    # Of 20 000 samples; the standard errors are below 0.0075, and the bound is five of the largest.
    for n, ml, reml, *roots in _cells(mle.bias_table()):
        assert ml == pytest.approx((n - 2) / n, abs=0.036)
        assert reml == pytest.approx(1, abs=0.036)
        c4 = reference.c4(int(n) - 2)
        np.testing.assert_allclose(roots, [c4 * np.sqrt((n - 2) / n), c4, 1], atol=0.036)


def test_the_mean_price_is_the_integral_of_the_density():
    row = [[1.0, mle_mixture.AREA]]
    price = np.linspace(-300, 1300, 20_001)
    density = reference.mixture_density(row, price, *mle_mixture.fit().parameters)[0]
    assert integrate.simpson(density, x=price) == pytest.approx(1, abs=1e-9)
    assert integrate.simpson(price * density, x=price) == pytest.approx(mle_mixture.mean_price())
    near = np.abs(price - mle_mixture.mean_price()) <= 20
    share = integrate.trapezoid(density[near], price[near])
    assert f"{100 * share:.0f}" == f"{float(mle_mixture.near_mean().split(chr(160))[0]):.0f}"


def test_the_orders_of_the_components_are_equally_likely_and_closing_in_has_no_end():
    labels = _cells(mle_mixture.label_table())
    assert len({row[-1] for row in labels}) == 1
    closing = _cells(re.sub(r"\| 1e-", "| ", mle_mixture.unbounded_table()))[:, 1]
    assert np.all(np.diff(closing) > 0)
    assert closing[-1] > mle_mixture.free_fit().log_likelihood


def test_the_distances_of_the_picture_are_scipys():
    assert mle.far == pytest.approx(-stats.beta.logpdf(0.15, 3, 2))
    assert mle.near == pytest.approx(-stats.beta.logpdf(0.6, 3, 2))


def test_every_section_that_an_exercise_names_is_on_the_page():
    page = (Path(__file__).resolve().parents[2] / "site/docs/mle.md").read_text()
    for anchor in (
        "likelihood", "sigma", "bias-of-sigma", "cross-entropy", "kl-divergence", "profile", "mixture",
        "em", "mixture-predict",
    ):  # fmt: skip
        assert f"{{ #{anchor} }}" in page
