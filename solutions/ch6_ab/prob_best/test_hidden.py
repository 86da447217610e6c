"""The hidden checks of `prob_best`."""

import numpy as np
import pytest

from course import ab


def _arms(rng, k, largest, rates=(0.1, 0.6)):
    """Arms of different sizes whose rates are not far from each other."""
    trials = rng.integers(largest // 2, largest, size=k)
    rate = rng.uniform(*rates)
    noise = np.sqrt(rate * (1 - rate) / trials)
    successes = np.rint(trials * (rate + rng.uniform(-1.5, 1.5, size=k) * noise))
    return np.clip(successes, 0, trials).astype(int), trials


def _want(successes, trials):
    return ab.prob_best(
        [ab.posterior(int(s), int(n)) for s, n in zip(successes, trials, strict=True)]
    )


def _got(student, expect, successes, trials):
    got = student.prob_best(successes, trials)
    return expect.array(got, (len(trials),), what="the array of probabilities")


@pytest.mark.weight(2)
def test_agrees_with_the_reference(student, expect, rng):
    """Two to five arms of different sizes, from a handful of trials to a few hundred."""
    for k, largest in ((2, 12), (3, 60), (5, 400)):
        successes, trials = _arms(rng, k, largest)
        got = _got(student, expect, successes, trials)
        want = _want(successes, trials)
        expect.close(got, want, rtol=0, atol=1e-6, what="the array of probabilities")


def test_one_of_them_is_the_best(student, expect, rng):
    """The probabilities of all arms add up to one."""
    successes, trials = _arms(rng, 4, 80)
    got = _got(student, expect, successes, trials)
    expect.close(got.sum(), 1.0, rtol=0, atol=4e-6, what="the sum of the probabilities")
    want = _want(successes, trials)
    expect.close(got, want, rtol=0, atol=1e-6, what="the array of probabilities")


def test_of_two_arms_the_better_is_the_best(student, expect, rng):
    """With two arms the second is best with the probability of its being better than the first."""
    successes, trials = _arms(rng, 2, 80)
    a, b = (ab.posterior(int(s), int(n)) for s, n in zip(successes, trials, strict=True))
    got = _got(student, expect, successes, trials)
    expect.close(
        got[1], ab.prob_better(a, b), rtol=0, atol=1e-6, what="the probability of the second"
    )


def test_the_order_of_the_arms_does_not_matter(student, expect, rng):
    """Arms in another order have their own probabilities, in that order."""
    successes, trials = _arms(rng, 4, 60)
    order = rng.permutation(4)
    got = _got(student, expect, successes, trials)
    again = _got(student, expect, successes[order], trials[order])
    expect.close(again, got[order], rtol=0, atol=2e-6, what="the array in another order")
    want = _want(successes, trials)
    expect.close(got, want, rtol=0, atol=1e-6, what="the array of probabilities")


def test_none_and_all(student, expect, rng):
    """Arms with no success, nothing but successes, or no trial are arms like any others."""
    n = int(rng.integers(3, 15))
    successes, trials = np.array([0, n, 0, n // 2]), np.array([n, n, 0, n])
    got = _got(student, expect, successes, trials)
    want = _want(successes, trials)
    expect.close(got, want, rtol=0, atol=1e-6, what="the array of probabilities")


def test_a_hundred_thousand_readers(student, expect, rng):
    """Many trials make narrow posteriors, and change nothing else."""
    # Rates that lie between the places at which an adaptive integral over (0, 1) looks first.
    successes, trials = _arms(rng, 3, 100_000, rates=(0.193, 0.197))
    got = _got(student, expect, successes, trials)
    want = _want(successes, trials)
    expect.close(got, want, rtol=0, atol=1e-6, what="the array of probabilities")
