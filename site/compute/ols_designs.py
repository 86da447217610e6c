"""Numbers, tables and figures of the chapter on least squares that are about designs."""

from __future__ import annotations

import math
from dataclasses import dataclass
from functools import cache

import numpy as np
import pandas as pd
from scipy import stats

from compute import figures
from compute.figures import BLUE, FAINT, INK, RED
from compute.tables import percent, table
from course import ols

BOX = {"x1": (0.0, 100.0), "x2": (0.0, 100.0)}
SEED = 7
SIGMA = 100.0
# Printed by the source: the efficiencies of "uniform" regressors, of the outer tenths.
PRINTED_UNIFORM = (0.2275832, 0.2005624)
PRINTED_EXTREMES = (0.9135162, 0.8954324)


def _coded(X: pd.DataFrame) -> np.ndarray:
    """The design matrix with the box run from -1 to 1, and a constant."""
    half = np.array([(high - low) / 2 for low, high in BOX.values()])
    middle = np.array([(high + low) / 2 for low, high in BOX.values()])
    return np.column_stack([np.ones(len(X)), (X.to_numpy() - middle) / half])


def _corners(times: int = 25) -> pd.DataFrame:
    return ols.factorial_design(BOX, replicates=times)


@cache
def designs() -> dict[str, pd.DataFrame]:
    """Return the designs that the page compares, each on the same box."""
    rng = np.random.default_rng(SEED)
    uniform = ols.simulate(100, rng=SEED)[["x1", "x2"]]
    many = pd.DataFrame(rng.uniform(0, 100, (2500, 2)), columns=["x1", "x2"])
    typo = pd.DataFrame({"x1": [0.0, 0, 100, 100], "x2": [0.0, 100, 100, 100]})
    return {
        "the four corners, 25 runs each": _corners(),
        "20 runs at each corner, 20 at the centre": ols.factorial_design(BOX, 20, 20),
        "outer tenths of 2,500 uniform draws": ols.extremes(many, 0.1, box=BOX),
        "100 uniform draws": uniform,
        "the same on (40, 60)": 40 + 0.2 * uniform,
        "the source's matrix, a corner twice": typo,
    }


@cache
def designs_table() -> str:
    """Return the efficiency of each design: by column, and D, A and G."""
    corners = _coded(ols.factorial_design(BOX))
    rows = []
    for name, X in designs().items():
        found = ols.efficiency(X, box=BOX)
        best = ols.optimality(_coded(X), corners)
        cells = (found["x1"], found["x2"], best.d, best.a, best.g)
        rows.append([name, str(len(X)), *(f"{x:.3f}" for x in cells)])
    return table(["design", "runs", "x1", "x2", "D", "A", "G"], rows)


# ----- The source's figures ---------------------------------------------------------------------------


def correlated_limits() -> tuple[float, float]:
    """Return the limits of the efficiencies of x1 uniform and x2 = x1 (1 + u), from exact moments.

    With x1 and u uniform on (0, 1): E x1² = 1/3, E (1 + u) = 3/2, E (1 + u)² = 7/3; S is 1/2 and 1.
    """
    var1, var2 = 1 / 12, (1 / 3) * (7 / 3) - (0.5 * 1.5) ** 2
    cov = (1 / 3) * 1.5 - 0.5 * (0.5 * 1.5)
    kept = math.sqrt(1 - cov**2 / (var1 * var2))
    return math.sqrt(var1) / 0.5 * kept, math.sqrt(var2) / 1.0 * kept


def extremes_limit(fraction: float = 0.1) -> float:
    """Return the limit of the efficiency of uniform draws cut to their outer shares.

    The mean square of the distance from the middle, in half-ranges, uniform on (1 - 2 fraction, 1).
    """
    low = 1 - 2 * fraction
    return math.sqrt((1 - low**3) / (3 * (1 - low)))


def typo() -> tuple[float, float]:
    """Return the efficiencies of the matrix that holds (100, 100) twice."""
    found = ols.efficiency(designs()["the source's matrix, a corner twice"], box=BOX)
    return float(found["x1"]), float(found["x2"])


