"""The hidden checks of `vaccine_efficacy` beside those of its permitted inputs: properties."""

import numpy as np
from scipy import stats

from course import ab


def _trial(rng):
    """Cases of both arms and the years that each was watched."""
    cases = int(rng.integers(2, 20)), int(rng.integers(25, 120))
    return *cases, float(rng.uniform(0.5, 1.5)), float(rng.uniform(2, 4))


def _got(student, expect, *args, **kwargs):
    return expect.array(student.vaccine_efficacy(*args, **kwargs), (3,), what="the array of three")


def _right(student, expect, cv, cp, yv, yp, prior=(0.700102, 1)):
    got = _got(student, expect, cv, cp, yv, yp, prior=prior)
    found = ab.vaccine_efficacy(cv, cp, (yv, yp), prior)
    low, high = found.interval()
    return expect.close(got, [low, found.quantile(0.5), high], atol=1e-6, what="the array of three")


def test_years_count_by_their_ratio(student, expect, rng):
    """Years or months make no difference; watched half as long, a vaccine prevented less."""
    cv, cp, yv, yp = _trial(rng)
    got = _right(student, expect, cv, cp, yv, yp)
    months = _got(student, expect, cv, cp, 12 * yv, 12 * yp)
    expect.close(months, got, atol=3e-6, what="the array in months")
    half = _got(student, expect, cv, cp, yv / 2, yp)
    expect.close(1 - half, 2 * (1 - got), atol=6e-6, what="the share that is not prevented")


def test_the_interval_holds_what_it_says(student, expect, rng):
    """Turned back into theta, half of the posterior lies on either side of the median."""
    (cv, cp, yv, yp), level = _trial(rng), float(rng.uniform(0.6, 0.98))
    got = _got(student, expect, cv, cp, yv, yp, level=level)
    expect.that(got < 1, "an efficacy of one or more: no vaccine prevents more than every case")
    odds = (1 - got) * yv / yp
    below = stats.beta.sf(odds / (1 + odds), 0.700102 + cv, 1 + cp)
    want = [(1 - level) / 2, 0.5, (1 + level) / 2]
    expect.close(below, want, rtol=0, atol=1e-4, what="the probability below each")


def test_arms_exchanged(student, expect, rng):
    """With a uniform prior and the arms exchanged, one minus the efficacy turns into its inverse."""
    cv, cp, yv, yp = _trial(rng)
    got = _right(student, expect, cv, cp, yv, yp, prior=(1, 1))
    back = _got(student, expect, cp, cv, yp, yv, prior=(1, 1))
    product = (1 - got) * (1 - back[::-1])
    expect.close(product, np.ones(3), rtol=1e-4, what="the product of both ratios")
