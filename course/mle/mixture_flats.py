"""Simulated prices of flats in three districts, of which only area and price were recorded."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Array = NDArray[np.float64]

# Price at 0 m² and price of a square metre, in thousands of euros: outskirts, old town, river bank.
FLAT_COEFS = ((30.0, 2.0), (40.0, 4.0), (60.0, 7.0))


@dataclass(frozen=True, eq=False)
class Flats:
    """Simulated flats, as `simulate_flats` returns them. The district is the hidden variable.

    area        (n,) living area in m²
    price       (n,) price in thousands of euros
    district    (n,) 0, 1 or 2: what nobody wrote down
    X           (n, 2) the design: a constant and the area
    """

    area: Array
    price: Array
    district: NDArray[np.int64]

    @property
    def X(self) -> Array:
        return np.column_stack([np.ones(len(self.area)), self.area])


def simulate_flats(
    n: int = 300,
    *,
    weights: Sequence[float] = (1 / 3, 1 / 3, 1 / 3),
    sigmas: Sequence[float] = (25.0, 25.0, 25.0),
    seed: int = 0,
) -> Flats:
    """Return n simulated flats: area, price, and the district that decides what a m² costs.

    The district is k with probability w_k, the area uniform on 25 to 120 m², and the price normal
    around a_k + b_k area with standard deviation s_k, in thousands of euros; (a_k, b_k) are
    `FLAT_COEFS`. Equal weights and one sigma, the default, is the simplest mixture.

    Raises
    ------
    ValueError
        n is below 1; weights or sigmas are not three; weights are no probabilities; or a sigma is
        negative.

    Examples
    --------
    >>> flats = simulate_flats(4, seed=1)
    >>> flats.X.shape, flats.district.tolist()
    ((4, 2), [1, 2, 0, 2])
    """
    w, s = np.asarray(weights, dtype=float), np.asarray(sigmas, dtype=float)
    if n < 1 or w.shape != (3,) or s.shape != (3,) or w.min() < 0 or abs(w.sum() - 1) > 1e-8:
        raise ValueError(
            "give at least one flat, and for each of the three districts a weight and a sigma; the "
            "weights add up to 1."
        )
    if not (s >= 0).all():
        raise ValueError("sigmas have to be zero or above.")
    rng = np.random.default_rng(seed)
    district = rng.choice(3, size=n, p=w)
    area = rng.uniform(25, 120, size=n)
    a, b = np.array(FLAT_COEFS)[district].T
    return Flats(area, a + b * area + s[district] * rng.normal(size=n), district)
