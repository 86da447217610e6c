"""Outside truth for `confidence_interval`."""

import numpy as np
import statsmodels.api as sm
from scipy import stats

from autograder.authors import Agreement, oracle
from course import ols


@oracle("scipy.stats.t.interval")
def scipy_interval(student, rng):
    n, p, level = int(rng.integers(8, 40)), 3, float(rng.uniform(0.5, 0.99))
    X = np.column_stack([np.ones(n), rng.normal(size=(n, p - 1))])
    fitted = ols.fit(X, rng.normal(size=n))
    coef, se, df = fitted.coef, fitted.std_error, n - p
    return Agreement(
        solution=student.confidence_interval(coef, se, df, level),
        reference=fitted.conf_int(level=level),
        outside=np.column_stack(stats.t.interval(level, df, loc=coef, scale=se)),
    )


@oracle("statsmodels OLS.conf_int")
def statsmodels_interval(student, rng):
    n, p, level = int(rng.integers(8, 40)), 3, float(rng.uniform(0.5, 0.99))
    X = np.column_stack([np.ones(n), rng.normal(size=(n, p - 1))])
    y = rng.normal(size=n)
    fitted = ols.fit(X, y)
    theirs = sm.OLS(y, X).fit()
    return Agreement(
        solution=student.confidence_interval(theirs.params, theirs.bse, n - p, level),
        reference=fitted.conf_int(level=level),
        outside=theirs.conf_int(alpha=1 - level),
    )
