"""The density of the model with the true x integrated out, in NumPy: what PyMC should compute."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

Array = NDArray[np.float64]

_LOG_ROOT_TWO_PI = 0.5 * math.log(2 * math.pi)
NAMES = ("mu_alpha", "sigma_alpha", "mu_beta", "sigma_beta", "alpha", "beta")


@dataclass(frozen=True)
class Priors:
    """Priors of the four numbers that the groups share; all are standard deviations or scales.

    mu_alpha ~ N(0, mu_sd²) and mu_beta ~ N(0, mu_sd²); sigma_alpha and sigma_beta ~
    HalfNormal(sigma_scale), the absolute value of a N(0, sigma_scale²).
    """

    mu_sd: float = 5.0
    sigma_scale: float = 3.0


PRIORS = Priors()


def reliability(sigma_x: float) -> float:
    """Return the share of the variance of x_obs that is variance of x, 1 / (1 + sigma_x²).

    It is also the slope of the regression of x on x_obs, hence the factor by which measurement
    error shrinks a slope. x has variance 1; `sigma_x` is the error's standard deviation.

    >>> reliability(0.0), reliability(0.5)
    (1.0, 0.8)
    """
    return 1 / (1 + sigma_x**2)


def marginal_log_likelihood(
    x_obs: Any, y_obs: Any, group: Any, sigma_x: float, sigma_y: float, *, alpha: Any, beta: Any
) -> float:
    """Return log p(y_obs | x_obs, alpha, beta), with the true x integrated out.

    With L = `reliability(sigma_x)`, an observation in group g has

        x | x_obs ~ N(L x_obs, L sigma_x²)
        y_obs | x_obs ~ N(alpha[g] + beta[g] L x_obs, beta[g]² L sigma_x² + 1 + sigma_y²)

    where the second argument is a variance: what is left unknown about x, times the slope squared;
    the unit noise of y; and the error of the instrument. p(x_obs) holds no parameter and is left out.

    Parameters
    ----------
    x_obs, y_obs : (n,) array-like
    group : n integers from 0
        To which entry of alpha and beta an observation belongs.
    sigma_x, sigma_y : float
        Standard deviations of the measurement errors.
    alpha, beta : (n_groups,) array-like

    Raises
    ------
    ValueError
        Lengths that differ, a group without an entry, or a negative standard deviation.

    References
    ----------
    Fuller (1987), Measurement Error Models, section 1.2; Carroll, Ruppert, Stefanski and
    Crainiceanu (2006), Measurement Error in Nonlinear Models, section 3.2.

    Examples
    --------
    >>> found = marginal_log_likelihood([1.0], [3.0], [0], 0.5, 1.0, alpha=[1.0], beta=[2.0])
    >>> round(found, 6)
    -1.46232
    """
    x, y, g = _data(x_obs, y_obs, group, sigma_x, sigma_y)
    a, b = np.asarray(alpha, dtype=float), np.asarray(beta, dtype=float)
    if a.ndim != 1 or a.shape != b.shape or (len(g) and g.max() >= len(a)):
        raise ValueError(
            f"alpha has shape {a.shape} and beta {b.shape}, and the groups go up to "
            f"{g.max(initial=-1)}: give one intercept and one slope for each group."
        )
    share = reliability(sigma_x)
    variance = b[g] ** 2 * share * sigma_x**2 + 1 + sigma_y**2
    residual = y - a[g] - b[g] * share * x
    return float(np.sum(-0.5 * residual**2 / variance - 0.5 * np.log(variance) - _LOG_ROOT_TWO_PI))


def marginal_log_density(
    x_obs: Any,
    y_obs: Any,
    group: Any,
    sigma_x: float,
    sigma_y: float,
    point: Mapping[str, Any],
    priors: Priors = PRIORS,
) -> float:
    """Return the log of the joint density of parameters and y_obs at one point.

    The sum of `marginal_log_likelihood`, of alpha[g] ~ N(mu_alpha, sigma_alpha²) and
    beta[g] ~ N(mu_beta, sigma_beta²) over the groups, and of the `priors`. `point` names mu_alpha,
    sigma_alpha, mu_beta, sigma_beta, alpha and beta, each in its own units: no logarithm of a
    sigma, no Jacobian. -inf where a sigma is negative or zero.

    Raises `ValueError` where a name is missing or unknown, and as `marginal_log_likelihood` does.

    >>> point = {"mu_alpha": 0, "sigma_alpha": 1, "mu_beta": 0, "sigma_beta": 1,
    ...          "alpha": [1.0], "beta": [2.0]}
    >>> round(marginal_log_density([1.0], [3.0], [0], 0.5, 1.0, point), 6)
    -13.616868
    """
    if set(point) != set(NAMES):
        raise ValueError(
            f"the point names {', '.join(sorted(point))}: it must name {', '.join(NAMES)}."
        )
    p = {name: np.asarray(value, dtype=float) for name, value in point.items()}
    found = marginal_log_likelihood(
        x_obs, y_obs, group, sigma_x, sigma_y, alpha=p["alpha"], beta=p["beta"]
    )
    for name in ("alpha", "beta"):
        mean, sd = float(p[f"mu_{name}"]), float(p[f"sigma_{name}"])
        if sd <= 0:
            return -math.inf
        found += _normal(mean, 0.0, priors.mu_sd)
        found += math.log(2) + _normal(sd, 0.0, priors.sigma_scale)
        found += _normal(p[name], mean, sd)
    return found


def _normal(value: Any, mean: float, sd: float) -> float:
    z = (np.asarray(value) - mean) / sd
    return float(np.sum(-0.5 * z**2 - math.log(sd) - _LOG_ROOT_TWO_PI))


def _data(
    x_obs: Any, y_obs: Any, group: Any, sigma_x: float, sigma_y: float
) -> tuple[Array, Array, NDArray[np.int64]]:
    """The data as arrays, or a `ValueError` that says what does not fit."""
    x, y = np.asarray(x_obs, dtype=float), np.asarray(y_obs, dtype=float)
    g = np.asarray(group)
    if x.ndim != 1 or x.shape != y.shape or x.shape != g.shape:
        raise ValueError(
            f"x_obs has shape {x.shape}, y_obs {y.shape} and group {g.shape}: give flat lists of "
            "one length."
        )
    if len(g) and (not np.equal(np.mod(g, 1), 0).all() or g.min() < 0):
        raise ValueError("group must hold whole numbers from 0: the places of alpha and beta.")
    for name, sd in (("sigma_x", sigma_x), ("sigma_y", sigma_y)):
        if not (math.isfinite(sd) and sd >= 0):
            raise ValueError(f"{name} is {sd}: a standard deviation is finite and not negative.")
    return x, y, g.astype(np.int64)
