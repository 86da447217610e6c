"""What may be asked of `full_album`, kind by kind.

The draws are the student's own, so an answer is compared with what all right answers have in common:
its shape, whole numbers, the least that is possible, and the mean. A right mean is refused for less
than one seed in a million.
"""

import chance
import numpy as np

from autograder.authors import kind, truth, whole_number

DOMAIN = {
    "stickers": whole_number(1, 12),
    "albums": whole_number(1, 10_000),
    "seed": whole_number(0),
}
WHAT = "the array of packs"


def compare(expect, got, want):
    """Judge what all right answers have in common."""
    stickers, albums = want
    got = expect.array(got, (albums,), what=WHAT)
    expect.that(got == np.round(got), "a number of packs is not whole")
    expect.that(got >= stickers, "an album is full before it can be")
    # Few albums have a mean with a long tail, many have one that is nearly normal.
    errors = 14 if albums < 100 else 6
    allowed = errors * chance.packs_std(stickers) / np.sqrt(albums) + 1e-9
    off = abs(got.mean() - chance.packs_mean(stickers))
    expect.that(off <= allowed, "the mean number of packs is not right")


@truth(what=WHAT, judge=compare)
def right(stickers, albums, seed):
    return stickers, albums


def _seed(rng):
    return int(rng.integers(10_000, 2**31))


@kind("small albums")
def small(rng):
    return int(rng.choice([3, 5])), 4000, _seed(rng)


@kind("albums of ordinary size")
def ordinary(rng):
    return int(rng.integers(7, 10)), 9000, _seed(rng)


@kind("one sticker", weight=0.4)
def one_sticker(rng):
    return 1, int(rng.integers(20, 41)), _seed(rng)


@kind("one album for one sticker", weight=0.4)
def one_of_one(rng):
    return 1, 1, _seed(rng)


@kind("one album")
def one_album(rng):
    return int(rng.integers(10, 13)), 1, _seed(rng)


@kind("twelve stickers and ten thousand albums")
def the_most(rng):
    return 12, 10_000, _seed(rng)


@kind("the seed zero")
def seed_zero(rng):
    return int(rng.choice([3, 5])), int(rng.integers(3000, 4000)), 0
