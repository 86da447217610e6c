"""Outside truth for `gaussian_nll`."""

import numpy as np
import statsmodels.api as sm
from scipy import stats

from autograder.authors import Agreement, oracle
from course import mle


@oracle("the sum of scipy.stats.norm.logpdf")
def scipy_densities(student, rng):
    n = int(rng.integers(1, 30))
    y, mean, sigma = rng.normal(size=n), rng.normal(size=n), rng.uniform(0.2, 3, size=n)
    return Agreement(
        solution=student.gaussian_nll(y, mean, sigma),
        reference=mle.gaussian_nll(y, mean, sigma),
        outside=-stats.norm.logpdf(y, mean, sigma).sum(),
    )


@oracle("statsmodels' WLS.llf, whose weights make one sigma for each observation")
def statsmodels_likelihood(student, rng):
    n, weights = 12, rng.uniform(0.3, 3, size=12)
    X = np.column_stack([np.ones(n), rng.normal(size=n)])
    y = rng.normal(size=n)
    fitted = sm.WLS(y, X, weights=weights).fit()
    # statsmodels puts the most likely scale in: the weighted sum of squares over n.
    sigma = np.sqrt(fitted.ssr / n / weights)
    return Agreement(
        solution=student.gaussian_nll(y, fitted.fittedvalues, sigma),
        reference=mle.gaussian_nll(y, fitted.fittedvalues, sigma),
        outside=-fitted.llf,
    )
