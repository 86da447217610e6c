"""Three estimates of the standard deviation of normal errors, and how far off each is on average."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
from scipy import special

from course import ols


@dataclass(frozen=True)
class SigmaEstimates:
    """Three answers to "how noisy", in units of y, from the same residuals.

    ml          sqrt(RSS / n): the likelihood is largest there
    reml        sqrt(RSS / (n - p)): the restricted likelihood is; its square is unbiased
    unbiased    the one before over `c4(n - p)`: unbiased itself, if the errors are normal
    """

    ml: float
    reml: float
    unbiased: float


@dataclass(frozen=True)
class SigmaBias:
    """The average of each estimate over many samples, in units of the true sigma.

    mean         the averages: one is what an unbiased estimate has
    std_error    their standard errors, from the samples
    expected     what they tend to, in closed form
    """

    mean: SigmaEstimates
    std_error: SigmaEstimates
    expected: SigmaEstimates


def c4(df: int) -> float:
    """Return E[s] / sigma, where s² is the unbiased estimate of sigma² on df degrees of freedom.

    c4 = sqrt(2 / df) Gamma((df + 1) / 2) / Gamma(df / 2), about 1 - 1 / (4 df): the root of an
    unbiased estimate is too small, because a root bends downwards (Jensen's inequality).

    Raises
    ------
    ValueError
        df is below 1.

    References
    ----------
    Holtzman (1950), The unbiased estimate of the population variance and standard deviation,
    American Journal of Psychology 63, 615-617.

    Examples
    --------
    >>> round(c4(1), 6), round(c4(9), 6)
    (0.797885, 0.972659)
    """
    if df < 1:
        raise ValueError(f"df is {df} but must be at least 1: without them there is no estimate.")
    return float(np.sqrt(2 / df) * np.exp(special.gammaln((df + 1) / 2) - special.gammaln(df / 2)))


def _degrees(X: np.ndarray) -> tuple[int, int]:
    n, p = X.shape
    if n <= p:
        raise ValueError(
            f"X has {n} rows and {p} columns: sigma can be estimated where rows outnumber columns."
        )
    return n, p


def _estimates(rss: Any, n: int, p: int) -> tuple[Any, Any, Any]:
    reml = np.sqrt(rss / (n - p))
    return np.sqrt(rss / n), reml, reml / c4(n - p)


def sigma_estimates(X: Any, y: Any) -> SigmaEstimates:
    """Return the maximum-likelihood, the restricted and the unbiased estimate of sigma.

    ml² = RSS / n, reml² = RSS / (n - p), unbiased = reml / c4(n - p), in units of y.

    Parameters
    ----------
    X : (n, p) array-like
        The design matrix, with n > p.
    y : (n,) array-like
        The response.

    Raises
    ------
    ValueError
        n is not above p; and as `course.ols.fit` does.

    References
    ----------
    Patterson and Thompson (1971), Recovery of inter-block information when block sizes are unequal,
    Biometrika 58, 545-554.

    Examples
    --------
    >>> found = sigma_estimates([[1], [1], [1], [1]], [1, 2, 3, 6])
    >>> round(found.ml, 4), round(found.reml, 4), round(found.unbiased, 4)
    (1.8708, 2.1602, 2.3447)
    """
    X = np.asarray(X, dtype=float)
    n, p = _degrees(X)
    residuals = ols.fit(X, y).residuals
    return SigmaEstimates(*(float(s) for s in _estimates(residuals @ residuals, n, p)))


def restricted_log_likelihood(X: Any, y: Any, sigma: float) -> float:
    """Return the restricted log-likelihood of sigma in the model y ~ N(X b, sigma²), in nats.

    l_R = -(n - p)/2 log(2 pi sigma²) - log|X'X| / 2 - RSS / (2 sigma²): the likelihood integrated
    over b with a flat prior, or that of n - p contrasts which b does not enter. It is largest at
    sigma² = RSS / (n - p).

    Parameters
    ----------
    X : (n, p) array-like
        The design matrix, with n > p.
    y : (n,) array-like
        The response.
    sigma : float
        The standard deviation of the errors, above zero, in units of y.

    Raises
    ------
    ValueError
        sigma is not a finite number above zero, or n is not above p; and as `course.ols.fit` does.

    References
    ----------
    Harville (1974), Bayesian inference for variance components using only error contrasts,
    Biometrika 61, 383-385.

    Examples
    --------
    >>> X, y = [[1], [1], [1], [1]], [1, 2, 3, 6]
    >>> [round(restricted_log_likelihood(X, y, s), 4) for s in (2.0, 14**0.5 / 3**0.5, 2.3)]
    [-7.2794, -7.2606, -7.2719]
    """
    if not (np.isfinite(sigma) and sigma > 0):
        raise ValueError(f"sigma is {sigma}: a standard deviation is a finite number above zero.")
    X = np.asarray(X, dtype=float)
    n, p = _degrees(X)
    z = ols.fit(X, y).residuals / sigma
    log_det = 2 * np.log(np.abs(np.diag(np.linalg.qr(X, mode="r")))).sum()
    return float(
        -(n - p) * (0.5 * np.log(2 * np.pi) + np.log(sigma)) - 0.5 * log_det - 0.5 * (z @ z)
    )


def simulate_sigma_bias(X: Any, n_samples: int, rng: np.random.Generator) -> SigmaBias:
    """Return the average of the three estimates of sigma over simulated data, in units of sigma.

    Each sample draws y ~ N(X b, 1) and fits it; the residuals do not depend on b, which is zero here.
    In closed form E[reml] = c4(n - p) sigma and E[ml] = sqrt((n - p) / n) c4(n - p) sigma.

    Parameters
    ----------
    X : (n, p) array-like
        The design matrix, of full rank, with n > p.
    n_samples : int
        How many data sets are drawn, at least 2.
    rng : numpy.random.Generator
        Where the draws come from.

    Raises
    ------
    ValueError
        n is not above p, or n_samples is below 2.

    Examples
    --------
    >>> X = np.column_stack([np.ones(5), np.arange(5)])
    >>> found = simulate_sigma_bias(X, 2000, np.random.default_rng(1))
    >>> round(found.expected.ml, 3), round(found.expected.reml, 3), round(found.expected.unbiased, 3)
    (0.714, 0.921, 1.0)
    >>> abs(found.mean.unbiased - 1) < 5 * found.std_error.unbiased
    True
    """
    X = np.asarray(X, dtype=float)
    n, p = _degrees(X)
    if n_samples < 2:
        raise ValueError(f"n_samples is {n_samples} but must be at least 2.")
    basis = np.linalg.qr(X)[0]
    errors = rng.normal(size=(n_samples, n))
    residuals = errors - errors @ basis @ basis.T
    found = _estimates(np.sum(residuals**2, axis=1), n, p)
    root = np.sqrt(n_samples)
    return SigmaBias(
        mean=SigmaEstimates(*(float(s.mean()) for s in found)),
        std_error=SigmaEstimates(*(float(s.std(ddof=1) / root) for s in found)),
        expected=SigmaEstimates(float(np.sqrt((n - p) / n)) * c4(n - p), c4(n - p), 1.0),
    )
