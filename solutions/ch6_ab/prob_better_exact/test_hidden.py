"""The hidden checks of `prob_better_exact` beside those of its permitted inputs: properties."""

import numpy as np

from course import ab


def _want(sa, na, sb, nb):
    return ab.prob_better(ab.posterior(sa, na), ab.posterior(sb, nb))


def _counts(rng):
    """Two arms of different sizes, each with successes and failures."""
    na, nb = int(rng.integers(15, 30)), int(rng.integers(30, 60))
    return int(rng.integers(3, na - 3)), na, int(rng.integers(6, nb - 6)), nb


def _got(student, expect, *counts):
    return expect.number(student.prob_better_exact(*counts), what="the probability")


def test_arms_exchanged_give_the_rest(student, expect, rng):
    """P(B > A) and P(A > B) add up to one: rates are never equal."""
    sa, na, sb, nb = _counts(rng)
    there = _got(student, expect, sa, na, sb, nb)
    expect.close(there, _want(sa, na, sb, nb), rtol=0, atol=1e-7, what="the probability")
    back = _got(student, expect, sb, nb, sa, na)
    expect.close(there + back, 1.0, rtol=0, atol=2e-7, what="the sum of both")


def test_successes_exchanged_with_failures_turn_it_round(student, expect, rng):
    """What is better in successes is worse in failures."""
    sa, na, sb, nb = _counts(rng)
    there = _got(student, expect, sa, na, sb, nb)
    expect.close(there, _want(sa, na, sb, nb), rtol=0, atol=1e-7, what="the probability")
    back = _got(student, expect, na - sa, na, nb - sb, nb)
    expect.close(there + back, 1.0, rtol=0, atol=2e-7, what="the sum of both")


def test_one_more_success_of_b_speaks_for_b(student, expect, rng):
    """The probability rises with every success of B and falls with every one of A."""
    sa, na, nb = 8, 20, int(rng.integers(20, 30))
    of_b = [_got(student, expect, sa, na, sb, nb) for sb in (4, 7, 8, 12)]
    expect.close(of_b[0], _want(sa, na, 4, nb), rtol=0, atol=1e-7, what="the probability")
    expect.that(np.diff(of_b) > 0, "the probability does not rise with the successes of B")
    of_a = [_got(student, expect, s, na, 9, nb) for s in (4, 7, 8, 12)]
    expect.that(np.diff(of_a) < 0, "the probability does not fall with the successes of A")
