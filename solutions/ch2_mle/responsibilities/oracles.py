"""Outside truth for `responsibilities`."""

import mpmath
import numpy as np
from sklearn.mixture import GaussianMixture

from autograder.authors import Agreement, oracle
from course import mle


@oracle("scikit-learn's GaussianMixture.predict_proba, where the constant is the only column")
def scikit_learn(student, rng):
    n, k = int(rng.integers(1, 30)), int(rng.integers(1, 6))
    y, weights = 3 * rng.normal(size=n), rng.dirichlet(np.full(k, 2.0))
    means, sigmas = rng.normal(size=(k, 1)), rng.uniform(0.3, 3, size=k)
    theirs = GaussianMixture(k)
    theirs.weights_, theirs.means_ = weights, means
    theirs.covariances_ = (sigmas**2)[:, None, None]
    theirs.precisions_cholesky_ = (1 / sigmas)[:, None, None]
    asked = (np.ones((n, 1)), y, weights, means, sigmas)
    return Agreement(
        solution=student.responsibilities(*asked),
        reference=mle.responsibilities(*asked),
        outside=theirs.predict_proba(y[:, None]),
    )


@oracle("mpmath with fifty digits, by the definition, far away from every line")
def fifty_digits(student, rng):
    n, k = 4, 3
    X = np.column_stack([np.ones(n), rng.normal(size=n)])
    weights, coefs = rng.dirichlet(np.full(k, 2.0)), rng.normal(scale=0.01, size=(k, 2))
    sigmas = rng.uniform(0.9, 1.1) * np.ones(k)
    y = rng.uniform(-500, 500, size=n)
    outside = []
    with mpmath.workdps(50):
        for row, price in zip(X, y, strict=True):
            joint = [
                mpmath.mpf(w) * mpmath.npdf(price, mpmath.fdot(map(mpmath.mpf, row), b), s)
                for w, b, s in zip(weights, coefs, sigmas, strict=True)
            ]
            outside.append([float(part / sum(joint)) for part in joint])
    asked = (X, y, weights, coefs, sigmas)
    return Agreement(
        solution=student.responsibilities(*asked),
        reference=mle.responsibilities(*asked),
        outside=outside,
        rtol=1e-7,
    )
