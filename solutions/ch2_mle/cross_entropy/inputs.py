"""What may be asked of `cross_entropy`, kind by kind."""

import math

import numpy as np

from autograder.authors import array, asked, kind, number, refused, truth
from course import mle

DOMAIN = {
    "p": array(low=0, high=1),
    "q": array(low=0, high=1),
    "base": number(above=1, units=False),
}


def _judge(expect, got, want):
    what = "the cross-entropy"
    if math.isinf(want):
        found = expect.array(got, what=what, finite=False)
        expect.equal(found.ravel(), [want], what=what)
    else:
        expect.close(expect.number(got, what=what), want, rtol=1e-6, atol=1e-9, what=what)


@truth(what="the cross-entropy", judge=_judge)
def right(p, q, base=math.e):
    return mle.cross_entropy(p, q, base=float(base))


def _distribution(rng, k):
    return rng.dirichlet(np.full(k, 2.0))


def _with_zero(rng, k, at):
    """Probabilities of k outcomes, of which those in `at` are zero."""
    p = rng.uniform(1, 4, size=k)
    p[at] = 0
    return p / p.sum()


@kind("a few outcomes")
def few(rng):
    k = int(rng.integers(3, 7))
    return _distribution(rng, k), _distribution(rng, k)


@kind("two outcomes, in bits")
def two_in_bits(rng):
    return asked(_distribution(rng, 2), _distribution(rng, 2), base=2)


@kind("an uncommon base")
def uncommon_base(rng):
    return _distribution(rng, 5), _distribution(rng, 5), float(rng.uniform(3.5, 9.5))


@kind("a base between one and two")
def small_base(rng):
    return _distribution(rng, 4), _distribution(rng, 4), float(rng.uniform(1.05, 1.6))


@kind("equal probabilities in p")
def equal_in_p(rng):
    return np.full(4, 0.25), _distribution(rng, 4), 10.0


@kind("equal probabilities in q")
def equal_in_q(rng):
    return _distribution(rng, 8), np.full(8, 0.125)


@kind("a belief that is the truth")
def the_truth(rng):
    p = _distribution(rng, 5)
    return p, p.copy()


@kind("an outcome that never occurs, though it was thought possible")
def never_occurs(rng):
    return _with_zero(rng, 4, [int(rng.integers(4))]), _distribution(rng, 4)


@kind("outcomes that never occur and were thought impossible")
def impossible_in_both(rng):
    at = rng.permutation(5)[:2]
    return _with_zero(rng, 5, at), _with_zero(rng, 5, at[:1])


@kind("an outcome that occurs, though it was thought impossible")
def thought_impossible(rng):
    return _distribution(rng, 4), _with_zero(rng, 4, [int(rng.integers(4))])


@kind("an outcome that occurs in one of a million cases, though it was thought impossible")
def rare_and_impossible(rng):
    rest = _distribution(rng, 3)
    return np.append(rest * (1 - 1e-6), 1e-6), np.append(_distribution(rng, 3), 0.0)


@kind("an outcome that was thought almost impossible")
def almost_impossible(rng):
    tiny = 10.0 ** -rng.uniform(30, 200)
    return np.append(0.7 * _distribution(rng, 3), 0.3), np.append(_distribution(rng, 3), tiny)


@kind("a certain outcome, as whole numbers")
def certain(rng):
    return np.eye(3)[rng.integers(3)], _distribution(rng, 3)


@kind("a certain outcome that was foreseen, as whole numbers in both")
def foreseen(rng):
    p = np.eye(4)[rng.integers(4)]
    return p, p.copy(), 2


@kind("one outcome alone")
def one_outcome(rng):
    return np.array([1.0]), np.array([1.0])


@kind("more than a thousand outcomes")
def many(rng):
    k = int(rng.integers(1100, 1300))
    return _distribution(rng, k), _distribution(rng, k), 2


@refused("an entry of p below zero", beside=never_occurs)
def negative_p(rng):
    share = rng.uniform(0.1, 0.4)
    return np.array([1.0, -share, share]), _distribution(rng, 3)


@refused("an entry of q below zero", beside=never_occurs)
def negative_q(rng):
    share = rng.uniform(0.1, 0.4)
    # Where p is zero, so that no logarithm meets it.
    return np.array([0.5, 0.0, 0.5]), np.array([0.8, -share, 0.2 + share])


@refused("a p that sums to less than one")
def p_below_one(rng):
    return _distribution(rng, 4) * rng.uniform(0.6, 0.98), _distribution(rng, 4)


@refused("a p that sums to more than one")
def p_above_one(rng):
    return _distribution(rng, 3) * rng.uniform(1.02, 1.5), _distribution(rng, 3)


@refused("a q that sums to less than one")
def q_below_one(rng):
    return _distribution(rng, 3), _distribution(rng, 3) * rng.uniform(0.6, 0.98)


@refused("a q that sums to more than one")
def q_above_one(rng):
    return _distribution(rng, 4), _distribution(rng, 4) * rng.uniform(1.02, 1.5)


@refused("more outcomes in p than in q", beside=few)
def q_shorter(rng):
    return _distribution(rng, 4), _distribution(rng, 3)


@refused("several outcomes in p and one in q", beside=few)
def q_of_one(rng):
    return _distribution(rng, 3), np.array([1.0])


@refused("one outcome in p and several in q", beside=few)
def p_of_one(rng):
    return np.array([1.0]), _distribution(rng, 3)
