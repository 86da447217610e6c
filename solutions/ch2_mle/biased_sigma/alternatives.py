"""Unusual right answers to `biased_sigma`."""

import math
import warnings

import numpy as np
import pandas as pd
from scipy import special, stats

from autograder.authors import alternative


@alternative("plain Python, math.lgamma, a list, and a print on the way")
def plain_python(residuals, n_coef):
    e = [float(r) for r in residuals]
    n, m = len(e), len(e) - int(n_coef)
    print("degrees of freedom:", m)
    if m <= 0:
        raise ValueError("none left")
    size = math.hypot(*e)
    factor = math.sqrt(2 / n) * math.exp(math.lgamma((m + 1) / 2) - math.lgamma(m / 2))
    return [size / math.sqrt(n), size / math.sqrt(m), factor]


@alternative("the mean of SciPy's chi distribution, with type hints and a warning on the way")
def by_scipy(residuals: np.ndarray, n_coef: int) -> np.ndarray:
    warnings.warn("this is only a warning", stacklevel=1)
    e = np.asarray(residuals, dtype=float)
    if e.size <= n_coef:
        raise ValueError("none left")
    roots = np.sqrt([e.size, e.size - n_coef])
    return np.r_[np.linalg.norm(e) / roots, stats.chi.mean(e.size - n_coef) / roots[0]]


@alternative("the Beta function in the place of two Gammas, in a pandas Series with names")
def by_the_beta_function(residuals, n_coef):
    squares = pd.Series(list(residuals), dtype=float) ** 2
    n, m = len(squares), len(squares) - n_coef
    if not m >= 1:
        raise ValueError("none left")
    # Gamma(m/2) Gamma(1/2) / Gamma((m+1)/2) is a Beta function, and Gamma(1/2) the root of pi.
    factor = np.sqrt(2 * np.pi / n) / special.beta(m / 2, 0.5)
    values = [squares.mean() ** 0.5, (squares.sum() / m) ** 0.5, factor]
    return pd.Series(values, index=["ml", "s", "factor"])


@alternative("a quotient of products instead of Gamma functions, by a loop")
def by_a_product(residuals, n_coef):
    e = np.array(residuals, dtype=float)
    n, m = len(e), len(e) - n_coef
    if m < 1:
        raise ValueError("none left")
    # The mean of a chi variable obeys c(m + 2) = c(m) (m + 1) / m.
    mean, at = (np.sqrt(2 / np.pi), 1) if m % 2 else (np.sqrt(np.pi / 2), 2)
    while at < m:
        mean, at = mean * (at + 1) / at, at + 2
    return np.sqrt(np.mean(e * e)), np.sqrt(np.sum(e * e) / m), mean / np.sqrt(n)
