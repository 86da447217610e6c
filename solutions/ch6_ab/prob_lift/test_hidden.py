"""The hidden checks of `prob_lift`."""

import numpy as np
import pytest

from course import ab


def _want(sa, na, sb, nb, at_least):
    return ab.lift(ab.posterior(sa, na), ab.posterior(sb, nb)).prob_above(at_least)


def _asked(rng, largest, sign=None):
    """Two arms, and a bar about where their difference lies; of the sign that is asked for."""
    na, nb = (int(n) for n in rng.integers(largest // 2, largest, size=2))
    rates = rng.uniform(0.1, 0.6, size=2)
    rates = np.sort(rates)[:: -1 if sign == -1 else 1] if sign else rates
    sa, sb = round(na * rates[0]), round(nb * rates[1])
    spread = np.sqrt(sum(p * (1 - p) / n for p, n in zip(rates, (na, nb), strict=True)))
    bar = rates[1] - rates[0] + rng.uniform(-1, 1) * spread
    if sign:
        bar = sign * abs(bar)
    return sa, na, sb, nb, float(np.clip(bar, -0.95, 0.95))


@pytest.mark.weight(2)
def test_agrees_with_the_reference(student, expect, rng):
    """Arms of unequal size, with a bar above zero and with one below."""
    for largest in (10, 40, 150, 600):
        for sign in (1, -1):
            asked = _asked(rng, largest, sign)
            got = expect.number(student.prob_lift(*asked))
            expect.close(got, _want(*asked), rtol=0, atol=5e-7, what="the probability")


def test_a_bar_of_zero_asks_which_is_better(student, expect, rng):
    """That B is better by more than nothing is that it is better."""
    sa, na, sb, nb, _ = _asked(rng, 60)
    got = expect.number(student.prob_lift(sa, na, sb, nb, 0.0))
    want = ab.prob_better(ab.posterior(sa, na), ab.posterior(sb, nb))
    expect.close(got, want, rtol=0, atol=5e-7, what="the probability")


def test_arms_exchanged_and_the_bar_turned_give_the_rest(student, expect, rng):
    """Either p_B - p_A is above the bar, or p_A - p_B is above its negative."""
    for sign in (1, -1):
        sa, na, sb, nb, bar = _asked(rng, 60, sign)
        there = expect.number(student.prob_lift(sa, na, sb, nb, bar))
        back = expect.number(student.prob_lift(sb, nb, sa, na, -bar))
        expect.close(there + back, 1.0, rtol=0, atol=1.1e-6, what="the sum of both")


def test_failures_of_the_other_arm(student, expect, rng):
    """B has so many more successes where A has so many more failures."""
    sa, na, sb, nb, bar = _asked(rng, 60)
    there = expect.number(student.prob_lift(sa, na, sb, nb, bar))
    want = _want(sa, na, sb, nb, bar)
    expect.close(there, want, rtol=0, atol=5e-7, what="the probability")
    back = expect.number(student.prob_lift(nb - sb, nb, na - sa, na, bar))
    expect.close(back, there, rtol=0, atol=1.1e-6, what="the probability from the failures")


def test_a_higher_bar_is_passed_less_often(student, expect, rng):
    """The probability falls with the bar, from almost 1 to almost 0."""
    n = int(rng.integers(20, 40))
    counts = n // 3, n, n // 2, n
    bars = (-0.9, -0.3, -0.1, 0.0, 0.1, 0.3, 0.6, 0.95)
    got = np.array([expect.number(student.prob_lift(*counts, bar)) for bar in bars])
    expect.that(np.diff(got) < 0, "the probability does not fall as the bar is raised")
    expect.close(got[[0, -1]], [1, 0], rtol=0, atol=1e-4, what="the probability at the extremes")


def test_none_and_all(student, expect, rng):
    """No success, nothing but successes, or no trial are counts like any others."""
    n = int(rng.integers(3, 30))
    bar = float(rng.uniform(0.05, 0.3))
    for counts in (
        (0, n, 0, 2 * n),
        (n, n, 2 * n, 2 * n),
        (n, n, 0, n),
        (0, 0, 2, n),
        (0, n, 0, 0),
    ):
        for at_least in (bar, -bar):
            got = expect.number(student.prob_lift(*counts, at_least))
            want = _want(*counts, at_least)
            expect.close(got, want, rtol=0, atol=5e-7, what="the probability")


def test_ten_thousand_visitors(student, expect, rng):
    """Many trials make narrow posteriors, and change nothing else."""
    asked = _asked(rng, 10_000)
    got = expect.number(student.prob_lift(*asked))
    expect.close(got, _want(*asked), rtol=0, atol=5e-7, what="the probability")
