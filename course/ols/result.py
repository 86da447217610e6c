"""The fitted model: estimates, their uncertainty, predictions."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import Any, Literal

import numpy as np
import pandas as pd
from numpy.typing import NDArray
from scipy import special

from course._levels import checked_level
from course.ols.checks import as_columns, refuse_not_finite
from course.ols.summary import summary_text

Array = NDArray[np.float64]


@dataclass(frozen=True, eq=False, repr=False)
class OLSResult:
    """A least-squares fit of y = X b + e, as `fit` returns it; n observations, p coefficients.

    Arrays are read-only, and the p coefficients stand in the order of `names` everywhere. The
    statistics are those of R's ``summary(lm)``; their distributions assume independent normal
    errors of one standard deviation (Seber and Lee 2003, chapters 3 to 5).

    Attributes
    ----------
    names : tuple of p strings
        Names of the coefficients.
    coef : (p,) array
        Estimates b = (X'X)^-1 X'y, each in units of y per unit of its column.
    fitted, residuals : (n,) arrays
        X b and y - X b, in units of y.
    df_resid : int
        Residual degrees of freedom n - p. X holds the constant column: nothing more to subtract.
    sigma : float
        Residual standard error sqrt(RSS / (n - p)), in units of y, the estimate of the standard
        deviation of the errors; NaN if n = p.
    r2 : float
        R² = ESS / (ESS + RSS), from 0 to 1, where ESS is the sum of squares of the fitted values
        about their mean, or about zero if the model has no intercept. NaN for a constant y.
    f_stat : float
        F = (ESS / (p - k)) / (RSS / (n - p)), k = 1 with an intercept and else 0: all
        coefficients but the intercept against none. NaN if there is no other coefficient.
    has_intercept : bool
        Whether R² and F compare with the mean of y rather than with zero.
    cov_root : (p, p) array
        C with C C' = (X'X)^-1, which depends on the design alone.
    condition_number : float
        Of X with its columns scaled to norm about one; 1 for orthogonal columns. Near 1e10 the
        sixteen digits of the data leave about six in the coefficients.

    Examples
    --------
    >>> from course.ols import fit
    >>> model = fit([[1, 0], [1, 1], [1, 2], [1, 3]], [1, 3, 4, 8])
    >>> model
    OLSResult(const=0.7, x1=2.2; n=4, sigma=0.9487, r2=0.9308)
    """

    names: tuple[str, ...]
    coef: Array
    fitted: Array
    residuals: Array
    df_resid: int
    sigma: float
    r2: float
    f_stat: float
    has_intercept: bool
    cov_root: Array
    condition_number: float

    def __repr__(self) -> str:
        estimates = ", ".join(
            f"{name}={b:.4g}" for name, b in zip(self.names, self.coef, strict=True)
        )
        return f"OLSResult({estimates}; n={self.n_obs}, sigma={self.sigma:.4g}, r2={self.r2:.4g})"

    @property
    def n_obs(self) -> int:
        """Return n, the number of observations.

        >>> from course.ols import fit
        >>> fit([[1], [1], [1]], [1, 2, 6]).n_obs
        3
        """
        return len(self.residuals)

    @cached_property
    def std_error(self) -> Array:
        """Return the standard errors (p,) of the coefficients, sigma sqrt(diag((X'X)^-1)).

        In the units of `coef`; NaN if n = p. This is the standard error itself: it already
        shrinks as 1 / sqrt(n), and is not to be divided by sqrt(n) again.

        >>> from course.ols import fit
        >>> fit([[1], [1], [1], [1]], [1, 2, 3, 6]).std_error.round(4).tolist()
        [1.0801]
        """
        return _locked(self.sigma * _row_norms(self.cov_root))

    @cached_property
    def cov(self) -> Array:
        """Return the covariance matrix (p, p) of the coefficients, sigma² (X'X)^-1.

        Entry (i, j) is in units of coefficient i times coefficient j; NaN if n = p.

        >>> from course.ols import fit
        >>> fit([[1, 0], [1, 1], [1, 2], [1, 3]], [1, 3, 4, 8]).cov.round(3).tolist()
        [[0.63, -0.27], [-0.27, 0.18]]
        """
        half = self.sigma * self.cov_root
        return _locked(half @ half.T)

    @cached_property
    def t(self) -> Array:
        """Return the t statistics (p,), coef / std_error, of the hypotheses "this one is zero".

        Infinite where an exact fit leaves a coefficient without error; NaN for 0 / 0 or n = p.

        >>> from course.ols import fit
        >>> fit([[1, 0], [1, 1], [1, 2], [1, 3]], [1, 3, 4, 8]).t.round(3).tolist()
        [0.882, 5.185]
        """
        with np.errstate(divide="ignore", invalid="ignore", over="ignore"):
            return _locked(self.coef / self.std_error)

    @cached_property
    def p_value(self) -> Array:
        """Return the two-sided p-values (p,) of `t`, P(|T| >= |t|), T of Student with n - p df.

        It is the probability of so large a |t| were the coefficient zero; it is not the
        probability that the coefficient is zero.

        >>> from course.ols import fit
        >>> fit([[1, 0], [1, 1], [1, 2], [1, 3]], [1, 3, 4, 8]).p_value.round(4).tolist()
        [0.4708, 0.0352]
        """
        if self.df_resid == 0:
            return _locked(np.full(len(self.coef), np.nan))
        return _locked(2 * special.stdtr(self.df_resid, -np.abs(self.t)))

    def conf_int(self, level: float = 0.95) -> Array:
        """Return confidence intervals (p, 2) for the coefficients, lower and upper ends.

        coef ± t(1 - (1 - level) / 2; n - p) std_error, in the units of `coef`. Each interval
        taken alone covers its coefficient with probability `level`. NaN if n = p.
        Raises `ValueError` unless 0 < level < 1.

        >>> from course.ols import fit
        >>> fit([[1, 0], [1, 1], [1, 2], [1, 3]], [1, 3, 4, 8]).conf_int().round(2).tolist()
        [[-2.72, 4.12], [0.37, 4.03]]
        """
        half = self._t_quantile(level) * self.std_error
        return np.column_stack([self.coef - half, self.coef + half])

    @property
    def r2_adj(self) -> float:
        """Return adjusted R², 1 - (1 - R²) (n - k) / (n - p), k = 1 with an intercept, else 0.

        It can be negative, and unlike R² it can fall when a column is added. NaN if n = p.

        >>> from course.ols import fit
        >>> round(fit([[1, 0], [1, 1], [1, 2], [1, 3]], [1, 3, 4, 8]).r2_adj, 4)
        0.8962
        """
        if self.df_resid == 0:
            return float("nan")
        return 1 - (1 - self.r2) * (self.n_obs - int(self.has_intercept)) / self.df_resid

    @property
    def df_model(self) -> int:
        """Return the numerator degrees of freedom of F: p less one for the intercept, if any.

        >>> from course.ols import fit
        >>> fit([[1, 0], [1, 1], [1, 2], [1, 3]], [1, 3, 4, 8]).df_model
        1
        """
        return len(self.coef) - int(self.has_intercept)

    @property
    def f_p_value(self) -> float:
        """Return P(F >= f_stat) for F of Fisher with (df_model, n - p) degrees of freedom.

        NaN where `f_stat` is. With one regressor and an intercept it equals the p-value of t.

        >>> from course.ols import fit
        >>> round(fit([[1, 0], [1, 1], [1, 2], [1, 3]], [1, 3, 4, 8]).f_p_value, 4)
        0.0352
        """
        if not self.df_model or not self.df_resid or np.isnan(self.f_stat):
            return float("nan")
        return float(special.fdtrc(self.df_model, self.df_resid, self.f_stat))

    def predict(
        self,
        X_new: Any,
        interval: Literal["mean", "prediction"] | None = None,
        level: float = 0.95,
    ) -> Array:
        """Return predictions X_new b (m,), or with an interval fit, lower and upper (m, 3).

        With s = sigma sqrt(x' (X'X)^-1 x) for a row x and q the t quantile of `conf_int`,
        "mean" gives x'b ± q s, which covers the mean of y at x, and "prediction" gives
        x'b ± q sqrt(sigma² + s²), which covers one new y at x. All are in units of y. These are
        R's ``predict(lm, interval = "confidence")`` and ``"prediction"``.

        X_new is an (m, p) array-like with the columns of X, the constant included. A DataFrame
        must have the columns `names`, in any order. Raises `ValueError` for other shapes or
        columns, numbers that are not finite, another `interval`, or a level not in (0, 1).

        >>> from course.ols import fit
        >>> model = fit([[1, 0], [1, 1], [1, 2], [1, 3]], [1, 3, 4, 8])
        >>> model.predict([[1, 4]]).round(2).tolist()
        [9.5]
        >>> model.predict([[1, 4]], interval="mean").round(2).tolist()
        [[9.5, 4.5, 14.5]]
        >>> model.predict([[1, 4]], interval="prediction").round(2).tolist()
        [[9.5, 3.05, 15.95]]
        """
        rows = self._new_rows(X_new)
        centre = rows @ self.coef
        if interval is None:
            return centre
        if interval not in ("mean", "prediction"):
            raise ValueError(
                f"interval is {interval!r}: use 'mean' for the mean of y at each row, 'prediction' "
                "for one new observation there, or None for no interval."
            )
        spread = _row_norms(rows @ self.cov_root)
        if interval == "prediction":
            spread = np.hypot(1.0, spread)
        half = self._t_quantile(level) * self.sigma * spread
        return np.column_stack([centre, centre - half, centre + half])

    def table(self, level: float = 0.95) -> pd.DataFrame:
        """Return one row for each coefficient: coef, std_error, t, p_value, lower, upper.

        The index holds `names`; lower and upper are `conf_int(level)`.

        >>> from course.ols import fit
        >>> fit([[1, 0], [1, 1], [1, 2], [1, 3]], [1, 3, 4, 8]).table().round(2).loc["x1"].tolist()
        [2.2, 0.42, 5.19, 0.04, 0.37, 4.03]
        """
        ends = self.conf_int(level)
        return pd.DataFrame(
            {
                "coef": self.coef,
                "std_error": self.std_error,
                "t": self.t,
                "p_value": self.p_value,
                "lower": ends[:, 0],
                "upper": ends[:, 1],
            },
            index=list(self.names),
        )

    def summary(self) -> str:
        """Return the text that R prints for ``summary(lm)``, from "Residuals:" on.

        Quantiles of the residuals (all of them where df_resid <= 5), the table of coefficients
        with stars for small p-values, residual standard error, R², adjusted R², F and its p. The
        rounding follows R's rules: four significant digits, fewer where the last ones are noise.
        A line is added where the fit is exact but for rounding, as R then warns.

        >>> from course.ols import fit
        >>> model = fit([[1, 0], [1, 1], [1, 2], [1, 3]], [1, 3, 4, 8])
        >>> print(model.summary().expandtabs(1))  # R sets a tab before "Adjusted"
        Residuals:
           1    2    3    4
         0.3  0.1 -1.1  0.7
        <BLANKLINE>
        Coefficients:
              Estimate Std. Error t value Pr(>|t|)
        const   0.7000     0.7937   0.882   0.4708
        x1      2.2000     0.4243   5.185   0.0352 *
        ---
        Signif. codes:  0 '***' 0.001 '**' 0.01 '*' 0.05 '.' 0.1 ' ' 1
        <BLANKLINE>
        Residual standard error: 0.9487 on 2 degrees of freedom
        Multiple R-squared:  0.9308, Adjusted R-squared:  0.8962
        F-statistic: 26.89 on 1 and 2 DF,  p-value: 0.03524
        <BLANKLINE>
        """
        return summary_text(self)

    def _t_quantile(self, level: float) -> float:
        tail = (1 - checked_level(level)) / 2
        return -float(special.stdtrit(self.df_resid, tail)) if self.df_resid else float("nan")

    def _new_rows(self, X_new: Any) -> Array:
        p = len(self.names)
        if isinstance(X_new, pd.DataFrame):
            found = [str(name) for name in X_new.columns]
            if sorted(found) != sorted(self.names):
                missing = [name for name in self.names if name not in found]
                extra = [name for name in found if name not in self.names]
                raise ValueError(
                    f"X_new must have the columns of the fit, {', '.join(self.names)}; "
                    f"missing: {', '.join(missing) or 'none'}; unknown: "
                    f"{', '.join(extra) or 'none'}. Build it with the same terms and with "
                    "levels=levels_of(data, terms) of the data fitted."
                )
            X_new = X_new.set_axis(found, axis=1)[list(self.names)]
        rows = as_columns(X_new, "X_new")
        if rows.shape[1] != p:
            raise ValueError(
                f"X_new has {rows.shape[1]} columns but the model has {p} coefficients "
                f"({', '.join(self.names)}): give one column for each, the constant included."
            )
        refuse_not_finite(rows, self.names, "X_new")
        return rows


def _row_norms(values: Array) -> Array:
    # hypot, unlike a sum of squares, neither overflows nor vanishes in extreme units.
    return np.hypot.reduce(values, axis=1)


def _locked(values: Array) -> Array:
    values.flags.writeable = False
    return values
