"""Power by counting, against brute force over every outcome and against the two-sample formula."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.testing import assert_allclose
from scipy import stats
from statsmodels.stats.power import NormalIndPower
from statsmodels.stats.proportion import proportion_effectsize

from course import ab

PRIORS = st.sampled_from([(1.0, 1.0), (0.5, 0.5), (3.0, 7.0), (1.0, 0.2)])


def chooses_b(sa, na, sb, nb, threshold, prior):
    a, b = ab.posterior(sa, na, prior), ab.posterior(sb, nb, prior)
    return ab.prob_better(a, b) > threshold + 1e-10


@given(st.integers(0, 14), st.integers(0, 14), st.floats(0.5, 0.99), PRIORS)
@settings(max_examples=40, deadline=None)
def test_the_boundary_is_where_the_probability_crosses_the_threshold(na, nb, threshold, prior):
    least = ab.least_successes(na, nb, threshold, prior)
    for sa in range(na + 1):
        found = [sb for sb in range(nb + 1) if chooses_b(sa, na, sb, nb, threshold, prior)]
        assert least[sa] == (min(found) if found else nb + 1)


def test_the_boundary_of_many_trials_is_right_at_both_sides():
    least = ab.least_successes(3_000, 2_500, 0.975)
    for sa in range(0, 3_001, 250):
        sb = int(least[sa])
        if sb <= 2_500:
            assert chooses_b(sa, 3_000, sb, 2_500, 0.975, (1, 1))
            assert not chooses_b(sa, 3_000, sb - 1, 2_500, 0.975, (1, 1))


@given(st.floats(0, 1), st.floats(0, 1), st.integers(1, 9), st.integers(1, 9), PRIORS)
@settings(max_examples=25, deadline=None)
def test_power_is_the_sum_over_every_outcome(rate_a, rate_b, na, nb, prior):
    want = sum(
        stats.binom.pmf(sa, na, rate_a) * stats.binom.pmf(sb, nb, rate_b)
        for sa in range(na + 1)
        for sb in range(nb + 1)
        if chooses_b(sa, na, sb, nb, 0.9, prior)
    )
    assert ab.power(rate_a, rate_b, na, nb, 0.9, prior) == pytest.approx(want, abs=1e-12)


def test_power_is_the_share_of_simulated_experiments():
    rng = np.random.default_rng(11)
    n, m = 80, 200_000
    a, b = rng.binomial(n, 0.3, m), rng.binomial(n, 0.42, m)
    share = float(np.mean(b >= ab.least_successes(n, n)[a]))
    want = ab.power(0.3, 0.42, n)
    # Five standard errors: one false alarm in two million.
    assert share == pytest.approx(want, abs=5 * np.sqrt(want * (1 - want) / m))


def test_many_trials_approach_the_formula_for_two_normal_samples():
    effect = proportion_effectsize(0.33, 0.30)
    want = NormalIndPower().power(effect, 3_000, 0.05, alternative="larger")
    assert ab.power(0.30, 0.33, 3_000) == pytest.approx(want, abs=0.01)
    assert ab.power(0.30, 0.30, 3_000) == pytest.approx(0.05, abs=0.003)


def test_more_data_a_larger_effect_and_a_lower_bar_raise_power():
    curve = ab.power_curve(0.3, 0.45, [20, 60, 180])
    assert np.all(np.diff(curve["power"]) > 0)
    assert ab.power(0.3, 0.5, 60) > ab.power(0.3, 0.45, 60)
    assert ab.power(0.3, 0.45, 60, threshold=0.9) > ab.power(0.3, 0.45, 60, threshold=0.95)


def test_equal_arms_are_the_best_use_of_the_same_visitors():
    even = ab.power_curve(0.3, 0.4, [150])["power"].iloc[0]
    uneven = ab.power_curve(0.3, 0.4, [150], share_b=0.2)
    assert uneven[["trials_a", "trials_b"]].iloc[0].tolist() == [240, 60]
    assert uneven["power"].iloc[0] < even


@pytest.mark.parametrize(("rate_a", "rate_b", "wanted"), [(0.3, 0.45, 0.8), (0.1, 0.3, 0.9)])
def test_the_sample_size_has_the_power_and_the_one_before_has_not(rate_a, rate_b, wanted):
    n = ab.sample_size(rate_a, rate_b, wanted)
    assert ab.power(rate_a, rate_b, n - 1) < wanted
    assert all(ab.power(rate_a, rate_b, m) >= wanted for m in range(n, n + 20))


def test_the_sources_truncation_is_a_different_effect_at_every_size():
    found = ab.probability_curve(0.30, 0.45, [10, 50, 100])
    assert_allclose(found["cut"], [0.6702786378, 0.9243635904, 0.9854764920], atol=5e-11)
    # At 100 nothing is cut; below, cutting lowers the rate of B alone.
    assert found["exact"].iloc[2] == pytest.approx(found["cut"].iloc[2], abs=1e-12)
    assert (found["exact"].iloc[:2] > found["cut"].iloc[:2]).all()


def test_a_hundred_and_twenty_visitors_are_enough_for_99_percent():
    assert ab.probability_curve(0.30, 0.45, [120])["exact"].iloc[0] == pytest.approx(
        0.9917, abs=5e-5
    )


@pytest.mark.parametrize(
    ("call", "says"),
    [
        (lambda: ab.power(-0.1, 0.3, 10), "rate_a is -0.1"),
        (lambda: ab.power(0.1, 0.3, -1), "negative"),
        (lambda: ab.power(0.1, 0.3, 10, threshold=1), "threshold is 1"),
        (lambda: ab.least_successes(-1, 3), "negative"),
        (lambda: ab.sample_size(0.3, 0.3), "rate_b is 0.3"),
        (lambda: ab.sample_size(0.3, 0.4, wanted=1.2), "wanted is 1.2"),
        (lambda: ab.power_curve(0.3, 0.4, [10], share_b=0), "share_b is 0"),
    ],
)
def test_what_a_user_can_do_wrong_is_said(call, says):
    with pytest.raises(ValueError, match=says):
        call()
