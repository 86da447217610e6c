"""Outside truth for `prediction_interval`."""

import numpy as np
import statsmodels.api as sm
from scipy import stats

from autograder.authors import Agreement, oracle
from course import ols


def _asked(rng, p):
    n, level = int(rng.integers(p + 1, 40)), float(rng.uniform(0.5, 0.99))
    X = np.column_stack([np.ones(n), rng.normal(size=(n, p - 1))])
    x_new = np.append(1.0, rng.normal(0, 2, size=p - 1))
    return X, rng.normal(size=n), x_new, level


def _reference(X, y, x_new, level):
    return ols.fit(X, y).predict(x_new[None], interval="prediction", level=level)[0, 1:]


@oracle("statsmodels get_prediction, conf_int(obs=True)")
def statsmodels_prediction(student, rng):
    X, y, x_new, level = _asked(rng, 3)
    theirs = sm.OLS(y, X).fit().get_prediction(x_new[None]).conf_int(obs=True, alpha=1 - level)
    return Agreement(
        solution=student.prediction_interval(X, y, x_new, level),
        reference=_reference(X, y, x_new, level),
        outside=theirs[0],
    )


@oracle("scipy.stats.linregress and the textbook formula for one regressor")
def scipy_linregress(student, rng):
    X, y, x_new, level = _asked(rng, 2)
    x, n = X[:, 1], len(y)
    line = stats.linregress(x, y)
    squares = np.sum((x - x.mean()) ** 2)
    s = line.stderr * np.sqrt(squares)  # the residual standard error
    scale = s * np.sqrt(1 + 1 / n + (x_new[1] - x.mean()) ** 2 / squares)
    centre = line.intercept + line.slope * x_new[1]
    return Agreement(
        solution=student.prediction_interval(X, y, x_new, level),
        reference=_reference(X, y, x_new, level),
        outside=np.array(stats.t.interval(level, n - 2, loc=centre, scale=scale)),
    )
