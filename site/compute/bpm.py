"""The numbers, tables and figures of the chapter on the Bayes point machine."""

from __future__ import annotations

from functools import cache
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray
from scipy import special, stats

from compute import figures
from compute.exercise_tables import exercises_of
from compute.figures import BLUE, FAINT, INK, RED
from compute.tables import table
from course import bpm

Array = NDArray[np.float64]

# The published example: eight points, two features, priors N(0, 10), noise of variance 1.
FEATURES = [[1, 2], [2, 1.5], [1.5, 3], [3, 3.5], [4, 2], [3.5, 4], [5, 3], [4.5, 5]]
LABELS = [-1, -1, -1, 1, -1, 1, 1, 1]
PRIOR_VARIANCE = 10.0
# Posterior means and variances as the notebook prints them.
PRINTED = (("0.5454", "0.06499"), ("1.254", "0.07999"), ("5.058", "0.6716"))
NAMES = ("weight 1", "weight 2", "threshold")


def exercises() -> str:
    """Return the table of the exercises."""
    return exercises_of("bpm")


# ----- One update ---------------------------------------------------------------------------------


@cache
def one_update() -> str:
    """Return the figure of a cavity, a likelihood, and the Gaussian that matches their product."""
    mean, variance, noise = -1.0, 1.5, 0.25
    s = np.linspace(-5, 4, 500)
    cavity = stats.norm.pdf(s, mean, np.sqrt(variance))
    likelihood = special.ndtr(s / np.sqrt(noise))
    tilted = bpm.tilted_moments(mean, variance, 1, noise)
    exact = cavity * likelihood / np.exp(tilted.log_evidence)
    matched = stats.norm.pdf(s, tilted.mean, np.sqrt(tilted.variance))
    with figures.style():
        figure, axes = figures.plt.subplots(figsize=(5.2, 2.9))
        axes.plot(s, likelihood, color=FAINT, lw=1.5)
        axes.plot(s, cavity, color=INK, lw=1, ls="--")
        axes.plot(s, exact, color=BLUE, lw=1.8)
        axes.plot(s, matched, color=RED, lw=1.8)
        for x, y, text, colour in (
            (-3.9, 0.2, "cavity", INK), (2.6, 1.03, "likelihood", FAINT),
            (-1.5, 0.6, "product", BLUE), (1.6, 0.36, "its Gaussian", RED),
        ):  # fmt: skip
            axes.text(x, y, text, color=colour)
        axes.set(xlabel="score", yticks=[], ylim=(0, 1.15), xlim=(-5, 4))
        axes.spines["left"].set_visible(False)
        return figures.to_html(
            figure,
            "one-update",
            "Four curves over the score: the cavity, a wide bell left of zero; the likelihood, an "
            "S that rises around zero; their product, a narrower bell with its top just right of "
            "zero; and a Gaussian of the same mean and variance, a little lower.",
            "The label +1 comes in where the others expected −1. The exact product of cavity and "
            "likelihood is skewed; the Gaussian with its mean and variance stands in for it.",
        )


def tail() -> str:
    """Return the table of the ratio phi(z) / Phi(z), divided as it stands and by logarithms."""
    rows = []
    for z in (-5.0, -20.0, -38.0, -50.0, -1000.0):
        with np.errstate(all="ignore"):
            plain = stats.norm.pdf(z) / stats.norm.cdf(z)
        logs = np.exp(stats.norm.logpdf(z) - special.log_ndtr(z))
        rows.append([f"{z:g}", f"{plain:.4f}", f"{logs:.4f}"])
    return table(["z", "divided as it stands", "through logarithms"], rows, "rrr")


# ----- The whole posterior ------------------------------------------------------------------------


class Compared(NamedTuple):
    """Means and standard deviations of the coefficients, factorised and exact."""

    mean: Array
    sd: Array
    exact_mean: Array
    exact_sd: Array


@cache
def compared() -> Compared:
    """Return the factorised posterior of the example beside the exact one, by summing over a grid."""
    X = bpm.with_threshold(FEATURES)
    fit = bpm.fit_factorised(X, LABELS, PRIOR_VARIANCE)
    axes = np.linspace(-4, 6, 101), np.linspace(-4, 8, 101), np.linspace(-8, 18, 101)
    grid = np.stack(np.meshgrid(*axes, indexing="ij"))
    log_p = -(grid**2).sum(axis=0) / (2 * PRIOR_VARIANCE)
    for row, label in zip(X, LABELS, strict=True):
        log_p += special.log_ndtr(label * np.tensordot(row, grid, 1))
    p = np.exp(log_p - log_p.max())
    p /= p.sum()
    mean = np.array([(p * c).sum() for c in grid])
    sd = np.sqrt([(p * c**2).sum() for c in grid] - mean**2)
    return Compared(fit.mean, np.sqrt(fit.variance), mean, sd)


def digits() -> str:
    """Return the table of printed and recomputed posteriors."""
    fit = bpm.fit_factorised(bpm.with_threshold(FEATURES), LABELS, PRIOR_VARIANCE)
    rows = [
        [name, *printed, f"{mean:.6f}", f"{variance:.6f}"]
        for name, printed, mean, variance in zip(
            NAMES, PRINTED, fit.mean, fit.variance, strict=True
        )
    ]
    return table(["", "mean, printed", "variance, printed", "mean", "variance"], rows)


def too_sure() -> str:
    """Return the table of standard deviations, factorised and exact."""
    c = compared()
    rows = [
        [name, f"{sd:.3f}", f"{exact:.3f}", f"{exact / sd:.1f}"]
        for name, sd, exact in zip(NAMES, c.sd, c.exact_sd, strict=True)
    ]
    return table(["", "sd, factorised", "sd, exact", "times too small"], rows)
