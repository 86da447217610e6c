"""What may be asked of `roc_auc`, kind by kind."""

import numpy as np

from autograder.authors import array, kind, refused, truth
from course import softmax

DOMAIN = {
    "scores": array(least=3, most=3000),
    "labels": array(0, 1, whole=True, least=3, most=3000),
}


@truth(what="the area", rtol=0, atol=1e-9)
def right(scores, labels):
    return softmax.roc_auc(scores, labels)


def _labels(rng, m, n):
    return rng.permutation(np.repeat([1, 0], [m, n]))


def _scored(rng, m, n, apart=1.0):
    """Normal scores, those of class 1 higher by `apart`, all of them different."""
    labels = _labels(rng, m, n)
    return rng.normal(size=m + n) + apart * labels, labels


@kind("scores that are all different, of more healthy ones than sick ones")
def all_different(rng):
    return _scored(rng, 7, 12)


@kind("whole scores with ties within the classes and between them")
def whole_with_ties(rng):
    # Two of each class share the score 3, whatever the others are.
    scores, labels = rng.integers(0, 6, size=16), _labels(rng, 9, 7)
    scores[np.flatnonzero(labels == 1)[:2]] = scores[np.flatnonzero(labels == 0)[:2]] = 3
    return scores, labels


@kind("probabilities that are rounded to one digit")
def rounded_probabilities(rng):
    scores, labels = _scored(rng, 14, 11)
    return (1 / (1 + np.exp(-scores))).round(1), labels


@kind("probabilities that all lie below one half")
def all_below_one_half(rng):
    scores, labels = _scored(rng, 6, 15)
    return 0.2 / (1 + np.exp(-scores)), labels


def _one_among(rng, one, n):
    """One of a class among n of the other, with some scores below its own and some above."""
    order = np.argsort(rng.normal(size=n + 1))
    labels = np.full(n + 1, 1 - one)
    labels[np.flatnonzero(order == rng.integers(2, n - 1))] = one
    return order + rng.uniform(-0.4, 0.4, size=n + 1), labels


@kind("one sick person among many healthy ones")
def one_positive(rng):
    return _one_among(rng, 1, 13)


@kind("one healthy person among many sick ones")
def one_negative(rng):
    return _one_among(rng, 0, 13)


@kind("three people, one of them sick, whose score is tied with another's")
def three_people(rng):
    order, level = rng.permutation(3), rng.normal()
    third = level + rng.choice([-1, 1]) * rng.uniform(0.1, 2)
    return np.array([level, level, third])[order], np.array([1, 0, 0])[order]


@kind("scores that are all the same")
def all_equal(rng):
    return np.full(11, rng.normal()), _labels(rng, 4, 7)


@kind("classes that are apart but for one tie at the border")
def apart_but_for_a_tie(rng):
    labels = _labels(rng, 5, 6)
    scores = labels + rng.uniform(0.1, 0.4, size=11)
    scores[np.flatnonzero(labels == 1)[0]] = scores[np.flatnonzero(labels == 0)[0]] = 0.75
    return scores, labels


@kind("a score that points the wrong way")
def wrong_way(rng):
    return _scored(rng, 8, 10, apart=-1.5)


@kind("labels in order, the sick ones first, with ties between the classes")
def sick_first(rng):
    return rng.permutation([1, 1, 2, 2, 2, 3, 3, 3, 4, 4]) / 8, np.repeat([1, 0], 5)


@kind("labels in order, the healthy ones first, with ties between the classes")
def healthy_first(rng):
    return rng.permutation([1, 1, 2, 2, 2, 3, 3, 3, 4, 4]) / 8, np.repeat([0, 1], 5)


@kind("more than a thousand people")
def many(rng):
    return _scored(rng, 400, 700)


@kind("three thousand people, with many ties")
def three_thousand(rng):
    scores, labels = _scored(rng, 900, 2100)
    return scores.round(1), labels


@kind("very large scores that differ by little")
def large(rng):
    scores, labels = _scored(rng, 9, 8)
    return 1e9 + scores.round(3), labels


@kind("very small scores")
def small(rng):
    scores, labels = _scored(rng, 9, 8)
    return 1e-12 * scores, labels


@refused("sick people alone")
def positives_alone(rng):
    return rng.normal(size=7), np.ones(7, dtype=int)


@refused("healthy people alone", beside=rounded_probabilities)
def negatives_alone(rng):
    return rng.normal(size=6), np.zeros(6, dtype=int)


@refused("healthy people alone, who all have the same score", beside=three_people)
def negatives_alone_tied(rng):
    return np.full(4, rng.normal()), np.zeros(4, dtype=int)
