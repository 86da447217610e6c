"""Rules that look again and again: their error rates, exact and simulated, and published boundaries."""

from __future__ import annotations

import numpy as np
import pytest
from numpy.testing import assert_allclose

from course import ab

RULES = {
    "peek": ab.PosteriorRule(0.95),
    "once": ab.PosteriorRule(0.95, last_only=True),
    "spend": ab.SpendingRule(0.05),
    "pocock": ab.SpendingRule(0.05, "pocock"),
    "bet": ab.EvidenceRule(0.05),
}


@pytest.mark.parametrize(
    ("looks", "spending", "published"),
    [
        (2, "obrien_fleming", [2.9626, 1.9686]),
        (5, "obrien_fleming", [4.8769, 3.3569, 2.6803, 2.2898, 2.0310]),
        (2, "pocock", [2.1570, 2.2010]),
        (5, "pocock", [2.4380, 2.4268, 2.4101, 2.3966, 2.3859]),
    ],
)
def test_boundaries_are_those_of_the_published_tables(looks, spending, published):
    # One-sided 0.025, as in the ldbounds and gsDesign packages.
    assert_allclose(ab.spending_boundaries(looks, 0.025, spending), published, atol=2e-4)


@pytest.mark.parametrize("spending", ["obrien_fleming", "pocock"])
def test_a_random_walk_crosses_the_boundaries_in_the_share_that_is_to_be_spent(spending):
    m = 400_000
    shares = [0.1, 0.2, 0.5, 0.9, 1.0]
    steps = np.sqrt(np.diff([0, *shares]))
    walk = np.cumsum(np.random.default_rng(5).standard_normal((m, 5)) * steps, axis=1)
    bound = ab.spending_boundaries(shares, 0.05, spending) * np.sqrt(shares)
    crossed = np.mean((walk > bound).any(axis=1))
    # Five standard errors: one false alarm in two million.
    assert crossed == pytest.approx(0.05, abs=5 * np.sqrt(0.05 * 0.95 / m))


def test_one_look_is_the_ordinary_test():
    assert_allclose(ab.spending_boundaries(1, 0.05), [1.6448536], atol=1e-6)


@pytest.mark.parametrize("name", ["peek", "once", "spend", "pocock"])
def test_the_simulator_agrees_with_exact_counting(name):
    m = 60_000
    for rates in ((0.3, 0.3), (0.3, 0.4)):
        exact = ab.exact_looks(*rates, 15, 6, RULES[name])
        found = ab.simulate_looks(*rates, 15, 6, {name: RULES[name]}, m, rng=9)
        spread = 5 * np.sqrt(np.maximum(exact * (1 - exact), 1e-4) / m)
        assert (np.abs(found.loc[name, "by_look"] - exact) < spread).all()


def test_the_last_look_alone_is_the_power_of_the_rule():
    found = ab.exact_looks(0.3, 0.45, 10, 4, RULES["once"])
    assert_allclose(found, [0, 0, 0, ab.power(0.3, 0.45, 40)], atol=1e-12)


def test_looking_after_every_batch_multiplies_false_alarms_and_spending_keeps_them():
    peek, once, spend = (
        ab.exact_looks(0.3, 0.3, 20, 10, RULES[k])[-1] for k in ("peek", "once", "spend")
    )
    assert peek > 3 * once
    assert once == pytest.approx(0.05, abs=0.002) and spend == pytest.approx(0.05, abs=0.002)


@pytest.mark.parametrize("rate", [0.02, 0.3, 0.5, 0.9])
def test_the_bet_is_won_too_often_by_chance_at_no_rate(rate):
    found = ab.simulate_looks(rate, rate, 10, 100, {"bet": RULES["bet"]}, 20_000, rng=4)
    assert found.loc["bet", "alarm"] <= 0.05


def test_a_stake_on_equal_rates_is_not_expected_to_grow():
    # The mean of the stake after each look, over every pair of counts of one batch after a given past.
    from scipy import stats

    rule = ab.EvidenceRule(0.05)
    batch = 6
    past_a, past_b = 1, 4
    counts = np.arange(batch + 1)
    for rate in (0.1, 0.35, 0.8):
        weight = stats.binom.pmf(counts, batch, rate)
        a, b = np.meshgrid(counts, counts, indexing="ij")
        paths_a = np.stack([np.full(a.size, past_a), past_a + a.ravel()], axis=1)
        paths_b = np.stack([np.full(b.size, past_b), past_b + b.ravel()], axis=1)
        log = rule.log_evidence(paths_a, paths_b, batch)
        grown = np.exp(log[:, 1] - log[:, 0])
        assert np.outer(weight, weight).ravel() @ grown <= 1 + 1e-12


def test_every_rule_finds_a_large_difference_and_those_that_may_stop_early_need_fewer_visitors():
    found = ab.simulate_looks(0.3, 0.6, 20, 10, RULES, 4_000, rng=6)
    assert (found["alarm"] > 0.9).all()
    assert found.loc["once", "trials"] == 200
    assert (found.loc[["peek", "spend", "pocock", "bet"], "trials"] < 150).all()


def test_the_same_seed_gives_the_same_experiments_to_every_rule():
    one = ab.simulate_looks(0.3, 0.3, 5, 4, {"peek": RULES["peek"]}, 5_000, rng=2)
    all_ = ab.simulate_looks(0.3, 0.3, 5, 4, RULES, 5_000, rng=2)
    assert one.loc["peek", "by_look"] == all_.loc["peek", "by_look"]


def test_visitors_are_counted_up_to_the_look_that_ends_it():
    class Second(ab.CountRule):
        def at_look(self, a, b, look, looks, batch):
            return np.full(a.shape, look == 2)

    found = ab.simulate_looks(0.5, 0.5, 7, 5, {"second": Second()}, 10, rng=0).loc["second"]
    assert found["trials"] == 14 and found["alarm"] == 1 and found["by_look"] == [0, 1, 1, 1, 1]


@pytest.mark.parametrize(
    ("call", "says"),
    [
        (lambda: ab.spending_boundaries(0), "looks is 0"),
        (lambda: ab.spending_boundaries([0.5, 0.4, 1]), "have to rise"),
        (lambda: ab.spending_boundaries([0.5, 0.9]), "up to 1"),
        (lambda: ab.spending_boundaries(3, 0.05, "haybittle"), "'haybittle': it is one of"),
        (lambda: ab.spending_boundaries(3, 1.5), "alpha is 1.5"),
        (lambda: ab.simulate_looks(1.2, 0.3, 5, 5, RULES), "rate_a is 1.2"),
        (lambda: ab.simulate_looks(0.2, 0.3, 0, 5, RULES), "batch is 0"),
        (lambda: ab.exact_looks(0.2, 0.3, 5, 0, RULES["peek"]), "looks 0"),
    ],
)
def test_what_a_user_can_do_wrong_is_said(call, says):
    with pytest.raises(ValueError, match=says):
        call()
