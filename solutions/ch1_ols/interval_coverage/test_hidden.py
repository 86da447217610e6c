"""The hidden checks of `interval_coverage` beside those of its permitted inputs: properties."""

import numpy as np
import pytest

from course import ols

WHAT = "the array of shares"


def _simulated(rng, n, p, m):
    """A design, m samples of n responses on it, each with a noise of its own, and the truth."""
    X = np.column_stack([np.ones(n), rng.normal(2, 3, size=(n, p - 1))])
    coef = rng.normal(0, 5, size=p)
    noise = rng.normal(size=(m, n)) * np.exp(rng.normal(0, 2, size=(m, 1)))
    return X, X @ coef + noise, coef


def _want(X, Y, coef, level=0.95):
    bounds = np.array([ols.fit(X, y).conf_int(level=level) for y in Y])
    return np.mean((bounds[:, :, 0] <= coef) & (coef <= bounds[:, :, 1]), axis=0)


@pytest.mark.weight(2)
def test_the_share_is_the_level(student, expect, rng):
    """With normal noise, 3000 samples of five or six observations cover as often as promised.

    Five standard errors of a share are allowed. A right answer falls outside with a probability of
    about one in a million for each share, five in a million for the check.
    """
    for n, p in ((5, 3), (6, 2)):
        level = float(rng.uniform(0.8, 0.95))
        X, Y, coef = _simulated(rng, n, p, 3000)
        exact = ols.coverage(X, coef, sigma=1.0, level=level, samples=1).iloc[0]["exact"]
        got = expect.array(student.interval_coverage(X, Y, coef, level=level), (p,), what=WHAT)
        allowed = 5 * np.sqrt(exact * (1 - exact) / 3000)
        expect.that(np.abs(got - exact) < allowed, "a share is too far from the level")


def test_a_plane_added_to_every_sample(student, expect, rng):
    """Add a plane to all responses and its coefficients to the truth: the shares stay."""
    X, Y, coef = _simulated(rng, 6, 3, 200)
    before = expect.close(student.interval_coverage(X, Y, coef), _want(X, Y, coef), what=WHAT)
    plane = rng.normal(0, 5, size=3)
    after = student.interval_coverage(X, Y + X @ plane, coef + plane)
    expect.close(after, before, what="the array of shares with a plane added")


def test_other_units_of_each_input(student, expect, rng):
    """Measure each input in other units, and its coefficient with it: the shares stay."""
    X, Y, coef = _simulated(rng, 7, 3, 200)
    want = _want(X, Y, coef, 0.8)
    before = expect.close(student.interval_coverage(X, Y, coef, 0.8), want, what=WHAT)
    units = np.array([1.0, 60.0, 0.01])
    after = student.interval_coverage(X * units, Y, coef / units, 0.8)
    expect.close(after, before, what="the array of shares in other units")


def test_halves_of_the_samples_average(student, expect, rng):
    """The share of all samples is the mean of the shares of their two halves."""
    X, Y, coef = _simulated(rng, 5, 2, 400)
    whole = student.interval_coverage(X, Y, coef, 0.7)
    want = _want(X, Y[:200], coef, 0.7)
    first = expect.close(student.interval_coverage(X, Y[:200], coef, 0.7), want, what=WHAT)
    second = expect.array(student.interval_coverage(X, Y[200:], coef, 0.7), (2,), what=WHAT)
    expect.close(whole, (first + second) / 2, what="the array of shares of all samples")
