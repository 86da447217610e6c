"""What may be asked of `r_squared`, kind by kind."""

import numpy as np

from autograder.authors import array, asked, choice, kind, refused, truth, whole_number
from course import ols

DOMAIN = {
    "y": array(least=2),
    "fitted": array(least=2),
    "n_params": whole_number(low=1),
    "adjusted": choice(False, True),
}


@truth(what="R²")
def right(y, fitted, n_params, adjusted=False):
    # The reference has R² of its own fits: y is compared with the mean by a fit of the constant.
    y, fitted = np.asarray(y, dtype=float), np.asarray(fitted, dtype=float)
    mean = ols.fit(np.ones((len(y), 1)), y)
    ratio = np.sum((y - fitted) ** 2) / np.sum(mean.residuals**2)
    return 1 - ratio * ((len(y) - 1) / (len(y) - n_params) if adjusted else 1)


def _fit(rng, n, p):
    """A noisy response and its least-squares fit on p columns, the constant among them."""
    X = np.column_stack([np.ones(n), rng.normal(size=(n, p - 1))])
    y = 3 + X @ rng.normal(size=p) + rng.normal(size=n)
    return y, ols.fit(X, y).fitted.copy()


def _elsewhere(rng, n):
    """Responses and predictions of them that come from no fit."""
    y = rng.normal(5, 2, size=n)
    return y, y + rng.normal(0.5, 1, size=n)


@kind("a least-squares fit")
def fitted_line(rng):
    return *_fit(rng, 7, 2), 2


@kind("a least-squares fit, adjusted")
def adjusted_fit(rng):
    return asked(*_fit(rng, 20, 4), 4, adjusted=True)


@kind("predictions from elsewhere")
def from_elsewhere(rng):
    return asked(*_elsewhere(rng, 12), 3, adjusted=False)


@kind("predictions from elsewhere, adjusted, with one degree of freedom")
def one_degree(rng):
    return *_elsewhere(rng, 6), 5, True


@kind("predictions that are worse than the mean, so that the adjusted R² is negative")
def negative_adjusted(rng):
    y = rng.normal(5, 2, size=9)
    return y, 10 - y, 3, True


@kind("predictions that are all equal")
def constant_predictions(rng):
    y = rng.normal(5, 2, size=8)
    return y, np.full(8, 4.5), 1


@kind("the mean as the prediction, adjusted for one coefficient")
def one_coefficient(rng):
    y = rng.normal(5, 2, size=8)
    return y, np.full(8, y.mean()), 1, True


@kind("a perfect fit")
def perfect(rng):
    y = rng.normal(size=5)
    return y, y.copy(), 3


@kind("two observations")
def two_observations(rng):
    return np.array([1.0, 4.0]) * rng.uniform(1, 2), rng.normal(size=2), 1, True


@kind("more coefficients than observations, where the plain R² is asked for")
def more_coefficients(rng):
    return *_elsewhere(rng, 6), int(rng.integers(1001, 2000))


@kind("more than a thousand observations")
def many(rng):
    return *_elsewhere(rng, 1100), 40, True


@kind("whole numbers, zeros, negative and equal ones among them")
def whole(rng):
    y = rng.permutation([-4.0, 0.0, 2.0, 2.0, 5.0, 12.0])
    return y, y + rng.permutation([-1.0, 0.0, 0.0, 1.0, 2.0, -3.0]), 2


@kind("whole numbers and predictions that are none")
def whole_responses(rng):
    y = rng.permutation([0, 1, 3, 3, 8])
    return y, y + rng.normal(size=5), 2, True


@kind("responses that lie far from zero beside their spread")
def far_from_zero(rng):
    y, fitted = _elsewhere(rng, 15)
    return y + 1e6, fitted + 1e6, 2


@kind("responses that are all very small")
def small(rng):
    y, fitted = _elsewhere(rng, 10)
    return y * 1e-9, fitted * 1e-9, 2, True


@refused(
    "as many coefficients as observations, where the adjusted R² is asked for", beside=one_degree
)
def as_many(rng):
    return *_elsewhere(rng, 5), 5, True


@refused(
    "more coefficients than observations, where the adjusted R² is asked for", beside=one_degree
)
def more(rng):
    return *_elsewhere(rng, 5), 8, True
