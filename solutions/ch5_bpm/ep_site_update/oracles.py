"""Outside truth for `ep_site_update`: the moments of the tilted distribution, integrated or known."""

import mpmath
import numpy as np
from scipy import integrate, special, stats

from autograder.authors import Agreement, oracle
from course import bpm


def _state(rng):
    """A score with an old site in it that leaves a cavity, a label and a noise."""
    cavity_precision, cavity_shift = rng.uniform(0.2, 3), rng.normal(0, 2)
    site = rng.uniform(0, 2), rng.normal()
    variance = 1 / (cavity_precision + site[0])
    mean = variance * (cavity_shift + site[1])
    asked = (mean, variance, *site, int(rng.choice([-1, 1])), rng.uniform(0.2, 3))
    return asked, cavity_precision, cavity_shift


def _site(mean, variance, cavity_precision, cavity_shift):
    return 1 / variance - cavity_precision, mean / variance - cavity_shift


@oracle("SciPy's adaptive quadrature of cavity times likelihood")
def quadrature(student, rng):
    asked, precision, shift = _state(rng)
    label, noise = asked[4], asked[5]
    centre, width = shift / precision, 1 / np.sqrt(precision)

    def moment(k):
        def f(s):
            return (
                s**k * stats.norm.pdf(s, centre, width) * special.ndtr(label * s / np.sqrt(noise))
            )

        ends = centre - 12 * width, centre + 12 * width
        return integrate.quad(f, *ends, epsabs=0, epsrel=1e-12, limit=400)[0]

    mass = moment(0)
    mean = moment(1) / mass
    variance = moment(2) / mass - mean**2
    ours = bpm.ep_site_update(*asked)
    return Agreement(
        student.ep_site_update(*asked),
        (ours.precision, ours.shift),
        _site(mean, variance, precision, shift),
        rtol=1e-6,
        atol=1e-8,
    )


@oracle("mpmath, forty digits, from the derivatives of the log of the normalising constant")
def mpmath_derivatives(student, rng):
    asked, precision, shift = _state(rng)
    label, noise = asked[4], asked[5]
    with mpmath.workdps(40):
        v = 1 / mpmath.mpf(precision)
        m = mpmath.mpf(shift) * v

        def log_mass(t):
            return mpmath.log(mpmath.ncdf(label * t / mpmath.sqrt(v + noise)))

        mean = m + v * mpmath.diff(log_mass, m)
        variance = v + v**2 * mpmath.diff(log_mass, m, 2)
        outside = [float(x) for x in _site(mean, variance, precision, shift)]
    ours = bpm.ep_site_update(*asked)
    return Agreement(
        student.ep_site_update(*asked), (ours.precision, ours.shift), outside, rtol=1e-7, atol=1e-9
    )


@oracle("mpmath, sixty digits, far out and where the label was likely")
def mpmath_far_out(student, rng):
    z = rng.uniform(-48, 5)
    v, noise = rng.uniform(0.2, 5), rng.uniform(0.2, 5)
    label = int(rng.choice([-1, 1]))
    asked = (label * z * np.sqrt(v + noise), v, 0.0, 0.0, label, noise)
    with mpmath.workdps(60):
        m, v = mpmath.mpf(asked[0]), mpmath.mpf(v)
        root = mpmath.sqrt(v + noise)
        z = label * m / root
        r = mpmath.npdf(z) * 2 / mpmath.erfc(-z / mpmath.sqrt(2))
        variance = v - v**2 * r * (z + r) / root**2
        mean = m + label * v * r / root
        outside = [float(x) for x in _site(mean, variance, 1 / v, m / v)]
    ours = bpm.ep_site_update(*asked)
    return Agreement(
        student.ep_site_update(*asked), (ours.precision, ours.shift), outside, rtol=1e-6, atol=0
    )
