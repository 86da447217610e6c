"""The hidden checks of `efficiency` beside those of its permitted inputs: properties."""

import numpy as np

from course import ols

WHAT = "the array of efficiencies"


def _design(rng, k):
    """A random design of some runs with k correlated inputs, and a box around it."""
    n = int(rng.integers(3 * k + 2, 30))
    X = rng.normal(size=(n, k)) @ rng.normal(size=(k, k)) + 0.5 * rng.normal(size=(n, k))
    X = X * rng.uniform(0.5, 5, size=k) + rng.normal(0, 3, size=k)
    low = X.min(axis=0) - rng.uniform(0.1, 2, size=k)
    high = X.max(axis=0) + rng.uniform(0.1, 2, size=k)
    return X, low, high


def _want(X, low, high):
    box = {f"x{j + 1}": (low[j], high[j]) for j in range(X.shape[1])}
    return ols.efficiency(X, box=box)[list(box)]


def test_it_is_spread_over_the_root_of_the_inflation(student, expect, rng):
    """P is s / S over the root of the variance inflation: spread, and independence of the others."""
    X, low, high = _design(rng, 3)
    spread = X.std(axis=0) / ((high - low) / 2)
    inflation = np.diag(np.linalg.inv(np.corrcoef(X, rowvar=False)))
    expect.close(student.efficiency(X, low, high), spread / np.sqrt(inflation), what=WHAT)


def test_degrees_fahrenheit_or_celsius(student, expect, rng):
    """Other units, with another zero, for both the inputs and the box: the same efficiencies."""
    X, low, high = _design(rng, 2)
    before = expect.close(student.efficiency(X, low, high), _want(X, low, high), what=WHAT)
    after = student.efficiency(32 + 1.8 * X, 32 + 1.8 * low, 32 + 1.8 * high)
    expect.close(after, before, what="the array of efficiencies in other units")


def test_every_run_made_twice(student, expect, rng):
    """Every run made twice: smaller standard errors, for twice the runs, at the same efficiency."""
    X, low, high = _design(rng, 2)
    once = expect.close(student.efficiency(X, low, high), _want(X, low, high), what=WHAT)
    twice = student.efficiency(np.vstack([X, X]), low, high)
    expect.close(twice, once, what="the array of efficiencies with every run made twice")


def test_a_box_three_times_as_wide(student, expect, rng):
    """The same runs in a box three times as wide, around the same centre: a third each."""
    X, low, high = _design(rng, 3)
    before = expect.close(student.efficiency(X, low, high), _want(X, low, high), what=WHAT)
    wide = student.efficiency(X, 2 * low - high, 2 * high - low)
    expect.close(3 * expect.array(wide, (3,)), before, what="the array of efficiencies, times 3,")


def test_no_design_in_the_box_exceeds_one(student, expect, rng):
    """Whatever the runs, as long as they stay in the box: efficiencies between 0 and 1."""
    low, high = np.array([-3.0, 10.0]), np.array([-1.0, 50.0])
    for n in (5, 12):
        X = rng.uniform(low, high, size=(n, 2))
        got = expect.array(student.efficiency(X, low, high), (2,), what=WHAT)
        expect.that((got > 0) & (got <= 1 + 1e-9), "an efficiency lies outside of 0 to 1")
        expect.close(got, _want(X, low, high), what=WHAT)
