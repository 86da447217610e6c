"""The hidden checks of `log_sum_exp` beside those of its permitted inputs: properties."""

import numpy as np

from course import softmax

CLOSE = {"rtol": 1e-8, "atol": 1e-10}


def test_a_constant_comes_through(student, expect, rng):
    """The same number added to all values of a row is added to the result."""
    v, shift = rng.normal(size=(3, 4)), rng.uniform(-40, 40, size=3)
    want = softmax.log_sum_exp(v)
    expect.close(student.log_sum_exp(v), want, **CLOSE, what="the log of the sum")
    moved = student.log_sum_exp(v + shift[:, None])
    expect.close(moved, want + shift, **CLOSE, what="the log of the sum after the shift")


def test_sums_of_sums(student, expect, rng):
    """Two groups added one by one, and then to each other, give the sum of all."""
    v = rng.normal(scale=3, size=8) + 700
    groups = expect.array(student.log_sum_exp(v.reshape(2, 4)), (2,), what="the log of the sum")
    want = softmax.log_sum_exp(v)
    expect.close(student.log_sum_exp(v), want, **CLOSE, what="the log of the sum of all")
    expect.close(student.log_sum_exp(groups), want, **CLOSE, what="the log of the sum of sums")


def test_between_the_largest_and_k_times_as_much(student, expect, rng):
    """The result is at least the largest value, and exceeds it by log K at most."""
    v = rng.normal(scale=rng.uniform(0.1, 50), size=(6, 7))
    got = expect.array(student.log_sum_exp(v), (6,), what="the log of the sum")
    over = got - v.max(axis=1)
    expect.that(over >= -1e-12, "the log of the sum is below the largest value")
    expect.that(over <= np.log(7) + 1e-12, "the log of the sum is above what K equal values give")


def test_its_gradient_is_the_softmax(student, expect, rng):
    """Where one value grows a little, the result grows by that value's probability as much."""
    v, step = rng.normal(size=4), 1e-4
    up = student.log_sum_exp(v + step * np.eye(4))
    down = student.log_sum_exp(v - step * np.eye(4))
    slope = expect.array(up, (4,)) - expect.array(down, (4,))
    want = softmax.softmax(v)
    expect.close(slope / (2 * step), want, rtol=1e-6, what="the array of slopes")
