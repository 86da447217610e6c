"""Fit a linear model by ordinary least squares."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np

from course.ols.checks import as_columns, as_response, column_names, refuse_not_finite
from course.ols.result import OLSResult
from course.ols.solve import least_squares


def fit(
    X: Any,
    y: Any,
    names: Sequence[str] | None = None,
    *,
    intercept: bool | None = None,
) -> OLSResult:
    """Return the least-squares fit of y on the columns of X, as an `OLSResult`.

    The model is y = X b + e with independent errors e ~ N(0, sigma²). The estimate minimises
    ||y - X b||², which for X of full column rank has the closed form (X'X)^-1 X'y. Where X is well
    conditioned it is computed by Cholesky factorisation of X'X and refined with residuals of the
    data; where that might cost digits, from a QR factorisation of X with scaled columns.

    Parameters
    ----------
    X : (n, p) array-like or DataFrame
        One row for each observation and one column for each coefficient. It already holds the
        constant column where an intercept is wanted: see `design_matrix`.
    y : (n,) array-like
        The response.
    names : p strings, optional
        Names of the coefficients; by default the columns of a DataFrame, else "const" for the
        constant column and "x1", "x2", ... for the others.
    intercept : bool, optional
        Whether R² and F compare with the mean of y (True) or with zero (False). By default
        True if a constant lies in the span of the columns: a constant column, or a full set of
        dummies. (R looks at the formula alone: for dummies without intercept say False to match.)

    Raises
    ------
    ValueError
        X or y of a wrong shape, not numbers, or not finite; fewer rows than columns; a column that
        is zero or a combination of others. The message names the column or row.

    References
    ----------
    Seber and Lee (2003), Linear Regression Analysis, chapters 3 and 11; Bjorck (1967), BIT 7;
    Bjorck (1987), Linear Algebra and its Applications 88.

    Examples
    --------
    >>> X = [[1, 0], [1, 1], [1, 2], [1, 3]]
    >>> model = fit(X, [1, 3, 4, 8], names=["const", "x"])
    >>> model.coef.round(3).tolist()
    [0.7, 2.2]
    >>> round(model.r2, 4)
    0.9308
    """
    values = as_columns(X)
    n, p = values.shape
    if p == 0:
        raise ValueError("X has no column: give at least the constant column of ones.")
    if n < p:
        raise ValueError(
            f"X has {n} rows for {p} columns: {p} coefficients need at least {p} observations, and "
            f"at least {p + 1} for standard errors. Add observations or drop columns."
        )
    labels = column_names(X, values, names)
    refuse_not_finite(values, labels)
    response = as_response(y, n)
    solution = least_squares(values, response, labels)

    centred = solution.constant_in_span if intercept is None else bool(intercept)
    fitted = response - solution.residuals
    residuals, explained, unit = solution.residuals, fitted, 1.0
    largest = max(float(response.max()), -float(response.min()))
    if largest and not 1e-140 < largest < 1e140:  # so that no sum of squares overflows or vanishes
        unit = largest
        residuals, explained = residuals / unit, explained / unit
    if centred:
        explained = explained - explained.sum() / n
    rss = float(residuals @ residuals)
    # A constant response has no variation to explain, whatever rounding leaves of it.
    constant = centred and response[0] == response[-1] and bool((response == response[0]).all())
    mss = float("nan") if constant else float(explained @ explained)
    df_resid, df_model = n - p, p - int(centred)
    return OLSResult(
        names=labels,
        coef=_frozen(solution.coef),
        fitted=_frozen(fitted),
        residuals=_frozen(solution.residuals),
        df_resid=df_resid,
        sigma=unit * _ratio(rss, df_resid) ** 0.5,
        r2=_ratio(mss, mss + rss) if df_model else 0.0,
        f_stat=_ratio(_ratio(mss, df_model), _ratio(rss, df_resid)),
        has_intercept=centred,
        cov_root=_frozen(solution.cov_root),
        condition_number=solution.condition_number,
    )


def _ratio(a: float, b: float) -> float:
    """a / b for b >= 0, with the limits inf and NaN (0 / 0) in place of an error."""
    if b == 0:
        return float("inf") if a > 0 and not isinstance(b, int) else float("nan")
    return a / b


def _frozen(values: np.ndarray) -> np.ndarray:
    values.flags.writeable = False
    return values
