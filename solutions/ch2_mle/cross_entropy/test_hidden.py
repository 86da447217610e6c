"""The hidden checks of `cross_entropy` beside those of its permitted inputs: properties."""

import math

import numpy as np
from scipy import stats

from course import mle


def _number(student, expect, *args, **kwargs):
    return expect.number(student.cross_entropy(*args, **kwargs), what="the cross-entropy")


def _right(student, expect, p, q):
    got = _number(student, expect, p, q)
    return expect.close(got, mle.cross_entropy(p, q), what="the cross-entropy")


def test_no_belief_surprises_less_than_the_truth(student, expect, rng):
    """Over all beliefs q the cross-entropy is least at q = p (Gibbs' inequality)."""
    p = rng.dirichlet(np.full(5, 3.0))
    least = _right(student, expect, p, p)
    for _ in range(3):
        other = 0.8 * p + 0.2 * rng.dirichlet(np.ones(5))
        there = _number(student, expect, p, other)
        expect.that(there > least, "a belief that is not the truth surprises less than the truth")


def test_independent_outcomes_add_their_surprises(student, expect, rng):
    """For two independent things the cross-entropy of the pair is the sum of both."""
    p, q = rng.dirichlet(np.ones(3)), rng.dirichlet(np.ones(3))
    r, s = rng.dirichlet(np.ones(4)), rng.dirichlet(np.ones(4))
    both = _right(student, expect, p, q) + _right(student, expect, r, s)
    pair = _number(student, expect, np.outer(p, r).ravel(), np.outer(q, s).ravel())
    expect.close(pair, both, what="the cross-entropy of the pair")


def test_it_is_the_mean_surprise_of_data(student, expect, rng):
    """With the shares of a sample for p, it is minus the log-likelihood of an observation."""
    q = rng.dirichlet(np.full(4, 3.0))
    counts = rng.multinomial(25, q)
    one_order = stats.multinomial.logpmf(counts, 25, q) - math.lgamma(26)
    one_order += sum(math.lgamma(c + 1) for c in counts)
    got = _number(student, expect, counts / 25, q)
    expect.close(got, -one_order / 25, what="the cross-entropy of a sample's shares")


def test_a_bit_is_a_fixed_number_of_nats(student, expect, rng):
    """The same in bits is larger by the factor 1 / log 2, whatever the distributions are."""
    p, q = rng.dirichlet(np.ones(6)), rng.dirichlet(np.ones(6))
    nats = _right(student, expect, p, q)
    bits = _number(student, expect, p, q, base=2)
    expect.close(bits, nats / math.log(2), what="the cross-entropy in bits")
