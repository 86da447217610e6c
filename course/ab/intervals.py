"""Rates that make sense, and the shortest interval of a distribution."""

from __future__ import annotations

from collections.abc import Callable

from scipy import optimize


def check_rates(rate_a: float, rate_b: float) -> None:
    """Raise `ValueError` unless both are numbers from 0 to 1."""
    for name, rate in (("rate_a", rate_a), ("rate_b", rate_b)):
        if not 0 <= rate <= 1:
            raise ValueError(f"{name} is {rate}: a rate is a number from 0 to 1.")


def shortest(quantile: Callable[[float], float], level: float) -> tuple[float, float]:
    """Return the shortest interval that holds `level`, of a density with one top.

    >>> from scipy import special
    >>> low, high = shortest(lambda q: float(special.ndtri(q)), 0.95)
    >>> round(low, 3), round(high, 3)
    (-1.96, 1.96)
    """
    outside = 1 - level

    def width(left: float) -> float:
        return quantile(left + level) - quantile(left)

    # The width is flat around its least value, so a coarse place gives a fine width.
    found = optimize.minimize_scalar(
        width, bounds=(outside * 1e-6, outside * (1 - 1e-6)), method="bounded",
        options={"xatol": outside * 1e-5},
    )  # fmt: skip
    left = float(found.x)
    return quantile(left), quantile(left + level)
