"""Unusual right answers to `ep_site_update`."""

import math
import warnings

import numpy as np
import pandas as pd
from scipy import integrate, optimize, special, stats

from autograder.authors import alternative


@alternative("by the derivatives of log Z, with the scaled complementary error function; a list")
def by_derivatives_of_log_z(mean, variance, site_precision, site_shift, label, noise_variance=1.0):
    tau = 1.0 / variance - site_precision
    if not tau > 0:
        raise ValueError("improper cavity")
    m, v = (mean / variance - site_shift) / tau, 1.0 / tau
    sd = math.sqrt(v + noise_variance)
    z = label * m / sd
    r = math.sqrt(2 / math.pi) / float(special.erfcx(-z / math.sqrt(2))) if z < 30 else 0.0
    slope, curvature = label * r / sd, r * (z + r) / sd**2
    print("z is", z)
    return [curvature / (1 - v * curvature), (slope + m * curvature) / (1 - v * curvature)]


@alternative("the score given a truncated normal: SciPy's truncnorm, then a regression; an array")
def by_a_truncated_normal(mean, variance, site_precision, site_shift, label, noise_variance=1.0):
    class EmptyCavity(ValueError):
        pass

    precision = 1 / variance - site_precision
    if precision <= 0:
        raise EmptyCavity
    m, v = (mean / variance - site_shift) / precision, 1 / precision
    total = v + noise_variance
    # label * (score + noise) is normal, and positive.
    low = -label * m / math.sqrt(total)
    if low < -30:
        return np.zeros(2)
    u_mean, u_variance = _moments_above(low)
    seen_mean = label * (label * m + math.sqrt(total) * u_mean)
    gain = v / total
    new_mean = m + gain * (seen_mean - m)
    new_variance = v * noise_variance / total + gain**2 * total * u_variance
    warnings.warn("this is only a warning", stacklevel=1)
    return np.array([1 / new_variance, new_mean / new_variance]) - [precision, m * precision]


def _moments_above(low):
    """Mean and variance of a standard normal above `low`."""
    u_mean = stats.truncnorm.mean(low, np.inf)
    return u_mean, 1 + low * u_mean - u_mean**2


@alternative("moments by quadrature around the peak of the log density; a pandas Series")
def by_quadrature(mean, variance, site_precision, site_shift, label, noise_variance=1.0):
    precision, shift = 1 / variance - site_precision, mean / variance - site_shift
    if precision <= 0:
        raise ValueError(f"cavity precision {precision}")
    # In units of the cavity's standard deviation, whatever those of the score are.
    sd = 1 / math.sqrt(precision)
    m, ratio = shift / precision / sd, sd / math.sqrt(noise_variance)

    def log_density(s):
        return special.log_ndtr(label * s * ratio) - (s - m) ** 2 / 2

    width = abs(m) + 10
    peak = optimize.minimize_scalar(
        lambda s: -log_density(s), bounds=(m - width, m + width), method="bounded"
    ).x
    top = log_density(peak)
    moments = [
        integrate.quad(
            lambda s, k=k: (s - peak) ** k * math.exp(log_density(s) - top),
            peak - 12,
            peak + 12,
            epsabs=1e-13,
            epsrel=1e-12,
            limit=400,
        )[0]
        for k in range(3)
    ]
    first = moments[1] / moments[0]
    new_variance = (moments[2] / moments[0] - first**2) * sd**2
    new_mean = (peak + first) * sd
    return pd.Series(
        {"precision": 1 / new_variance - precision, "shift": new_mean / new_variance - shift}
    )


@alternative("NumPy scalars all the way, in terms of 1 + v times the curvature, as arrays of one")
def numpy_scalars(mean, variance, site_precision, site_shift, label, noise_variance=1.0):
    mean, variance, noise = (np.array([x], dtype=float) for x in (mean, variance, noise_variance))
    tau = 1 / variance - site_precision
    if (tau <= 0).any():
        raise ValueError
    v = np.reciprocal(tau)
    m = v * (mean / variance - site_shift)
    z = label * m / np.hypot(np.sqrt(v), np.sqrt(noise))
    log_r = -0.5 * z**2 - 0.5 * np.log(2 * np.pi) - special.log_ndtr(z)
    r = np.exp(log_r)
    d = r * (z + r)
    w = v + noise - v * d
    return (d / w).item(), ((m * d + label * r * np.sqrt(v + noise)) / w).item()
