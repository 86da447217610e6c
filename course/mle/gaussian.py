"""The linear model with normal errors, fitted by maximum likelihood."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np

from course import ols


@dataclass(frozen=True)
class GaussianMLE:
    """A fit by maximum likelihood: the coefficients, both estimates of sigma, the likelihood.

    coef              (p,) coefficients, those of least squares
    sigma             sqrt(RSS / n), the maximum-likelihood estimate, in units of y
    sigma_unbiased    sqrt(RSS / (n - p)), whose square is unbiased; NaN where n = p
    log_likelihood    the log-likelihood at the maximum, in nats
    """

    coef: np.ndarray
    sigma: float
    sigma_unbiased: float
    log_likelihood: float


def gaussian_log_likelihood(X: Any, y: Any, coef: Any, sigma: float) -> float:
    """Return the log-likelihood of the model y ~ N(X b, sigma²), in nats.

    l(b, sigma) = -n/2 log(2 pi sigma²) - ||y - X b||² / (2 sigma²), the sum of the log densities of
    n independent observations.

    Parameters
    ----------
    X : (n, p) array-like
        The design matrix, with its constant column where one is wanted.
    y : (n,) array-like
        The response.
    coef : (p,) array-like
        The coefficients b.
    sigma : float
        The standard deviation of the errors, above zero, in units of y.

    Raises
    ------
    ValueError
        sigma is not a finite number above zero.

    References
    ----------
    Davison (2003), Statistical Models, section 8.2.

    Examples
    --------
    >>> round(gaussian_log_likelihood([[1.0]], [0.0], [0.0], 1.0), 6)
    -0.918939
    """
    if not (np.isfinite(sigma) and sigma > 0):
        raise ValueError(f"sigma is {sigma}: a standard deviation is a finite number above zero.")
    X, y, coef = (np.asarray(a, dtype=float) for a in (X, y, coef))
    z = (y - X @ coef) / sigma
    return float(-len(y) * (0.5 * np.log(2 * np.pi) + np.log(sigma)) - 0.5 * (z @ z))


def gaussian_mle(X: Any, y: Any) -> GaussianMLE:
    """Return the maximum-likelihood fit of y ~ N(X b, sigma²).

    Whatever sigma, the likelihood is largest where ||y - X b||² is smallest: b is that of least
    squares. Then d l / d sigma = -n/sigma + RSS/sigma³ = 0 at sigma² = RSS / n, and at the maximum
    l = -n/2 (log(2 pi sigma²) + 1).

    The estimate is too small on average, E[RSS / n] = sigma² (n - p) / n, because the fit has bent
    towards the data; RSS / (n - p) makes up for it.

    Parameters
    ----------
    X : (n, p) array-like
        The design matrix, with its constant column where one is wanted.
    y : (n,) array-like
        The response.

    Raises
    ------
    ValueError
        As `course.ols.fit` does; and where the model fits perfectly, since the likelihood then
        grows without bound as sigma goes to zero.

    References
    ----------
    Davison (2003), Statistical Models, section 8.2.

    Examples
    --------
    >>> fitted = gaussian_mle([[1], [1], [1], [1]], [1, 2, 3, 6])
    >>> fitted.coef.tolist(), round(fitted.sigma**2, 4), round(fitted.sigma_unbiased**2, 4)
    ([3.0], 3.5, 4.6667)
    """
    fitted = ols.fit(X, y)
    n = len(fitted.residuals)
    sigma = float(np.sqrt(np.mean(fitted.residuals**2)))
    scale = float(np.abs(np.asarray(y, dtype=float)).max())
    if fitted.df_resid == 0 or sigma <= 1e-14 * scale:
        raise ValueError(
            "The model fits every observation: the likelihood has no maximum, it grows without bound "
            "as sigma goes to zero. Use more observations than coefficients, or a simpler model."
        )
    return GaussianMLE(
        coef=fitted.coef,
        sigma=sigma,
        sigma_unbiased=float(fitted.sigma),
        log_likelihood=-0.5 * n * (np.log(2 * np.pi * sigma**2) + 1),
    )
