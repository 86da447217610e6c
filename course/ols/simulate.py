"""Data of the running example of the chapter."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pandas as pd


def simulate(
    n: int,
    coef: Sequence[float] = (2.0, 3.0),
    intercept: float = 1.0,
    noise_sd: float = 100.0,
    low: float = 0.0,
    high: float = 100.0,
    *,
    rng: np.random.Generator | int | None = None,
) -> pd.DataFrame:
    """Return n draws of the regressors x1, x2, ... and of the response y, as a DataFrame.

    The model is y = intercept + coef[0] x1 + coef[1] x2 + ... + e, with every regressor uniform on
    (low, high) and e normal with mean 0 and standard deviation noise_sd, all independent. By
    default this is y = 2 x1 + 3 x2 + 1 + e. One generator gives the regressors first, row by row,
    then the errors: with the same seed and n, two values of noise_sd give the same regressors and
    errors in proportion.

    `rng` is a NumPy generator, or a seed for a new one (None: a fresh one at each call).
    Raises `ValueError` for n < 0, noise_sd < 0, low >= high, or anything not finite.

    >>> simulate(3, rng=1).columns.tolist()
    ['x1', 'x2', 'y']
    >>> exact = simulate(5, noise_sd=0, rng=1)
    >>> bool(np.allclose(exact["y"], 2 * exact["x1"] + 3 * exact["x2"] + 1))
    True
    """
    slopes = np.asarray(coef, dtype=np.float64)
    if slopes.ndim != 1 or not np.isfinite([*slopes, intercept, noise_sd, low, high]).all():
        raise ValueError("coef must be a flat list of numbers, and every argument must be finite.")
    if n < 0:
        raise ValueError(f"n is {n}: the number of observations cannot be negative.")
    if noise_sd < 0:
        raise ValueError(f"noise_sd is {noise_sd}: a standard deviation cannot be negative.")
    if not low < high:
        raise ValueError(f"low is {low} and high is {high}: low must be less than high.")
    generator = np.random.default_rng(rng)
    X = generator.uniform(low, high, size=(n, len(slopes)))
    noise = noise_sd * generator.standard_normal(n)
    columns = {f"x{j + 1}": X[:, j] for j in range(len(slopes))}
    return pd.DataFrame({**columns, "y": intercept + X @ slopes + noise})
