"""What may be asked of `dummy_coding`, kind by kind."""

import numpy as np
import pandas as pd

from autograder.authors import anything, kind, labels, refused, truth
from course import ols

DOMAIN = {"values": labels(), "base": anything()}

NAMES = np.array(["Accra", "Bogotá", "Córdoba", "Dakar", "Evora", "Fès", "Graz"])


@truth(what="the array of dummy columns", rtol=0, atol=1e-12)
def right(values, base):
    levels = sorted(set(np.asarray(values).tolist()))
    column = pd.Categorical(values, categories=levels)
    columns = ols.design_matrix({"level": column}, ["level"], base={"level": base})
    return columns.drop(columns="const").to_numpy()


def _draw(rng, levels, n):
    """n values in random order, every level among them at least once."""
    return rng.permutation(np.concatenate([levels, rng.choice(levels, size=n - len(levels))]))


@kind("names of places")
def places(rng):
    values = _draw(rng, rng.choice(NAMES, size=4, replace=False), 20)
    return values, str(rng.choice(values))


@kind("names in a list, where the first in order is the base")
def first_is_base(rng):
    return _draw(rng, NAMES[:3], 9).tolist(), "Accra"


@kind("names in a list, where the last in order is the base")
def last_is_base(rng):
    return _draw(rng, NAMES[:3], 9).tolist(), "Córdoba"


@kind("levels that are whole numbers of one digit and of two")
def numbers(rng):
    return _draw(rng, np.array([2, 3, 10, 25]), 12), 3


@kind("levels that are whole numbers, zero the base")
def base_of_zero(rng):
    return _draw(rng, np.array([-1, 0, 1]), 9), 0


@kind("levels that are numbers, negative ones and fractions among them")
def fractions(rng):
    return _draw(rng, np.array([-10.5, -2.0, 0.0, 0.25, 7.0]), 12), -2.0


@kind("names with capitals, small letters and accents")
def capitals_and_accents(rng):
    return _draw(rng, np.array(["Lyon", "Zwolle", "amiens", "lyon", "Évora"]), 11), "Zwolle"


@kind("names that are parts of one another")
def parts(rng):
    return _draw(rng, np.array(["a", "ab", "abc", "b"]), 10), "ab"


@kind("names that look like numbers")
def digits(rng):
    return _draw(rng, np.array(["1", "10", "2"]), 9), "10"


@kind("two levels")
def two_levels(rng):
    return _draw(rng, np.array(["no", "yes"]), 8), "yes"


@kind("as many levels as values, none twice")
def all_distinct(rng):
    return rng.permutation(NAMES), str(rng.choice(NAMES))


@kind("more than thirty levels and a thousand values")
def many(rng):
    return _draw(rng, np.arange(100, 140), 1100), int(rng.integers(100, 140))


@refused("a base that does not occur", names=lambda values, base: base)
def not_there(rng):
    return _draw(rng, NAMES[:4], 9), "Oslo"


@refused("a base that is only a part of a level's name", names=lambda values, base: base)
def part_of_a_name(rng):
    return _draw(rng, NAMES[:4], 9).tolist(), "Dak"


@refused("a base that is spelt in small letters and occurs in capitals", names="dakar")
def small_letters(rng):
    return _draw(rng, NAMES[:4], 9), "dakar"


@refused("a number as the base that does not occur", beside=numbers, names="17")
def number_not_there(rng):
    return _draw(rng, np.array([2, 3, 10, 25]), 12), 17


@refused("a base of zero that does not occur", beside=base_of_zero, names="0")
def zero_not_there(rng):
    return _draw(rng, np.array([1, 2, 3]), 8), 0
