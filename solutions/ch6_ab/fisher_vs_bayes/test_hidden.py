"""The hidden checks of `fisher_vs_bayes` beside those of its permitted inputs: properties."""

from scipy import stats

from course import ab


def _counts(rng):
    """Two arms of different sizes, each with successes and failures."""
    na, nb = int(rng.integers(15, 30)), int(rng.integers(30, 60))
    return int(rng.integers(3, na - 3)), na, int(rng.integers(6, nb - 6)), nb


def _pair(student, expect, counts):
    return expect.array(student.fisher_vs_bayes(*counts), (2,), what="the pair of probabilities")


def test_by_how_much_fisher_is_the_larger(student, expect, rng):
    """Fisher's p-value lies above the posterior probability, by the weight of tables as extreme."""
    for _ in range(4):
        sa, na, sb, nb = counts = _counts(rng)
        got = _pair(student, expect, counts)
        gap = ab.fisher_test(*counts, alternative="greater")
        gap -= ab.prob_better(ab.posterior(sb, nb), ab.posterior(sa, na))
        expect.close(got[0] - got[1], gap, rtol=0, atol=2e-6, what="the difference of the two")


def test_fisher_is_a_posterior_of_other_priors(student, expect, rng):
    """Under Beta(1, 0) for A and Beta(0, 1) for B the posterior probability is Fisher's p-value."""
    sa, na, sb, nb = counts = _counts(rng)
    a, b = ab.posterior(sa, na, prior=(1, 0)), ab.posterior(sb, nb, prior=(0, 1))
    got = _pair(student, expect, counts)
    expect.close(got[0], ab.prob_better(b, a), rtol=0, atol=1e-6, what="Fisher's p-value")


def test_arms_exchanged(student, expect, rng):
    """Both directions of the posterior add up to one; Fisher's share the table that was seen."""
    sa, na, sb, nb = _counts(rng)
    there = _pair(student, expect, (sa, na, sb, nb))
    back = _pair(student, expect, (sb, nb, sa, na))
    both = stats.hypergeom.pmf(sb, na + nb, sa + sb, nb)
    expect.close(there + back, [1 + both, 1.0], rtol=0, atol=2e-6, what="the sum of both")
    want = ab.prob_better(ab.posterior(sb, nb), ab.posterior(sa, na))
    expect.close(there[1], want, rtol=0, atol=1e-6, what="the posterior probability")
