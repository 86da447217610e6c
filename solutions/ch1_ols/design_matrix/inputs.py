"""What may be asked of `design_matrix`, kind by kind."""

import numpy as np

from autograder.authors import array, asked, choice, kind, refused, truth
from course import ols

DOMAIN = {"x1": array(), "x2": array(), "interaction": choice(False, True)}


@truth(what="the design matrix", rtol=1e-9, atol=0)
def right(x1, x2, interaction=False):
    terms = ["x1", "x2", "x1:x2"] if interaction else ["x1", "x2"]
    return ols.design_matrix({"x1": x1, "x2": x2}, terms)


@kind("fractions, without the interaction")
def without_interaction(rng):
    return rng.normal(50, 20, size=9), rng.uniform(-3, 3, size=9)


@kind("fractions, with the interaction")
def with_interaction(rng):
    return asked(rng.normal(50, 20, size=9), rng.uniform(-3, 3, size=9), interaction=True)


@kind("as many observations as there are columns")
def as_many_as_columns(rng):
    return rng.normal(size=4), rng.normal(size=4), True


@kind("one observation")
def one_observation(rng):
    return rng.normal(size=1), rng.normal(size=1), True


@kind("more than a thousand observations")
def many(rng):
    return rng.normal(size=1100), rng.normal(size=1100), True


@kind("whole numbers in x1 and fractions in x2")
def whole_and_fractions(rng):
    return rng.integers(10, 90, size=7), rng.uniform(0, 3, size=7), True


@kind("fractions in x1 and whole numbers in x2")
def fractions_and_whole(rng):
    return rng.uniform(0, 3, size=6), rng.integers(10, 90, size=6)


@kind("whole numbers in both, with zeros, negative and repeated ones among them")
def whole(rng):
    return rng.permutation([-2.0, 0.0, 0.0, 3.0, 3.0]), rng.permutation([0.0, -1.0, -1.0, 4.0, 7.0])


@kind("whole numbers with very large products")
def large_products(rng):
    return rng.integers(10**5, 10**6, size=5), rng.integers(10**5, 10**6, size=5), True


@kind("inputs in very different units")
def units(rng):
    return rng.normal(size=6) * 1e8, rng.normal(size=6) * 1e-6, True


@kind("inputs in very different units, the small one first")
def small_first(rng):
    return rng.normal(size=6) * 1e-7, rng.normal(size=6) * 1e6, True


@kind("two inputs that are the same")
def twice_the_same(rng):
    x = rng.normal(3, 1, size=5)
    return x, x.copy(), True


@refused("an x1 that is longer than x2")
def longer(rng):
    return rng.normal(size=6), rng.normal(size=5)


@refused("an x1 that is shorter than x2")
def shorter(rng):
    return rng.normal(size=5), rng.normal(size=6)


@refused("an x1 that is shorter than x2, with the interaction", beside=with_interaction)
def shorter_with_interaction(rng):
    return rng.normal(size=5), rng.normal(size=6), True


@refused("an x1 that holds a single number, and an x2 that does not", beside=with_interaction)
def single_x1(rng):
    return rng.normal(size=1), rng.normal(size=6), True


@refused("an x2 that holds a single number, and an x1 that does not", beside=with_interaction)
def single_x2(rng):
    return rng.normal(size=6), rng.normal(size=1), True
