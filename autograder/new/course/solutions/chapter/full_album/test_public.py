"""The public checks of `full_album`: run them as often as you like."""

import numpy as np


def test_two_stickers(student, expect):
    """Two stickers: one pack for the first, and two more on average for the second.

    The mean of 400 albums is off by 0.45 less than once in a million seeds.
    """
    got = expect.array(student.full_album(2, 400, seed=5), (400,), what="the array of packs")
    expect.that(got >= 2, "an album for 2 stickers is full after fewer than 2 packs")
    expect.that(abs(got.mean() - 3) < 0.45, "the mean is not near 3", got=got.mean())


def test_six_stickers(student, expect):
    """Six stickers: whole numbers from 6 upwards, with a mean near 14.7.

    The mean of 2000 albums is off by 0.7 less than once in a million seeds.
    """
    got = expect.array(student.full_album(6, 2000, seed=2), (2000,), what="the array of packs")
    expect.that(got == np.round(got), "a number of packs is not whole")
    expect.that(got >= 6, "an album for 6 stickers is full after fewer than 6 packs")
    expect.that(abs(got.mean() - 14.7) < 0.7, "the mean is not near 14.7", got=got.mean())


def test_the_seed(student, expect):
    """The same seed gives the same albums, another seed gives others."""
    first = expect.array(student.full_album(4, 50, seed=3), (50,), what="the array of packs")
    again = expect.array(student.full_album(4, 50, seed=3), (50,), what="the array of packs")
    other = expect.array(student.full_album(4, 50, seed=4), (50,), what="the array of packs")
    expect.that(np.array_equal(first, again), "the same seed gave other albums")
    expect.that(not np.array_equal(first, other), "another seed gave the same albums")
