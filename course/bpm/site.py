"""One step of expectation propagation: remove a site, tilt, match moments, divide."""

from __future__ import annotations

import math
from typing import NamedTuple

from course.bpm.probit import check_gaussian, check_observation, hazard


class Site(NamedTuple):
    """A Gaussian factor exp(-precision s² / 2 + shift s) in natural parameters.

    `precision` is one over the variance and `shift` is the mean times the precision. Factors
    multiply where these add. `Site(0.0, 0.0)` is the flat factor, which says nothing: it has
    neither a mean nor a variance, and is the reason for natural parameters.
    """

    precision: float
    shift: float

    @property
    def mean(self) -> float:
        """Shift over precision. Raises `ZeroDivisionError` for a flat factor."""
        return self.shift / self.precision

    @property
    def variance(self) -> float:
        """One over the precision. Raises `ZeroDivisionError` for a flat factor."""
        return 1 / self.precision


FLAT = Site(0.0, 0.0)


def ep_site_update(
    mean: float,
    variance: float,
    site_precision: float,
    site_shift: float,
    label: int,
    noise_variance: float = 1.0,
) -> Site:
    """Return the new site of one label: what the label adds to all that the others say.

    The score s of a datum has the approximate posterior N(mean, variance), of which the datum's
    old site is a factor. The update takes it out, puts the exact likelihood
    Phi(label s / sqrt(noise_variance)) in, matches mean and variance, and divides:

        cavity     precision 1 / variance - site_precision,
                   shift     mean / variance - site_shift
        tilted     mean' and variance' of cavity times likelihood: see `tilted_moments`
        new site   precision 1 / variance' - cavity precision,
                   shift     mean' / variance' - cavity shift

    Parameters
    ----------
    mean, variance : float
        Of the score under the current approximation; variance > 0.
    site_precision, site_shift : float
        The old site in natural parameters; 0 and 0 where the label was not used yet.
    label : +1 or -1
        The side of zero on which score plus noise was seen.
    noise_variance : float
        Of the normal noise that is added to the score.

    Raises
    ------
    ValueError
        The cavity has no variance, since the site to take out is as precise as the whole; or an
        argument that makes no sense by itself. The message says which.

    References
    ----------
    Minka (2001), A family of algorithms for approximate Bayesian inference, section 3.4;
    Rasmussen and Williams (2006), section 3.6.

    Examples
    --------
    >>> new = ep_site_update(0.0, 1.0, 0.0, 0.0, +1)
    >>> round(new.precision, 6), round(new.shift, 6)
    (0.466942, 0.827634)
    """
    check_gaussian(mean, variance)
    precision = 1 / variance - site_precision
    if not (math.isfinite(site_precision) and math.isfinite(site_shift)):
        raise ValueError(
            f"the site has precision {site_precision} and shift {site_shift}: both must be finite."
        )
    if not precision > 0:
        raise ValueError(
            f"the site has precision {site_precision} and the score, of which it is a part, "
            f"{1 / variance}: without the site nothing would be left. Is the variance that of the "
            "approximation with this site in it?"
        )
    shift = mean / variance - site_shift
    return from_cavity(shift / precision, 1 / precision, label, noise_variance)


def from_cavity(mean: float, variance: float, label: int, noise_variance: float = 1.0) -> Site:
    """Return the site of one label, given the score without it: N(mean, variance).

    With v the cavity's variance, n the noise variance, z and r as in `tilted_moments`,
    d = r (z + r) and w = n + v (1 - d), the two subtractions of `ep_site_update` come to

        precision = d / w
        shift     = mean d / w + label r sqrt(v + n) / w

    in which nothing cancels. d lies between 0 and 1: a probit site never has negative precision.

    Raises `ValueError` as `tilted_moments` does.

    A label that was as good as certain beforehand is no news, and its site is all but flat:

    >>> from_cavity(40.0, 1.0, +1).precision < 1e-150
    True
    """
    check_gaussian(mean, variance)
    check_observation(label, noise_variance)
    root = math.sqrt(variance + noise_variance)
    r, d, left = hazard(label * mean / root)
    width = noise_variance + variance * left
    return Site(precision=d / width, shift=(mean * d + label * r * root) / width)
