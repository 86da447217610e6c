"""What may be asked of `sample_size`, kind by kind. No answer is one of the public checks'."""

import numpy as np
from scipy import stats

from autograder.authors import asked, kind, number, truth, whole_number
from course import ols

DOMAIN = {
    "half_width": number(above=0),
    "sigma": number(above=0),
    "half_range": number(above=0),
    "efficiency": number(above=0, high=1),
    "n_params": whole_number(1, 50),
    "level": number(above=0, below=1),
}


@truth(what="the number of runs")
def right(half_width, sigma, half_range, efficiency=1.0, n_params=2, level=0.95):
    return ols.sample_size(
        half_width,
        sigma,
        half_range=half_range,
        efficiency=efficiency,
        n_params=n_params,
        level=level,
    )


def _least(rng, n, sigma=None, half_range=None, efficiency=1.0, n_params=2, level=0.95):
    """Arguments to which the answer is n: what is wanted lies well between n and n - 1 runs."""
    sigma = float(rng.uniform(0.5, 50)) if sigma is None else sigma
    half_range = float(rng.uniform(0.5, 50)) if half_range is None else half_range
    near = np.array([n, max(n - 1, n_params + 1)])
    t = stats.t.isf((1 - level) / 2, near - n_params)
    narrow, wide = t * sigma / (efficiency * half_range * np.sqrt(near))
    half_width = narrow + (wide - narrow) * rng.uniform(0.2, 0.8) if wide > narrow else 1.5 * narrow
    return float(half_width), sigma, half_range, efficiency, n_params, level


@kind("all six arguments at random", weight=2)
def all_six(rng):
    p, n = int(rng.integers(3, 9)), int(rng.integers(19, 31))
    efficiency, level = float(rng.uniform(0.3, 0.9)), float(rng.uniform(0.8, 0.99))
    return _least(rng, n, None, None, efficiency, p, level)


@kind("the three arguments that have no default")
def three(rng):
    return _least(rng, int(rng.integers(19, 31)))[:3]


@kind("a single coefficient, and an interval so wide that two runs are enough")
def one_degree(rng):
    return _least(rng, 2, n_params=1, level=0.8)


@kind("two degrees of freedom")
def two_degrees(rng):
    return _least(rng, 6, n_params=4, level=0.9)


@kind("more than thirty degrees of freedom")
def forty_degrees(rng):
    *others, p, level = _least(rng, int(rng.integers(40, 50)), n_params=3)
    return asked(*others, n_params=p, level=level)


@kind("more than a thousand runs")
def many_runs(rng):
    return _least(rng, int(rng.integers(1200, 1500)))[:3]


@kind("fifty coefficients")
def fifty_coefficients(rng):
    return _least(rng, int(rng.integers(65, 80)), n_params=50, efficiency=0.7)


@kind("an efficiency of a few per cent")
def low_efficiency(rng):
    return asked(*_least(rng, int(rng.integers(32, 50)), efficiency=0.04)[:3], efficiency=0.04)


@kind("a level above 99 %")
def high_level(rng):
    level = float(rng.uniform(0.995, 0.9999))
    return asked(*_least(rng, int(rng.integers(19, 31)), level=level)[:3], level=level)


@kind("a level below 50 %")
def low_level(rng):
    level = float(rng.uniform(0.1, 0.45))
    return asked(*_least(rng, int(rng.integers(5, 11)), level=level)[:3], level=level)


@kind("large units")
def large_units(rng):
    sigma, half_range = rng.uniform(1e9, 2e9), rng.uniform(1e4, 2e4)
    return _least(rng, 12, float(sigma), float(half_range), n_params=3)


@kind("small units")
def small_units(rng):
    sigma, half_range = rng.uniform(1e-8, 2e-8), rng.uniform(1e-4, 2e-4)
    return _least(rng, 20, float(sigma), float(half_range), n_params=4)


@kind("whole numbers")
def whole(rng):
    # Of none of these does the answer hang on the last digits.
    return 1.0, float(rng.integers(72, 97)), 30.0, 1.0, 5, 0.9
