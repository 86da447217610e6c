"""The hidden checks of `confidence_interval`."""

import numpy as np
import pytest
from scipy import stats

from course import ols


@pytest.mark.weight(2)
def test_few_degrees_of_freedom_widen_the_interval(student, expect, rng):
    """With few degrees of freedom the half-width is Student's, at any level."""
    for df in (1, 2, 3, 7):
        level = float(rng.uniform(0.5, 0.99))
        coef, se = rng.normal(size=4), rng.uniform(0.1, 3, size=4)
        got = expect.array(student.confidence_interval(coef, se, df, level=level), (4, 2))
        half = (got[:, 1] - got[:, 0]) / 2
        expect.close(half, stats.t.ppf((1 + level) / 2, df) * se, what="the half-width")


def test_many_degrees_of_freedom_approach_the_normal(student, expect, rng):
    """With a million degrees of freedom the interval is the normal one."""
    coef, se = rng.normal(size=3), rng.uniform(0.1, 3, size=3)
    got = expect.array(student.confidence_interval(coef, se, 10**6), (3, 2))
    expect.close(got[:, 1] - coef, 1.959966 * se, rtol=1e-5, what="the half-width")


def test_units_scale_the_interval(student, expect, rng):
    """Measured in grams instead of kilograms, every bound is a thousand times larger."""
    coef, se = rng.normal(size=3), rng.uniform(0.1, 3, size=3)
    kilos = expect.array(student.confidence_interval(coef, se, 5), (3, 2))
    grams = expect.array(student.confidence_interval(1000 * coef, 1000 * se, 5), (3, 2))
    expect.close(grams, 1000 * kilos, what="the rescaled interval")


def test_agrees_with_a_fit_to_data(student, expect, rng):
    """Bounds for a fitted model are those of the reference."""
    X = np.column_stack([np.ones(12), rng.normal(size=(12, 2))])
    fitted = ols.fit(X, rng.normal(size=12))
    got = student.confidence_interval(fitted.coef, fitted.std_error, fitted.df_resid, 0.9)
    expect.close(got, fitted.conf_int(level=0.9), what="the interval")
