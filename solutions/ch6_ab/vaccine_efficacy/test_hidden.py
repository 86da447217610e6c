"""The hidden checks of `vaccine_efficacy`."""

import numpy as np
import pytest
from scipy import stats

from course import ab


def _trial(rng):
    """Cases of both arms and the years that each was watched."""
    cases = int(rng.integers(0, 20)), int(rng.integers(10, 120))
    return *cases, float(rng.uniform(0.5, 4)), float(rng.uniform(0.5, 4))


def _got(student, expect, *args, **kwargs):
    return expect.array(student.vaccine_efficacy(*args, **kwargs), (3,), what="the array of three")


@pytest.mark.weight(2)
def test_agrees_with_the_reference(student, expect, rng):
    """Trials of several sizes, with the prior of the protocol and with others."""
    for _ in range(4):
        trial, level = _trial(rng), float(rng.uniform(0.5, 0.99))
        prior = tuple(float(x) for x in rng.uniform(0.5, 3, size=2))
        for choice in ({}, {"prior": prior}):
            found = ab.vaccine_efficacy(*trial[:2], years=trial[2:], **choice)
            low, high = found.interval(level)
            got = _got(student, expect, *trial, level=level, **choice)
            want = [low, found.quantile(0.5), high]
            expect.close(got, want, atol=1e-7, what="the array of three")


def test_years_count_by_their_ratio(student, expect, rng):
    """Years or months make no difference; watched half as long, a vaccine prevented less."""
    cv, cp, yv, yp = _trial(rng)
    got = _got(student, expect, cv, cp, yv, yp)
    months = _got(student, expect, cv, cp, 12 * yv, 12 * yp)
    expect.close(months, got, atol=1e-7, what="the array in months")
    half = _got(student, expect, cv, cp, yv / 2, yp)
    expect.close(1 - half, 2 * (1 - got), atol=1e-7, what="the share that is not prevented")


def test_the_interval_holds_what_it_says(student, expect, rng):
    """Turned back into theta, half of the posterior lies on either side of the median."""
    (cv, cp, yv, yp), level = _trial(rng), float(rng.uniform(0.6, 0.98))
    got = _got(student, expect, cv, cp, yv, yp, level=level)
    expect.that(got < 1, "an efficacy of one or more: no vaccine prevents more than every case")
    odds = (1 - got) * yv / yp
    below = stats.beta.sf(odds / (1 + odds), 0.700102 + cv, 1 + cp)
    want = [(1 - level) / 2, 0.5, (1 + level) / 2]
    expect.close(below, want, rtol=0, atol=1e-6, what="the probability below each")


def test_many_cases_approach_the_ratio_of_rates(student, expect, rng):
    """With many cases all three are close to one minus the ratio of the observed rates."""
    cv, cp, yv, yp = _trial(rng)
    many = 10**7
    ratio = ((cv + 1) / yv) / (cp / yp)
    got = _got(student, expect, many * (cv + 1), many * cp, yv, yp)
    expect.close(1 - got, np.full(3, ratio), rtol=5e-3, atol=0, what="the share not prevented")


def test_arms_exchanged(student, expect, rng):
    """With a uniform prior and the arms exchanged, one minus the efficacy turns into its inverse."""
    cv, cp, yv, yp = _trial(rng)
    got = _got(student, expect, cv, cp, yv, yp, prior=(1, 1))
    back = _got(student, expect, cp, cv, yp, yv, prior=(1, 1))
    product = (1 - got) * (1 - back[::-1])
    expect.close(product, np.ones(3), rtol=1e-5, what="the product of both ratios")
