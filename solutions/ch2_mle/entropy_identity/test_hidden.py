"""The hidden checks of `entropy_identity` beside those of its permitted inputs: properties."""

import numpy as np
from scipy import stats

from course import mle

WHAT = "the triple of numbers"


def _three(student, expect, counts, q):
    return expect.array(student.entropy_identity(counts, q), (3,), what=WHAT)


def _right(student, expect, counts, q):
    p = counts / counts.sum()
    want = [mle.entropy(p), mle.kl_divergence(p, q), mle.cross_entropy(p, q)]
    return expect.close(_three(student, expect, counts, q), want, what=WHAT)


def test_the_parts_add_up(student, expect, rng):
    """The cross-entropy is the entropy and the divergence together, and no part is below zero."""
    counts, q = rng.integers(1, 20, size=6), rng.dirichlet(np.full(6, 2.0))
    entropy, divergence, cross = _right(student, expect, counts, q)
    expect.close(entropy + divergence, cross, what="the sum of the parts")


def test_twice_the_data_have_the_same_shares(student, expect, rng):
    """Every observation twice changes none of the three numbers."""
    counts, q = rng.integers(1, 20, size=5), rng.dirichlet(np.full(5, 2.0))
    once = _right(student, expect, counts, q)
    expect.close(_three(student, expect, 2 * counts, q), once, what=WHAT)


def test_no_model_changes_the_entropy(student, expect, rng):
    """Two models differ by as much in cross-entropy as in divergence; the entropy is that of the data."""
    counts = rng.integers(1, 20, size=4)
    one = _right(student, expect, counts, rng.dirichlet(np.full(4, 2.0)))
    other = _three(student, expect, counts, rng.dirichlet(np.full(4, 2.0)))
    expect.close(other[0], one[0], what="the entropy")
    expect.close(other[2] - one[2], other[1] - one[1], what="the difference between two models")


def test_the_divergence_is_that_of_a_likelihood_ratio_test(student, expect, rng):
    """2 n KL is the G statistic, which compares q with the shares as the likelihood does."""
    counts, q = rng.integers(2, 20, size=5), rng.dirichlet(np.full(5, 3.0))
    n = int(counts.sum())
    want, _ = stats.power_divergence(counts, n * q, lambda_="log-likelihood")
    got = _three(student, expect, counts, q)
    expect.close(2 * n * got[1], want, what="the statistic of the test")
