"""The numbers, tables and figures of the chapter on maximum likelihood: one line and its noise."""

from __future__ import annotations

from functools import cache

import numpy as np
from numpy.typing import NDArray
from scipy import stats

from compute import figures
from compute.exercise_tables import exercises_of
from compute.figures import BLUE, FAINT, INK, RED
from compute.tables import percent, table
from course import mle

Array = NDArray[np.float64]

SAMPLES = 20_000
X = np.array([[1.0, 1], [1, 2], [1, 3], [1, 4]])
Y = np.array([5.0, 7, 8, 12])
taxi = mle.gaussian_mle(X, Y)
# The two observations of the picture of Beta(3, 2), as the source has them.
FAR, NEAR = 0.15, 0.6
BETA = stats.beta(3, 2)


def exercises() -> str:
    """Return the table of the exercises."""
    return exercises_of("mle")


# ----- Densities, and their distance to an observation ---------------------------------------------


@cache
def noise_figure() -> str:
    """Return the figure of the same line with little and with much noise."""
    rng = np.random.default_rng(2)
    x = np.linspace(0, 10, 40)
    design = np.column_stack([np.ones(40), x])
    errors = rng.normal(size=40)
    with figures.style():
        figure, both = figures.plt.subplots(1, 2, figsize=(6.4, 2.5), sharey=True)
        for axes, sigma in zip(both, (0.5, 2.5), strict=True):
            y = 1 + x + sigma * errors
            found = mle.gaussian_mle(design, y)
            line = design @ found.coef
            axes.fill_between(
                x, line - 2 * found.sigma, line + 2 * found.sigma, color=BLUE, alpha=0.15, lw=0
            )
            axes.plot(x, line, color=BLUE, lw=1.5)
            axes.plot(x, y, "o", color=INK, ms=2.5)
            axes.set(xlabel="x", title=f"sigma estimated: {found.sigma:.2f}")
        both[0].set_ylabel("y")
        return figures.to_html(
            figure,
            "two-noises",
            "Two clouds of points around nearly the same rising line: on the left they lie close to "
            "it, on the right far from it. A band of two standard deviations holds nearly all of each.",
            "The same line, little noise and much. The band is two standard deviations to either side.",
        )


@cache
def beta_figure() -> str:
    """Return the figure of the Beta(3, 2) density, its minus logarithm, and two observations."""
    y = np.linspace(0.06, 0.995, 300)
    with figures.style():
        figure, axes = figures.plt.subplots(figsize=(5.4, 3.0))
        axes.axhline(0, color=FAINT, lw=0.8)
        axes.plot(y, BETA.pdf(y), color=BLUE, lw=1.8)
        axes.plot(y, mle.density_distance(BETA.logpdf, y), color=RED, lw=1.8)
        axes.annotate("density", (2 / 3, BETA.pdf(2 / 3)), (0, 5), textcoords="offset points",
                      color=BLUE, ha="center")  # fmt: skip
        axes.annotate("minus its logarithm", (0.27, mle.density_distance(BETA.logpdf, [0.27])[0]),
                      (8, 6), textcoords="offset points", color=RED)  # fmt: skip
        for at, where in ((FAR, far), (NEAR, near)):
            axes.plot([at, at], [0, where], color=INK, lw=1.2)
            axes.plot(at, where, "o", color=INK, ms=4)
            axes.annotate(f"{where:.2f}", (at, where), (7, -3) if where > 0 else (5, 7),
                          textcoords="offset points")  # fmt: skip
        axes.set(xlabel="observation y", ylim=(-0.9, 2.6))
        return figures.to_html(
            figure,
            "beta-distance",
            f"The density of Beta(3, 2), a hill with its top at 2/3, and its minus logarithm, a valley "
            f"above it. At 0.15 the valley is at {far:.2f}, at 0.6 at {near:.2f}, below zero.",
            "Beta(3, 2): the distance to 0.15 is large, and the distance to 0.6 is negative.",
        )


