"""Moments of a Gaussian cut off by a probit likelihood, accurate in both tails."""

from __future__ import annotations

import math
from typing import NamedTuple

from scipy.special import erfcx, log_ndtr, ndtr

_TAIL = 5.0  # from here on the continued fraction converges in fewer terms than it is given
_TERMS = 80
_LOG_ROOT_TWO_PI = 0.5 * math.log(2 * math.pi)


class Tilted(NamedTuple):
    """What is left of N(mean, variance) after it was multiplied by a probit likelihood."""

    log_evidence: float
    mean: float
    variance: float


def tilted_moments(mean: float, variance: float, label: int, noise_variance: float = 1.0) -> Tilted:
    """Return log Z, mean and variance of N(s | mean, variance) Phi(label s / sd of the noise) / Z.

    With z = label mean / sqrt(variance + noise_variance) and r = phi(z) / Phi(z):

        log Z     = log Phi(z)
        mean'     = mean + label variance r / sqrt(variance + noise_variance)
        variance' = variance - variance² r (z + r) / (variance + noise_variance)

    Parameters
    ----------
    mean, variance : float
        Of the score before the label was seen; variance > 0.
    label : +1 or -1
        The side of zero on which score plus noise was seen.
    noise_variance : float
        Of the normal noise that is added to the score; 0 makes the likelihood a hard threshold.

    Raises
    ------
    ValueError
        variance not above 0, noise_variance below 0, a label other than +1 and -1, or anything
        not finite.

    References
    ----------
    Rasmussen and Williams (2006), Gaussian Processes for Machine Learning, section 3.9.

    Examples
    --------
    >>> tilted_moments(0.0, 1.0, +1).mean
    0.5641895835477563
    """
    check_gaussian(mean, variance)
    check_observation(label, noise_variance)
    total = variance + noise_variance
    z = label * mean / math.sqrt(total)
    ratio, _, left = hazard(z)
    share = variance / total
    return Tilted(
        log_evidence=float(log_ndtr(z)),
        mean=mean + label * variance * ratio / math.sqrt(total),
        # As a sum of positive parts: nothing cancels where the label is a great surprise.
        variance=variance * (noise_variance / total + share * left),
    )


def hazard(z: float) -> tuple[float, float, float]:
    """Return r = phi(z) / Phi(z), d = r (z + r) and 1 - d, all to nearly full relative accuracy.

    1 - d is the variance of a standard normal x given x > -z, and r its mean. Below z = -5 the
    difference z + r cancels; there the continued fraction of the Mills ratio gives, with t = -z,
    q = 1 / (t + 3 / (t + 4 / (t + ...))), s = z + r = 1 / (t + 2 q) and 1 - d = s (2 q - s).

    Source: Abramowitz and Stegun, 26.2.14.

    >>> r, d, left = hazard(-1e6)
    >>> round(r - 1e6, 9), round(left * 1e12, 6)
    (1e-06, 1.0)
    """
    if z > -_TAIL:
        if z < 0:
            r = math.sqrt(2 / math.pi) / float(erfcx(-z / math.sqrt(2)))
        else:
            r = math.exp(-0.5 * z * z - _LOG_ROOT_TWO_PI) / float(ndtr(z))
        d = r * (z + r)
        return r, d, 1 - d
    t = -z
    q = t
    for k in range(_TERMS, 2, -1):
        q = t + k / q
    q = 1 / q
    s = 1 / (t + 2 * q)
    r = t + s
    return r, r * s, s * (2 * q - s)


def check_gaussian(mean: float, variance: float) -> None:
    """Raise `ValueError` unless these are the mean and the variance of a Gaussian."""
    if not (math.isfinite(mean) and math.isfinite(variance) and variance > 0):
        raise ValueError(
            f"the mean is {mean} and the variance {variance}: both must be finite, and the "
            "variance above zero."
        )


def check_observation(label: int, noise_variance: float) -> None:
    """Raise `ValueError` unless the label is +1 or -1 and the noise variance is not negative."""
    if label not in (1, -1):
        raise ValueError(f"the label is {label!r}: write +1 or -1.")
    if not (math.isfinite(noise_variance) and noise_variance >= 0):
        raise ValueError(
            f"noise_variance is {noise_variance}: a variance is finite and not negative."
        )
