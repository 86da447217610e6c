"""The numbers, tables and figures of the chapter on maximum likelihood."""

from __future__ import annotations

from functools import cache

import numpy as np

from compute import figures
from compute.exercise_tables import exercises_of
from compute.figures import BLUE, FAINT, RED
from compute.tables import table
from course import mle

SAMPLES = 20_000
X = np.array([[1.0, 1], [1, 2], [1, 3], [1, 4]])
Y = np.array([5.0, 7, 8, 12])
taxi = mle.gaussian_mle(X, Y)


def exercises() -> str:
    """Return the table of the exercises."""
    return exercises_of("mle")


@cache
def likelihood_of_sigma() -> str:
    """Return the figure of the taxi's log-likelihood as a function of sigma."""
    sigma = np.linspace(0.3, 2.2, 400)
    found = [mle.gaussian_log_likelihood(X, Y, taxi.coef, s) for s in sigma]
    with figures.style():
        figure, axes = figures.plt.subplots(figsize=(5.2, 2.7))
        axes.plot(sigma, found, color=BLUE, lw=1.8)
        for value, text, colour in (
            (taxi.sigma, "RSS / n", RED),
            (taxi.sigma_unbiased, "RSS / (n - p)", FAINT),
        ):
            there = mle.gaussian_log_likelihood(X, Y, taxi.coef, value)
            axes.plot([value, value], [min(found), there], color=colour, lw=1)
            axes.plot(value, there, "o", color=colour, ms=4)
            axes.annotate(text, (value, there), (6, 6), textcoords="offset points", color=colour)
        axes.set(xlabel="sigma, euros", ylabel="log-likelihood, nats", ylim=(min(found), -3.2))
        return figures.to_html(
            figure,
            "likelihood-of-sigma",
            "The log-likelihood of the four rides against sigma: steep below, one top at the root of "
            "RSS / n, and slowly falling above it, where the unbiased estimate lies.",
            "How probable the four prices are, for each standard deviation of the noise.",
        )


@cache
def bias_table() -> str:
    """Return, for a few n, the average variance estimate with n and with n - p below it."""
    rng = np.random.default_rng(11)
    rows = []
    for n in (4, 10, 100):
        design = np.column_stack([np.ones(n), np.linspace(0, 1, n)])
        root = np.linalg.qr(design)[0]
        errors = rng.normal(size=(SAMPLES, n))
        rss = np.sum(errors**2, axis=1) - np.sum((errors @ root) ** 2, axis=1)
        unbiased = rss / (n - 2)
        rows.append(
            [
                str(n),
                f"{np.mean(rss / n):.3f}",
                f"{(n - 2) / n:.3f}",
                f"{np.mean(unbiased):.3f}",
                f"{np.mean(np.sqrt(unbiased)):.3f}",
            ]
        )
    header = ["n", "mean of RSS / n", "exact", "mean of RSS / (n - p)", "mean of its root"]
    return table(header, rows, "rrrrr")
