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


def gaussian_nll(y: Any, mean: Any, sigma: Any) -> float:
    """Return the negative log-likelihood of independent normal observations, in nats.

    -l = sum_i [ log(2 pi)/2 + log sigma_i + (y_i - mean_i)² / (2 sigma_i²) ]. The squared distance
    is formed in units of sigma, so that neither a very small nor a very large sigma overflows.

    Parameters
    ----------
    y : (n,) array-like
        The observations.
    mean : float or (n,) array-like
        The mean of every observation, or of each, in units of y.
    sigma : float or (n,) array-like
        The standard deviation of every observation, or of each, above zero, in units of y.

    Raises
    ------
    ValueError
        A sigma is not a finite number above zero, or a length is neither one number nor n.

    References
    ----------
    Murphy (2022), Probabilistic Machine Learning: An Introduction, section 4.2.5.

    Examples
    --------
    >>> round(gaussian_nll([5, 7], [4.7, 6.9], 0.5), 6)
    0.651583
    """
    y, mean, sigma = (np.asarray(a, dtype=float) for a in (y, mean, sigma))
    if any(a.shape not in ((), y.shape) for a in (mean, sigma)):
        raise ValueError(
            f"mean has the shape {mean.shape} and sigma {sigma.shape}: each must be one number or have "
            f"the shape of y, {y.shape}."
        )
    if not np.all(np.isfinite(sigma) & (sigma > 0)):
        raise ValueError("Every sigma must be a finite number above zero.")
    z = (y - mean) / sigma
    return float(np.sum(0.5 * np.log(2 * np.pi) + np.log(sigma) + 0.5 * z**2))