far, near = (float(v) for v in mle.density_distance(BETA.logpdf, [FAR, NEAR]))
cents = float(np.log(100))


# ----- Sigma ---------------------------------------------------------------------------------------


@cache
def likelihood_of_sigma() -> str:
    """Return the figure of the taxi's log-likelihood as a function of sigma."""
    sigma = np.linspace(0.3, 2.2, 400)
    found = [mle.gaussian_log_likelihood(X, Y, taxi.coef, s) for s in sigma]
    with figures.style():
        figure, axes = figures.plt.subplots(figsize=(5.2, 2.7))
        axes.plot(sigma, found, color=BLUE, lw=1.8)
        for value, text, colour in (
            (taxi.sigma, "√(RSS / n)", RED),
            (taxi.sigma_unbiased, "√(RSS / (n − p))", INK),
        ):
            there = mle.gaussian_log_likelihood(X, Y, taxi.coef, value)
            axes.plot([value, value], [min(found), there], color=colour, lw=1)
            axes.plot(value, there, "o", color=colour, ms=4)
            left = colour == RED
            axes.annotate(text, (value, there), (0 if left else 6, 6), textcoords="offset points",
                          ha="right" if left else "left", color=colour)  # fmt: skip
        axes.set(xlabel="sigma, euros", ylabel="log-likelihood, nats", ylim=(min(found), -3.2))
        return figures.to_html(
            figure,
            "likelihood-of-sigma",
            "The log-likelihood of the four rides against sigma: steep below, one top at the root of "
            "RSS / n, and slowly falling above it, where the root of RSS / (n - p) lies.",
            "How probable the four prices are, for each standard deviation of the noise.",
        )


@cache
def bias_table() -> str:
    """Return, for a few n, the average of each estimate of the variance and of sigma."""
    rows = []
    for n in (4, 10, 100):
        design = np.column_stack([np.ones(n), np.linspace(0, 1, n)])
        found = mle.simulate_sigma_bias(design, SAMPLES, np.random.default_rng(11))
        rng = np.random.default_rng(11)
        # RSS / sigma² of a normal linear model is chi-squared with n - p degrees of freedom.
        rss = rng.chisquare(n - 2, size=SAMPLES)
        rows.append(
            [
                str(n),
                f"{np.mean(rss / n):.3f}",
                f"{np.mean(rss / (n - 2)):.3f}",
                f"{found.mean.ml:.3f}",
                f"{found.mean.reml:.3f}",
                f"{found.mean.unbiased:.3f}",
            ]
        )
    header = ["n", "RSS / n", "RSS / (n − p)", "√(RSS / n)", "√(RSS / (n − p))", "the last over c₄"]
    return table(header, rows, "rrrrrr")


# ----- Profile -------------------------------------------------------------------------------------


def _profile(sigma: Array) -> Array:
    return np.array([mle.gaussian_log_likelihood(X, Y, taxi.coef, s) for s in sigma])


@cache
def profile_figure() -> str:
    """Return the figure of the profile of sigma, its cut, and the symmetric interval beside it."""
    low, high = mle.sigma_profile_interval(X, Y)
    wald = _wald(4) * taxi.sigma
    sigma = np.linspace(0.3, 2.2, 400)
    top = taxi.log_likelihood
    cut = top - stats.chi2.ppf(0.95, 1) / 2
    with figures.style():
        figure, axes = figures.plt.subplots(figsize=(5.4, 3.0))
        axes.plot(sigma, _profile(sigma), color=INK, lw=1.6)
        axes.plot([low, high], [cut, cut], color=BLUE, lw=3, solid_capstyle="butt")
        axes.plot(wald, [top - 3.2] * 2, color=RED, lw=3, solid_capstyle="butt")
        axes.annotate("profile interval", ((low + high) / 2, cut), (0, 6), textcoords="offset points",
                      color=BLUE, ha="center")  # fmt: skip
        axes.annotate("estimate ± 1.96 SE", (wald[1], top - 3.2), (6, -3),
                      textcoords="offset points", color=RED)  # fmt: skip
        axes.set(
            xlabel="sigma, euros",
            ylabel="profile log-likelihood, nats",
            ylim=(top - 4, top + 0.3),
            xlim=(0.1, 2.2),
        )
        return figures.to_html(
            figure,
            "profile-of-sigma",
            f"A skewed hill. Cut 1.92 nats below its top it gives the interval {low:.2f} to {high:.2f}; "
            f"the symmetric interval {wald[0]:.2f} to {wald[1]:.2f} leaves out large values.",
            "The profile of the four rides. All values within 1.92 nats of the top form the interval.",
        )


