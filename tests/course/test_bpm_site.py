"""One EP update against high-precision arithmetic, quadrature and its own limits."""

import math

import mpmath
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from course import bpm
from course.bpm.probit import hazard
from course.bpm.site import from_cavity

usual = settings(max_examples=60, deadline=None)
means = st.floats(-30, 30)
variances = st.floats(1e-3, 1e3)
noises = st.floats(1e-3, 1e3)
labels = st.sampled_from([-1, 1])


def exact_moments(mean, variance, label, noise):
    """log Z, mean and variance by quadrature in fifty digits, around the peak of the product."""
    with mpmath.workdps(50):
        m, v, n = map(mpmath.mpf, (mean, variance, noise))

        def density(s):
            return mpmath.npdf(s, m, mpmath.sqrt(v)) * mpmath.ncdf(label * s / mpmath.sqrt(n))

        root = mpmath.sqrt(v)
        # The product peaks between the mean and the side that the label names.
        far = m + label * v * max(0, -label * m) / (v + n)
        grid = sorted({far + k * root for k in range(-14, 15, 2)} | {m + k * root for k in (-9, 9)})
        zero, one, two = (
            mpmath.quad(lambda s, k=k: s**k * density(s), grid, maxdegree=9) for k in range(3)
        )
        first = one / zero
        return float(mpmath.log(zero)), float(first), float(two / zero - first**2)


@pytest.mark.parametrize("z", [-1e8, -1e5, -300, -50, -12, -5.01, -4.99, -2, -0.3, 0, 1, 5, 20, 37])
def test_the_ratio_keeps_its_digits_in_both_tails(z):
    with mpmath.workdps(60):
        # Abramowitz and Stegun 26.2.12: the asymptotic series, where ncdf takes too long.
        t = mpmath.mpf(-z)
        if z < -1e3:
            mills = mpmath.nsum(
                lambda k: (-1) ** int(k) * mpmath.fac2(2 * int(k) - 1) / t ** (2 * int(k) + 1),
                [0, 12],
            )
            r = 1 / mills
        else:
            r = mpmath.npdf(z) / mpmath.ncdf(z)
        wanted = [float(x) for x in (r, r * (z + r), 1 - r * (z + r))]
    np.testing.assert_allclose(hazard(float(z)), wanted, rtol=2e-13)


@pytest.mark.parametrize(
    ("mean", "variance", "label", "noise"),
    [
        (0.0, 1.0, 1, 1.0),
        (1.5, 0.3, -1, 2.0),
        (-4.0, 2.0, 1, 0.5),
        (25.0, 3.0, -1, 1.0),
        (-0.2, 9.0, -1, 0.01),
        (3.0, 0.01, 1, 4.0),
    ],
)
def test_moments_are_those_of_quadrature(mean, variance, label, noise):
    got = bpm.tilted_moments(mean, variance, label, noise)
    np.testing.assert_allclose(got, exact_moments(mean, variance, label, noise), rtol=1e-11)


def test_without_noise_the_score_is_a_truncated_normal():
    got = bpm.tilted_moments(0.0, 4.0, -1, 0.0)
    half_normal = (math.log(0.5), -2 * math.sqrt(2 / math.pi), 4 * (1 - 2 / math.pi))
    np.testing.assert_allclose(got, half_normal, rtol=1e-14)


@usual
@given(means, variances, labels, noises)
def test_cavity_times_site_has_the_tilted_moments(mean, variance, label, noise):
    site = from_cavity(mean, variance, label, noise)
    tilted = bpm.tilted_moments(mean, variance, label, noise)
    precision = 1 / variance + site.precision
    assert site.precision >= 0
    assert tilted.variance <= variance * (1 + 1e-15)
    np.testing.assert_allclose(1 / precision, tilted.variance, rtol=1e-9)
    np.testing.assert_allclose(
        (mean / variance + site.shift) / precision, tilted.mean, rtol=1e-7, atol=1e-9
    )


