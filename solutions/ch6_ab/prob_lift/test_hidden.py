"""The hidden checks of `prob_lift` beside those of its permitted inputs: properties."""

import numpy as np

from course import ab


def _want(sa, na, sb, nb, at_least):
    return ab.lift(ab.posterior(sa, na), ab.posterior(sb, nb)).prob_above(at_least)


def _asked(rng):
    """Two arms of different sizes, and a bar above zero."""
    na, nb = int(rng.integers(15, 30)), int(rng.integers(30, 60))
    bar = float(rng.uniform(0.03, 0.3))
    return int(rng.integers(3, na - 3)), na, int(rng.integers(6, nb - 6)), nb, bar


def _got(student, expect, *asked):
    return expect.number(student.prob_lift(*asked), what="the probability")


def _right(student, expect, *asked):
    got = _got(student, expect, *asked)
    expect.close(got, _want(*asked), rtol=0, atol=1e-6, what="the probability")
    return got


def test_arms_exchanged_and_the_bar_turned_give_the_rest(student, expect, rng):
    """Either p_B - p_A is above the bar, or p_A - p_B is above its negative."""
    sa, na, sb, nb, bar = _asked(rng)
    for sign in (1, -1):
        there = _right(student, expect, sa, na, sb, nb, sign * bar)
        back = _got(student, expect, sb, nb, sa, na, -sign * bar)
        expect.close(there + back, 1.0, rtol=0, atol=2e-6, what="the sum of both")


def test_failures_of_the_other_arm(student, expect, rng):
    """B has so many more successes where A has so many more failures."""
    sa, na, sb, nb, bar = _asked(rng)
    there = _right(student, expect, sa, na, sb, nb, bar)
    back = _got(student, expect, nb - sb, nb, na - sa, na, bar)
    expect.close(back, there, rtol=0, atol=2e-6, what="the probability from the failures")


def test_a_higher_bar_is_passed_less_often(student, expect, rng):
    """The probability falls with the bar, from almost 1 to almost 0."""
    n = int(rng.integers(20, 40))
    counts = n // 3, n, n // 2, n
    bars = (-0.9, -0.3, -0.1, 0.0, 0.1, 0.3, 0.6, 0.95)
    got = np.array([_got(student, expect, *counts, bar) for bar in bars])
    expect.that(np.diff(got) < 0, "the probability does not fall as the bar is raised")
    expect.close(got[[0, -1]], [1, 0], rtol=0, atol=1e-4, what="the probability at the extremes")
    expect.close(got[3], _want(*counts, 0.0), rtol=0, atol=1e-6, what="the probability")
