"""The hidden checks of `confidence_interval` beside those of its permitted inputs: properties."""

import numpy as np
from scipy import stats

from course import ols


def test_many_degrees_of_freedom_approach_the_normal(student, expect, rng):
    """With a million degrees of freedom the interval is the normal one."""
    coef, se = rng.normal(size=3), rng.uniform(0.1, 3, size=3)
    got = expect.array(student.confidence_interval(coef, se, 10**6), (3, 2))
    expect.close(got[:, 1] - coef, 1.959966 * se, rtol=1e-5, what="the half-width")


def test_the_intervals_of_many_studies_cover_the_truth(student, expect, rng):
    """Of 400 studies with three degrees of freedom, about four in five 80 % intervals cover."""
    y = rng.normal(size=(400, 4))
    mean, error = y.mean(axis=1), y.std(axis=1, ddof=1) / 2
    got = expect.array(student.confidence_interval(mean, error, 3, level=0.8), (400, 2))
    half = stats.t.isf(0.1, 3) * error
    share = np.mean((got[:, 0] <= 0) & (got[:, 1] >= 0))
    right = np.mean(np.abs(mean) <= half)
    expect.close(share, right, atol=1e-12, what="the share of intervals that cover the truth")


def test_a_test_is_an_interval_turned_round(student, expect, rng):
    """At the level 1 - p, where p is the p-value of a coefficient, one bound is zero."""
    X = np.column_stack([np.ones(9), rng.normal(size=9)])
    fit = ols.fit(X, rng.normal(1, 1, size=9))
    level = 1 - float(fit.p_value[1])
    got = expect.array(student.confidence_interval(fit.coef, fit.std_error, 7, level), (2, 2))
    inner = got[1, int(np.argmin(np.abs(got[1])))]
    expect.close(
        inner / fit.std_error[1], 0.0, atol=1e-6, what="the bound that lies closest to zero"
    )
    outer = got[1, int(np.argmax(np.abs(got[1])))]
    expect.close(outer, 2 * fit.coef[1], what="the bound that lies furthest from zero")