@cache
def source_designs_table() -> str:
    """Return what the source says of its designs, the limit, and ours at the source's sizes."""
    rng = np.random.default_rng(SEED)
    x1 = rng.uniform(0, 100, 100)
    correlated = pd.DataFrame({"x1": x1, "x2": x1 * (1 + rng.uniform(size=100))})
    uniform = ols.efficiency(designs()["100 uniform draws"])
    tied = ols.efficiency(correlated)
    outer = ols.efficiency(designs()["outer tenths of 2,500 uniform draws"])
    limits = correlated_limits()

    def pair(values: tuple[float, float]) -> str:
        return f"{values[0]:.3f}, {values[1]:.3f}"

    rows = [
        [
            "100 independent uniform draws",
            " and ".join(percent(x, 0) for x in PRINTED_UNIFORM),
            f"{1 / math.sqrt(3):.3f}, {1 / math.sqrt(3):.3f}",
            pair((uniform["x1"], uniform["x2"])),
        ],
        ["x2 = x1 (1 + u)", "not named", pair(limits), pair((tied["x1"], tied["x2"]))],
        [
            "the outer tenths",
            pair(PRINTED_EXTREMES),
            f"{extremes_limit():.3f}, {extremes_limit():.3f}",
            pair((outer["x1"], outer["x2"])),
        ],
        ["the corners", "1 by definition", "1, 1", pair((1.0, 1.0))],
        ["the corners as the source lists them", "1 by definition", pair(typo()), pair(typo())],
    ]
    header = ["design, efficiency of x1 and x2", "source says", "exact", "ours, observed range"]
    return table(header, rows)


def at_corners() -> float:
    """Return the standard error of the constant at the four corners, in units of sigma."""
    return float(ols.design_std_error(ols.factorial_design(BOX), 1.0)["const"])


