"""Outside truth for `biased_sigma`."""

import numpy as np
import statsmodels.api as sm
from scipy import integrate, stats

from autograder.authors import Agreement, oracle
from course import mle


def _data(rng):
    n, p = int(rng.integers(6, 40)), int(rng.integers(1, 5))
    X = np.column_stack([np.ones(n), rng.normal(size=(n, p - 1))])
    return X, X @ rng.normal(size=p) + rng.normal(scale=rng.uniform(0.1, 5), size=n)


def _reference(X, y):
    found = mle.sigma_estimates(X, y)
    return found.ml, found.reml, found.ml / found.unbiased


@oracle("statsmodels' OLS for both estimates, and SciPy's chi distribution for the factor")
def statsmodels_and_scipy(student, rng):
    X, y = _data(rng)
    n, p = X.shape
    theirs = sm.OLS(y, X).fit()
    return Agreement(
        solution=student.biased_sigma(theirs.resid, p),
        reference=_reference(X, y),
        outside=(
            np.sqrt(theirs.ssr / n),
            np.sqrt(theirs.mse_resid),
            stats.chi.mean(n - p) / np.sqrt(n),
        ),
    )


@oracle("the mean of the root of a chi-squared variable, by SciPy's quadrature of its density")
def quadrature(student, rng):
    X, y = _data(rng)
    n, p = X.shape
    residuals = y - X @ np.linalg.lstsq(X, y, rcond=None)[0]
    mean, _ = integrate.quad(lambda r: r * 2 * r * stats.chi2.pdf(r * r, n - p), 0, 30)
    return Agreement(
        solution=np.asarray(student.biased_sigma(residuals, p))[2],
        reference=_reference(X, y)[2],
        outside=mean / np.sqrt(n),
        rtol=1e-7,
    )
