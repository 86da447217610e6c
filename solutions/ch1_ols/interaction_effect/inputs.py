"""What may be asked of `interaction_effect`, kind by kind."""

import numpy as np

from autograder.authors import array, kind, matrix, truth
from course import ols

DOMAIN = {
    "coef": array(least=4, most=4),
    "cov": matrix(columns=4, most_columns=4, least=4, most=4, constant=""),
    "z": array(),
}


@truth(what="the array of effects and standard errors", atol=0)
def right(coef, cov, z):
    # The reference has combinations of fits alone: one with these coefficients, whose covariances are
    # these up to a factor. The noise is at right angles to every column.
    coef, cov = np.asarray(coef, dtype=float), np.asarray(cov, dtype=float)
    half = np.linalg.inv(np.linalg.cholesky(cov))
    X, noise = np.vstack([half, half]), np.repeat([1.0, -1.0], 4)
    fit = ols.fit(X, X @ coef + noise, intercept=False)
    scale = np.sqrt(fit.cov[0, 0] / cov[0, 0])
    rows = [ols.linear_combination(fit, [0, 1, 0, float(value)])[:2] for value in z]
    return np.array(rows) / [1, scale]


def _estimates(rng):
    """Four estimates and their covariances, of any sign."""
    root = rng.normal(size=(4, 4))
    return rng.normal(0, 2, size=4), root @ root.T + np.eye(4)


@kind("a fitted model, at values on both sides of zero")
def fitted(rng):
    x = rng.normal(3, 1, size=20)
    z = 2 + 0.5 * x + rng.normal(size=20)
    X = np.column_stack([np.ones(20), x, z, x * z])
    fit = ols.fit(X, X @ rng.normal(size=4) + rng.normal(size=20))
    return fit.coef, fit.cov, rng.permutation([-3.0, -1.5, 0.5, 2.5, 4.0])


@kind("estimates that are correlated, at two values below zero")
def two_values(rng):
    return *_estimates(rng), -rng.uniform(0.5, 3, size=2)


@kind("one value")
def one_value(rng):
    return *_estimates(rng), rng.normal(0, 2, size=1)


@kind("four values, as many as there are estimates")
def four_values(rng):
    return *_estimates(rng), rng.normal(0, 2, size=4)


@kind("the value zero, and values that come twice")
def zero_and_twice(rng):
    return *_estimates(rng), rng.permutation([0.0, 0.0, 1.5, 1.5, -2.5])


@kind("more than a thousand values")
def many(rng):
    return *_estimates(rng), rng.normal(0, 2, size=1100)


@kind("a negative covariance of the estimates")
def negative_covariance(rng):
    coef, cov = rng.normal(size=4), np.diag(rng.uniform(2, 3, size=4))
    cov[1, 3] = cov[3, 1] = -rng.uniform(1, 1.5)
    return coef, cov, rng.uniform(0.5, 3, size=3)


@kind("a positive covariance of the estimates")
def positive_covariance(rng):
    coef, cov = rng.normal(size=4), np.diag(rng.uniform(2, 3, size=4))
    cov[1, 3] = cov[3, 1] = rng.uniform(1, 1.5)
    return coef, cov, rng.uniform(0.5, 3, size=3)


@kind("whole numbers, zeros and equal ones among them")
def whole(rng):
    cov = np.array([[9, 1, 0, 2], [1, 5, 1, -1], [0, 1, 6, 1], [2, -1, 1, 3]])
    return rng.permutation([3, 0, -2, 3]), cov, rng.permutation([-3, 2, 7])


@kind("whole numbers in coef and fractions in the rest")
def whole_estimates(rng):
    _, cov = _estimates(rng)
    return rng.permutation([4, -1, 2, 7]), cov, rng.normal(0, 2, size=3)


@kind("responses in very large units")
def large(rng):
    coef, cov = _estimates(rng)
    return coef * 1e7, cov * 1e14, rng.normal(0, 2, size=3)


@kind("responses in very small units")
def small(rng):
    coef, cov = _estimates(rng)
    return coef * 1e-7, cov * 1e-14, rng.normal(0, 2, size=3)


@kind("values of z in very large units")
def large_z(rng):
    coef, cov = _estimates(rng)
    size = np.array([1, 1, 1e-6, 1e-6])
    return coef * size, cov * np.outer(size, size), rng.normal(0, 2, size=3) * 1e6


@kind("values of z in very small units")
def small_z(rng):
    coef, cov = _estimates(rng)
    size = np.array([1, 1, 1e6, 1e6])
    return coef * size, cov * np.outer(size, size), rng.normal(0, 2, size=3) * 1e-6