def corner_errors_table() -> str:
    """Return the standard error of a slope at the corners: as the source words it, and as it is."""
    half, rows = 50.0, []
    for runs in (4, 100, 400):
        design = ols.design_matrix(_corners(runs // 4), ["x1", "x2"])
        right = float(ols.design_std_error(design, SIGMA, intercept=False)["x1"])
        rows.append(
            [
                str(runs),
                f"{half * runs:,.0f}",
                f"{SIGMA / (half * math.sqrt(runs)):.3f}",
                f"{right:.3f}",
            ]
        )
    return table(["runs", "half-range times n", "σ / (S √n)", "by `course.ols`"], rows, "rrrr")


# ----- Centre points -----------------------------------------------------------------------------------


BEND = 250.0


@dataclass(frozen=True)
class Centre:
    """Twelve runs, some of them at the centre: what they say of a slope and of a bend."""

    runs: int
    efficiency: float
    std_error: float
    power: float


@cache
def centre_points() -> tuple[Centre, ...]:
    """Return what centre points cost in efficiency and buy in power against a bend.

    The truth is a plane but for the middle, which lies `BEND` above it. F of lack of fit is then
    noncentral, with the lack-of-fit sum of squares over sigma² for its parameter.
    """
    found = []
    for runs in (
        ols.factorial_design(BOX, 3),
        pd.concat([ols.factorial_design(BOX, 2), ols.factorial_design(BOX).iloc[:3], _centre(1)]),
        ols.factorial_design(BOX, 2, 4),
        ols.factorial_design(BOX, 1, 8),
    ):
        X = ols.design_matrix(runs.reset_index(drop=True), ["x1", "x2"])
        middle = (runs == 50.0).all(axis=1).to_numpy()
        # What of the bend no plane can follow.
        lack = float(np.square(ols.fit(X, np.where(middle, BEND, 0.0)).residuals).sum())
        distinct = len(runs.drop_duplicates())
        df_lack, df_pure = distinct - 3, len(runs) - distinct
        bound = stats.f.isf(0.05, df_lack, df_pure)
        # SciPy's noncentral F has no limit at zero: what is no bend but rounding leaves the central one.
        noncentral = lack / SIGMA**2
        reached = (
            stats.ncf.sf(bound, df_lack, df_pure, noncentral)
            if noncentral > 1e-12
            else stats.f.sf(bound, df_lack, df_pure)
        )
        found.append(
            Centre(
                runs=int(middle.sum()),
                efficiency=float(ols.efficiency(runs, box=BOX)["x1"]),
                std_error=float(ols.design_std_error(X, SIGMA, intercept=False)["x1"]),
                power=float(reached),
            )
        )
    return tuple(found)


def centre_table() -> str:
    """Return that as a table."""
    rows = [
        [str(c.runs), f"{c.efficiency:.3f}", f"{c.std_error:.3f}", percent(c.power, 0)]
        for c in centre_points()
    ]
    header = [
        "runs at the centre, of 12",
        "efficiency",
        "standard error of a slope",
        "power against the bend",
    ]
    return table(header, rows, "rrrr")


def centre_cost() -> float:
    """Return the share of the efficiency that four of twelve runs at the centre cost."""
    return 1 - centre_points()[2].efficiency


def centre_power() -> float:
    """Return the power of four of twelve."""
    return centre_points()[2].power


def _centre(times: int) -> pd.DataFrame:
    return pd.DataFrame({"x1": [50.0] * times, "x2": [50.0] * times})


# ----- Sample size -----------------------------------------------------------------------------------


@cache
def sample_size_table() -> str:
    """Return the observations needed for three half-widths on three designs."""
    shares = {
        "corners": 1.0,
        "outer tenths": extremes_limit(),
        "uniform": 1 / math.sqrt(3),
        "x2 = x1 (1 + u)": correlated_limits()[0],
    }
    rows = []
    for name, share in shares.items():
        sizes = [
            ols.sample_size(half, SIGMA, half_range=50, efficiency=share, n_params=3)
            for half in (1.0, 0.5, 0.25)
        ]
        rows.append([name, f"{share:.3f}", *(f"{n:,}" for n in sizes)])
    return table(["design", "efficiency", "± 1", "± 0.5", "± 0.25"], rows)


@cache
def designs_figure() -> str:
    """Return the figure of four designs on the box."""
    picked = list(designs().items())[:4]
    with figures.style():
        figure, grid = figures.plt.subplots(1, 4, figsize=(7.2, 2.15), sharex=True, sharey=True)
        for axes, (_, X), colour in zip(grid, picked, (BLUE, BLUE, INK, INK), strict=True):
            counts = X.groupby(["x1", "x2"]).size().reset_index(name="runs")
            axes.scatter(
                counts["x1"],
                counts["x2"],
                s=6 + 3 * (counts["runs"] - 1),
                color=colour,
                lw=0,
                clip_on=False,
            )
            found = ols.efficiency(X, box=BOX)
            axes.set_title(f"{found['x1']:.2f}, {found['x2']:.2f}", fontsize=10)
            axes.set(xlim=(-4, 104), ylim=(-4, 104), xticks=[0, 100], yticks=[0, 100], xlabel="x1")
            axes.set_aspect("equal")
            axes.grid(visible=False)
            axes.spines[["left", "bottom"]].set_color(FAINT)
        grid[0].set_ylabel("x2")
        figure.tight_layout(w_pad=1.5)
        return figures.to_html(
            figure,
            "designs",
            "Four squares. Points at the four corners; at the corners and the centre; in the four outer "
            "squares near the corners; and all over. Their efficiencies fall from 1 to about 0.58.",
            "Designs on one box, with the efficiency of each slope: corners, corners with a centre, the "
            "outer tenths of both inputs, uniform.",
        )


@cache
def inflation_figure() -> str:
    """Return the figure of estimates of two slopes, from independent and from correlated regressors."""
    rng = np.random.default_rng(3)
    apart = ols.simulate(100, rng=SEED)[["x1", "x2"]]
    tied = apart.assign(x2=apart["x1"] * (1 + rng.uniform(size=100)))
    with figures.style():
        figure, grid = figures.plt.subplots(1, 2, figsize=(6.0, 2.9), sharex=True, sharey=True)
        for axes, X, colour, name in (
            (grid[0], apart, BLUE, "independent"),
            (grid[1], tied, RED, "x2 = x1 (1 + u)"),
        ):
            full = ols.design_matrix(X, ["x1", "x2"])
            root = ols.fit(full, np.zeros(100)).cov_root
            draws = np.array([1.0, 2.0, 3.0]) + SIGMA * rng.standard_normal((500, 3)) @ root.T
            axes.scatter(draws[:, 1], draws[:, 2], s=4, color=colour, lw=0, alpha=0.7)
            axes.plot(2, 3, marker="+", color=INK, ms=12, mew=1.2)
            axes.set_title(name, fontsize=10)
            axes.set(xlabel="slope of x1")
        grid[0].set_ylabel("slope of x2")
        figure.tight_layout(w_pad=1.5)
        return figures.to_html(
            figure,
            "inflation",
            "Two clouds of estimates of two slopes around the truth (2, 3). From independent regressors it "
            "is small and round; from correlated ones long and tilted: where one slope is too large, the "
            "other is too small.",
            "Five hundred samples on each of two designs of 100 observations, sigma 100. The cross "
            "is the truth.",
        )


def n_uniform() -> int:
    """Return the uniform draws that a half-width of 0.5 takes."""
    share = 1 / math.sqrt(3)
    return ols.sample_size(0.5, SIGMA, half_range=50, efficiency=share, n_params=3)


def n_corners() -> int:
    """Return the runs at the corners that it takes."""
    return ols.sample_size(0.5, SIGMA, half_range=50, n_params=3)
