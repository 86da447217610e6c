"""Outside truth for `least_squares`."""

import numpy as np
import statsmodels.api as sm
from scipy import linalg
from sklearn.linear_model import LinearRegression

from autograder.authors import Agreement, oracle
from course import ols


def _data(rng):
    n, p = int(rng.integers(6, 40)), int(rng.integers(1, 5))
    X = np.column_stack([np.ones(n), rng.normal(size=(n, p)) * rng.uniform(0.1, 1e3, size=p)])
    return X, X @ rng.normal(size=p + 1) + rng.normal(size=n)


@oracle("scikit-learn's LinearRegression")
def scikit_learn(student, rng):
    X, y = _data(rng)
    theirs = LinearRegression().fit(X[:, 1:], y)
    return Agreement(
        student.least_squares(X, y), ols.fit(X, y).coef, np.r_[theirs.intercept_, theirs.coef_]
    )


@oracle("statsmodels' OLS, by its pseudo-inverse")
def statsmodels_ols(student, rng):
    X, y = _data(rng)
    return Agreement(student.least_squares(X, y), ols.fit(X, y).coef, sm.OLS(y, X).fit().params)


@oracle("LAPACK's gelsy through SciPy, a QR factorisation with pivoting")
def lapack(student, rng):
    X, y = _data(rng)
    outside = linalg.lstsq(X, y, lapack_driver="gelsy")[0]
    return Agreement(student.least_squares(X, y), ols.fit(X, y).coef, outside)
