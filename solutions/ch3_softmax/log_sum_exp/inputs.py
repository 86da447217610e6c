"""What may be asked of `log_sum_exp`, kind by kind."""

import numpy as np

from autograder.authors import kind, matrix, truth
from course import softmax

# A row alone, and more axes than two, are kinds.
DOMAIN = {"values": matrix(constant="")}


@truth(what="the log of the sum", rtol=1e-9, atol=1e-12)
def right(values):
    return softmax.log_sum_exp(values)


@kind("rows of four values")
def ordinary_rows(rng):
    return rng.normal(scale=2, size=(5, 4))


@kind("one row")
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


@kind("a single value in each row")
def one_value(rng):
    return rng.uniform(-900, 900, size=(4, 1))


@kind("two values in each row")
def two_values(rng):
    return rng.normal(size=(3, 2))


@kind("rows of values that are all far below zero")
def far_below_zero(rng):
    return rng.uniform(-960, -950, size=(3, 5))


@kind("rows of very different size")
def different_rows(rng):
    return rng.normal(size=(4, 3)) * 3 + np.array([[0], [800], [-800], [90_000]])


@kind("values of a row that lie far apart")
def far_apart(rng):
    levels = np.array([-60_000, 60_000, 59_999])
    return rng.permuted(rng.uniform(0, 1, size=(4, 3)) + levels, axis=1)


@kind("values that are almost zero")
def almost_zero(rng):
    return rng.uniform(1e-5, 1e-4, size=(3, 4))


@kind("logarithms of probabilities that add up to one, whose result is near zero")
def near_zero(rng):
    return np.log(rng.dirichlet(np.ones(5), size=4) * (1 + rng.uniform(1e-7, 1e-6, size=(4, 1))))


@kind("minus infinity among the values")
def minus_infinity(rng):
    values = rng.normal(scale=3, size=(4, 4)) + 500
    values[np.arange(4), rng.permutation(4)] = -np.inf
    return values


@kind("a row with one finite value and minus infinity beside it")
def one_finite_value(rng):
    return rng.permutation([-np.inf, -np.inf, rng.uniform(1, 9)])


@kind("more than a thousand rows")
def many_rows(rng):
    return rng.normal(size=(1100, 3))


@kind("forty values in each row")
def many_values(rng):
    return rng.normal(size=(2, 40))
