"""Data of the running example: groups with lines of their own, seen through measurement error."""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np
import pandas as pd
from numpy.typing import NDArray

Array = NDArray[np.float64]


@dataclass(frozen=True, eq=False)
class Simulated:
    """Data as a study would have them, and beside them what no study has: the truth.

    `data` has the columns group, x_obs and y_obs, one row an observation. `x` and `y` are the true
    values behind x_obs and y_obs; `alpha` and `beta` the intercept and slope of each group. The
    other fields are the arguments of `simulate`.
    """

    data: pd.DataFrame
    x: Array
    y: Array
    alpha: Array
    beta: Array
    mu_alpha: float
    sigma_alpha: float
    mu_beta: float
    sigma_beta: float
    sigma_x: float
    sigma_y: float


def simulate(
    n_groups: int = 10,
    group_size: int = 20,
    *,
    mu_alpha: float = 2.0,
    sigma_alpha: float = 2.0,
    mu_beta: float = 2.0,
    sigma_beta: float = 1.0,
    sigma_x: float = 0.5,
    sigma_y: float = 1.0,
    rng: np.random.Generator | int | None = None,
) -> Simulated:
    """Return n_groups times group_size observations of noisy x and y, with their true values.

    The model, for an observation in group g:

        alpha[g] ~ N(mu_alpha, sigma_alpha²)      beta[g] ~ N(mu_beta, sigma_beta²)
        x ~ N(0, 1)                               x_obs ~ N(x, sigma_x²)
        y ~ N(alpha[g] + beta[g] x, 1)            y_obs ~ N(y, sigma_y²)

    `sigma_x` and `sigma_y` are standard deviations of the instruments; the 1 in the line of y is
    noise of nature, which no better instrument takes away. One generator gives alpha, beta, x, and
    the three kinds of noise, each whole: with the same seed and sizes, another sigma gives the same
    draws in proportion.

    `rng` is a NumPy generator, or a seed for a new one (None: a fresh one at each call).
    Raises `ValueError` for a negative size or standard deviation, or anything not finite.

    >>> study = simulate(3, 4, sigma_x=0, rng=1)
    >>> study.data.columns.tolist(), study.alpha.shape
    (['group', 'x_obs', 'y_obs'], (3,))
    >>> bool((study.data["x_obs"] == study.x).all())
    True
    """
    if n_groups < 0 or group_size < 0:
        raise ValueError(
            f"n_groups is {n_groups} and group_size {group_size}: neither can be negative."
        )
    given = {
        "mu_alpha": mu_alpha,
        "sigma_alpha": sigma_alpha,
        "mu_beta": mu_beta,
        "sigma_beta": sigma_beta,
        "sigma_x": sigma_x,
        "sigma_y": sigma_y,
    }
    for name, value in given.items():
        if not math.isfinite(value) or (name.startswith("sigma") and value < 0):
            raise ValueError(
                f"{name} is {value}: it must be finite, and a standard deviation not negative."
            )
    generator = np.random.default_rng(rng)
    n = n_groups * group_size
    group = np.repeat(np.arange(n_groups), group_size)
    alpha = mu_alpha + sigma_alpha * generator.standard_normal(n_groups)
    beta = mu_beta + sigma_beta * generator.standard_normal(n_groups)
    x = generator.standard_normal(n)
    y = alpha[group] + beta[group] * x + generator.standard_normal(n)
    x_obs = x + sigma_x * generator.standard_normal(n)
    y_obs = y + sigma_y * generator.standard_normal(n)
    data = pd.DataFrame({"group": group, "x_obs": x_obs, "y_obs": y_obs})
    return Simulated(data=data, x=x, y=y, alpha=alpha, beta=beta, **given)
