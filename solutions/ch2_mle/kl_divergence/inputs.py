"""What may be asked of `kl_divergence`, kind by kind."""

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
    what = "the divergence"
    if math.isinf(want):
        found = expect.array(got, what=what, finite=False)
        expect.equal(found.ravel(), [want], what=what)
    else:
        expect.close(expect.number(got, what=what), want, rtol=1e-6, atol=1e-9, what=what)


@truth(what="the divergence", judge=_judge)
def right(p, q, base=math.e):
    return mle.kl_divergence(p, q, base=float(base))


def _distribution(rng, k):
    return rng.dirichlet(np.full(k, 2.0))


def _apart(rng, k):
    """Two distributions that are clearly different, so that no divergence is close to zero."""
    p, q = _distribution(rng, k), _distribution(rng, k)
    high, low = np.eye(k)[int(rng.integers(k))], np.full(k, 1 / k)
    return 0.5 * p + 0.5 * high, 0.7 * q + 0.3 * low


def _with_zero(rng, k, at):
    """Probabilities of k outcomes, of which those in `at` are zero."""
    p = rng.uniform(1, 4, size=k)
    p[at] = 0
    return p / p.sum()


@kind("a few outcomes")
def few(rng):
    return _apart(rng, int(rng.integers(3, 7)))


@kind("two outcomes, in bits")
def two_in_bits(rng):
    return asked(*_apart(rng, 2), base=2)


@kind("an uncommon base")
def uncommon_base(rng):
    return *_apart(rng, 5), float(rng.uniform(3.5, 9.5))


@kind("a base between one and two")
def small_base(rng):
    return *_apart(rng, 4), float(rng.uniform(1.05, 1.6))


@kind("equal probabilities in p")
def equal_in_p(rng):
    return np.full(4, 0.25), np.array([0.1, 0.2, 0.3, 0.4])[rng.permutation(4)], 10.0


@kind("equal probabilities in q")
def equal_in_q(rng):
    return _apart(rng, 8)[0], np.full(8, 0.125)


@kind("a belief that is almost the truth")
def almost_the_truth(rng):
    p = np.array([0.3, 0.2, 0.1, 0.4])[rng.permutation(4)]
    shift = rng.uniform(0.002, 0.004) * np.array([1, -1, 1, -1])
    return p, p + shift


@kind("a belief that is the truth", weight=0.5)
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


@kind("a certain outcome that was foreseen, as whole numbers in both", weight=0.5)
def foreseen(rng):
    p = np.eye(4)[rng.integers(4)]
    return p, p.copy(), 2


@kind("one outcome alone", weight=0.5)
def one_outcome(rng):
    return np.array([1.0]), np.array([1.0])


@kind("more than a thousand outcomes")
def many(rng):
    k = int(rng.integers(1100, 1300))
    return _distribution(rng, k), _distribution(rng, k), 2


@refused("more outcomes in p than in q", beside=few)
def q_shorter(rng):
    return _distribution(rng, 4), _distribution(rng, 3)


@refused("several outcomes in p and one in q", beside=few)
def q_of_one(rng):
    return _distribution(rng, 3), np.array([1.0])


@refused("one outcome in p and several in q", beside=few)
def p_of_one(rng):
    return np.array([1.0]), _distribution(rng, 3)
