"""The hidden checks of `power_curve` beside those of its permitted inputs: properties."""

import numpy as np

from course import ab


def _rates(rng):
    return float(rng.uniform(0.15, 0.4)), float(rng.uniform(0.5, 0.85))


def _any_rule(rng, n):
    return rng.random((n + 1, n + 1)) < rng.uniform(0.3, 0.7)


def _curve(student, expect, rate_a, rate_b, rules):
    got = student.power_curve(rate_a, rate_b, rules)
    return expect.array(got, (len(rules),), what="the curve of power")


def test_the_posterior_rule_has_the_power_of_the_reference(student, expect, rng):
    """The team's rule, at several sizes and another threshold."""
    rate_a, rate_b = _rates(rng)
    threshold = float(rng.uniform(0.6, 0.97))
    sizes = [int(n) for n in rng.integers(3, 41, size=3)]
    rules = [np.arange(n + 1) >= ab.least_successes(n, n, threshold)[:, None] for n in sizes]
    want = [ab.power(rate_a, rate_b, n, threshold=threshold) for n in sizes]
    got = _curve(student, expect, rate_a, rate_b, rules)
    expect.close(got, want, rtol=0, atol=1e-6, what="the curve of power")


def test_a_rule_and_its_opposite_share_everything(student, expect, rng):
    """What one rule leaves to A its opposite takes for B: the powers add up to one."""
    rate_a, rate_b = _rates(rng)
    rules = [_any_rule(rng, int(n)) for n in rng.integers(2, 30, size=3)]
    one = _curve(student, expect, rate_a, rate_b, rules)
    other = _curve(student, expect, rate_a, rate_b, [~rule for rule in rules])
    expect.close(one + other, np.ones(3), rtol=0, atol=2e-6, what="the sum of both")
    # A rule that chooses B where nobody signs up on A, whatever happens on B.
    none = [np.arange(n + 1)[:, None] + np.zeros(n + 1) == 0 for n in (2, 5, 9)]
    got = _curve(student, expect, rate_a, rate_b, none)
    want = [(1 - rate_a) ** n for n in (2, 5, 9)]
    expect.close(got, want, rtol=0, atol=1e-6, what="the power of a rule that looks at A alone")


def test_failures_called_successes_turn_it_round(student, expect, rng):
    """With failures counted in the place of successes, and the rule read from its other end."""
    rate_a, rate_b = _rates(rng)
    rules = [_any_rule(rng, int(n)) for n in rng.integers(4, 20, size=2)]
    one = _curve(student, expect, rate_a, rate_b, rules)
    turned = [rule[::-1, ::-1].copy() for rule in rules]
    other = _curve(student, expect, 1 - rate_a, 1 - rate_b, turned)
    expect.close(other, one, rtol=0, atol=2e-6, what="the curve of the failures")
    full = [np.full((n + 1, n + 1), True) for n in (3, 4)]
    got = _curve(student, expect, rate_a, rate_b, full)
    expect.close(got, np.ones(2), rtol=0, atol=1e-6, what="the power of a rule that always does")
