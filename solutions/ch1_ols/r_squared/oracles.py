"""Outside truth for `r_squared`."""

import numpy as np
import statsmodels.api as sm
from sklearn.metrics import r2_score

from autograder.authors import Agreement, oracle
from course import ols


def _data(rng):
    n, p = int(rng.integers(8, 40)), int(rng.integers(1, 5))
    X = np.column_stack([np.ones(n), rng.normal(size=(n, p))])
    return X, X @ rng.normal(size=p + 1) + rng.normal(scale=2, size=n)


@oracle("scikit-learn's r2_score")
def scikit_learn(student, rng):
    X, y = _data(rng)
    ours = ols.fit(X, y)
    return Agreement(
        student.r_squared(y, ours.fitted, X.shape[1]), ours.r2, r2_score(y, ours.fitted)
    )


@oracle("statsmodels' rsquared_adj")
def statsmodels_adjusted(student, rng):
    X, y = _data(rng)
    theirs = sm.OLS(y, X).fit()
    return Agreement(
        student.r_squared(y, theirs.fittedvalues, X.shape[1], adjusted=True),
        ols.fit(X, y).r2_adj,
        theirs.rsquared_adj,
    )


@oracle("the square of NumPy's correlation of response and fitted values")
def correlation(student, rng):
    X, y = _data(rng)
    ours = ols.fit(X, y)
    outside = np.corrcoef(y, ours.fitted)[0, 1] ** 2
    return Agreement(student.r_squared(y, ours.fitted, X.shape[1]), ours.r2, outside)
