"""What may be asked of `ep_site_update`, kind by kind."""

import numpy as np

from autograder.authors import asked, choice, kind, number, refused, truth
from course import bpm

DOMAIN = {
    "mean": number(),
    "variance": number(above=0),
    "site_precision": number(low=0),
    "site_shift": number(),
    "label": choice(1, -1),
    "noise_variance": number(above=0),
}


# Textbooks take phi / Phi by logarithms, which is right to about 1e-6 at z = -48.
@truth(what="the pair of precision and shift", rtol=2e-5, atol=0)
def right(mean, variance, site_precision, site_shift, label, noise_variance=1.0):
    return tuple(
        bpm.ep_site_update(mean, variance, site_precision, site_shift, label, noise_variance)
    )


def _with_site(m, v, site, label, noise):
    """The arguments at which the cavity has mean m and variance v and the old site is `site`."""
    precision, shift = site
    variance = 1 / (1 / v + precision)
    return (m / v + shift) * variance, variance, precision, shift, label, noise


def _at(rng, z, v, noise, label, site=None):
    """The arguments at which the label lies z standard deviations on its own side."""
    site = (rng.uniform(0.1, 2) / v, rng.normal() / np.sqrt(v)) if site is None else site
    return _with_site(label * z * np.sqrt(v + noise), v, site, label, noise)


@kind("a score, an old site and noise of any size")
def ordinary(rng):
    return _at(rng, rng.uniform(-2, 2), rng.uniform(1.5, 3), rng.uniform(0.2, 0.8), 1)


@kind("noise whose variance is left out")
def default_noise(rng):
    return _at(rng, rng.uniform(-2, 2), rng.uniform(1.5, 3), 1.0, -1)[:5]


@kind("whole numbers")
def whole(rng):
    mean, shift, noise = (int(rng.integers(2, 5)) for _ in range(3))
    return mean, 2, 0, -shift, -1, noise


@kind("a score at zero that no site is in yet")
def first_visit(rng):
    return asked(0.0, rng.uniform(2, 4), 0.0, 0.0, -1, noise_variance=rng.uniform(0.2, 0.7))


@kind("an old site that is all but as precise as the score")
def nearly_all(rng):
    variance = rng.uniform(0.3, 0.5)
    return rng.uniform(-0.1, 0.1), variance, 0.99 / variance, rng.uniform(-0.1, 0.1), 1, 2.0


@kind("a label that is a great surprise", weight=2)
def great_surprise(rng):
    return _at(rng, -rng.uniform(40, 48), rng.uniform(0.5, 2), rng.uniform(0.2, 2), 1)


@kind("a great surprise at a label of -1 and the first visit")
def other_surprise(rng):
    return _at(rng, -rng.uniform(40, 48), rng.uniform(2, 9), 1.0, -1, (0.0, 0.0))[:5]


@kind("a label that is a surprise")
def surprise(rng):
    return _at(rng, -rng.uniform(6, 12), rng.uniform(0.5, 2), rng.uniform(0.2, 2), -1)


@kind("a label that was very likely beforehand")
def likely(rng):
    return _at(rng, rng.uniform(3, 5.5), rng.uniform(0.5, 2), rng.uniform(0.2, 2), 1)


@kind("a cavity that is far wider than the noise")
def wide(rng):
    return _at(rng, -rng.uniform(0.5, 3), rng.uniform(2e3, 9e3), rng.uniform(0.5, 2), 1)


@kind("a cavity that is far narrower than the noise")
def narrow(rng):
    return _at(rng, rng.uniform(0.5, 2), rng.uniform(2e-3, 9e-3), rng.uniform(0.5, 2), -1)


@kind("a score in units in which its numbers are large")
def large_units(rng):
    v, noise = rng.uniform(2, 5) * 1e12, rng.uniform(0.5, 2) * 1e12
    return _at(rng, -rng.uniform(1, 2), v, noise, -1, (1 / v, -rng.uniform(1, 2) / np.sqrt(v)))


@kind("a score in units in which its numbers are small")
def small_units(rng):
    v, noise = rng.uniform(2, 5) * 1e-12, rng.uniform(0.5, 2) * 1e-12
    return _at(rng, rng.uniform(1, 2), v, noise, 1, (1 / v, rng.uniform(1, 2) / np.sqrt(v)))


@refused("an old site as precise as the score", beside=nearly_all)
def nothing_left(rng):
    variance = 0.5 ** int(rng.integers(1, 4))
    return 0.5, variance, 1 / variance, rng.normal(), 1


@refused("an old site more precise than the score", beside=ordinary)
def less_than_nothing(rng):
    variance = rng.uniform(0.5, 2)
    return rng.normal(), variance, 1.5 / variance, rng.normal(), -1, 0.5
