"""Item statistics of classical test theory: how hard an exercise is, and how well it tells apart."""

from __future__ import annotations

import math
from collections.abc import Sequence

import msgspec
import numpy as np


class Discrimination(msgspec.Struct, frozen=True):
    """A corrected item-total correlation, the students it rests on, and a 95 % interval for it.

    The interval is Fisher's; it needs four students, and below that there is none.
    """

    value: float
    students: int
    interval: tuple[float, float] | None


def difficulty(shares: Sequence[float | None]) -> float | None:
    """Return the mean share of the points; open scores are left out. None where no score is known."""
    known = [s for s in shares if s is not None]
    return float(np.mean(known)) if known else None


def discrimination(scores: Sequence[Sequence[float | None]], item: int) -> Discrimination | None:
    """Return the correlation of one exercise's score with the sum of the others, over students.

    `scores` has a row a student. "Corrected": the exercise itself is not in the sum, with which it
    would correlate for that reason alone. Students with an open score have no sum and are left out.
    None where no correlation is defined: under three students, or no spread on either side.
    """
    whole = [row for row in scores if all(s is not None for s in row)]
    if len(whole) < 3:
        return None
    table = np.array(whole, dtype=float)
    own, rest = table[:, item], np.delete(table, item, axis=1).sum(axis=1)
    if _constant(own) or _constant(rest):
        return None
    value = float(np.clip(np.corrcoef(own, rest)[0, 1], -1.0, 1.0))
    return Discrimination(value, len(whole), _fisher(value, len(whole)))


def _constant(values: np.ndarray) -> bool:
    # Sums of points differ by rounding alone.
    return bool(np.ptp(values) <= 1e-9 * max(1.0, float(np.abs(values).max())))


def _fisher(r: float, n: int) -> tuple[float, float] | None:
    if n < 4:
        return None
    if abs(r) == 1.0:
        return r, r
    half = 1.959964 / math.sqrt(n - 3)
    return math.tanh(math.atanh(r) - half), math.tanh(math.atanh(r) + half)
