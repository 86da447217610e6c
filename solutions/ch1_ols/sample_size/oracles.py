"""Outside truth for `sample_size`."""

from itertools import count, product

import mpmath
import numpy as np
import statsmodels.api as sm
from scipy import stats

from autograder.authors import Agreement, oracle
from course import ols


def _asked(rng, n_params):
    """Random arguments whose answer does not hang on the last digits, and what the reference says."""
    while True:
        asked = {
            "sigma": float(rng.uniform(0.5, 50)),
            "half_range": float(rng.uniform(0.5, 50)),
            "efficiency": float(rng.uniform(0.3, 1)),
            "n_params": n_params,
            "level": float(rng.uniform(0.8, 0.99)),
        }
        reach = asked["efficiency"] * asked["half_range"]
        asked["half_width"] = float(asked["sigma"] / reach / rng.uniform(0.3, 3))
        n = ols.sample_size(**asked)
        near = np.array([m for m in (n - 1, n) if m > n_params])
        t = stats.t.isf((1 - asked["level"]) / 2, near - n_params)
        ratio = t * asked["sigma"] / (reach * np.sqrt(near)) / asked["half_width"]
        if np.all(np.abs(ratio - 1) > 1e-6):
            return asked, n


@oracle("one n after the other, by mpmath's incomplete beta function")
def probability_inside(student, rng):
    asked, reference = _asked(rng, int(rng.integers(1, 7)))
    p = asked["n_params"]
    c = mpmath.mpf(asked["half_width"]) * asked["half_range"] * asked["efficiency"] / asked["sigma"]

    def outside(n):
        x = (n - p) / (n - p + c**2 * n)
        return mpmath.betainc((n - p) / mpmath.mpf(2), 0.5, 0, x, regularized=True)

    enough = (n for n in count(p + 1) if outside(n) <= 1 - asked["level"])
    return Agreement(student.sample_size(**asked), reference, next(enough))


@oracle("one n after the other, by the standard errors of statsmodels WLS on a factorial design")
def weighted_corners(student, rng):
    """Corners moved in to P of the half-range are a design of efficiency P; weights share n out."""
    k = int(rng.integers(1, 4))
    asked, reference = _asked(rng, k + 1)
    reach = asked["efficiency"] * asked["half_range"]
    X = np.array([[1, *(reach * np.array(c))] for c in product([-1, 1], repeat=k)])
    known = {"scale": asked["sigma"] ** 2}

    def half_width(n):
        theirs = sm.WLS(np.zeros(2**k), X, weights=np.full(2**k, n / 2**k))
        se = theirs.fit(cov_type="fixed scale", cov_kwds=known).bse[1]
        return stats.t.interval(asked["level"], n - k - 1, scale=se)[1]

    enough = (n for n in count(k + 2) if half_width(n) <= asked["half_width"])
    return Agreement(student.sample_size(**asked), reference, next(enough))
