"""The hidden checks of `hdi`."""

import numpy as np
import pytest
from scipy import special

from course import ab


def _agrees(student, expect, alpha, beta, level):
    """Both ends are right to a thousandth of the width, which is what the statement asks for."""
    want = np.array(ab.BetaPosterior(alpha, beta).hdi(level))
    got = expect.array(student.hdi(alpha, beta, level=level), (2,))
    expect.close(got, want, rtol=0, atol=1e-3 * (want[1] - want[0]), what="the interval")


@pytest.mark.weight(2)
def test_agrees_with_the_reference(student, expect, rng):
    """Few successes or many, at levels from a half to 99 %."""
    for n in (6, 20, 100, 600):
        s = int(rng.integers(1, 1 + n // 3))
        level = float(rng.uniform(0.5, 0.99))
        _agrees(student, expect, 1 + s, 1 + n - s, level)
        _agrees(student, expect, 2.5 + n - s, 1.5 + s, level)


def test_it_holds_the_level(student, expect, rng):
    """The posterior probability between the ends is the level."""
    for level in (0.5, 0.8, 0.99):
        alpha, beta = float(rng.uniform(2, 6)), float(rng.uniform(10, 40))
        got = expect.array(student.hdi(alpha, beta, level=level), (2,))
        low, high = special.betainc(alpha, beta, np.clip(got, 0, 1))
        expect.close(high - low, level, rtol=0, atol=2e-3, what="the probability between the ends")


def test_the_density_is_the_same_at_both_ends(student, expect, rng):
    """No rate outside is more plausible than one inside."""
    for level in (0.6, 0.9):
        alpha, beta = float(rng.uniform(5, 9)), float(rng.uniform(20, 60))
        low, high = expect.array(student.hdi(alpha, beta, level=level), (2,))
        expect.that(0 < low < high < 1, "the ends do not lie between 0 and 1, the lower one first")
        rise = (alpha - 1) * (np.log(high) - np.log(low))
        fall = (beta - 1) * (np.log1p(-low) - np.log1p(-high))
        expect.that(
            abs(rise - fall) < 0.1,
            "the density at one end is not that at the other",
            hint="move both ends the way in which the density is higher",
        )


def test_shorter_than_with_equal_tails(student, expect, rng):
    """For a skewed posterior the interval with equal tails is longer."""
    alpha, beta = float(rng.uniform(1.5, 3)), float(rng.uniform(20, 60))
    low, high = expect.array(student.hdi(alpha, beta), (2,))
    tails = special.betaincinv(alpha, beta, [0.025, 0.975])
    expect.that(
        0 <= low < high <= 1 and high - low < 0.99 * (tails[1] - tails[0]),
        "the interval is no shorter than the one with equal tails",
    )


def test_a_density_that_only_falls_or_rises(student, expect, rng):
    """Where the density is highest at 0 or at 1, the interval begins or ends there."""
    large, level = float(rng.uniform(3, 60)), float(rng.uniform(0.5, 0.99))
    for small in (1, float(rng.uniform(0.8, 0.99))):
        _agrees(student, expect, small, large, level)
        _agrees(student, expect, large, small, level)


def test_parameters_barely_above_one(student, expect, rng):
    """As soon as both parameters are above 1, neither end is at 0 or 1."""
    for small in (1.2, float(rng.uniform(1.3, 1.9))):
        large = float(rng.uniform(3, 30))
        _agrees(student, expect, small, large, 0.9)
        _agrees(student, expect, large, small, 0.9)


def test_failures_called_successes_turn_it_round(student, expect, rng):
    """The interval of the failures' rate is that of the successes', seen from 1."""
    alpha, beta = float(rng.uniform(2, 9)), float(rng.uniform(2, 40))
    there = expect.array(student.hdi(alpha, beta, level=0.9), (2,))
    back = expect.array(student.hdi(beta, alpha, level=0.9), (2,))
    low, high = ab.BetaPosterior(alpha, beta).hdi(0.9)
    expect.close(1 - back[::-1], there, rtol=0, atol=2e-3 * (high - low), what="the interval")
    _agrees(student, expect, beta, alpha, 0.9)
