"""The public checks of `hdi`: run them as often as you like."""

import numpy as np


def test_two_of_twenty(student, expect):
    """2 of 20, with a uniform prior: Beta(3, 19)."""
    got = expect.array(student.hdi(3, 19), (2,))
    expect.close(got, [0.0176085, 0.2765934], rtol=0, atol=2.5e-4, what="the interval")


def test_none_and_all_of_twenty(student, expect):
    """With no success the interval begins at 0, with nothing but successes it ends at 1."""
    none = expect.array(student.hdi(1, 21), (2,))
    expect.close(none, [0, 1 - 0.05 ** (1 / 21)], rtol=0, atol=1.3e-4, what="the interval")
    everyone = expect.array(student.hdi(21, 1), (2,))
    expect.close(everyone, [0.05 ** (1 / 21), 1], rtol=0, atol=1.3e-4, what="the interval")


def test_half_of_a_triangle(student, expect):
    """The density of Beta(1, 2) is a triangle. Half of it lies below 1 - sqrt(1/2)."""
    got = expect.array(student.hdi(1, 2, level=0.5), (2,))
    expect.close(got, [0, 1 - np.sqrt(0.5)], rtol=0, atol=2.9e-4, what="the interval")


def test_a_higher_level_is_wider(student, expect):
    """Of the same posterior, the 80 % interval and the 99 % interval, which contains it."""
    narrow = expect.array(student.hdi(3, 19, level=0.8), (2,))
    expect.close(narrow, [0.0359009, 0.2060181], rtol=0, atol=1.7e-4, what="the 80 % interval")
    wide = expect.array(student.hdi(3, 19, level=0.99), (2,))
    expect.close(
        wide,
        [0.0080965, 0.3465826],
        rtol=0,
        atol=3.3e-4,
        what="the 99 % interval",
        hint="is `level` used?",
    )
