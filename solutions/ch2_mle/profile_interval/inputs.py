"""What may be asked of `profile_interval`, kind by kind."""

import numpy as np

from autograder.authors import array, asked, kind, number, refused, truth
from course import mle

DOMAIN = {"residuals": array(least=2), "level": number(above=0, below=1)}


@truth(what="the interval", rtol=1e-6, atol=0)
def right(residuals, level=0.95):
    # The reference takes data. A column at right angles to the residuals explains nothing of them, so
    # that they are the residuals of their own fit.
    e = np.asarray(residuals, dtype=float)
    unit = np.abs(e).max()
    e = e / unit
    column = np.eye(len(e))[np.argmin(np.abs(e))]
    column = column - e * (e @ column) / (e @ e)
    return unit * mle.sigma_profile_interval(column[:, None], e, level=float(level))


def _residuals(rng, n):
    return rng.normal(0.4, 2, size=n)


@kind("a few residuals")
def few(rng):
    return _residuals(rng, int(rng.integers(5, 12)))


@kind("a few residuals, at 90 %")
def at_ninety(rng):
    return asked(_residuals(rng, int(rng.integers(5, 12))), level=0.9)


@kind("two residuals")
def two(rng):
    return _residuals(rng, 2)


@kind("residuals that sum to zero, from a fit with a constant")
def with_constant(rng):
    X = np.column_stack([np.ones(9), rng.normal(size=(9, 2))])
    y = rng.normal(size=9)
    return y - X @ np.linalg.lstsq(X, y, rcond=None)[0], float(rng.uniform(0.6, 0.95))


@kind("residuals that are all on the same side of zero")
def one_side(rng):
    return rng.uniform(1, 3, size=8), float(rng.uniform(0.6, 0.95))


@kind("a level far below one half")
def low_level(rng):
    return _residuals(rng, 7), float(rng.uniform(0.05, 0.2))


@kind("a level close to one")
def high_level(rng):
    return _residuals(rng, 7), float(rng.uniform(0.998, 0.9995))


@kind("two residuals and a level close to one")
def two_and_high(rng):
    return _residuals(rng, 2), float(rng.uniform(0.998, 0.9995))


@kind("whole numbers, zeros and equal ones among them")
def whole(rng):
    return rng.permutation([0, 2, 2, -3, -1, 4, 0])


@kind("some tens of residuals")
def tens(rng):
    return _residuals(rng, int(rng.integers(35, 60))), 0.99


@kind("more than a thousand residuals")
def many(rng):
    return _residuals(rng, int(rng.integers(1100, 1400)))


@kind("large units")
def large(rng):
    return _residuals(rng, 6) * 1e6


@kind("small units")
def small(rng):
    return _residuals(rng, 6) * 1e-8, 0.8


@refused("residuals that are all zero", beside=whole)
def all_zero(rng):
    return np.zeros(int(rng.integers(3, 7)))


@refused("a level of 95 or so, for per cent", beside=at_ninety)
def per_cent(rng):
    return _residuals(rng, 6), float(rng.integers(60, 100))


@refused("a level of zero", beside=low_level)
def level_zero(rng):
    return _residuals(rng, 6), 0.0


@refused("a level of one", beside=high_level)
def level_one(rng):
    return _residuals(rng, 6), 1.0


@refused("a level below zero", beside=low_level)
def level_negative(rng):
    return _residuals(rng, 6), -float(rng.uniform(0.2, 0.9))
