"""What may be asked of `confidence_interval`, kind by kind."""

import numpy as np

from autograder.authors import array, asked, kind, number, truth, whole_number
from course import ols

DOMAIN = {
    "coef": array(),
    "std_error": array(low=0, zeros=False),
    "df_resid": whole_number(low=1),
    "level": number(above=0, below=1),
}


@truth(what="the array of intervals", atol=0)
def right(coef, std_error, df_resid, level=0.95):
    # The reference gives intervals of fits alone. In n = df + 1 numbers around zero, with a variance
    # of n, the mean has the standard error 1, so that its upper bound is the quantile.
    n = int(df_resid) + 1
    noise = np.arange(n) - (n - 1) / 2
    unit = ols.fit(np.ones((n, 1)), noise * np.sqrt(n * (n - 1) / (noise @ noise)))
    half = unit.conf_int(level=float(level))[0, 1] * np.asarray(std_error, dtype=float)
    return np.column_stack([coef - half, coef + half])


def _estimates(rng, p=3):
    return rng.normal(0, 3, size=p), rng.uniform(0.2, 2, size=p)


@kind("few degrees of freedom")
def few_degrees(rng):
    return *_estimates(rng), int(rng.integers(3, 12))


@kind("a fit to data, at 90 %")
def fitted(rng):
    X = np.column_stack([np.ones(12), rng.normal(size=(12, 2))])
    fit = ols.fit(X, rng.normal(size=12))
    return fit.coef, fit.std_error, fit.df_resid, 0.9


@kind("one degree of freedom")
def one_degree(rng):
    return *_estimates(rng), 1, float(rng.uniform(0.5, 0.99))


@kind("two degrees of freedom")
def two_degrees(rng):
    return asked(*_estimates(rng), 2, level=float(rng.uniform(0.5, 0.99)))


@kind("more than thirty degrees of freedom")
def beyond_thirty(rng):
    return *_estimates(rng), int(rng.integers(31, 50))


@kind("more than a hundred degrees of freedom")
def beyond_a_hundred(rng):
    return *_estimates(rng), int(rng.integers(101, 200)), float(rng.uniform(0.5, 0.99))


@kind("more than a thousand degrees of freedom")
def beyond_a_thousand(rng):
    return *_estimates(rng), int(rng.integers(1001, 2000))


@kind("one coefficient")
def one_coefficient(rng):
    return *_estimates(rng, 1), 5


@kind("two coefficients, as many as there are bounds")
def two_coefficients(rng):
    return *_estimates(rng, 2), 6, 0.8


@kind("more than a thousand coefficients")
def many(rng):
    return *_estimates(rng, 1100), 9


@kind("whole numbers, a zero and equal ones among them")
def whole(rng):
    return np.array([3.0, -2.0, 0.0, 3.0]), rng.permutation([1.0, 2.0, 2.0, 4.0]), 4


@kind("a level far below one half")
def low_level(rng):
    return *_estimates(rng), 7, float(rng.uniform(0.05, 0.2))


@kind("a level close to one")
def high_level(rng):
    return *_estimates(rng), 7, float(rng.uniform(0.998, 0.9995))


@kind("coefficients and standard errors in very large and very small units")
def units(rng):
    coef, std_error = _estimates(rng, 4)
    size = np.array([1e6, 1e-7, 1.0, 1e5])
    return coef * size, std_error * size, 5


@kind("coefficients and standard errors that are all very small")
def small(rng):
    coef, std_error = _estimates(rng)
    return coef * 1e-7, std_error * 1e-7, 8
