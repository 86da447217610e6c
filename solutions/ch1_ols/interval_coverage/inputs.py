"""What may be asked of `interval_coverage`, kind by kind.

Each sample is made so that its t statistics are known: some just inside of the quantile, some just
outside, and the others anywhere. So no end of an interval is close enough to the truth for rounding
to decide, and a quantile that is a little wrong gives another share.
"""

import numpy as np
from scipy import stats

from autograder.authors import array, asked, kind, matrix, number, truth
from course import ols

DOMAIN = {
    "X": matrix(rows=">", lists=False, pandas=False),
    "Y": matrix(columns=2, constant="", lists=False, pandas=False),
    "coef": array(most=30, pandas=False),
    "level": number(above=0, below=1),
}


@truth(what="the array of shares")
def right(X, Y, coef, level=0.95):
    low, high = np.moveaxis([ols.fit(X, y).conf_int(level=level) for y in Y], 2, 0)
    return np.mean((low <= coef) & (coef <= high), axis=0)


def _samples(rng, X, coef, m, level=0.95, noise=1.0):
    """m samples on the design: t statistics about the quantile, and a noise of their own."""
    n, p = X.shape
    beside = rng.choice([0.2, 0.6, 0.9, 0.99, 1.01, 1.1, 1.5], size=(m, p))
    t = beside * rng.choice([-1, 1], size=(m, p)) * stats.t.isf((1 - level) / 2, n - p)
    sigma = noise * np.exp(rng.normal(size=(m, 1)))
    inverse = np.linalg.inv(X.T @ X)
    estimates = coef + t * sigma * np.sqrt(np.diag(inverse))
    left = rng.normal(size=(m, n))
    left -= left @ X @ inverse @ X.T
    left *= sigma * np.sqrt(n - p) / np.linalg.norm(left, axis=1, keepdims=True)
    return X, estimates @ X.T + left, coef


def _design(rng, n, p):
    return np.column_stack([np.ones(n), rng.normal(2, 3, size=(n, p - 1))])


@kind("three coefficients and samples whose noise differs", weight=2)
def three_coefficients(rng):
    X, Y, coef = _samples(rng, _design(rng, 8, 3), rng.normal(0, 5, size=3), 60, 0.8)
    return X, Y, coef, 0.8


@kind("one degree of freedom")
def one_degree(rng):
    return _samples(rng, _design(rng, 4, 3), rng.normal(0, 5, size=3), 30)


@kind("two responses a sample, and their mean")
def two_responses(rng):
    return asked(*_samples(rng, np.ones((2, 1)), rng.normal(size=1), 30, 0.6), level=0.6)


@kind("three responses a sample, and a slope without a constant")
def no_constant(rng):
    return _samples(rng, rng.uniform(1, 3, size=(3, 1)), rng.normal(size=1), 30)


@kind("a design of two columns whose constant is the last one")
def constant_last(rng):
    X = _design(rng, 7, 2)[:, ::-1]
    return asked(*_samples(rng, X, np.array([0.0, -2.0]), 30, 0.5), level=0.5)


@kind("more than thirty degrees of freedom")
def forty_degrees(rng):
    return _samples(rng, _design(rng, 42, 2), np.array([3.0, 3.0]), 60)


@kind("more than a thousand responses a sample")
def many_responses(rng):
    return _samples(rng, _design(rng, 1050, 2), rng.normal(size=2), 20)


@kind("more than a thousand samples")
def many_samples(rng):
    X, Y, coef = _samples(rng, _design(rng, 5, 2), rng.normal(size=2), 1020)
    Y[1000:] = Y[1000] + 100 * np.arange(20)[:, None]
    return X, Y, coef


@kind("a single sample")
def one_sample(rng):
    X, coef = _design(rng, 6, 2), rng.normal(size=2)
    y = X @ coef + np.linalg.qr(np.column_stack([X, rng.normal(size=6)])).Q[:, 2]
    # Of the two, one is covered by far, and the other is not.
    far = 50 * ols.fit(X, y).std_error * rng.permutation([0, 1])
    return X, y[None], coef + far


@kind("whole numbers")
def whole(rng):
    X = np.column_stack([np.ones(4), [0.0, 0.0, 1.0, 1.0]])
    off = np.array([1.0, -1.0, 1.0, -1.0]) * rng.choice([-1, 1])
    slopes = np.arange(-8.0, 9.0)
    return X, 7 + slopes[:, None] * X[:, 1] + off, np.array([7.0, 1.0]), 0.9


@kind("inputs and responses in large units")
def large_units(rng):
    X = _design(rng, 9, 2) * [1.0, 1e4]
    return _samples(rng, X, np.array([2e6, 1e3]), 30, noise=1e6)


@kind("inputs and responses in small units")
def small_units(rng):
    X = _design(rng, 9, 2) * [1.0, 1e-4]
    return _samples(rng, X, np.array([2e-5, 5e-4]), 30, noise=1e-5)


@kind("a level of a few per cent")
def low_level(rng):
    return asked(*_samples(rng, _design(rng, 6, 2), rng.normal(size=2), 30, 0.05), level=0.05)


@kind("a level above 99 %")
def high_level(rng):
    return asked(*_samples(rng, _design(rng, 9, 2), rng.normal(size=2), 30, 0.999), level=0.999)
