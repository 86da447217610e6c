"""The hidden checks of `hdi` beside those of its permitted inputs: properties."""

import numpy as np
from scipy import special

from course import ab


def _right(student, expect, alpha, beta, level):
    """The interval, right to a thousandth of its width, which is what the statement asks for."""
    want = np.array(ab.BetaPosterior(alpha, beta).hdi(level))
    got = expect.array(student.hdi(alpha, beta, level=level), (2,), what="the interval")
    return expect.close(got, want, rtol=0, atol=1e-3 * (want[1] - want[0]), what="the interval")


def test_it_holds_the_level(student, expect, rng):
    """The posterior probability between the ends is the level."""
    for level in (0.5, 0.8, 0.99):
        alpha, beta = float(rng.uniform(2, 6)), float(rng.uniform(10, 40))
        got = expect.array(student.hdi(alpha, beta, level=level), (2,), what="the interval")
        low, high = special.betainc(alpha, beta, np.clip(got, 0, 1))
        expect.close(high - low, level, rtol=0, atol=2e-3, what="the probability between the ends")


def test_the_density_is_the_same_at_both_ends(student, expect, rng):
    """No rate outside is more plausible than one inside."""
    for level in (0.6, 0.9):
        alpha, beta = float(rng.uniform(5, 9)), float(rng.uniform(20, 60))
        got = student.hdi(alpha, beta, level=level)
        low, high = expect.array(got, (2,), what="the interval")
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
    low, high = expect.array(student.hdi(alpha, beta), (2,), what="the interval")
    tails = special.betaincinv(alpha, beta, [0.025, 0.975])
    expect.that(
        0 <= low < high <= 1 and high - low < 0.99 * (tails[1] - tails[0]),
        "the interval is no shorter than the one with equal tails",
    )
    _right(student, expect, alpha, beta, 0.95)


def test_failures_called_successes_turn_it_round(student, expect, rng):
    """The interval of the failures' rate is that of the successes', seen from 1."""
    alpha, beta = float(rng.uniform(2, 9)), float(rng.uniform(12, 40))
    low, high = there = _right(student, expect, alpha, beta, 0.9)
    back = expect.array(student.hdi(beta, alpha, level=0.9), (2,), what="the interval")
    expect.close(1 - back[::-1], there, rtol=0, atol=2e-3 * (high - low), what="the interval")
