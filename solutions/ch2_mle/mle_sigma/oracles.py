"""Outside truth for `mle_sigma`."""

import numpy as np
import statsmodels.api as sm
from scipy import optimize, stats

from autograder.authors import Agreement, oracle
from course import mle


def _data(rng):
    n, p = int(rng.integers(6, 40)), int(rng.integers(1, 4))
    X = np.column_stack([np.ones(n), rng.normal(size=(n, p - 1))])
    return X, X @ rng.normal(size=p) + rng.normal(scale=rng.uniform(0.1, 5), size=n)


@oracle("statsmodels' OLS.llf, and its residuals with n below them")
def statsmodels_likelihood(student, rng):
    X, y = _data(rng)
    theirs = sm.OLS(y, X).fit()
    ours = mle.gaussian_mle(X, y)
    return Agreement(
        solution=student.mle_sigma(X, y, theirs.params),
        reference=(ours.sigma, ours.log_likelihood),
        outside=(np.sqrt(theirs.ssr / len(y)), theirs.llf),
    )


@oracle(
    "scipy.optimize's maximum of SciPy's normal log density, over coefficients and sigma at once"
)
def a_search(student, rng):
    X, y = _data(rng)
    coef = np.linalg.lstsq(X, y, rcond=None)[0]

    def loss(b):
        return -stats.norm.logpdf(y, X @ b[:-1], np.exp(b[-1])).sum()

    found = optimize.minimize(loss, np.r_[coef * 0.9, 0.0], method="BFGS", options={"gtol": 1e-7})
    ours = mle.gaussian_mle(X, y)
    return Agreement(
        solution=student.mle_sigma(X, y, coef),
        reference=(ours.sigma, ours.log_likelihood),
        outside=(np.exp(found.x[-1]), -found.fun),
        rtol=1e-5,
    )
