"""The right answers of the course: what its checks compare a student's answer with."""

from __future__ import annotations

from fractions import Fraction
from math import comb

import numpy as np


def shared_birthday(people: int, days: int = 365) -> float:
    """Return the probability that at least two of `people` have the same birthday, exactly.

    The formula is 1 - (days / days) ((days - 1) / days) ..., in whole numbers throughout.
    """
    differ = Fraction(1)
    for taken in range(people):
        differ *= Fraction(max(days - taken, 0), days)
    return float(1 - differ)


def packs_mean(stickers: int) -> float:
    """Return the mean number of packs that fill an album: stickers (1 + 1/2 + ... + 1/stickers)."""
    return float(stickers * np.sum(1 / np.arange(1, stickers + 1)))


def packs_std(stickers: int) -> float:
    """Return the standard deviation of the number of packs: each wait is geometric, and all are added."""
    chance = np.arange(1, stickers + 1) / stickers
    return float(np.sqrt(np.sum((1 - chance) / chance**2)))


def full_within(stickers: int, packs: int) -> float:
    """Return the probability that an album is full after so many packs, by inclusion and exclusion."""
    share = (Fraction(stickers - missing, stickers) ** packs for missing in range(stickers + 1))
    return float(sum((-1) ** j * comb(stickers, j) * one for j, one in enumerate(share)))
