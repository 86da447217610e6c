"""The hidden checks of `gaussian_nll` beside those of its permitted inputs: properties."""

import numpy as np

from course import mle

WHAT = "the negative log-likelihood"


def _data(rng, n):
    mean, sigma = rng.normal(0, 3, size=n), rng.uniform(1.5, 4, size=n)
    return mean + sigma * rng.normal(size=n), mean, sigma


def _number(student, expect, *args):
    return expect.number(student.gaussian_nll(*args), what=WHAT)


def _right(student, expect, *args):
    return expect.close(_number(student, expect, *args), mle.gaussian_nll(*args), what=WHAT)


def test_independent_observations_add(student, expect, rng):
    """What two tables have together is the sum of what they have alone."""
    y, mean, sigma = _data(rng, 9)
    alone = _right(student, expect, y[:4], mean[:4], sigma[:4])
    alone = alone + _right(student, expect, y[4:], mean[4:], sigma[4:])
    expect.close(_number(student, expect, y, mean, sigma), alone, what="the sum of two tables")


def test_other_units_add_a_constant(student, expect, rng):
    """In cents instead of euros each density is a hundredth: n log 100 is added."""
    y, mean, sigma = _data(rng, 6)
    euros = _right(student, expect, y, mean, sigma)
    cents = _number(student, expect, 100 * y, 100 * mean, 100 * sigma)
    expect.close(cents, euros + 6 * np.log(100), what="the negative log-likelihood in other units")


def test_one_number_is_the_same_as_n_equal_ones(student, expect, rng):
    """A plain number stands for n equal entries."""
    y, mean, sigma = _data(rng, 5)
    number = _right(student, expect, y, float(mean[0]), float(sigma[0]))
    entries = _number(student, expect, y, np.full(5, mean[0]), np.full(5, sigma[0]))
    expect.close(entries, number, what=WHAT)


def test_it_is_least_at_the_estimates_of_maximum_likelihood(student, expect, rng):
    """No mean and sigma do better than the mean of y and its standard deviation."""
    y, _, _ = _data(rng, 8)
    least = _right(student, expect, y, float(y.mean()), float(y.std()))
    for mean, sigma in ((1.05, 1.0), (0.95, 1.0), (1.0, 1.05), (1.0, 0.95)):
        shift = (mean - 1) * y.std()
        there = _number(student, expect, y, float(y.mean() + shift), float(y.std() * sigma))
        expect.that(there > least, "another mean or sigma makes the data more likely")
