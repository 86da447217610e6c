"""Outside truth for `standard_errors`."""

import numpy as np
import statsmodels.api as sm
from scipy import optimize, stats

from autograder.authors import Agreement, oracle
from course import ols


@oracle("statsmodels' OLS.bse")
def statsmodels_bse(student, rng):
    n, p = int(rng.integers(8, 40)), int(rng.integers(1, 5))
    X = np.column_stack([np.ones(n), rng.normal(size=(n, p))])
    y = rng.normal(size=n)
    theirs = sm.OLS(y, X).fit()
    return Agreement(
        student.standard_errors(X, y, theirs.params), ols.fit(X, y).std_error, theirs.bse
    )


@oracle("scipy.stats.linregress, for a line")
def linregress(student, rng):
    x = rng.normal(size=int(rng.integers(4, 30)))
    y = 3 * x + rng.normal(size=len(x))
    X = np.column_stack([np.ones(len(x)), x])
    theirs = stats.linregress(x, y)
    return Agreement(
        student.standard_errors(X, y, [theirs.intercept, theirs.slope]),
        ols.fit(X, y).std_error,
        [theirs.intercept_stderr, theirs.stderr],
    )


@oracle("scipy.optimize.curve_fit, from the Jacobian of a nonlinear fit")
def curve_fit(student, rng):
    x = rng.uniform(-2, 2, size=20)
    X = np.column_stack([np.ones(20), x, x**2])
    y = X @ [1.0, -2.0, 0.5] + rng.normal(size=20)
    found, covariance = optimize.curve_fit(lambda t, a, b, c: a + b * t + c * t**2, x, y)
    return Agreement(
        student.standard_errors(X, y, found),
        ols.fit(X, y).std_error,
        np.sqrt(np.diag(covariance)),
        rtol=1e-5,
    )
