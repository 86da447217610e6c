"""The numbers, tables and figures of the chapter on hierarchical models."""

from __future__ import annotations

import math
from functools import cache
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray
from scipy import optimize

from compute import figures
from compute.exercise_tables import exercises_of
from compute.figures import BLUE, FAINT, INK, RED
from compute.tables import table
from course import hierarchical, ols

Array = NDArray[np.float64]

SEED = 3  # of the running example; the page's code has the same
SIGMA_X, SIGMA_Y = 0.5, 1.0
STUDIES, SIZE = 1000, 200


def exercises() -> str:
    """Return the table of the exercises."""
    return exercises_of("hierarchical")


# ----- A slope that is too flat -------------------------------------------------------------------


@cache
def flattening() -> str:
    """Return the figure of the same observations at the true x and at the measured x."""
    study = hierarchical.simulate(1, 150, mu_alpha=0, sigma_alpha=0, sigma_beta=0, sigma_x=1.0,
                                  sigma_y=0.0, rng=SEED)  # fmt: skip
    y = study.data["y_obs"].to_numpy()
    measured = study.data["x_obs"].to_numpy()
    lines = [_line(x, y) for x in (study.x, measured)]
    slopes = [slope for _, slope in lines]
    with figures.style():
        figure, panels = figures.plt.subplots(1, 2, figsize=(5.4, 2.9), sharex=True, sharey=True)
        ends = np.array([-3.5, 3.5])
        for axes, x, (constant, slope), title in zip(
            panels, (study.x, measured), lines, ("at the true x", "as measured"), strict=True
        ):
            axes.scatter(x, y, s=7, color=BLUE, alpha=0.6, linewidths=0)
            axes.plot(ends, study.beta[0] * ends, color=INK, lw=1)
            axes.plot(ends, constant + slope * ends, color=RED, lw=1.5)
            axes.set_title(f"{title}: slope {slope:.2f}", loc="left")
            axes.set_xlabel("x")
            axes.axhline(0, color=FAINT, lw=0.5, zorder=0)
        panels[0].set(ylabel="y", xlim=(-4.6, 4.6), ylim=(-8, 8))
        figure.tight_layout(w_pad=1.5)
        return figures.to_html(
            figure,
            "flattening",
            "Two scatter plots of the same responses. On the left they stand at the true x and "
            f"the fitted line has a slope of {slopes[0]:.2f}; on the right at the measured x, "
            f"where the cloud is wider and the line has a slope of only {slopes[1]:.2f}.",
            "The same 150 responses twice. Black: the line they were made with, of slope "
            f"{study.beta[0]:g}. Red: the least-squares line. An error of standard deviation 1 in "
            "x pulls the cloud apart sideways, and the fitted line lies down.",
        )


def _line(x: Array, y: Array) -> Array:
    return ols.fit(np.column_stack([np.ones(len(x)), x]), y).coef


def attenuation() -> str:
    """Return the table of the slope that least squares finds, for several errors in x."""
    rows = []
    for sigma_x in (0.0, 0.25, 0.5, 1.0, 2.0):
        study = hierarchical.simulate(1, 100_000, sigma_x=sigma_x, rng=SEED)
        slope = _line(study.data["x_obs"].to_numpy(), study.data["y_obs"].to_numpy())[1]
        ratio, share = slope / study.beta[0], hierarchical.reliability(sigma_x)
        rows.append([f"{sigma_x:g}", f"{share:.3f}", f"{ratio:.3f}"])
    return table(["sd of the error in x", "1 / (1 + σ²)", "fitted slope / true slope"], rows, "rrr")


# ----- Four likelihoods for one slope -------------------------------------------------------------


class Kept(NamedTuple):
    """How one likelihood did over many studies: mean estimate over truth, and coverage of 95 %."""

    ratio: float
    coverage: float


@cache
def likelihoods() -> dict[str, Kept]:
    """Return how the right likelihood and three wrong ones did on the same simulated studies."""
    rng = np.random.default_rng(SEED)
    slope, found = 2.0, {key: np.empty((STUDIES, 2)) for key in _LABELS}
    for i in range(STUDIES):
        study = hierarchical.simulate(
            1, SIZE, sigma_alpha=0, sigma_beta=0, sigma_x=SIGMA_X, sigma_y=SIGMA_Y, rng=rng
        )
        x, y = (study.data[c].to_numpy() for c in ("x_obs", "y_obs"))
        again = x - rng.normal(0, SIGMA_X, size=SIZE)
        both = math.sqrt(1 + SIGMA_Y**2)
        for key, inputs, sd in (
            ("source", x, SIGMA_Y), ("repaired", again, SIGMA_Y), ("noise", x, both)
        ):  # fmt: skip
            found[key][i] = _line(inputs, y)[1], sd / (inputs.std() * math.sqrt(SIZE))
        found["right"][i] = _marginal(x, y)
    return {
        key: Kept(
            float(b[:, 0].mean() / slope),
            float((np.abs(b[:, 0] - slope) < 1.959964 * b[:, 1]).mean()),
        )
        for key, b in found.items()
    }


def _marginal(x: Array, y: Array) -> tuple[float, float]:
    """The slope that the marginal likelihood is largest at, and its standard error."""
    group = np.zeros(len(x), dtype=int)

    def loss(p: Array) -> float:
        return -hierarchical.marginal_log_likelihood(
            x, y, group, SIGMA_X, SIGMA_Y, alpha=p[:1], beta=p[1:]
        )

    best = optimize.minimize(loss, _line(x, y), method="BFGS").x
    # The curvature at the top, by central differences: BFGS only has a rough one.
    h, at = 1e-3, np.eye(2) * 1e-3
    curvature = [
        [
            (loss(best + a + b) - loss(best + a - b) - loss(best - a + b) + loss(best - a - b))
            / (4 * h * h)
            for a in at
        ]
        for b in at
    ]
    return float(best[1]), math.sqrt(np.linalg.inv(curvature)[1, 1])


_LABELS = {
    "source": "measured x as if true, the instrument's noise alone",
    "repaired": "the same, with fresh noise subtracted from x",
    "noise": "measured x as if true, both noises of y",
    "right": "x integrated out",
}


def comparison() -> str:
    """Return the table of the four likelihoods."""
    rows = [
        [label, f"{likelihoods()[key].ratio:.3f}", f"{100 * likelihoods()[key].coverage:.1f} %"]
        for key, label in _LABELS.items()
    ]
    return table(["likelihood", "mean slope / truth", "coverage of the 95 % interval"], rows)
