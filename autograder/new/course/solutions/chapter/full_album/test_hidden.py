"""The hidden checks of `full_album`, beside those of its inputs.

A right answer fails one of them for less than one seed in a million: means are allowed to be off by
more than five standard errors, and the distribution function by what the inequality of Dvoretzky,
Kiefer and Wolfowitz allows with probability 1e-8.
"""

import chance
import numpy as np

ALBUMS = 2000
WHAT = "the array of packs"
BAND = np.sqrt(np.log(2 / 1e-8) / (2 * ALBUMS))


def _seed(rng):
    return int(rng.integers(10_000, 2**31))


def _packs(student, expect, stickers, seed):
    got = expect.array(student.full_album(stickers, ALBUMS, seed), (ALBUMS,), what=WHAT)
    off = abs(got.mean() - chance.packs_mean(stickers))
    allowed = 5.5 * chance.packs_std(stickers) / np.sqrt(ALBUMS)
    expect.that(off <= allowed, "the mean number of packs is not right")
    return got


def test_the_whole_distribution(student, expect, rng):
    """Not the mean alone: short and long waits are as frequent as they should be."""
    stickers = int(rng.integers(4, 6))
    got = _packs(student, expect, stickers, _seed(rng))
    for packs in range(stickers, 6 * stickers):
        share = np.mean(got <= packs)
        right = abs(share - chance.full_within(stickers, packs)) <= BAND
        expect.that(right, "some numbers of packs come up too often or too seldom")


def test_every_album_is_filled_on_its_own(student, expect, rng):
    """An album does not depend on the one before it."""
    got = _packs(student, expect, 5, _seed(rng))
    spread = got.std()
    expect.that(spread > 0, "all albums are the same")
    together = np.mean((got[1:] - got.mean()) * (got[:-1] - got.mean())) / spread**2
    expect.that(abs(together) < 5.5 / np.sqrt(ALBUMS), "neighbouring albums are alike")


def test_another_seed_gives_other_albums(student, expect, rng):
    """Each seed has albums of its own, and always the same ones."""
    one, two = _seed(rng), _seed(rng)
    first = _packs(student, expect, 7, one)
    again = expect.array(student.full_album(7, ALBUMS, one), (ALBUMS,), what=WHAT)
    other = _packs(student, expect, 7, two)
    expect.that(np.array_equal(first, again), "the same seed gave other albums")
    expect.that(not np.array_equal(first, other), "another seed gave the same albums")
