"""The distribution of the effect, against closed forms, quadrature of the plane and many draws."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.testing import assert_allclose
from scipy import integrate, stats

from course import ab
from course.ab import BetaPosterior

UNIFORM = BetaPosterior(1, 1)
ARMS = [
    (BetaPosterior(31, 71), BetaPosterior(46, 56)),
    (BetaPosterior(0.5, 0.5), BetaPosterior(0.5, 7.5)),
    (BetaPosterior(1.5, 900.5), BetaPosterior(9.5, 812.5)),
]
KINDS = ("difference", "relative", "odds_ratio")


@pytest.mark.parametrize("d", [-0.99, -0.3, 0.0, 1e-6, 0.1, 0.5, 0.97])
def test_two_uniform_rates_have_triangles_and_hyperbolas(d):
    # P(p_b - p_a > d) and P(p_b / p_a > 1 + d) are areas of the unit square.
    area = 0.5 * (1 - d) ** 2 if d > 0 else 1 - 0.5 * (1 + d) ** 2
    assert ab.lift(UNIFORM, UNIFORM).prob_above(d) == pytest.approx(area, abs=1e-13)
    assert ab.lift(UNIFORM, UNIFORM).pdf(d) == pytest.approx(1 - abs(d), abs=1e-12)
    ratio = 1 / (2 * (1 + d)) if d > 0 else 1 - (1 + d) / 2
    assert ab.lift(UNIFORM, UNIFORM, "relative").prob_above(d) == pytest.approx(ratio, abs=1e-13)


@pytest.mark.parametrize("odds", [0.05, 0.5, 2.0, 30.0])
def test_the_odds_ratio_of_two_uniform_rates_has_a_closed_form(odds):
    # Log odds of a uniform rate are logistic; the difference of two has this tail.
    log = np.log(odds)
    tail = (1 - odds + odds * log) / (odds - 1) ** 2
    assert ab.lift(UNIFORM, UNIFORM, "odds_ratio").prob_above(odds) == pytest.approx(
        tail, abs=1e-12
    )


@pytest.mark.parametrize(("a", "b"), ARMS)
@pytest.mark.parametrize("kind", KINDS)
def test_the_distribution_is_that_of_many_draws(a, b, kind):
    rng = np.random.default_rng(17)
    n = 400_000
    x, y = rng.beta(a.alpha, a.beta, n), rng.beta(b.alpha, b.beta, n)
    effect = {
        "difference": y - x,
        "relative": y / x - 1,
        "odds_ratio": (y / (1 - y)) / (x / (1 - x)),
    }[kind]
    found = ab.lift(a, b, kind)
    for q in (0.02, 0.3, 0.5, 0.9):
        at = float(np.quantile(effect, q))
        # Five standard errors of a quantile's probability: one false alarm in two million.
        assert found.prob_above(at) == pytest.approx(1 - q, abs=5 * np.sqrt(q * (1 - q) / n))


@pytest.mark.parametrize(("a", "b"), ARMS)
@pytest.mark.parametrize("kind", KINDS)
def test_quantiles_turn_probabilities_back(a, b, kind):
    found = ab.lift(a, b, kind)
    for q in (1e-4, 0.025, 0.5, 0.975):
        assert 1 - found.prob_above(found.quantile(q)) == pytest.approx(q, abs=1e-9)


@pytest.mark.parametrize(("a", "b"), ARMS)
@pytest.mark.parametrize("kind", KINDS)
def test_the_density_is_the_slope_of_the_distribution(a, b, kind):
    found = ab.lift(a, b, kind)
    for q in (0.1, 0.5, 0.8):
        x = found.quantile(q)
        edge = {"difference": -1, "relative": -1, "odds_ratio": 0}[kind]
        h = 1e-4 * min(max(abs(x), 1e-3), x - edge)
        slope = (found.prob_above(x - h) - found.prob_above(x + h)) / (2 * h)
        assert found.pdf(x) == pytest.approx(slope, rel=1e-4)


def test_a_difference_by_quadrature_of_the_plane():
    a, b = BetaPosterior(4, 9), BetaPosterior(7, 6)
    first, second = stats.beta(4, 9), stats.beta(7, 6)
    for d in (-0.2, 0.15):
        want, _ = integrate.dblquad(
            lambda y, x: first.pdf(x) * second.pdf(y),
            max(0, -d),
            min(1, 1 - d),
            lambda x, d=d: x + d,
            1,
            epsabs=1e-11,
        )
        extra = first.cdf(max(0, -d))  # where x + d is below zero, every y is above it
        assert ab.lift(a, b).prob_above(d) == pytest.approx(want + extra, abs=1e-9)


def test_shortest_interval_is_shorter_than_equal_tails_and_holds_as_much():
    for kind in KINDS:
        found = ab.lift(*ARMS[0], kind)
        low, high = found.hdi(0.9)
        left, right = found.interval(0.9)
        assert high - low <= right - left
        held = found.prob_above(low) - found.prob_above(high)
        assert held == pytest.approx(0.9, abs=1e-8)


@given(st.floats(0.4, 300), st.floats(0.4, 300), st.floats(0.4, 300), st.floats(0.4, 300))
@settings(max_examples=40, deadline=None)
def test_arms_exchanged_turn_the_difference_round(a1, b1, a2, b2):
    a, b = BetaPosterior(a1, b1), BetaPosterior(a2, b2)
    there, back = ab.lift(a, b), ab.lift(b, a)
    for d in (-0.4, -0.01, 0.2):
        assert there.prob_above(d) + back.prob_above(-d) == pytest.approx(1, abs=1e-9)


def test_no_effect_is_the_probability_of_being_better():
    a, b = ARMS[0]
    want = ab.prob_better(a, b)
    assert ab.lift(a, b).prob_above(0) == want
    assert ab.lift(a, b, "odds_ratio").prob_above(1) == want
    # ... and is approached from both sides.
    assert ab.lift(a, b).prob_above(1e-9) == pytest.approx(want, abs=1e-7)


def test_means_are_those_of_the_density():
    for kind in KINDS:
        found = ab.lift(*ARMS[0], kind)
        low, high = found.quantile(1e-9), found.quantile(1 - 1e-9)
        want, _ = integrate.quad(lambda x, f=found: x * f.pdf(x), low, high, limit=200)
        assert found.mean == pytest.approx(want, rel=1e-5)
    assert ab.lift(BetaPosterior(1, 3), UNIFORM, "relative").mean == np.inf


def test_outside_the_possible_effects_nothing_happens():
    found = ab.lift(*ARMS[0])
    assert found.prob_above(-1) == 1 and found.prob_above(1) == 0 and found.pdf(1.5) == 0
    assert ab.lift(*ARMS[0], "odds_ratio").prob_above(0) == 1


def test_rare_events_keep_their_digits():
    # 2 and 5 of a billion: on this scale the Betas are Gammas, whose ratio is an F.
    a, b = ab.posterior(2, 10**9), ab.posterior(5, 10**9)
    want = stats.f.sf(1.5 * 3 / 6, 12, 6)
    assert ab.lift(a, b, "relative").prob_above(0.5) == pytest.approx(want, abs=1e-7)
    assert_allclose(ab.lift(a, b, "odds_ratio").prob_above(1.5), want, atol=1e-7)


def test_another_kind_is_refused():
    with pytest.raises(ValueError, match="'ratio': it is one of 'difference'"):
        ab.lift(UNIFORM, UNIFORM, "ratio")
