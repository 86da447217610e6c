"""The hidden checks of `prob_better_exact`."""

import numpy as np
import pytest

from course import ab


def _want(sa, na, sb, nb):
    return ab.prob_better(ab.posterior(sa, na), ab.posterior(sb, nb))


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
        got = expect.number(student.prob_better_exact(*counts))
        expect.close(got, _want(*counts), rtol=0, atol=5e-8, what="the probability")


def test_arms_exchanged_give_the_rest(student, expect, rng):
    """P(B > A) and P(A > B) add up to one: rates are never equal."""
    sa, na, sb, nb = _counts(rng, 60)
    there = expect.number(student.prob_better_exact(sa, na, sb, nb))
    back = expect.number(student.prob_better_exact(sb, nb, sa, na))
    expect.close(there + back, 1.0, rtol=0, atol=1e-7, what="the sum of both")
    expect.close(there, _want(sa, na, sb, nb), rtol=0, atol=5e-8, what="the probability")


def test_successes_exchanged_with_failures_turn_it_round(student, expect, rng):
    """What is better in successes is worse in failures."""
    sa, na, sb, nb = _counts(rng, 60)
    there = expect.number(student.prob_better_exact(sa, na, sb, nb))
    back = expect.number(student.prob_better_exact(na - sa, na, nb - sb, nb))
    expect.close(there + back, 1.0, rtol=0, atol=1e-7, what="the sum of both")
    expect.close(there, _want(sa, na, sb, nb), rtol=0, atol=5e-8, what="the probability")


def test_one_more_success_of_b_speaks_for_b(student, expect, rng):
    """The probability rises with every success of B and falls with every one of A."""
    sa, na, nb = 8, 20, int(rng.integers(20, 30))
    of_b = [expect.number(student.prob_better_exact(sa, na, sb, nb)) for sb in (4, 7, 8, 12)]
    expect.that(np.diff(of_b) > 0, "the probability does not rise with the successes of B")
    of_a = [expect.number(student.prob_better_exact(s, na, 9, nb)) for s in (4, 7, 8, 12)]
    expect.that(np.diff(of_a) < 0, "the probability does not fall with the successes of A")


def test_none_and_all(student, expect, rng):
    """No success at all, or nothing but successes, are counts like any others."""
    n = int(rng.integers(3, 30))
    for counts in ((0, n, n, n), (0, n, 0, 2 * n), (n, n, 2 * n, 2 * n), (0, 0, 2, n)):
        got = expect.number(student.prob_better_exact(*counts))
        expect.close(got, _want(*counts), rtol=0, atol=5e-8, what="the probability")


def test_a_hundred_thousand_visitors(student, expect, rng):
    """Many trials make narrow posteriors, and change nothing else."""
    counts = _counts(rng, 100_000)
    got = expect.number(student.prob_better_exact(*counts))
    expect.close(got, _want(*counts), rtol=0, atol=1e-7, what="the probability")


def test_more_failures_than_trials_are_refused(student, expect, rng):
    """Impossible counts of either arm raise a ValueError, possible ones do not."""
    n = int(rng.integers(5, 20))
    for counts in ((-1, n, 2, n), (2, n, n + 1, n), (1, 0, 2, n), (0, -1, 2, n)):
        expect.raises(ValueError, lambda c=counts: student.prob_better_exact(*c))
    expect.number(student.prob_better_exact(0, n, n, n))
