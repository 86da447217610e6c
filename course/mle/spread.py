"""A linear model whose noise has a line of its own: log sigma is linear in the inputs."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from course import ols

Array = NDArray[np.float64]


@dataclass(frozen=True, eq=False)
class HeteroscedasticMLE:
    """A fit of y ~ N(X b, sigma²) with log sigma = Z g, by maximum likelihood.

    coef                   (p,) coefficients b of the mean
    std_error              (p,) their standard errors
    log_sigma_coef         (q,) coefficients g of log sigma
    log_sigma_std_error    (q,) their standard errors
    sigma                  (n,) the fitted standard deviation of each observation, in units of y
    log_likelihood         the log-likelihood at the maximum, in nats
    steps                  how many steps of Fisher scoring it took
    """

    coef: Array
    std_error: Array
    log_sigma_coef: Array
    log_sigma_std_error: Array
    sigma: Array
    log_likelihood: float
    steps: int


def heteroscedastic_mle(
    X: Any, y: Any, Z: Any = None, *, max_steps: int = 200
) -> HeteroscedasticMLE:
    """Return the maximum-likelihood fit of y ~ N(X b, sigma²) with log sigma = Z g.

    Least squares estimates a line and has no place for this: two data sets with the same line and
    different noise have the same fit. Here the noise is part of the model, and with it comes a weight
    for each observation. Fisher scoring alternates

        b  <-  argmin sum_i (y_i - x_i'b)² / sigma_i²         weighted least squares
        g  <-  g + (2 Z'Z)^-1 Z'(r² / sigma² - 1)             r = y - X b

    and halves a step that would lower the likelihood. The expected information is block diagonal, X'WX
    with W = diag(1 / sigma²) and 2 Z'Z; the standard errors are the roots of the diagonals of the inverses.

    Parameters
    ----------
    X : (n, p) array-like
        The design of the mean, with its constant column where one is wanted.
    y : (n,) array-like
        The response.
    Z : (n, q) array-like, optional
        The design of log sigma, with its constant column; X where it is left out.
    max_steps : int
        After how many steps to give up.

    Raises
    ------
    ValueError
        Z has not n rows or dependent columns; some observations are fitted perfectly, so that the
        likelihood has no maximum; no convergence within max_steps; and as `course.ols.fit` does.

    References
    ----------
    Harvey (1976), Estimating regression models with multiplicative heteroscedasticity, Econometrica
    44, 461-465.

    Examples
    --------
    >>> x = np.linspace(0, 1, 400)
    >>> X = np.column_stack([np.ones(400), x])
    >>> y = 1 + 2 * x + np.exp(-2 + 3 * x) * np.random.default_rng(1).normal(size=400)
    >>> found = heteroscedastic_mle(X, y)
    >>> bool(np.all(np.abs(found.log_sigma_coef - [-2, 3]) < 4 * found.log_sigma_std_error))
    True
    """
    first = ols.fit(X, y)
    X, y = np.asarray(X, dtype=float), np.asarray(y, dtype=float)
    Z = X if Z is None else np.asarray(Z, dtype=float)
    n = len(y)
    if Z.ndim != 2 or len(Z) != n or not np.isfinite(Z).all():
        raise ValueError(f"Z has the shape {Z.shape}: it must have {n} rows of finite numbers.")
    norms = np.linalg.norm(Z, axis=0)
    if not norms.all() or np.linalg.matrix_rank(Z / norms) < Z.shape[1]:
        raise ValueError("The columns of Z depend on each other linearly: leave one out.")
    # Orthonormal columns: the same model, whatever the units of Z.
    Q, R = np.linalg.qr(Z)
    unit = float(np.sqrt(np.mean(first.residuals**2)))
    if unit <= 1e-14 * float(np.abs(y).max()):
        raise ValueError(_PERFECT)
    coef, log_sigma = first.coef, Q @ (Q.T @ np.full(n, np.log(unit)))
    now = _log_likelihood(y - X @ coef, log_sigma)
    steps = 0
    while True:
        steps += 1
        if steps > max_steps:
            raise ValueError(
                f"The fit has not converged in {max_steps} steps. Give log sigma fewer columns."
            )
        before = now
        r = y - X @ coef
        direction = Q @ (Q.T @ (r**2 * np.exp(-2 * log_sigma) - 1)) / 2
        size = 1.0
        while size > 1e-12:
            proposed = log_sigma + size * direction
            if proposed.min() < np.log(unit) - 18:
                raise ValueError(_PERFECT)
            with np.errstate(over="ignore"):
                value = _log_likelihood(r, proposed)
            if value >= now:
                break
            size /= 2
        if size > 1e-12:
            log_sigma, now = proposed, value
        coef = _weighted(X, y, log_sigma)
        now = max(now, _log_likelihood(y - X @ coef, log_sigma))
        if now - before <= 1e-12 * n:
            break
    sigma = np.exp(log_sigma)
    weighted = np.linalg.qr(X / sigma[:, None], mode="r")
    return HeteroscedasticMLE(
        coef=coef,
        std_error=np.sqrt(np.sum(np.linalg.inv(weighted) ** 2, axis=1)),
        log_sigma_coef=np.linalg.solve(R, Q.T @ log_sigma),
        log_sigma_std_error=np.sqrt(np.sum(np.linalg.inv(R) ** 2, axis=1) / 2),
        sigma=sigma,
        log_likelihood=now,
        steps=steps,
    )


_PERFECT = (
    "The model fits some observations perfectly: the likelihood has no maximum, it grows without bound "
    "as their sigma goes to zero. Give log sigma fewer columns."
)


def _log_likelihood(r: Array, log_sigma: Array) -> float:
    z = r * np.exp(-log_sigma)
    return float(-np.sum(0.5 * np.log(2 * np.pi) + log_sigma + 0.5 * z**2))


def _weighted(X: Array, y: Array, log_sigma: Array) -> Array:
    # Relative weights alone count, so the largest is one.
    root = np.exp(log_sigma.min() - log_sigma)
    scale = np.linalg.norm(X, axis=0)
    found = np.linalg.lstsq(root[:, None] * X / scale, root * y, rcond=None)[0]
    return found / scale
