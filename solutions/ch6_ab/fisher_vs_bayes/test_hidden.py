"""The hidden checks of `fisher_vs_bayes`."""

import numpy as np
import pytest
from scipy import stats

from course import ab


def _counts(rng, largest):
    """Two arms of different sizes, each with successes and failures."""
    na, nb = (int(n) for n in rng.integers(max(largest // 3, 3), largest, size=2))
    rate = rng.uniform(0.2, 0.7)
    noise = np.sqrt(rate * (1 - rate) / nb)
    sa = int(np.clip(round(na * rate), 1, na - 1))
    sb = int(np.clip(round(nb * (rate + rng.uniform(-1, 2) * noise)), 1, nb - 1))
    return sa, na, sb, nb


def _pair(student, expect, counts):
    return expect.array(student.fisher_vs_bayes(*counts), (2,), what="the pair of probabilities")


@pytest.mark.weight(2)
def test_fisher_counts_as_many_or_more(student, expect, rng):
    """The first number is Fisher's one-sided p-value, for arms of any size."""
    for largest in (8, 30, 120, 400):
        counts = _counts(rng, largest)
        got = _pair(student, expect, counts)
        want = ab.fisher_test(*counts, alternative="greater")
        expect.close(got[0], want, rtol=0, atol=5e-7, what="Fisher's p-value")


@pytest.mark.weight(2)
def test_the_posterior_is_that_of_uniform_priors(student, expect, rng):
    """The second number is the probability that the rate of A is above that of B."""
    for largest in (8, 30, 120, 400):
        sa, na, sb, nb = counts = _counts(rng, largest)
        got = _pair(student, expect, counts)
        want = ab.prob_better(ab.posterior(sb, nb), ab.posterior(sa, na))
        expect.close(got[1], want, rtol=0, atol=5e-7, what="the posterior probability")


def test_fisher_is_the_larger(student, expect, rng):
    """Fisher's p-value lies above the posterior probability, however many visitors there were."""
    for _ in range(6):
        sa, na, sb, nb = counts = _counts(rng, 25)
        got = _pair(student, expect, counts)
        expect.that(got[0] > got[1], "Fisher's p-value is not above the posterior probability")
        # By how much: the tables that are as extreme, weighed otherwise.
        gap = ab.fisher_test(*counts, alternative="greater")
        gap -= ab.prob_better(ab.posterior(sb, nb), ab.posterior(sa, na))
        expect.close(got[0] - got[1], gap, rtol=0, atol=1e-6, what="the difference of the two")


def test_fisher_is_a_posterior_of_other_priors(student, expect, rng):
    """Under Beta(1, 0) for A and Beta(0, 1) for B the posterior probability is Fisher's p-value."""
    sa, na, sb, nb = counts = _counts(rng, 60)
    a, b = ab.posterior(sa, na, prior=(1, 0)), ab.posterior(sb, nb, prior=(0, 1))
    got = _pair(student, expect, counts)
    expect.close(got[0], ab.prob_better(b, a), rtol=0, atol=5e-7, what="Fisher's p-value")


def test_arms_exchanged(student, expect, rng):
    """Both directions of the posterior add up to one; Fisher's share the table that was seen."""
    sa, na, sb, nb = _counts(rng, 60)
    there = _pair(student, expect, (sa, na, sb, nb))
    back = _pair(student, expect, (sb, nb, sa, na))
    both = stats.hypergeom.pmf(sb, na + nb, sa + sb, nb)
    expect.close(there + back, [1 + both, 1.0], rtol=0, atol=1e-6, what="the sum of both")


def test_no_success_at_all(student, expect, rng):
    """Without a success Fisher's is one, and the posterior only knows who had more visitors."""
    na, nb = (int(n) for n in rng.integers(1, 40, size=2))
    got = _pair(student, expect, (0, na, 0, nb))
    want = [1.0, (nb + 1) / (na + nb + 2)]
    expect.close(got, want, rtol=0, atol=5e-7, what="the pair of probabilities")
