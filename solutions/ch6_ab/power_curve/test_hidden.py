"""The hidden checks of `power_curve`."""

from math import comb

import numpy as np
import pytest
from scipy import stats

from course import ab


def _rates(rng):
    return (float(rate) for rate in rng.uniform(0.1, 0.9, size=2))


def _any_rule(rng, n):
    return rng.random((n + 1, n + 1)) < rng.uniform(0.2, 0.8)


@pytest.mark.weight(2)
def test_agrees_with_the_reference(student, expect, rng):
    """The posterior rule at several sizes and another threshold."""
    rate_a, rate_b = _rates(rng)
    threshold = float(rng.uniform(0.6, 0.97))
    sizes = sorted(int(n) for n in rng.integers(3, 41, size=3))
    rules = [np.arange(n + 1) >= ab.least_successes(n, n, threshold)[:, None] for n in sizes]
    want = [ab.power(rate_a, rate_b, n, threshold=threshold) for n in sizes]
    got = student.power_curve(rate_a, rate_b, rules)
    expect.close(got, want, atol=1e-8, what="the curve of power")


def test_any_rule_whatever(student, expect, rng):
    """A rule without rhyme or reason: the sum over its pairs, one by one."""
    rate_a, rate_b = _rates(rng)
    n = int(rng.integers(3, 9))
    rule = _any_rule(rng, n)
    want = sum(
        comb(n, i) * rate_a**i * (1 - rate_a) ** (n - i) * comb(n, j) * rate_b**j * (1 - rate_b) ** (n - j)
        for i, j in np.argwhere(rule).tolist()
    )  # fmt: skip
    got = student.power_curve(rate_a, rate_b, [rule])
    expect.close(got, [want], atol=1e-8, what="the power")


def test_a_rule_and_its_opposite_share_everything(student, expect, rng):
    """What one rule leaves to A its opposite takes for B: the powers add up to one."""
    rate_a, rate_b = _rates(rng)
    rules = [_any_rule(rng, int(n)) for n in rng.integers(2, 30, size=3)]
    one = expect.array(student.power_curve(rate_a, rate_b, rules), (3,))
    other = expect.array(student.power_curve(rate_a, rate_b, [~rule for rule in rules]), (3,))
    expect.close(one + other, np.ones(3), what="the sum of both")


def test_always_and_never(student, expect, rng):
    """A rule that always chooses B has power one, one that never does has none."""
    rate_a, rate_b = _rates(rng)
    n = int(rng.integers(2, 30))
    rules = [np.full((n + 1, n + 1), True), np.full((n + 1, n + 1), False)]
    expect.close(student.power_curve(rate_a, rate_b, rules), [1.0, 0.0], what="the curve of power")


def test_certain_rates(student, expect, rng):
    """If nobody signs up on A and everybody on B, only one pair of counts can come out."""
    rules = [_any_rule(rng, int(n)) for n in rng.integers(2, 12, size=8)]
    want = [float(rule[0, -1]) for rule in rules]
    expect.close(student.power_curve(0.0, 1.0, rules), want, what="the curve of power")


def test_each_size_stands_alone(student, expect, rng):
    """Sizes may come in any order, and more than once; each has its own power."""
    rate_a, rate_b = _rates(rng)
    rules = [_any_rule(rng, n) for n in (4, 17, 9)]
    first = expect.array(student.power_curve(rate_a, rate_b, rules), (3,))
    again = student.power_curve(rate_a, rate_b, [rules[i] for i in (2, 0, 1, 0)])
    expect.close(again, first[[2, 0, 1, 0]], what="the curve in another order")
    pmf = [stats.binom.pmf(np.arange(10), 9, rate) for rate in (rate_a, rate_b)]
    expect.close(
        first[2], pmf[0] @ rules[2] @ pmf[1], atol=1e-8, what="the power of one of the sizes"
    )
