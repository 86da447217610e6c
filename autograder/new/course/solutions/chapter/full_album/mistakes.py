"""Known mistakes of `full_album`."""

import numpy as np

from autograder.authors import mistake


@mistake(
    says="You stopped when one sticker was still missing. The wait for the last one counts, too, and it is "
    "the longest.",
    caught_by="test_six_stickers",
)
def last_left_out(stickers, albums, seed):
    rng = np.random.default_rng(seed)
    missing = np.arange(2, stickers + 1)
    return rng.geometric(missing / stickers, size=(albums, stickers - 1)).sum(axis=1)


@mistake(
    says="You counted the packs that held nothing new. Those with a new sticker count as well.",
    caught_by="test_six_stickers",
)
def only_doubles(stickers, albums, seed):
    rng = np.random.default_rng(seed)
    missing = np.arange(1, stickers + 1)
    return rng.geometric(missing / stickers, size=(albums, stickers)).sum(axis=1) - stickers


@mistake(
    says="You returned the mean for every album. The question is how albums differ: draw them.",
    caught_by="test_six_stickers",
)
def mean_of_all(stickers, albums, seed):
    return np.full(albums, stickers * np.sum(1 / np.arange(1, stickers + 1)))


@mistake(
    says="You filled one album and copied it. Each album is filled on its own.",
    caught_by="test_every_album_is_filled_on_its_own",
)
def one_album(stickers, albums, seed):
    rng = np.random.default_rng(seed)
    missing = np.arange(1, stickers + 1)
    return np.full(albums, rng.geometric(missing / stickers).sum())


@mistake(
    says="Your generator does not know the seed, so that every seed gives the same albums.",
    caught_by="test_the_seed",
)
def seed_left_out(stickers, albums, seed):
    rng = np.random.default_rng(0)
    missing = np.arange(1, stickers + 1)
    return rng.geometric(missing / stickers, size=(albums, stickers)).sum(axis=1)


@mistake(
    says="You waited for each sticker as if it were the only one that was missing. Early on, many packs "
    "hold something new: the probability is the number of missing stickers, divided by all.",
    caught_by="test_six_stickers",
)
def always_the_last(stickers, albums, seed):
    rng = np.random.default_rng(seed)
    return rng.geometric(1 / stickers, size=(albums, stickers)).sum(axis=1)


@mistake(
    says="You added up over the albums, not over the stickers: there is one number for each sticker.",
    caught_by="test_six_stickers",
)
def other_axis(stickers, albums, seed):
    rng = np.random.default_rng(seed)
    missing = np.arange(1, stickers + 1)
    return rng.geometric(missing / stickers, size=(albums, stickers)).sum(axis=0)
