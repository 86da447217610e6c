"""The hidden checks of `expected_loss`."""

import numpy as np
import pytest

from course import ab


def _want(sa, na, sb, nb):
    return ab.expected_losses([ab.posterior(sa, na), ab.posterior(sb, nb)])


def _counts(rng, largest):
    """Two arms of different sizes whose rates are not far from each other."""
    na, nb = (int(n) for n in rng.integers(largest // 4, largest, size=2))
    rate = rng.uniform(0.05, 0.6)
    noise = np.sqrt(rate * (1 - rate) / nb)
    sb = int(np.clip(round(nb * (rate + rng.uniform(-2, 2) * noise)), 0, nb))
    return round(na * rate), na, sb, nb


@pytest.mark.weight(2)
def test_agrees_with_the_reference(student, expect, rng):
    """Arms of unequal size, from a handful of trials to a few hundred."""
    for largest in (12, 40, 150, 600):
        counts = _counts(rng, largest)
        got = expect.array(student.expected_loss(*counts), (2,))
        expect.close(got, _want(*counts), rtol=0, atol=1e-8, what="the pair of losses")


def test_what_one_loses_the_other_gains(student, expect, rng):
    """The losses differ by the difference of the posterior means."""
    sa, na, sb, nb = counts = _counts(rng, 60)
    got = expect.array(student.expected_loss(*counts), (2,))
    want = (1 + sb) / (2 + nb) - (1 + sa) / (2 + na)
    expect.close(got[0] - got[1], want, rtol=0, atol=2e-8, what="the difference of the losses")


def test_arms_exchanged_exchange_the_losses(student, expect, rng):
    """Which arm is called A does not matter, and neither is ever negative."""
    sa, na, sb, nb = _counts(rng, 60)
    there = expect.array(student.expected_loss(sa, na, sb, nb), (2,))
    back = expect.array(student.expected_loss(sb, nb, sa, na), (2,))
    expect.that(there > -1e-8, "a loss is negative, though nothing below zero is averaged")
    expect.close(back[::-1], there, rtol=0, atol=2e-8, what="the pair of losses")


def test_more_data_leave_less_to_lose(student, expect, rng):
    """With the same shares in ten times the trials, the better arm's loss is smaller."""
    n = int(rng.integers(20, 40))
    sa, sb = n // 3, n // 3 + 2
    few = expect.array(student.expected_loss(sa, n, sb, n), (2,))
    many = expect.array(student.expected_loss(10 * sa, 10 * n, 10 * sb, 10 * n), (2,))
    expect.that(many[1] < few[1], "the loss of choosing B does not fall with more trials")
    want = _want(10 * sa, 10 * n, 10 * sb, 10 * n)
    expect.close(many, want, rtol=0, atol=1e-8, what="the pair of losses")


def test_none_and_all(student, expect, rng):
    """No success, nothing but successes, or no trial are counts like any others."""
    n = int(rng.integers(3, 30))
    for counts in ((0, n, n, n), (0, n, 0, 2 * n), (n, n, 2 * n, 2 * n), (0, 0, 2, n)):
        got = expect.array(student.expected_loss(*counts), (2,))
        expect.close(got, _want(*counts), rtol=0, atol=1e-8, what="the pair of losses")


def test_ten_thousand_visitors(student, expect, rng):
    """Many trials make narrow posteriors, and change nothing else."""
    counts = _counts(rng, 10_000)
    got = expect.array(student.expected_loss(*counts), (2,))
    expect.close(got, _want(*counts), rtol=0, atol=1e-8, what="the pair of losses")
