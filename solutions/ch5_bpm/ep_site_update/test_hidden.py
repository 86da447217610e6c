"""The hidden checks of `ep_site_update`."""

import numpy as np
import pytest
from scipy import integrate, special

from course import bpm

PAIR = "the pair of precision and shift"


def _inputs(rng):
    """A cavity, an old site, and the score that the two make; a label and a noise variance."""
    m, v = rng.normal(0, 2), rng.uniform(0.3, 3)
    precision, shift = rng.uniform(0.1, 2), rng.normal()
    variance = 1 / (1 / v + precision)
    label, noise = int(rng.choice([-1, 1])), rng.uniform(0.2, 3)
    return ((m / v + shift) * variance, variance, precision, shift, label, noise), (m, v)


@pytest.mark.weight(2)
def test_agrees_with_the_reference(student, expect, rng):
    """On random scores, sites and labels the new site is that of the reference."""
    for _ in range(6):
        args, _ = _inputs(rng)
        expect.close(student.ep_site_update(*args), bpm.ep_site_update(*args), what=PAIR)


def test_the_moments_match(student, expect, rng):
    """Cavity times new site has the mean and the variance of cavity times likelihood."""
    for _ in range(3):
        args, (m, v) = _inputs(rng)
        label, noise = args[4:]
        got = expect.array(student.ep_site_update(*args), (2,), what=PAIR)

        def moment(k, m=m, v=v, label=label, noise=noise):
            def density(s):
                likelihood = special.ndtr(label * s / np.sqrt(noise))
                return s**k * likelihood * np.exp(-((s - m) ** 2) / (2 * v))

            return integrate.quad(density, m - 12 * np.sqrt(v), m + 12 * np.sqrt(v), limit=200)[0]

        mean = moment(1) / moment(0)
        variance = moment(2) / moment(0) - mean**2
        precision = 1 / v + got[0]
        expect.that(precision > 0, "cavity times new site is not a Gaussian: its precision is <= 0")
        expect.close(
            [(m / v + got[1]) / precision, 1 / precision],
            [mean, variance],
            rtol=1e-5,
            what="the mean and variance of cavity times new site",
        )


def test_only_the_cavity_counts(student, expect, rng):
    """Score and old site may differ: with the same cavity, the new site is the same."""
    args, (m, v) = _inputs(rng)
    alone = (m, v, 0.0, 0.0, *args[4:])
    want = bpm.ep_site_update(*alone)
    expect.close(student.ep_site_update(*alone), want, what=PAIR)
    expect.close(student.ep_site_update(*args), want, what=PAIR)


def test_the_other_label_is_the_mirror_image(student, expect, rng):
    """With score, site and label mirrored, the precision stays and the shift changes its sign."""
    (mean, variance, precision, shift, label, noise), _ = _inputs(rng)
    one = student.ep_site_update(mean, variance, precision, shift, label, noise)
    one = expect.array(one, (2,), what=PAIR)
    other = student.ep_site_update(-mean, variance, precision, -shift, -label, noise)
    expect.close(other, [one[0], -one[1]], what=PAIR)


def test_units_of_the_score(student, expect, rng):
    """A score in units ten times smaller: precision by 1/100, shift by 1/10."""
    (mean, variance, precision, shift, label, noise), _ = _inputs(rng)
    one = student.ep_site_update(mean, variance, precision, shift, label, noise)
    one = expect.array(one, (2,), what=PAIR)
    other = student.ep_site_update(
        10 * mean, 100 * variance, precision / 100, shift / 10, label, 100 * noise
    )
    expect.close(other, [one[0] / 100, one[1] / 10], what=PAIR)


def test_a_great_surprise(student, expect, rng):
    """With the label forty-five to sixty standard deviations away, the site is still a number."""
    for _ in range(3):
        label, variance = int(rng.choice([-1, 1])), rng.uniform(0.5, 2)
        mean = -label * rng.uniform(45, 60) * np.sqrt(1 + variance)
        args = (mean, variance, 0.0, 0.0, label)
        expect.close(
            student.ep_site_update(*args),
            bpm.ep_site_update(*args),
            rtol=1e-3,  # the formulas of the statement lose digits here, and may
            what=PAIR,
            hint="phi(z) and Phi(z) are both zero there; the logarithms of both are not",
        )


def test_no_news(student, expect, rng):
    """A label that was certain beforehand leaves a flat site: precision 0, shift 0."""
    label = int(rng.choice([-1, 1]))
    got = student.ep_site_update(label * rng.uniform(30, 60), 1.0, 0.0, 0.0, label)
    expect.close(got, [0.0, 0.0], atol=1e-6, what=PAIR)


def test_a_cavity_of_negative_precision_is_refused(student, expect, rng):
    """An old site more precise than the score itself: a ValueError; one half as precise: a site."""
    variance = rng.uniform(0.5, 2)
    half = (0.3, variance, 0.5 / variance, 0.2, 1)
    expect.close(student.ep_site_update(*half), bpm.ep_site_update(*half), what=PAIR)
    expect.raises(
        ValueError,
        lambda: student.ep_site_update(0.3, variance, 1.5 / variance, 0.2, 1),
        hint="a negative precision is no Gaussian",
    )
