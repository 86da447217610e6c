"""Does the interval cover? Rules for its width, each with the share of samples in which it does."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

import numpy as np
import pandas as pd
from scipy import stats

from course._levels import checked_level
from course.ols.checks import as_columns, column_names
from course.ols.solve import least_squares

# How many standard errors an interval reaches to either side, of (tail probability, n, p). The first is
# right; the others are slips, with the names that the pages and the exercises use.
RULES: Mapping[str, Callable[[float, int, int], float]] = {
    "t, n - p degrees of freedom": lambda tail, n, p: float(stats.t.isf(tail, n - p)),
    "t, n - p - 1 degrees of freedom": lambda tail, n, p: float(stats.t.isf(tail, n - p - 1)),
    "normal quantile": lambda tail, n, p: float(stats.norm.isf(tail)),
    "standard error / sqrt(n)": lambda tail, n, p: float(stats.t.isf(tail, n - p) / np.sqrt(n)),
}


def coverage(
    X: Any,
    coef: Any,
    sigma: float,
    column: int | str = -1,
    *,
    level: float = 0.95,
    samples: int = 10_000,
    rules: Mapping[str, Callable[[float, int, int], float]] = RULES,
    rng: np.random.Generator | int | None = None,
) -> pd.DataFrame:
    """Return, for each rule of making an interval, the share of simulated samples in which it covers.

    The design X stays; y = X b + e is drawn `samples` times with errors e ~ N(0, sigma²), fitted, and
    each rule makes its interval b_j ± c SE_j. The exact coverage is P(|T| <= c), T of Student with n - p
    degrees of freedom: estimate and standard error are independent.

    Parameters
    ----------
    X : (n, p) array-like or DataFrame
        Design matrix, the constant included; n > p + 1.
    coef : (p,) array-like
        The true coefficients.
    sigma : float
        The true standard deviation of the errors.
    column : int or str
        Which coefficient: its place or its name.
    level : float
        What the interval promises.
    samples : int
        Number of simulated samples.
    rules : mapping of names to functions
        Each takes (tail probability, n, p) and returns c, the number of standard errors to either side.
    rng : NumPy generator or seed, optional

    Returns
    -------
    DataFrame
        One row a rule: `multiplier` c, `coverage` with its Monte Carlo `std_error`, `exact`, and the mean
        `width` of the interval.

    Raises
    ------
    ValueError
        Too few rows, a wrong number of coefficients, an unknown column, sigma or samples not above zero.

    Examples
    --------
    >>> X = np.column_stack([np.ones(20), np.arange(20)])
    >>> table = coverage(X, [1, 2], sigma=5, samples=200, rng=1)
    >>> table["exact"].round(3).tolist()
    [0.95, 0.951, 0.934, 0.356]
    """
    values = as_columns(X)
    names = column_names(X, values, None)
    n, p = values.shape
    truth = np.asarray(coef, dtype=np.float64)
    if truth.shape != (p,):
        raise ValueError(f"coef has shape {truth.shape}: X has {p} columns, so give {p} numbers.")
    if n < p + 2:
        raise ValueError(f"X has {n} rows for {p} columns: the rules need at least {p + 2} rows.")
    if not (np.isfinite(sigma) and sigma > 0) or samples < 1:
        raise ValueError(f"sigma is {sigma} and samples is {samples}: both have to be above zero.")
    if isinstance(column, str):
        if column not in names:
            raise ValueError(f"column {column!r} is not in X: its columns are {', '.join(names)}.")
        column = names.index(column)
    elif not -p <= column < p:
        raise ValueError(f"column is {column}, and X has {p} columns.")
    tail = (1 - checked_level(level)) / 2

    Q, R = np.linalg.qr(values)
    # b_j - beta_j = w'e with w = column j of Q R^-T, and the residuals are e less their part in the span
    # of Q.
    root = least_squares(values, np.zeros(n), names).cov_root
    weights = Q @ np.linalg.solve(R.T, np.eye(p)[column])
    size = float(np.linalg.norm(root[column]))
    generator = np.random.default_rng(rng)
    off = np.empty(samples)
    error = np.empty(samples)
    block = max(1, 4_000_000 // n)
    for start in range(0, samples, block):
        e = sigma * generator.standard_normal((min(block, samples - start), n))
        part = slice(start, start + len(e))
        off[part] = e @ weights
        inside = e @ Q
        rss = np.square(e).sum(axis=1) - np.square(inside).sum(axis=1)
        error[part] = size * np.sqrt(np.maximum(rss, 0) / (n - p))
    rows = {}
    for name, rule in rules.items():
        c = float(rule(tail, n, p))
        share = float(np.mean(np.abs(off) <= c * error))
        rows[name] = {
            "multiplier": c,
            "coverage": share,
            "std_error": float(np.sqrt(share * (1 - share) / samples)),
            "exact": float(1 - 2 * stats.t.sf(c, n - p)),
            "width": float(2 * c * error.mean()),
        }
    return pd.DataFrame.from_dict(rows, orient="index")
