"""Numbers, tables and figures of the chapter on least squares: real data, and what residuals show."""

from __future__ import annotations

import json
from functools import cache
from typing import Any

import numpy as np
import pandas as pd
import statsmodels.api as sm

from compute import figures
from compute.figures import BLUE, FAINT, RED
from compute.ols import power as power_of_ten
from compute.tables import table
from course import ols


@cache
def engel() -> pd.DataFrame:
    """Return Engel's data of 1857: income and food expenditure of 235 Belgian households."""
    return sm.datasets.engel.load_pandas().data


@cache
def longley() -> tuple[pd.DataFrame, pd.Series]:
    """Return Longley's data: six macroeconomic series, and employment, 1947 to 1962."""
    data = sm.datasets.longley.load_pandas()
    return data.exog, data.endog


_NAMES = {
    "GNPDEFL": "price deflator",
    "GNP": "gross national product",
    "UNEMP": "unemployed",
    "ARMED": "armed forces",
    "POP": "population",
    "YEAR": "year",
}


@cache
def longley_table() -> str:
    """Return the inflation of each of Longley's columns, alone and after two have been left out."""
    X, y = longley()
    model = ols.fit(ols.design_matrix(X, list(X.columns)), y)
    full = ols.variance_inflation(X)
    kept = X.drop(columns=["GNP", "POP", "GNPDEFL"])
    fewer = ols.variance_inflation(kept)
    rows = []
    for name in X.columns:
        at = model.names.index(name)
        after = f"{fewer[name]:,.1f}" if name in kept.columns else "left out"
        rows.append([_NAMES[name], f"{full[name]:,.1f}", f"{model.t[at]:.2f}", after])
    return table(["column", "inflation", "t", "inflation among three"], rows)


def longley_correlation() -> float:
    """Return the correlation of GNP with the year."""
    X, _ = longley()
    return float(np.corrcoef(X["GNP"], X["YEAR"])[0, 1])


def longley_falls() -> dict[str, int]:
    """Return in how many of the fifteen steps from year to year each series of Longley's fell."""
    X, _ = longley()
    return {name: int((X[name].diff().dropna() < 0).sum()) for name in X.columns}


def longley_r2() -> float:
    """Return R² of employment on all six."""
    X, y = longley()
    return ols.fit(ols.design_matrix(X, list(X.columns)), y).r2


# ----- Residuals -----------------------------------------------------------------------------------------


@cache
def residuals_figure() -> str:
    """Return the figure of residuals: as they should be, with a bend, and with a fan."""
    rng = np.random.default_rng(12)
    x = rng.uniform(0, 100, 150)
    fine = pd.DataFrame({"x": x, "y": 1 + 2 * x + rng.normal(0, 20, 150)})
    bent = fine.assign(y=fine["y"] + 0.03 * (x - 50) ** 2)
    food = engel().rename(columns={"income": "x", "foodexp": "y"})
    with figures.style():
        figure, grid = figures.plt.subplots(1, 3, figsize=(7.4, 2.6))
        for axes, data, colour, name in (
            (grid[0], fine, BLUE, "nothing to see"),
            (grid[1], bent, RED, "a bend"),
            (grid[2], food, RED, "a fan: food, 1857"),
        ):
            model = ols.fit(ols.design_matrix(data, ["x"]), data["y"])
            axes.scatter(model.fitted, model.residuals, s=5, color=colour, lw=0, alpha=0.8)
            axes.axhline(0, color=FAINT, lw=0.8)
            axes.set_title(name, fontsize=10)
            axes.set(xlabel="fitted")
            axes.locator_params(nbins=4)
        grid[0].set_ylabel("residual")
        figure.tight_layout(w_pad=1.2)
        return figures.to_html(
            figure,
            "residual-plots",
            "Three plots of residuals against fitted values: an even band around zero; a band bent like a "
            "bowl; and Engel's households, whose residuals spread out as the fitted values grow.",
            "Residuals against fitted values. Only the first leaves the standard "
            "errors as good as they claim.",
        )


