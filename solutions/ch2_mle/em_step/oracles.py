"""Outside truth for `em_step`."""

import warnings

import numpy as np
import statsmodels.api as sm
from scipy import stats
from sklearn.exceptions import ConvergenceWarning
from sklearn.mixture import GaussianMixture

from autograder.authors import Agreement, oracle
from course import mle


def _flat(step):
    return np.concatenate([np.ravel(part) for part in step])


@oracle("one iteration of scikit-learn's GaussianMixture, where the constant is the only column")
def scikit_learn(student, rng):
    n, k = int(rng.integers(20, 60)), int(rng.integers(1, 4))
    y, weights = 3 * rng.normal(size=n), rng.dirichlet(np.full(k, 5.0))
    means, sigmas = rng.normal(size=(k, 1)), rng.uniform(1, 3, size=k)
    theirs = GaussianMixture(
        k, reg_covar=0, max_iter=1, weights_init=weights, means_init=means,
        precisions_init=(1 / sigmas**2)[:, None, None],
    )  # fmt: skip
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", ConvergenceWarning)
        theirs.fit(y[:, None])
    asked = (np.ones((n, 1)), y, weights, means, sigmas)
    outside = theirs.weights_, theirs.means_, np.sqrt(theirs.covariances_)
    return Agreement(
        solution=_flat(student.em_step(*asked)),
        reference=_flat(mle.em_step(*asked)),
        outside=_flat(outside),
        rtol=1e-7,
    )


@oracle("SciPy's normal density by the definition, and statsmodels' weighted least squares")
def statsmodels_wls(student, rng):
    n, p, k = int(rng.integers(20, 40)), int(rng.integers(1, 4)), int(rng.integers(1, 4))
    X = np.column_stack([np.ones(n), rng.normal(size=(n, p - 1))])
    weights, coefs = rng.dirichlet(np.full(k, 5.0)), rng.normal(size=(k, p))
    sigmas, y = rng.uniform(1, 2, size=k), 2 * rng.normal(size=n)
    joint = weights * stats.norm.pdf(y[:, None], X @ coefs.T, sigmas)
    r = joint / joint.sum(axis=1, keepdims=True)
    fits = [sm.WLS(y, X, weights=column).fit() for column in r.T]
    # Their scale divides the weighted sum of squares by n - p.
    spreads = [
        np.sqrt(f.scale * (n - p) / column.sum()) for f, column in zip(fits, r.T, strict=True)
    ]
    asked = (X, y, weights, coefs, sigmas)
    return Agreement(
        solution=_flat(student.em_step(*asked)),
        reference=_flat(mle.em_step(*asked)),
        outside=_flat((r.mean(axis=0), [f.params for f in fits], spreads)),
        rtol=1e-7,
    )
