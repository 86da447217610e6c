"""What may be asked of `cross_entropy_loss`, kind by kind."""

import numpy as np

from autograder.authors import array, kind, matrix, refused, truth
from course import softmax

DOMAIN = {"logits": matrix(constant=""), "labels": array(low=0, whole=True)}


@truth(what="the loss", rtol=1e-9, atol=1e-12)
def right(logits, labels):
    return softmax.cross_entropy(logits, np.asarray(labels))


def _seen(rng, logits):
    return logits, rng.integers(logits.shape[1], size=len(logits))


@kind("six rows of four logits")
def ordinary_rows(rng):
    return rng.normal(scale=2, size=(6, 4)), rng.permutation([3, 0, 2, 2, 1, 0])


@kind("a class that nobody has seen, which is the last one")
def unseen_class(rng):
    return rng.normal(scale=2, size=(5, 4)), rng.permutation([0, 2, 1, 1, 0])


@kind("labels that are all the same")
def one_label(rng):
    return rng.normal(size=(5, 3)), np.full(5, 2)


@kind("one observation")
def one_observation(rng):
    return _seen(rng, rng.normal(size=(1, 5)))


@kind("a single class")
def one_class(rng):
    return rng.uniform(-900, 900, size=(4, 1)), np.zeros(4, dtype=int)


@kind("two classes")
def two_classes(rng):
    return _seen(rng, rng.normal(size=(7, 2)))


@kind("as many rows as columns")
def square(rng):
    return rng.normal(size=(4, 4)), rng.permutation([0, 1, 3, 3])


@kind("whole numbers as logits")
def whole(rng):
    return rng.permutation([0, -1, 4, 2, 2, 10, 9, -5, 7, 0, 3, 1]).reshape(4, 3), [0, 2, 1, 2]


@kind("rows of very different size")
def different_rows(rng):
    return _seen(rng, rng.normal(size=(4, 3)) * 3 + np.array([[0], [800], [-800], [90_000]]))


@kind("logits of a row that lie far apart, with the label at any of them")
def far_apart(rng):
    levels = np.array([-60_000, 60_000, 59_999])
    logits = rng.permuted(rng.uniform(0, 1, size=(6, 3)) + levels, axis=1)
    return logits, rng.permutation([0, 0, 1, 1, 2, 2])


@kind("a label whose probability is too small to be written")
def surprised(rng):
    return np.array([[rng.uniform(800, 900), 0.0], rng.normal(size=2)]), np.array([1, 0])


@kind("rows that are nearly certain, and right")
def certain_and_right(rng):
    labels = rng.integers(3, size=5)
    return 20 * np.eye(3)[labels] + rng.uniform(-1, 1, size=(5, 3)), labels


@kind("logits that are almost equal")
def almost_equal(rng):
    return _seen(rng, rng.uniform(1e-5, 1e-4, size=(3, 4)))


@kind("more than a thousand rows")
def many_rows(rng):
    return _seen(rng, rng.normal(size=(1100, 3)) * np.linspace(1, 4, 1100)[:, None])


@kind("forty classes")
def many_classes(rng):
    return _seen(rng, rng.normal(size=(8, 40)))


@refused("a label of K, where classes count from 0 to K - 1")
def label_too_large(rng):
    return rng.normal(size=(4, 3)), rng.permutation([0, 1, 2, 3])


@refused("a label below zero", hint="NumPy takes the index -1 for the last one, without a word")
def label_below_zero(rng):
    return rng.normal(size=(4, 3)), rng.permutation([0, 1, 2, -1])