@cache
def engel_table() -> str:
    """Return the slope of food on income, in money and in logarithms, with two standard errors of each.

    Beside the classical error stands one that does not ask for equal spread, HC3:
    (X'X)^-1 X' diag(e² / (1 - h)²) X (X'X)^-1, h the leverages.
    """
    data = engel()
    rows = []
    for name, frame in (
        ("francs", pd.DataFrame({"x": data["income"], "y": data["foodexp"]})),
        ("logarithms", pd.DataFrame({"x": np.log(data["income"]), "y": np.log(data["foodexp"])})),
    ):
        X = ols.design_matrix(frame, ["x"])
        model = ols.fit(X, frame["y"])
        rows.append(
            [
                name,
                f"{model.coef[1]:.4f}",
                f"{model.std_error[1]:.4f}",
                f"{_robust(X.to_numpy(), model)[1]:.4f}",
                f"{_spread(model):.2f}",
            ]
        )
    header = [
        "units", "slope", "standard error", "robust standard error, HC3",
        "spread, upper half over lower",
    ]  # fmt: skip
    return table(header, rows)


def _robust(X: Any, model: ols.OLSResult) -> Any:
    half = X @ model.cov_root
    leverage = np.square(half).sum(axis=1)
    weighted = half * (model.residuals / (1 - leverage))[:, None]
    return np.sqrt(np.square(model.cov_root @ weighted.T).sum(axis=1))


def _spread(model: ols.OLSResult) -> float:
    """The standard deviation of the residuals of the larger half of the fitted values over the other's."""
    upper = model.fitted > np.median(model.fitted)
    return float(model.residuals[upper].std() / model.residuals[~upper].std())


def engel_slope() -> float:
    """Return the elasticity of food with respect to income."""
    data = engel()
    frame = pd.DataFrame({"x": np.log(data["income"]), "y": np.log(data["foodexp"])})
    return float(ols.fit(ols.design_matrix(frame, ["x"]), frame["y"]).coef[1])


# ----- Filip, in other columns ---------------------------------------------------------------------------


@cache
def filip_table() -> str:
    """Return the digits of Filip's residual standard deviation with other columns for the same model."""
    from benchmarks import ols as benchmark

    data = json.loads((benchmark.NIST / "filip.json").read_text(encoding="utf-8"))
    x, y = np.array(data["x"], dtype=float), np.array(data["y"], dtype=float)
    unit = (2 * x - x.max() - x.min()) / (x.max() - x.min())
    bases = {
        "powers of x": np.vander(x, 11, increasing=True),
        "powers of x, moved and scaled to (−1, 1)": np.vander(unit, 11, increasing=True),
        "Chebyshev polynomials on (−1, 1)": np.polynomial.chebyshev.chebvander(unit, 10),
        "columns made orthonormal": np.linalg.qr(np.polynomial.chebyshev.chebvander(unit, 10))[0],
    }
    rows = []
    for name, X in bases.items():
        coef, *_ = np.linalg.lstsq(X, y)
        residual_sd = np.linalg.norm(y - X @ coef) / np.sqrt(len(y) - 11)
        scaled = X / np.linalg.norm(X, axis=0)
        digits = benchmark.log_relative_error([residual_sd], [data["residual_sd"]])
        rows.append([name, power_of_ten(float(np.linalg.cond(scaled))), f"{digits:.1f}"])
    header = ["columns", "condition", "digits of the residual standard error, by `lstsq`"]
    return table(header, rows)


def vif_gnp() -> float:
    """Return the inflation of the national product among Longley's six."""
    return float(ols.variance_inflation(longley()[0])["GNP"])


# The page makes salaries in which a year of work is worth this much at an age.
worth_at_30, worth_at_50 = (f"{0.1 + 0.02 * age:.1f}" for age in (30, 50))
