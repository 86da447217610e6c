"""The printed summary of a fit, laid out and rounded as R's ``print(summary(lm))``."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import Protocol

import numpy as np

from course.ols.checks import Array
from course.ols.rformat import (
    format_common,
    format_p_values,
    round_half_even,
    zap_small,
)


class Fitted(Protocol):
    """What the summary says of a fit: see the properties of the same names of `OLSResult`."""

    @property
    def names(self) -> tuple[str, ...]: ...
    @property
    def n_obs(self) -> int: ...
    @property
    def df_model(self) -> int: ...
    @property
    def df_resid(self) -> int: ...
    @property
    def coef(self) -> Array: ...
    @property
    def std_error(self) -> Array: ...
    @property
    def t(self) -> Array: ...
    @property
    def p_value(self) -> Array: ...
    @property
    def residuals(self) -> Array: ...
    @property
    def fitted(self) -> Array: ...
    @property
    def sigma(self) -> float: ...
    @property
    def r2(self) -> float: ...
    @property
    def r2_adj(self) -> float: ...
    @property
    def f_stat(self) -> float: ...
    @property
    def f_p_value(self) -> float: ...


_DIGITS = 4  # R: three fewer than getOption("digits")
_FIELD = 5  # the least width of a number that R's formatC writes to four digits
_WIDTH = 80
_STARS = ((0.001, "***"), (0.01, "**"), (0.05, "*"), (0.1, "."))


def summary_text(model: Fitted) -> str:
    """Return the summary as one string, lines without trailing blanks: see `OLSResult.summary`."""
    lines = [
        "Residuals:",
        *_residual_lines(model),
        "",
        "Coefficients:",
        *_coefficient_lines(model),
        "",
        f"Residual standard error: {format_common([_signif(model.sigma)], 7)[0]} on "
        f"{model.df_resid} degrees of freedom",
    ]
    if model.df_model:
        lines += _fit_lines(model)
    if _is_exact(model):
        lines += ["", "The fit is exact but for rounding: standard errors and tests mean nothing."]
    return "\n".join(line.rstrip() for line in lines) + "\n"


def _residual_lines(model: Fitted) -> list[str]:
    if model.df_resid == 0:
        return [f"ALL {model.n_obs} residuals are 0: no residual degrees of freedom!"]
    if model.df_resid > 5:
        quartiles = np.quantile(model.residuals, [0, 0.25, 0.5, 0.75, 1]).tolist()
        return _named(["Min", "1Q", "Median", "3Q", "Max"], zap_small(quartiles, _DIGITS + 1))
    return _named([str(i + 1) for i in range(model.n_obs)], model.residuals.tolist())


def _named(names: Sequence[str], values: Sequence[float]) -> list[str]:
    """Numbers under their names, in columns of one width, as many to a line as fit."""
    texts = format_common(values, _DIGITS)
    width = max(map(len, [*names, *texts]))
    per_line = max(1, _WIDTH // (width + 1))
    lines = []
    for start in range(0, len(texts), per_line):
        stop = start + per_line
        lines.append(" ".join(name.rjust(width) for name in names[start:stop]))
        lines.append(" ".join(text.rjust(width) for text in texts[start:stop]))
    return lines


def _coefficient_lines(model: Fitted) -> list[str]:
    p_values = model.p_value.tolist()
    estimates, errors = _estimates(model.coef.tolist(), model.std_error.tolist())
    t_values = format_common([round_half_even(t, 3) for t in model.t.tolist()], _DIGITS)
    columns = [
        ["", *model.names],
        ["Estimate", *estimates],
        ["Std. Error", *errors],
        ["t value", *t_values],
        ["Pr(>|t|)", *format_p_values(p_values, 3)],
    ]
    starred = any(p < 0.1 for p in p_values)
    if starred:
        columns.append(["", *map(_stars, p_values)])
    widths = [max(map(len, column)) for column in columns]
    lines = []
    for row in zip(*columns, strict=True):
        cells = [text.rjust(width) for text, width in zip(row, widths, strict=True)]
        cells[0] = row[0].ljust(widths[0])
        if starred:
            cells[-1] = row[-1].ljust(widths[-1])
        lines.append(" ".join(cells))
    if starred:
        legend = " ".join(f"'{mark}' {bound:g}" for bound, mark in _STARS)
        lines += ["---", f"Signif. codes:  0 {legend} ' ' 1"]
    return lines


def _estimates(coef: list[float], errors: list[float]) -> tuple[list[str], list[str]]:
    """Estimates and standard errors, all with the decimals that the smallest of them calls for."""
    both = coef + errors
    sizes = [abs(x) for x in both if math.isfinite(x) and x != 0]
    leading = 1 + math.floor(math.log10(min(sizes))) if sizes else 1
    decimals = max(1, _DIGITS - leading)
    texts = format_common([round_half_even(x, decimals) for x in both], _DIGITS)
    # A number that rounds to zero without being zero is shown in its own format.
    texts = [
        format_common([x], _DIGITS - 1)[0]
        if math.isfinite(x) and (x == 0) != (float(text) == 0)
        else text
        for x, text in zip(both, texts, strict=True)
    ]
    return texts[: len(coef)], texts[len(coef) :]


def _stars(p: float) -> str:
    return next((mark for bound, mark in _STARS if p <= bound), "")


def _fit_lines(model: Fitted) -> list[str]:
    p_value = "NA" if math.isnan(model.f_p_value) else format_p_values([model.f_p_value], 4)[0]
    return [
        f"Multiple R-squared:  {_general(model.r2)},\tAdjusted R-squared:  "
        f"{_general(model.r2_adj)}",
        f"F-statistic: {_general(model.f_stat)} on {model.df_model} and {model.df_resid} DF,  "
        f"p-value: {p_value}",
    ]


def _general(x: float) -> str:
    """C's %g, right-justified as R's formatC leaves it."""
    if not math.isfinite(x):
        return format_common([x], _DIGITS)[0].rjust(_FIELD)
    return f"{x:.{_DIGITS}g}".rjust(_FIELD)


def _signif(x: float) -> float:
    return float(f"{x:.{_DIGITS - 1}e}")


def _is_exact(model: Fitted) -> bool:
    if model.df_resid == 0:
        return False
    largest = float(np.abs(model.fitted).max())
    return model.sigma <= 1e-15 * largest
