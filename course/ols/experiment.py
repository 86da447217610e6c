"""Choosing the data before they are taken: designs, and what a design will be able to say."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import product
from typing import Any, NamedTuple

import numpy as np
import pandas as pd
from numpy.typing import NDArray
from scipy import stats

from course._levels import checked_level
from course.ols.checks import as_columns, column_names, refuse_not_finite
from course.ols.solve import least_squares

Array = NDArray[np.float64]
Box = Mapping[str, tuple[float, float]]


def full_factorial(levels: Mapping[str, Sequence[float]]) -> pd.DataFrame:
    """Return every combination of the factors' levels, one row each; the last factor varies fastest.

    k factors of m_1, ..., m_k levels make m_1 ... m_k rows and k columns, in the factors' units.

    Raises `ValueError` for no factor, a factor without a level, or a level listed twice.

    >>> full_factorial({"x1": [0, 100], "x2": [0, 100]}).to_numpy().tolist()
    [[0, 0], [0, 100], [100, 0], [100, 100]]
    """
    if not levels:
        raise ValueError("no factor is given: write {'x1': [0, 100], 'x2': [0, 100]}.")
    for name, values in levels.items():
        if len(values) == 0:
            raise ValueError(f"the factor {name!r} has no level: give at least one.")
        if len(set(values)) < len(values):
            raise ValueError(
                f"the factor {name!r} lists a level twice, so that some combinations would come twice "
                "and others not at all as often. For repeated runs repeat the whole design."
            )
    return pd.DataFrame(list(product(*levels.values())), columns=list(levels))


def factorial_design(box: Box, replicates: int = 1, centre_points: int = 0) -> pd.DataFrame:
    """Return the two-level factorial design on a box: its 2^k corners, and runs at its centre.

    Parameters
    ----------
    box : mapping of k names to (low, high)
        The range that each regressor may take.
    replicates : int
        How many times each corner is run.
    centre_points : int
        Runs at the middle of the box. They say nothing of the slopes; they make it possible to see a bend
        (`lack_of_fit`).

    Returns
    -------
    DataFrame
        replicates 2^k + centre_points rows and k columns.

    Raises
    ------
    ValueError
        No factor, an empty range, fewer than one replicate, or a negative number of centre points.

    References
    ----------
    Box, Hunter and Hunter (2005), Statistics for Experimenters, chapter 5.

    Examples
    --------
    >>> factorial_design({"x1": (0, 100), "x2": (0, 100)}, centre_points=1).to_numpy().tolist()
    [[0.0, 0.0], [0.0, 100.0], [100.0, 0.0], [100.0, 100.0], [50.0, 50.0]]
    """
    ranges = _checked_box(box)
    if replicates < 1 or centre_points < 0:
        raise ValueError(
            f"replicates is {replicates} and centre_points is {centre_points}: each corner is run at "
            "least once, and the centre no fewer than zero times."
        )
    corners = full_factorial({name: [low, high] for name, (low, high) in ranges.items()})
    centre = pd.DataFrame({name: [(low + high) / 2] for name, (low, high) in ranges.items()})
    return pd.concat([corners] * replicates + [centre] * centre_points, ignore_index=True)


def extremes(X: Any, fraction: float = 0.1, box: Box | None = None) -> pd.DataFrame:
    """Return the rows of X in which every regressor lies in an outer `fraction` of its range.

    A row stays if each of its values is within fraction (high - low) of low or of high. What is left says
    more of the slopes for each observation, and nothing of what happens in between.

    Parameters
    ----------
    X : (n, k) array-like or DataFrame
        The regressors, without the constant.
    fraction : float
        From 0, the ends alone, to 0.5, everything.
    box : mapping of column names to (low, high), optional
        The range of each column; by default the smallest and the largest value in X.

    Raises
    ------
    ValueError
        A fraction outside [0, 0.5], a column that is not in the box.

    Examples
    --------
    >>> extremes(pd.DataFrame({"x1": [0, 5, 50, 95, 100]}))["x1"].tolist()
    [0, 5, 95, 100]
    """
    if not 0 <= fraction <= 0.5:
        raise ValueError(
            f"fraction is {fraction}: it is between 0 and 0.5, the share at either end."
        )
    values = as_columns(X)
    names = column_names(X, values, None) if isinstance(X, pd.DataFrame) else _numbered(values)
    frame = X if isinstance(X, pd.DataFrame) else pd.DataFrame(values, columns=list(names))
    low, high = _ranges(values, names, box)
    near = fraction * (high - low)
    keep = ((values <= low + near) | (values >= high - near)).all(axis=1)
    return frame.iloc[np.flatnonzero(keep)]


def design_std_error(X: Any, sigma: float, *, intercept: bool = True) -> pd.Series:
    """Return the standard errors (p,) that the design X will give, before any y has been seen.

    sigma sqrt([(X'X)^-1]_jj), in units of y per unit of column j: they depend on the design, and on the
    standard deviation of the errors, alone.

    Parameters
    ----------
    X : (n, k) array-like or DataFrame
        The regressors.
    sigma : float
        Standard deviation of the errors, in units of y: a guess, or that of an earlier study.
    intercept : bool
        Whether a constant column is put in front of X, unless it has one already.

    Raises
    ------
    ValueError
        A sigma that is not above zero; columns that depend on each other; fewer rows than columns.

    Examples
    --------
    >>> design_std_error({"x1": [0, 0, 100, 100]}, sigma=100)
    const    70.710678
    x1        1.000000
    dtype: float64
    """
    if not (np.isfinite(sigma) and sigma > 0):
        raise ValueError(f"sigma is {sigma}: a standard deviation of errors is above zero.")
    values, names = design_columns(X, intercept=intercept)
    return pd.Series(sigma * root_diagonal(values, names), index=list(names))


def efficiency(X: Any, *, intercept: bool = True, box: Box | None = None) -> pd.Series:
    """Return the efficiency (p,) of a design for each column, from 0 to 1, NaN for the constant.

    P_j = 1 / (S_j sqrt(n [(X'X)^-1]_jj)), with S_j half the range of column j: how small the standard error
    is beside that of the best n observations there are, half of them at either end of the range, where
    SE_j = sigma / (S_j sqrt(n)). To reach the same standard error a design needs 1 / P_j² times as many
    observations. With an intercept, P_j = (s_j / S_j) / sqrt(VIF_j), s_j the standard deviation of the
    column (divisor n): spread, and independence of the others.

    Parameters
    ----------
    X : (n, k) array-like, DataFrame or mapping of names to values
        The regressors.
    intercept : bool
        Whether a constant column is put in front of X, unless it has one already. The range of a constant
        is zero, so its efficiency is not defined: NaN.
    box : mapping of column names to (low, high), optional
        The range that a column *could* have taken. By default it is the range observed, and then nothing is
        said of a range that is too narrow: uniform on (40, 60) scores as high as uniform on (0, 100).

    Raises
    ------
    ValueError
        A value outside its box, an empty range, dependent columns, fewer rows than columns.

    Examples
    --------
    >>> corners = full_factorial({"x1": [0, 100], "x2": [0, 100]})
    >>> efficiency(corners)
    const    NaN
    x1       1.0
    x2       1.0
    dtype: float64
    """
    values, names = design_columns(X, intercept=intercept)
    low, high = _ranges(values, names, box)
    half = (high - low) / 2
    root = root_diagonal(values, names)
    with np.errstate(divide="ignore"):
        found = 1 / (half * np.sqrt(len(values)) * root)
    return pd.Series(np.where(half > 0, found, np.nan), index=list(names))


class Optimality(NamedTuple):
    """D-, A- and G-efficiency of a design, as shares; 1 for orthogonal columns of -1 and 1."""

    d: float
    a: float
    g: float


def optimality(X: Any, candidates: Any = None) -> Optimality:
    """Return the D-, A- and G-efficiency of a design matrix in coded units.

    With M = X'X / n and p columns: D = det(M)^(1/p), the volume of the confidence ellipsoid; A = p /
    trace(M^-1), the mean variance of the coefficients; G = p / max_x x' M^-1 x over the rows x of
    `candidates`, the largest variance of a prediction. D and A depend on units: code the columns to run
    from -1 to 1.

    Parameters
    ----------
    X : (n, p) array-like
        The design matrix, the constant column included.
    candidates : (m, p) array-like, optional
        Where predictions will be made, as rows of the design matrix; by default the rows of X. For the
        region that the design is to serve, give its corners.

    Raises
    ------
    ValueError
        Dependent columns, fewer rows than columns, candidates with another number of columns.

    References
    ----------
    Atkinson, Donev and Tobias (2007), Optimum Experimental Designs, with SAS, chapters 10 and 11.

    Examples
    --------
    >>> found = optimality([[1, -1, -1], [1, -1, 1], [1, 1, -1], [1, 1, 1]])
    >>> [round(share, 12) for share in found]
    [1.0, 1.0, 1.0]
    """
    values = as_columns(X)
    names = column_names(X, values, None)
    root = cov_root(values, names)
    n, p = values.shape
    rows = values if candidates is None else as_columns(candidates, "candidates")
    if rows.shape[1] != p:
        raise ValueError(
            f"candidates has {rows.shape[1]} columns and X has {p}: write each candidate as a row of the "
            "design matrix, the constant included."
        )
    # (X'X)^-1 = C C' with C triangular, so that its determinant is the product of the diagonal squared.
    log_det = -2 * float(np.log(np.abs(np.diag(root))).sum())
    variance = n * float(np.square(rows @ root).sum(axis=1).max())
    return Optimality(
        d=float(np.exp(log_det / p) / n),
        a=float(p / (n * np.square(root).sum())),
        g=p / variance,
    )


def sample_size(
    half_width: float,
    sigma: float,
    *,
    half_range: float,
    efficiency: float = 1.0,
    n_params: int = 2,
    level: float = 0.95,
) -> int:
    """Return the least number of observations with which an interval for a slope is narrow enough.

    The least n above n_params with t(1 - (1 - level) / 2; n - n_params) sigma / (P S sqrt(n)) <=
    half_width, where S is the half-range of the regressor and P the design's `efficiency`. The half-width
    is the one at an estimate of the errors equal to sigma: about half of all studies come out a little
    wider.

    Parameters
    ----------
    half_width : float
        What the half-width of the interval may be at most, in units of y per unit of x.
    sigma : float
        Standard deviation of the errors, in units of y.
    half_range : float
        S, half the width of the range of x.
    efficiency : float
        P, above 0 and at most 1.
    n_params : int
        Columns of the design matrix, the constant included.
    level : float
        Confidence level.

    Raises
    ------
    ValueError
        A half_width, sigma or half_range that is not above zero, an efficiency outside (0, 1], n_params
        below one, a level outside (0, 1).

    Examples
    --------
    >>> sample_size(0.5, sigma=100, half_range=50, n_params=3)
    64
    """
    for name, value in (("half_width", half_width), ("sigma", sigma), ("half_range", half_range)):
        if not (np.isfinite(value) and value > 0):
            raise ValueError(f"{name} is {value}: give a finite number above zero.")
    if not 0 < efficiency <= 1:
        raise ValueError(f"efficiency is {efficiency}: it is above 0 and at most 1.")
    if n_params < 1:
        raise ValueError(f"n_params is {n_params}: a model has at least one coefficient.")
    tail = (1 - checked_level(level)) / 2

    def enough(n: int) -> bool:
        quantile = stats.t.isf(tail, n - n_params)
        return bool(quantile * sigma <= half_width * efficiency * half_range * np.sqrt(n))

    # The half-width falls with n, so the first n that is enough can be found by halving.
    high = n_params + 1
    while not enough(high):
        high *= 2
    low = n_params
    while high - low > 1:
        middle = (low + high) // 2
        low, high = (low, middle) if enough(middle) else (middle, high)
    return high


def _checked_box(box: Box) -> dict[str, tuple[float, float]]:
    ranges = {name: (float(low), float(high)) for name, (low, high) in box.items()}
    for name, (low, high) in ranges.items():
        if not (np.isfinite([low, high]).all() and low < high):
            raise ValueError(
                f"the range of {name!r} is ({low:g}, {high:g}): give two finite numbers, the lower first."
            )
    return ranges


def _numbered(values: Array) -> tuple[str, ...]:
    return tuple(f"x{j + 1}" for j in range(values.shape[1]))


def design_columns(X: Any, *, intercept: bool) -> tuple[Array, tuple[str, ...]]:
    """Return the design matrix and its names, with a constant in front if asked for and not there."""
    frame = pd.DataFrame(X) if isinstance(X, Mapping) else X
    values = as_columns(frame)
    names = column_names(frame, values, None)
    constant = (values == values[:1]).all(axis=0) & (values[:1] != 0).all(axis=0)
    if intercept and not (constant.any() and len(values) > 1):
        values = np.column_stack([np.ones(len(values)), values])
        names = ("const", *names)
    refuse_not_finite(values, names)
    return values, names


def _ranges(values: Array, names: Sequence[str], box: Box | None) -> tuple[Array, Array]:
    low, high = values.min(axis=0), values.max(axis=0)
    if box is None:
        return low, high
    for name, (left, right) in _checked_box(box).items():
        if name not in names:
            raise ValueError(
                f"the box names {name!r}, which is no column of X: its columns are {', '.join(names)}."
            )
        j = list(names).index(name)
        if low[j] < left or high[j] > right:
            raise ValueError(
                f"column {name!r} runs from {low[j]:g} to {high[j]:g}, beyond its box from {left:g} to "
                f"{right:g}: widen the box, or leave such rows out."
            )
        low[j], high[j] = left, right
    return low, high


def cov_root(values: Array, names: tuple[str, ...]) -> Array:
    n, p = values.shape
    if n < p:
        raise ValueError(
            f"X has {n} rows for {p} columns: a design needs a row for each column at least."
        )
    return least_squares(values, np.zeros(n), names).cov_root


def root_diagonal(values: Array, names: tuple[str, ...]) -> Array:
    """Return sqrt([(X'X)^-1]_jj) for each column."""
    return np.sqrt(np.square(cov_root(values, names)).sum(axis=1))
