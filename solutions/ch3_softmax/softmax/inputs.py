"""What may be asked of `softmax`, kind by kind."""

import numpy as np

from autograder.authors import kind, matrix, truth
from course import softmax

# A row alone, and more axes than two, are kinds.
DOMAIN = {"logits": matrix(constant="")}


@truth(what="the array of probabilities", rtol=5e-10, atol=0)
def right(logits):
    return softmax.softmax(logits)


@kind("rows of four logits")
def ordinary_rows(rng):
    return rng.normal(scale=2, size=(5, 4))


@kind("one row of logits")
def one_row(rng):
    return rng.normal(scale=2, size=6)


@kind("one row of whole numbers")
def one_row_of_wholes(rng):
    return rng.permutation([0, 2, 2, -3, 5])


@kind("three axes")
def three_axes(rng):
    return rng.normal(scale=2, size=(2, 3, 4))


@kind("four axes, one of length 1")
def four_axes(rng):
    return rng.normal(scale=2, size=(2, 1, 4, 3))


@kind("whole numbers in a table with as many rows as columns")
def whole(rng):
    return rng.permutation([0, -1, 4, 2, 2, 1000, 999, -5, 7]).reshape(3, 3)


@kind("a single class")
def one_class(rng):
    return rng.uniform(-900, 900, size=(4, 1))


@kind("two classes")
def two_classes(rng):
    return rng.normal(size=(3, 2))


@kind("logits that are all far below zero")
def far_below_zero(rng):
    return rng.uniform(-960, -950, size=(3, 5))


@kind("rows of very different size")
def different_rows(rng):
    return rng.normal(size=(4, 3)) * 3 + np.array([[0], [800], [-800], [90_000]])


@kind("logits of a row that lie far apart")
def far_apart(rng):
    levels = np.array([-60_000, 60_000, 59_500])
    return rng.permuted(rng.uniform(0, 9, size=(4, 3)) + levels, axis=1)


@kind("logits that are almost equal")
def almost_equal(rng):
    return rng.uniform(1e-5, 1e-4, size=(3, 4))


@kind("more than a thousand rows")
def many_rows(rng):
    return rng.normal(size=(1100, 3))


@kind("forty classes")
def many_classes(rng):
    return rng.normal(size=(2, 40))
