"""What may be asked of `gaussian_nll`, kind by kind."""

import numpy as np
import pandas as pd

from autograder.authors import anything, array, kind, refused, truth
from course import mle

# A mean or a sigma is a number or an array: their forms are kinds of their own.
DOMAIN = {"y": array(), "mean": anything(lists=True), "sigma": anything(lists=True)}


@truth(what="the negative log-likelihood")
def right(y, mean, sigma):
    return mle.gaussian_nll(y, mean, sigma)


def _data(rng, n):
    mean, sigma = rng.normal(0, 3, size=n), rng.uniform(1.5, 4, size=n)
    return mean + sigma * rng.normal(size=n), mean, sigma


@kind("a mean and a sigma for each observation")
def each(rng):
    return _data(rng, int(rng.integers(5, 9)))


@kind("one mean and one sigma for all")
def for_all(rng):
    y, mean, sigma = _data(rng, 6)
    return y, float(mean[0]), float(sigma[0])


@kind("one mean for all and a sigma for each")
def one_mean(rng):
    y, mean, sigma = _data(rng, 7)
    return y, float(mean[0]), sigma


@kind("a mean for each and one sigma for all")
def one_sigma(rng):
    y, mean, sigma = _data(rng, 7)
    return y, mean, float(sigma[0])


@kind("means and sigmas in lists")
def lists(rng):
    y, mean, sigma = _data(rng, 5)
    return y, mean.tolist(), sigma.tolist()


@kind("a mean and a sigma that are NumPy scalars")
def scalars(rng):
    y, mean, sigma = _data(rng, 5)
    return y, mean[0], sigma[0]


@kind("pandas objects taken from a table")
def from_a_table(rng):
    labels = rng.permutation(6) * 3
    return tuple(pd.Series(a, index=labels) for a in _data(rng, 6))


@kind("whole numbers, a zero and equal ones among them")
def whole(rng):
    y = rng.permutation([0, 2, 2, -3, 9])
    return y, rng.integers(-3, 4, size=5), rng.integers(2, 5, size=5)


@kind("whole numbers for the mean and sigma of all")
def whole_for_all(rng):
    return rng.normal(0, 3, size=5), int(rng.integers(-2, 3)), int(rng.integers(2, 5))


@kind("one observation")
def one_observation(rng):
    return _data(rng, 1)


@kind("one observation, with plain numbers")
def one_with_numbers(rng):
    y, mean, sigma = _data(rng, 1)
    return y, float(mean[0]), float(sigma[0])


@kind("a mean of zero and a sigma of one")
def standard(rng):
    return rng.normal(size=6), 0, 1


@kind("more than a thousand observations")
def many(rng):
    return _data(rng, int(rng.integers(1300, 1500)))


@kind("more than a thousand observations with one sigma below one")
def many_and_sharp(rng):
    n = int(rng.integers(1300, 1500))
    sigma = float(rng.uniform(0.05, 0.2))
    return sigma * rng.normal(size=n), 0.0, sigma


@kind("an observation hundreds of standard deviations away")
def far(rng):
    y, mean, sigma = _data(rng, 5)
    y[int(rng.integers(5))] += rng.uniform(500, 900)
    return y, mean, sigma


@kind("large units")
def large(rng):
    y, mean, sigma = _data(rng, 6)
    return y * 1e7, mean * 1e7, sigma * 1e7


@kind("small units")
def small(rng):
    y, mean, sigma = _data(rng, 6)
    return y * 1e-7, mean * 1e-7, sigma * 1e-7


@kind("units in which the square of sigma is zero for a computer")
def tiny(rng):
    y, mean, sigma = _data(rng, 6)
    return y * 1e-180, mean * 1e-180, sigma * 1e-180


@kind("units in which the square of sigma is infinite for a computer")
def huge(rng):
    y, mean, sigma = _data(rng, 6)
    return y * 1e180, mean * 1e180, float(sigma[0] * 1e180)


@refused("a sigma of zero for all", beside=for_all)
def zero(rng):
    y, mean, _ = _data(rng, 5)
    return y, mean, 0.0


@refused("a sigma below zero for all", beside=for_all)
def negative(rng):
    y, mean, sigma = _data(rng, 5)
    return y, mean, -float(sigma[0])


@refused("one sigma of zero among others")
def one_zero(rng):
    y, mean, sigma = _data(rng, 5)
    sigma[int(rng.integers(5))] = 0
    return y, mean, sigma


@refused("one sigma below zero among others")
def one_negative(rng):
    y, mean, sigma = _data(rng, 5)
    sigma[int(rng.integers(5))] *= -rng.uniform(0.1, 0.3)
    return y, mean, sigma


@refused("more means than observations")
def too_many_means(rng):
    y, mean, sigma = _data(rng, 6)
    return y[:-1], mean, sigma[:-1]


@refused("fewer sigmas than observations")
def too_few_sigmas(rng):
    y, mean, sigma = _data(rng, 6)
    return y, mean, sigma[:-1]


@refused("an array of one mean for several observations")
def array_of_one_mean(rng):
    y, mean, sigma = _data(rng, 6)
    return y, mean[:1], sigma


@refused("a list of one sigma for several observations")
def list_of_one_sigma(rng):
    y, mean, sigma = _data(rng, 6)
    return y, mean, [float(sigma[0])]


@refused("several means and sigmas for one observation", beside=one_observation)
def several_for_one(rng):
    y, mean, sigma = _data(rng, 4)
    return y[:1], mean, sigma
