"""What may be asked of `entropy_identity`, kind by kind."""

import numpy as np

from autograder.authors import array, kind, refused, truth
from course import mle

DOMAIN = {"counts": array(low=0, whole=True), "q": array(low=0, high=1)}


def _judge(expect, got, want):
    what = "the triple of numbers"
    found = expect.array(got, (3,), what=what, finite=False)
    finite = np.isfinite(want)
    # An infinite number has to be that infinity; the others are close, and NaN is never right.
    expect.equal(found[~finite], np.asarray(want)[~finite], what=what)
    expect.close(found[finite], np.asarray(want)[finite], rtol=1e-6, atol=1e-9, what=what)


@truth(what="the triple of numbers", judge=_judge)
def right(counts, q):
    p = np.asarray(counts, dtype=float) / np.sum(counts)
    return mle.entropy(p), mle.kl_divergence(p, q), mle.cross_entropy(p, q)


def _model(rng, k):
    return rng.dirichlet(np.full(k, 2.0))


def _counts(rng, k, largest=30):
    return rng.integers(1, largest, size=k)


def _with_zero(rng, k, at):
    """Probabilities of k outcomes, of which those in `at` are zero."""
    q = rng.uniform(1, 4, size=k)
    q[at] = 0
    return q / q.sum()


@kind("a few outcomes")
def few(rng):
    k = int(rng.integers(3, 7))
    return _counts(rng, k), _model(rng, k)


@kind("two outcomes")
def two(rng):
    return np.array([int(rng.integers(2, 9)), int(rng.integers(10, 30))]), _model(rng, 2)


@kind("three outcomes, as many as there are answers")
def three(rng):
    return _counts(rng, 3), _model(rng, 3)


@kind("an outcome that was never observed")
def never_observed(rng):
    counts = _counts(rng, 4)
    counts[int(rng.integers(4))] = 0
    return counts, _model(rng, 4)


@kind("an outcome that was never observed and is impossible to the model")
def impossible_in_both(rng):
    counts, at = _counts(rng, 5), int(rng.integers(5))
    counts[at] = 0
    return counts, _with_zero(rng, 5, [at])


@kind("an observed outcome that is impossible to the model")
def thought_impossible(rng):
    return _counts(rng, 4), _with_zero(rng, 4, [int(rng.integers(4))])


@kind("an outcome observed once in thousands that is impossible to the model")
def rare_and_impossible(rng):
    return np.append(rng.integers(1000, 3000, size=3), 1), np.append(_model(rng, 3), 0.0)


@kind("an observed outcome that is almost impossible to the model")
def almost_impossible(rng):
    return _counts(rng, 4), np.append(_model(rng, 3), 10.0 ** -rng.uniform(30, 200))


@kind("a model that says the shares themselves")
def shares(rng):
    counts = _counts(rng, 4)
    return counts, counts / counts.sum()


@kind("equal counts")
def equal_counts(rng):
    return np.full(5, int(rng.integers(2, 9))), _model(rng, 5)


@kind("equal probabilities")
def equal_probabilities(rng):
    return rng.permutation([1, 1, 2, 7]), np.full(4, 0.25)


@kind("one observation alone")
def one_observation(rng):
    return np.eye(3, dtype=int)[rng.integers(3)], _model(rng, 3)


@kind("a model that is certain and wrong, in whole numbers")
def certain_and_wrong(rng):
    return _counts(rng, 3), np.eye(3)[rng.integers(3)]


@kind("one outcome alone", weight=0.5)
def one_outcome(rng):
    return np.array([int(rng.integers(2, 9))]), np.array([1.0])


@kind("large counts")
def large(rng):
    return rng.integers(100_000, 900_000, size=4), _model(rng, 4)


@kind("more than a thousand outcomes")
def many(rng):
    k = int(rng.integers(1100, 1300))
    return rng.integers(0, 20, size=k), _model(rng, k)


@refused("counts that are all zero", beside=never_observed)
def nothing(rng):
    k = int(rng.integers(3, 6))
    return np.zeros(k, dtype=int), _model(rng, k)


@refused("one count, of zero", beside=few)
def nothing_of_one(rng):
    return np.array([0]), np.array([1.0])


@refused("more counts than probabilities")
def q_shorter(rng):
    return _counts(rng, 4), _model(rng, 3)


@refused("several counts and one probability")
def q_of_one(rng):
    return _counts(rng, 3), np.array([1.0])


@refused("one count and several probabilities")
def one_count(rng):
    return _counts(rng, 1), _model(rng, 3)
