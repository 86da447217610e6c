"""The hidden checks of `profile_interval` beside those of its permitted inputs: properties."""

import numpy as np
from scipy import special, stats


def _fall(e, sigma):
    """Twice the fall of the profile from its maximum to sigma."""
    u = np.mean(e**2) / np.asarray(sigma) ** 2
    return len(e) * (u - np.log(u) - 1)


def _pair(student, expect, *args, **kwargs):
    got = expect.array(student.profile_interval(*args, **kwargs), (2,), what="the interval")
    expect.that(got > 0, "a bound of sigma is not above zero")
    return got


def _right(student, expect, e, level):
    got = _pair(student, expect, e, level)
    u = -special.lambertw(-np.exp(-1 - stats.chi2.ppf(level, 1) / len(e)), [-1, 0]).real
    return expect.close(got, np.sqrt(np.mean(e**2) / u), what="the interval")


def test_the_profile_has_fallen_by_half_the_quantile_at_both_bounds(student, expect, rng):
    """Twice the fall is the quantile of chi-squared, at the lower bound and at the upper."""
    for n in (4, 15):
        e, level = rng.normal(size=n), float(rng.uniform(0.6, 0.97))
        low, high = _pair(student, expect, e, level)
        estimate = np.sqrt(np.mean(e**2))
        expect.that(low < estimate < high, "the most likely sigma is not inside the interval")
        c = stats.chi2.ppf(level, 1)
        expect.close(_fall(e, [low, high]), [c, c], rtol=2e-5, what="twice the fall at the bounds")


def test_units_scale_both_bounds(student, expect, rng):
    """In cents instead of euros both bounds are a hundred times larger."""
    e = rng.normal(size=7)
    euros = _right(student, expect, e, 0.95)
    expect.close(_pair(student, expect, 100 * e), 100 * euros, what="the interval in other units")


def test_a_higher_level_is_wider_on_both_sides(student, expect, rng):
    """The interval at a level lies inside that at a higher one."""
    e = rng.normal(size=9)
    inner = _right(student, expect, e, 0.5)
    for level in (0.8, 0.95, 0.99):
        outer = _pair(student, expect, e, level)
        expect.that(
            (outer[0] < inner[0]) & (outer[1] > inner[1]),
            "a higher level is not wider on both sides",
        )
        inner = outer


def test_intervals_of_many_studies_cover_as_often_as_they_should(student, expect, rng):
    """Of 200 samples of ten, as many 80 % intervals hold the true sigma as those of the definition."""
    e = rng.normal(size=(200, 10))
    got = np.array([_pair(student, expect, one, 0.8) for one in e])
    share = np.mean((got[:, 0] <= 1) & (got[:, 1] >= 1))
    right = np.mean([_fall(one, 1.0) <= stats.chi2.ppf(0.8, 1) for one in e])
    expect.close(share, right, atol=1e-12, what="the share of intervals that hold the true sigma")
