"""Alpha spending: boundaries of a z test that is looked at again and again, with its error rate kept."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from functools import lru_cache
from typing import Literal

import numpy as np
from numpy.typing import NDArray
from scipy import optimize, special

from course._levels import checked_level

Array = NDArray[np.float64]
Spending = Literal["obrien_fleming", "pocock"]

_NODES, _WEIGHTS = np.polynomial.legendre.leggauss(700)
# In standard deviations: where the density of the statistic has ended below.
_FAR = 8.5

# How much of alpha is spent when a share t of the observations is in.
_SPENT: dict[str, Callable[[float, float], float]] = {
    "obrien_fleming": lambda alpha, t: float(
        2 * special.ndtr(special.ndtri(alpha / 2) / math.sqrt(t))
    ),
    "pocock": lambda alpha, t: alpha * math.log1p((math.e - 1) * t),
}


def spending_boundaries(
    looks: int | Sequence[float], alpha: float = 0.05, spending: Spending = "obrien_fleming"
) -> Array:
    """Return the z value that has to be exceeded at each look (k,), with alpha for all looks together.

    One-sided. The z statistics of the looks are those of a random walk seen at the shares t of its length:
    normal, with correlation sqrt(t_i / t_j). Each boundary is chosen so that the probability of crossing
    it for the first time is what the spending function has set aside for that look, alpha*(t_k) -
    alpha*(t_{k-1}); the density of walks that have not crossed is carried from look to look by quadrature.

    Parameters
    ----------
    looks : int or sequence of float
        The number of looks, equally spaced, or the shares of the observations that are in at each, rising
        up to 1.
    alpha : float
        The rate of false alarms of all looks together.
    spending : str
        "obrien_fleming", 2 - 2 Phi(z(1 - alpha / 2) / sqrt(t)): hardly anything at the beginning; or
        "pocock", alpha log(1 + (e - 1) t): about as much at each look.

    Raises
    ------
    ValueError
        No look, shares that do not rise from above 0 up to 1, an alpha outside (0, 1), another spending
        function.

    References
    ----------
    Lan and DeMets (1983), Discrete sequential boundaries for clinical trials, Biometrika 70, 659-663;
    Armitage, McPherson and Rowe (1969), JRSS A 132, 235-244.

    Examples
    --------
    >>> spending_boundaries(5, alpha=0.025).round(3).tolist()
    [4.877, 3.357, 2.68, 2.29, 2.031]
    """
    checked_level(alpha, "alpha")
    if spending not in _SPENT:
        raise ValueError(f"spending is {spending!r}: it is one of {', '.join(map(repr, _SPENT))}.")
    if isinstance(looks, int):
        if looks < 1:
            raise ValueError(f"looks is {looks}: there is at least one look.")
        looks = [(k + 1) / looks for k in range(looks)]
    shares = tuple(float(t) for t in looks)
    rising = all(s < t for s, t in zip((0.0, *shares), shares, strict=False))
    if not shares or not rising or abs(shares[-1] - 1) > 1e-12:
        raise ValueError(
            f"the shares {shares} have to rise, from above 0 up to 1 at the last look."
        )
    return _boundaries(shares, float(alpha), spending).copy()


@lru_cache(maxsize=64)
def _boundaries(shares: tuple[float, ...], alpha: float, spending: str) -> Array:
    spent = [0.0, *(_SPENT[spending](alpha, t) for t in shares)]
    found = []
    # The walk at the last look, W(t) = z sqrt(t): places, and the mass of uncrossed walks at each.
    places, mass = np.zeros(1), np.ones(1)
    time = 0.0
    for k, t in enumerate(shares):
        step = math.sqrt(t - time)
        wanted = spent[k + 1] - spent[k]

        def crossing(height: float, p: Array = places, m: Array = mass, s: float = step) -> float:
            return float(m @ special.ndtr((p - height) / s))

        low, high = -_FAR * math.sqrt(t), 40.0 * math.sqrt(t)
        if crossing(high) >= wanted:
            height = high  # so little is set aside that no float can tell it from nothing
        else:
            height = float(
                optimize.brentq(lambda h, f=crossing, w=wanted: f(h) - w, low, high, xtol=1e-13)  # type: ignore[misc]
            )
        found.append(height / math.sqrt(t))
        if t < shares[-1]:
            half = (height - low) / 2
            new = low + half * (1 + _NODES)
            kernel = np.exp(-np.square((new[:, None] - places) / step) / 2)
            density = kernel @ mass / (step * math.sqrt(2 * math.pi))
            places, mass, time = new, half * _WEIGHTS * density, t
    return np.array(found)
