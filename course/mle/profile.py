"""Profile-likelihood intervals of the Gaussian linear model, in closed form."""

from __future__ import annotations

from typing import Any

import numpy as np
from scipy import special, stats

from course import ols
from course._levels import checked_level
from course.mle.gaussian import gaussian_mle


def sigma_profile_interval(X: Any, y: Any, *, level: float = 0.95) -> np.ndarray:
    """Return the profile-likelihood interval of sigma, lower bound first, shape (2,), in units of y.

    The profile l_p(sigma) is the log-likelihood with the coefficients at their best, and the interval
    holds each sigma with 2 (l_max - l_p(sigma)) <= c, where c is the quantile of chi-squared with one
    degree of freedom at `level`. With u = ml² / sigma² this is u - log u - 1 <= c / n, whose ends are
    the two real branches of Lambert's W, u = -W(-exp(-1 - c/n)).

    The level is right for large n only (Wilks' theorem). The likelihood does not know that fitting p
    coefficients makes residuals small, so that with few observations the interval lies too low.

    Parameters
    ----------
    X : (n, p) array-like
        The design matrix, with its constant column where one is wanted.
    y : (n,) array-like
        The response.
    level : float
        The probability with which such intervals cover, strictly between 0 and 1.

    Raises
    ------
    ValueError
        level is not strictly between 0 and 1; and as `gaussian_mle` does.

    References
    ----------
    Davison (2003), Statistical Models, section 4.5.2. Corless et al. (1996), On the Lambert W function.

    Examples
    --------
    >>> sigma_profile_interval([[1], [1], [1], [1]], [1, 2, 3, 6]).round(4).tolist()
    [1.0647, 4.5879]
    """
    threshold = stats.chi2.ppf(checked_level(level), 1)
    fitted = gaussian_mle(X, y)
    at = -np.exp(-1 - threshold / len(np.asarray(y)))
    u = -special.lambertw(at, [-1, 0]).real
    return fitted.sigma / np.sqrt(u)


def coef_profile_intervals(X: Any, y: Any, *, level: float = 0.95) -> np.ndarray:
    """Return the profile-likelihood interval of each coefficient, shape (p, 2), lower bound first.

    With the other coefficients and sigma at their best, 2 (l_max - l_p(b)) = n log(1 + t² / (n - p)),
    where t is the distance of b from the estimate in standard errors. So the half-width is
    SE sqrt((n - p) (exp(c / n) - 1)), where c is the quantile of chi-squared with one degree of
    freedom at `level`. It tends to the normal quantile times SE, and for few observations it is
    narrower than Student's interval, which is exact.

    Parameters
    ----------
    X : (n, p) array-like
        The design matrix, with its constant column where one is wanted.
    y : (n,) array-like
        The response.
    level : float
        The probability with which such intervals cover, strictly between 0 and 1.

    Raises
    ------
    ValueError
        level is not strictly between 0 and 1; and as `gaussian_mle` does.

    References
    ----------
    Davison (2003), Statistical Models, section 4.5.2.

    Examples
    --------
    >>> coef_profile_intervals([[1], [1], [1], [1]], [1, 2, 3, 6]).round(4).tolist()
    [[0.6242, 5.3758]]
    """
    threshold = stats.chi2.ppf(checked_level(level), 1)
    gaussian_mle(X, y)  # refuses what has no maximum
    fitted = ols.fit(X, y)
    n = len(fitted.residuals)
    half = fitted.std_error * np.sqrt(fitted.df_resid * np.expm1(threshold / n))
    return np.column_stack([fitted.coef - half, fitted.coef + half])
