"""Does a plane fit at all? What repeated observations say."""

from __future__ import annotations

from typing import Any, NamedTuple

import numpy as np
from scipy import special

from course.ols.checks import as_columns
from course.ols.fit import fit


class LackOfFit(NamedTuple):
    """F test of a model against the means of its groups of equal rows."""

    f_stat: float
    p_value: float
    df_lack: int
    df_pure: int
    sigma_pure: float


def lack_of_fit(X: Any, y: Any) -> LackOfFit:
    """Return the F test of lack of fit: the model X against one mean for every distinct row of X.

    Observations at the same row differ by nothing but error, whatever the truth: their sum of squares about
    the mean of their row is the pure error. What the residual sum of squares holds beyond it is lack of
    fit, F = [(RSS - PURE) / (m - p)] / [PURE / (n - m)] with m distinct rows. Centre points make the test
    possible on a two-level design.

    Parameters
    ----------
    X : (n, p) array-like or DataFrame
        Design matrix, the constant included.
    y : (n,) array-like
        The response.

    Raises
    ------
    ValueError
        No row comes twice, so that there is no pure error; or no more distinct rows than columns, so that
        the model fits every mean. And what `fit` raises.

    References
    ----------
    Seber and Lee (2003), Linear Regression Analysis, section 4.4.

    Examples
    --------
    >>> x = [-1, -1, 1, 1, 0, 0]
    >>> test = lack_of_fit([[1, v] for v in x], [1.0, 1.2, 3.1, 2.9, 3.9, 4.1])
    >>> round(test.f_stat, 1), test.df_lack, test.df_pure
    (253.5, 1, 3)
    """
    model = fit(X, y)
    values = as_columns(X)
    response = np.asarray(y, dtype=np.float64)
    distinct, group = np.unique(values, axis=0, return_inverse=True)
    group = group.ravel()
    n, p = values.shape
    m = len(distinct)
    if m == n:
        raise ValueError(
            "no row of X comes twice, so nothing tells error from lack of fit: repeat some runs, "
            "for example at the centre."
        )
    if m <= p:
        raise ValueError(
            f"X has {m} distinct rows for {p} coefficients, so the model fits the mean of each: add runs "
            "elsewhere, for example at the centre."
        )
    means = np.bincount(group, response) / np.bincount(group)
    pure = float(np.square(response - means[group]).sum())
    # Fitted values and means differ by the lack of fit alone: no difference of large sums is taken.
    lack = float(np.square(means[group] - model.fitted).sum())
    df_lack, df_pure = m - p, n - m
    with np.errstate(divide="ignore", invalid="ignore"):
        f = float(np.divide(lack / df_lack, pure / df_pure))
    p_value = float(special.fdtrc(df_lack, df_pure, f))
    return LackOfFit(f, p_value, df_lack, df_pure, float(np.sqrt(pure / df_pure)))
