"""Regressors that lean on each other: variance inflation, and correlated estimators."""

from __future__ import annotations

from typing import Any

import numpy as np
import pandas as pd

from course.ols.experiment import cov_root, design_columns, root_diagonal


def variance_inflation(X: Any) -> pd.Series:
    """Return the variance inflation factor of each regressor, at least 1; NaN for the constant.

    VIF_j = 1 / (1 - R_j²), with R_j² of the regression of column j on the others and a constant: how many
    times larger the variance of its estimate is than if it were uncorrelated with the others. It is
    computed as [(X'X)^-1]_jj times the sum of squares of column j about its mean.

    Parameters
    ----------
    X : (n, k) array-like, DataFrame or mapping of names to values
        The regressors. A constant is put in front unless there is one.

    Raises
    ------
    ValueError
        Dependent columns, for which it would be infinite; fewer rows than columns.

    References
    ----------
    Belsley, Kuh and Welsch (1980), Regression Diagnostics, section 3.1.

    Examples
    --------
    >>> variance_inflation({"x1": [0, 0, 1, 1], "x2": [0, 1, 0, 1]})
    const    NaN
    x1       1.0
    x2       1.0
    dtype: float64
    """
    values, names = design_columns(X, intercept=True)
    about_mean = np.sqrt(np.square(values - values.mean(axis=0)).sum(axis=0))
    root = root_diagonal(values, names)
    found = np.square(root * about_mean)
    constant = (values == values[:1]).all(axis=0)
    return pd.Series(np.where(constant, np.nan, np.maximum(found, 1.0)), index=list(names))


def estimator_correlation(X: Any, *, intercept: bool = True) -> pd.DataFrame:
    """Return the correlation matrix (p, p) of the estimators that a design gives.

    C_ij / sqrt(C_ii C_jj) with C = (X'X)^-1: of the design alone, sigma cancels. Correlated regressors make
    estimators that are correlated the other way: what one slope gains, the other loses.

    Parameters
    ----------
    X : (n, k) array-like, DataFrame or mapping of names to values
        The regressors.
    intercept : bool
        Whether a constant column is put in front of X, unless it has one already.

    Raises
    ------
    ValueError
        Dependent columns; fewer rows than columns.

    Examples
    --------
    >>> estimator_correlation({"x": [0, 1, 2, 3]}).round(3).loc["const", "x"]
    np.float64(-0.802)
    """
    values, names = design_columns(X, intercept=intercept)
    rows = cov_root(values, names)
    rows = rows / root_diagonal(values, names)[:, None]
    return pd.DataFrame(rows @ rows.T, index=list(names), columns=list(names))
