"""Unusual right answers to `full_album`."""

import random

import numpy as np

from autograder.authors import alternative


@alternative("pack by pack, all albums that are not full at once")
def pack_by_pack(stickers, albums, seed):
    rng = np.random.default_rng(seed)
    seen = np.zeros((albums, stickers), dtype=bool)
    packs = np.zeros(albums, dtype=int)
    while not seen.all():
        waiting = np.flatnonzero(~seen.all(axis=1))
        seen[waiting, rng.integers(stickers, size=len(waiting))] = True
        packs[waiting] += 1
    return packs


@alternative("Python's own generator and sets, as a list")
def with_sets(stickers, albums, seed):
    draw = random.Random(int(seed))
    found = []
    for _ in range(albums):
        album, packs = set(), 0
        while len(album) < stickers:
            album.add(draw.randrange(int(stickers)))
            packs += 1
        found.append(packs)
    return found


@alternative("waits from uniform numbers, as floats")
def inverse_transform(stickers, albums, seed):
    rng = np.random.default_rng(seed)
    total = np.ones(albums)
    for missing in range(1, stickers):
        wait = np.log(1 - rng.random(albums)) / np.log(1 - missing / stickers)
        total += 1 + np.floor(wait)
    return total
