"""The hidden checks of `ep_site_update` beside those of its permitted inputs: properties."""

import numpy as np
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
    want = bpm.ep_site_update(mean, variance, precision, shift, label, noise)
    one = student.ep_site_update(mean, variance, precision, shift, label, noise)
    expect.close(one, want, what=PAIR)
    other = student.ep_site_update(-mean, variance, precision, -shift, -label, noise)
    expect.close(other, [want[0], -want[1]], what=PAIR)


def test_no_news(student, expect, rng):
    """A label that was certain beforehand leaves a flat site: precision 0, shift 0."""
    args, _ = _inputs(rng)
    expect.close(student.ep_site_update(*args), bpm.ep_site_update(*args), what=PAIR)
    label = int(rng.choice([-1, 1]))
    got = student.ep_site_update(label * rng.uniform(30, 60), 1.0, 0.0, 0.0, label)
    expect.close(got, [0.0, 0.0], atol=1e-6, what=PAIR)
