"""Levels and rates: probabilities strictly between 0 and 1."""

from __future__ import annotations


def checked_level(level: float, name: str = "level") -> float:
    """Return a probability strictly between 0 and 1, or raise `ValueError`.

    >>> checked_level(0.95)
    0.95
    """
    if not 0 < level < 1:
        raise ValueError(
            f"{name} is {level!r} but must lie strictly between 0 and 1: write 0.95 for 95 %."
        )
    return float(level)
