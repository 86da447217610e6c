"""Intervals of a rate: equal tails and highest density, against SciPy and against every rival."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.testing import assert_allclose
from scipy import stats

from course import ab
from course.ab import BetaPosterior

SHAPE = st.floats(0.3, 4).map(lambda power: 10.0 ** (power - 0.3))
LEVEL = st.floats(0.05, 0.999)


@given(SHAPE, SHAPE, LEVEL)
def test_equal_tails_are_those_of_scipy(alpha, beta, level):
    got = BetaPosterior(alpha, beta).interval(level)
    assert_allclose(got, stats.beta.interval(level, alpha, beta), rtol=1e-8, atol=1e-14)


@given(SHAPE.filter(lambda x: x > 1), SHAPE.filter(lambda x: x > 1), LEVEL)
def test_the_highest_density_interval_holds_its_level_and_ends_at_one_density(alpha, beta, level):
    low, high = BetaPosterior(alpha, beta).hdi(level)
    density = stats.beta(alpha, beta)
    assert density.cdf(high) - density.cdf(low) == pytest.approx(level, abs=1e-9)
    # Very close to zero, where the density is steep, or so close to one that a float rounds the distance,
    # an end is right to 1e-15 and its density is not.
    if low > 1e-8 and high < 1 - 1e-6:
        assert density.logpdf(high) - density.logpdf(low) == pytest.approx(0, abs=1e-6)


@given(SHAPE, SHAPE, LEVEL, st.floats(0.001, 0.999))
def test_no_interval_of_that_level_is_shorter(alpha, beta, level, place):
    if alpha <= 1 and beta <= 1:
        return
    low, high = BetaPosterior(alpha, beta).hdi(level)
    left = place * (1 - level)
    rival = stats.beta.ppf([left, left + level], alpha, beta)
    assert high - low <= (rival[1] - rival[0]) * (1 + 1e-7) + 1e-12


@given(SHAPE, SHAPE, LEVEL)
def test_failures_for_successes_turn_the_interval_round(alpha, beta, level):
    if alpha <= 1 and beta <= 1:
        return
    low, high = BetaPosterior(alpha, beta).hdi(level)
    assert_allclose(BetaPosterior(beta, alpha).hdi(level), [1 - high, 1 - low], rtol=0, atol=1e-9)


def test_a_density_that_only_falls_begins_at_zero_and_one_that_only_rises_ends_at_one():
    assert BetaPosterior(1, 5).hdi()[0] == 0.0
    assert BetaPosterior(0.4, 5).hdi(0.9)[1] == pytest.approx(stats.beta.ppf(0.9, 0.4, 5))
    assert BetaPosterior(5, 1).hdi()[1] == 1.0
    assert BetaPosterior(1, 1).hdi(0.8) == pytest.approx((0.1, 0.9))


def test_a_symmetric_posterior_has_one_interval_for_both_rules():
    arm = BetaPosterior(40, 40)
    assert_allclose(arm.hdi(), arm.interval(), rtol=1e-9)


def test_rates_that_are_most_plausible_at_both_ends_have_no_interval():
    with pytest.raises(ValueError, match="no interval"):
        BetaPosterior(0.5, 0.5).hdi()


@pytest.mark.parametrize("level", [0, 1, -0.1, 95, float("nan")])
def test_a_level_that_is_none_is_refused(level):
    arm = BetaPosterior(3, 4)
    for call in (arm.interval, arm.hdi, ab.lift(arm, arm).interval, ab.lift(arm, arm).hdi):
        with pytest.raises(ValueError, match="strictly between 0 and 1"):
            call(level)


@given(SHAPE, SHAPE)
@settings(max_examples=30)
def test_the_curve_to_draw_is_the_density(alpha, beta):
    curve = BetaPosterior(alpha, beta).curve(50)
    inside = curve[(curve["rate"] > 0) & (curve["rate"] < 1)]
    assert_allclose(inside["density"], stats.beta.pdf(inside["rate"], alpha, beta), rtol=1e-7)
    assert len(curve) == 50 and np.all(np.diff(curve["rate"]) >= 0)
