"""Unusual right answers to `sample_size`."""

import math
import warnings

import numpy as np
from scipy import optimize, special, stats

from autograder.authors import alternative


@alternative(
    "a root found among real numbers and rounded up, as a float, with a print and a warning"
)
def root_rounded_up(half_width, sigma, half_range, efficiency=1.0, n_params=2, level=0.95):
    print("looking for n")
    warnings.warn("this is only a warning", stacklevel=1)
    target = half_width * half_range * efficiency / sigma

    def too_wide(n):
        return stats.t.ppf((1 + level) / 2, n - n_params) / math.sqrt(n) - target

    least = n_params + 1
    if too_wide(least) <= 0:
        return float(least)
    return float(np.ceil(optimize.brentq(too_wide, least, 1e7, xtol=1e-9)))


@alternative("doubling and halving, a NumPy integer, with type hints")
def by_halving(
    half_width: float,
    sigma: float,
    half_range: float,
    efficiency: float = 1.0,
    n_params: int = 2,
    level: float = 0.95,
) -> np.int64:
    def enough(n: int) -> bool:
        # The probability inside, rather than a quantile outside.
        c = half_width * half_range * efficiency * np.sqrt(n) / sigma
        return bool(2 * special.stdtr(n - n_params, c) - 1 >= level)

    low, high = n_params, n_params + 1
    while not enough(high):
        low, high = high, 2 * high
    while high - low > 1:
        middle = (low + high) // 2
        low, high = (low, middle) if enough(middle) else (middle, high)
    return np.int64(high)


@alternative("a table of many n at once, the answer as an array of one element")
def by_a_table(half_width, sigma, half_range, efficiency=1, n_params=2, level=0.95):
    most = 64
    while True:
        n = np.arange(n_params + 1, n_params + most)
        t = stats.t.ppf(1 - (1 - level) / 2, n - n_params)
        found = n[t * sigma / (efficiency * half_range) <= half_width * np.sqrt(n)]
        if found.size:
            return found[:1]
        most *= 4
