"""Outside truth for `interval_coverage`."""

import numpy as np
import statsmodels.api as sm
from scipy import stats

from autograder.authors import Agreement, oracle
from course import ols


def _simulated(rng, p):
    """A design, 25 samples on it with a noise of their own, the truth, and a level."""
    n = int(rng.integers(p + 2, 12))
    X = np.column_stack([np.ones(n), rng.normal(2, 3, size=(n, p - 1))])
    coef = rng.normal(0, 5, size=p)
    Y = X @ coef + rng.normal(size=(25, n)) * rng.uniform(0.1, 10, size=(25, 1))
    return X, Y, coef, float(rng.uniform(0.4, 0.95))


def _share(bounds, coef):
    """The share of intervals, of shape (m, p, 2), that cover."""
    bounds = np.asarray(bounds)
    return np.mean((bounds[:, :, 0] <= coef) & (coef <= bounds[:, :, 1]), axis=0)


def _reference(X, Y, coef, level):
    return _share([ols.fit(X, y).conf_int(level=level) for y in Y], coef)


@oracle("statsmodels OLS.conf_int, one sample after the other")
def statsmodels_one_by_one(student, rng):
    X, Y, coef, level = _simulated(rng, int(rng.integers(1, 5)))
    theirs = [sm.OLS(y, X).fit().conf_int(alpha=1 - level) for y in Y]
    return Agreement(
        solution=student.interval_coverage(X, Y, coef, level),
        reference=_reference(X, Y, coef, level),
        outside=_share(theirs, coef),
    )


@oracle("scipy.stats.linregress, one sample after the other")
def scipy_one_by_one(student, rng):
    X, Y, coef, level = _simulated(rng, 2)
    bounds = []
    for y in Y:
        line = stats.linregress(X[:, 1], y)
        loc = np.array([line.intercept, line.slope])
        scale = np.array([line.intercept_stderr, line.stderr])
        bounds.append(np.column_stack(stats.t.interval(level, len(y) - 2, loc=loc, scale=scale)))
    return Agreement(
        solution=student.interval_coverage(X, Y, coef, level),
        reference=_reference(X, Y, coef, level),
        outside=_share(bounds, coef),
    )
