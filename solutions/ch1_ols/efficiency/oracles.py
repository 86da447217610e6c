"""Outside truth for `efficiency`."""

import numpy as np
import statsmodels.api as sm
from statsmodels.stats.outliers_influence import variance_inflation_factor

from autograder.authors import Agreement, oracle
from course import ols


def _asked(rng):
    """A random design, its box, and what the reference says of it."""
    n, k = int(rng.integers(8, 40)), int(rng.integers(1, 5))
    low = rng.normal(0, 20, size=k)
    high = low + rng.uniform(1, 50, size=k)
    X = rng.uniform(low, high, size=(n, k))
    box = {f"x{j + 1}": (low[j], high[j]) for j in range(k)}
    return X, low, high, ols.efficiency(X, box=box)[list(box)]


@oracle("statsmodels OLS.normalized_cov_params")
def statsmodels_covariance(student, rng):
    X, low, high, reference = _asked(rng)
    theirs = sm.OLS(np.zeros(len(X)), sm.add_constant(X)).fit().normalized_cov_params
    best = 1 / ((high - low) / 2 * np.sqrt(len(X)))
    return Agreement(
        solution=student.efficiency(X, low, high),
        reference=reference,
        outside=best / np.sqrt(np.diag(theirs)[1:]),
    )


@oracle("statsmodels variance_inflation_factor, in P = (s / S) / sqrt(VIF)")
def statsmodels_inflation(student, rng):
    X, low, high, reference = _asked(rng)
    D = sm.add_constant(X)
    vif = np.array([variance_inflation_factor(D, j) for j in range(1, D.shape[1])])
    return Agreement(
        solution=student.efficiency(X, low, high),
        reference=reference,
        outside=X.std(axis=0) / ((high - low) / 2) / np.sqrt(vif),
    )