def _wald(n: int) -> Array:
    """Return 1 -+ z / sqrt(2 n): the interval of sigma as a multiple of its estimate."""
    half = stats.norm.ppf(0.975) / np.sqrt(2 * n)
    return np.array([1 - half, 1 + half])


@cache
def coverage_table() -> str:
    """Return how often intervals of sigma hold it, exactly, for p = 2 and a few n."""
    rows = []
    for n in (4, 10, 30, 100):
        design = np.column_stack([np.ones(n), np.arange(n)])
        y = np.random.default_rng(n).normal(size=n)
        profile = mle.sigma_profile_interval(design, y) / mle.gaussian_mle(design, y).sigma
        shares = []
        for low, high in (profile, _wald(n)):
            # The ends are multiples of sqrt(RSS / n), and RSS / sigma² is chi-squared.
            ends = n / np.square([high, low])
            shares.append(percent(float(np.diff(stats.chi2.cdf(ends, n - 2))[0])))
        rows.append([str(n), *shares])
    return table(["n", "profile interval", "estimate ± 1.96 SE"], rows, "rrr")


# ----- Sigma that depends on x ---------------------------------------------------------------------


@cache
def _fan() -> tuple[Array, Array]:
    rng = np.random.default_rng(4)
    x = np.sort(rng.uniform(0, 10, size=150))
    return x, 2 + 0.8 * x + np.exp(-1.2 + 0.25 * x) * rng.normal(size=150)


@cache
def fan_fit() -> mle.HeteroscedasticMLE:
    """Return the fit whose sigma depends on x."""
    x, y = _fan()
    return mle.heteroscedastic_mle(np.column_stack([np.ones(len(x)), x]), y)


@cache
def fan_constant() -> mle.GaussianMLE:
    """Return the fit of the same data with one sigma."""
    x, y = _fan()
    return mle.gaussian_mle(np.column_stack([np.ones(len(x)), x]), y)


@cache
def fan_ratio() -> float:
    """Return the likelihood-ratio statistic of the two."""
    return 2 * (fan_fit().log_likelihood - fan_constant().log_likelihood)


@cache
def fan_figure() -> str:
    """Return the figure of data whose noise grows, with both bands."""
    x, y = _fan()
    design = np.column_stack([np.ones(len(x)), x])
    wide, one = fan_fit(), fan_constant()
    with figures.style():
        figure, axes = figures.plt.subplots(figsize=(5.6, 3.2))
        line = design @ wide.coef
        axes.fill_between(
            x, line - 2 * wide.sigma, line + 2 * wide.sigma, color=BLUE, alpha=0.18, lw=0
        )
        axes.plot(x, line, color=BLUE, lw=1.5)
        for side in (-2, 2):
            axes.plot(x, design @ one.coef + side * one.sigma, color=RED, lw=1.2, ls="--")
        axes.plot(x, y, "o", color=INK, ms=2.5)
        axes.set(xlabel="x", ylabel="y")
        return figures.to_html(
            figure,
            "fan",
            "Points around a rising line that spread as x grows. The band of the model with growing "
            "sigma opens with them; the two dashed lines of the model with one sigma are too wide on "
            "the left and too narrow on the right.",
            "Two standard deviations to either side: with a sigma that depends on x (band) and with "
            "one sigma (dashed).",
        )