@usual
@given(means, variances, labels, noises, st.floats(0, 50), st.floats(-50, 50))
def test_the_old_site_is_taken_out_whatever_it_is(mean, variance, label, noise, precision, shift):
    score_variance = 1 / (1 / variance + precision)
    score_mean = (mean / variance + shift) * score_variance
    got = bpm.ep_site_update(score_mean, score_variance, precision, shift, label, noise)
    wanted = from_cavity(mean, variance, label, noise)
    # Adding and subtracting the old site costs digits in proportion to its size.
    lost = 1 + precision * variance + abs(shift) * math.sqrt(variance)
    size = abs(wanted.shift) + 1 / math.sqrt(variance)
    assert got.precision == pytest.approx(wanted.precision, rel=1e-9 * lost, abs=1e-9 * lost)
    assert got.shift == pytest.approx(wanted.shift, rel=1e-9 * lost, abs=1e-8 * lost * size)


@usual
@given(means, variances, labels, noises)
def test_a_second_visit_changes_nothing(mean, variance, label, noise):
    first = from_cavity(mean, variance, label, noise)
    tilted = bpm.tilted_moments(mean, variance, label, noise)
    again = bpm.ep_site_update(tilted.mean, tilted.variance, *first, label, noise)
    scale = 1 + variance / tilted.variance
    np.testing.assert_allclose(again, first, rtol=1e-7 * scale, atol=1e-7 * scale)


@usual
@given(means, variances, labels, noises, st.floats(0.01, 100))
def test_mirrored_and_in_other_units(mean, variance, label, noise, unit):
    site = from_cavity(mean, variance, label, noise)
    mirrored = from_cavity(-mean, variance, -label, noise)
    assert mirrored == (site.precision, -site.shift)
    scaled = from_cavity(unit * mean, unit**2 * variance, label, unit**2 * noise)
    np.testing.assert_allclose(scaled.precision * unit**2, site.precision, rtol=1e-9)
    np.testing.assert_allclose(scaled.shift * unit, site.shift, rtol=1e-6, atol=1e-9)


def test_a_label_without_news_leaves_the_flat_site():
    certain = from_cavity(60.0, 1.0, +1)
    assert certain == bpm.FLAT
    deaf = from_cavity(0.3, 1.0, +1, noise_variance=1e12)
    np.testing.assert_allclose(deaf, [0.0, 0.0], atol=1e-5)


def test_a_great_surprise_moves_the_score_to_the_threshold_when_nothing_is_noise():
    tilted = bpm.tilted_moments(-1e6, 1.0, +1, 0.0)
    # Beyond a far threshold a normal is an exponential: mean and standard deviation 1 / t.
    np.testing.assert_allclose(tilted.variance, 1e-12, rtol=1e-6)
    site = from_cavity(-1e6, 1.0, +1, 0.0)
    assert site.precision == pytest.approx(1e12, rel=1e-6)


def test_a_flat_site_has_natural_parameters_and_no_mean():
    with pytest.raises(ZeroDivisionError):
        _ = bpm.FLAT.mean
    with pytest.raises(ZeroDivisionError):
        _ = bpm.FLAT.variance
    assert bpm.Site(4.0, 2.0).mean == 0.5 and bpm.Site(4.0, 2.0).variance == 0.25


@pytest.mark.parametrize(
    ("args", "part"),
    [
        ((1.0, 0.5, 2.0, 1.0, 1), "without the site nothing would be left"),
        ((1.0, 0.5, 3.0, 1.0, 1), "without the site nothing would be left"),
        ((1.0, 0.0, 0.0, 0.0, 1), "the variance above zero"),
        ((float("nan"), 1.0, 0.0, 0.0, 1), "must be finite"),
        ((1.0, 1.0, float("nan"), 0.0, 1), "precision nan"),
        ((1.0, 1.0, 0.0, float("inf"), 1), "both must be finite"),
        ((1.0, 1.0, 0.0, 0.0, 0), "write +1 or -1"),
        ((1.0, 1.0, 0.0, 0.0, 1, -1.0), "noise_variance is -1.0"),
    ],
)
def test_what_makes_no_sense_is_refused(args, part):
    with pytest.raises(ValueError) as caught:
        bpm.ep_site_update(*args)
    assert part in str(caught.value) and "\n" not in str(caught.value)
