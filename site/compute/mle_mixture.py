"""The numbers, tables and figures of the chapter on maximum likelihood: flats in three districts."""

from __future__ import annotations

from functools import cache
from itertools import permutations

import numpy as np
from numpy.typing import NDArray
from scipy import stats

from compute import figures
from compute.figures import BLUE, INK, RED
from compute.tables import percent, table
from course import mle

Array = NDArray[np.float64]

flats = mle.simulate_flats(300, seed=1)  # the page's code has the same
AREA = 90.0  # of the flat whose price is to be predicted
COLOURS = (BLUE, INK, RED)


@cache
def fit() -> mle.MixtureFit:
    """Return the fit as the source has it: equal weights, one sigma."""
    return mle.fit_mixture(flats.X, flats.price, 3, equal_weights=True, equal_sigmas=True)


@cache
def free_fit() -> mle.MixtureFit:
    """Return the fit with free weights and sigmas."""
    return mle.fit_mixture(flats.X, flats.price, 3)


@cache
def choice() -> mle.ComponentChoice:
    """Return mixtures of one to four components."""
    return mle.choose_components(flats.X, flats.price, (1, 2, 3, 4), starts=6, equal_sigmas=True)


def _line(coef: Array) -> tuple[Array, Array]:
    area = np.array([25.0, 120.0])
    return area, coef[0] + coef[1] * area


@cache
def single_figure() -> str:
    """Return the figure of the flats with the line of a single regression."""
    one = mle.gaussian_mle(flats.X, flats.price)
    with figures.style():
        figure, axes = figures.plt.subplots(figsize=(5.6, 3.2))
        axes.plot(flats.area, flats.price, "o", color=INK, ms=2.2)
        axes.plot(*_line(one.coef), color=RED, lw=1.8)
        axes.set(xlabel="area, m²", ylabel="price, thousands of euros")
        return figures.to_html(
            figure,
            "flats-single",
            "Prices of flats against area: three bands of points that fan out, and one straight line "
            "that follows the middle of all of them.",
            "Three hundred flats, and the line of a single regression.",
        )


@cache
def fit_figure() -> str:
    """Return the figure of the flats with three lines, each flat in the colour of its component."""
    r = fit().responsibilities(flats.X, flats.price)
    sure = r.max(axis=1) > 0.9
    with figures.style():
        figure, axes = figures.plt.subplots(figsize=(5.6, 3.2))
        for k, colour in enumerate(COLOURS):
            mine = sure & (r.argmax(axis=1) == k)
            axes.plot(flats.area[mine], flats.price[mine], "o", color=colour, ms=2.2)
            axes.plot(*_line(fit().coefs[k]), color=colour, lw=1.6)
        axes.plot(flats.area[~sure], flats.price[~sure], "s", mfc="none", mec=INK, ms=4)
        axes.set(xlabel="area, m²", ylabel="price, thousands of euros")
        return figures.to_html(
            figure,
            "flats-mixture",
            "The same flats with three lines, one for each band. Most points have the colour of one "
            "line; where the bands meet at small areas, open squares mark flats that could belong to two.",
            "Three lines, found without a district. Squares: no component has more than 90 % of the flat.",
        )


@cache
def undecided() -> int:
    """Return how many flats have no responsibility above 0.9."""
    return int(np.sum(fit().responsibilities(flats.X, flats.price).max(axis=1) <= 0.9))


@cache
def right_district() -> float:
    """Return the share of flats whose largest responsibility is that of their true district."""
    r = fit().responsibilities(flats.X, flats.price)
    return float(np.mean(r.argmax(axis=1) == flats.district))


@cache
def parameter_table() -> str:
    """Return the true parameters, and those of the fits with and without restrictions."""
    fits = (fit(), free_fit())
    rows = []
    for k, (a, b) in enumerate(mle.FLAT_COEFS):
        lines = [f"{f.coefs[k, 0]:.0f} + {f.coefs[k, 1]:.2f} area" for f in fits]
        rows.append([f"line {k + 1}", f"{a:.0f} + {b:.0f} area", *lines])
    rows.append(
        ["weights", "⅓, ⅓, ⅓", "⅓, ⅓, ⅓", ", ".join(f"{w:.2f}" for w in free_fit().weights)]
    )
    sigmas = ", ".join(f"{s:.1f}" for s in free_fit().sigmas)
    rows.append(["sigmas", "25", f"{fit().sigmas[0]:.1f}", sigmas])
    rows.append(["log-likelihood", "", *(f"{f.log_likelihood:.1f}" for f in fits)])
    rows.append(["BIC", "", *(f"{f.bic:.1f}" for f in fits)])
    return table(["", "truth", "equal weights, one sigma", "free"], rows, "lrrr")


@cache
def equal_four() -> float:
    """Return the log-likelihood of four components whose weights are equal."""
    found = mle.fit_mixture(flats.X, flats.price, 4, equal_weights=True, equal_sigmas=True)
    return found.log_likelihood


@cache
def em_figure() -> str:
    """Return the figure of the log-likelihood at each step of EM."""
    history = fit().history
    with figures.style():
        figure, axes = figures.plt.subplots(figsize=(5.2, 2.6))
        axes.plot(np.arange(len(history)), history, "o-", color=BLUE, ms=3, lw=1.2)
        axes.set(xlabel="steps of EM", ylabel="log-likelihood, nats")
        return figures.to_html(
            figure,
            "em-steps",
            f"The log-likelihood rises at every step, from {history[0]:.0f} to {history[-1]:.0f} nats, "
            "fast at first and then slowly.",
            "The log-likelihood never falls.",
        )


@cache
def smallest_gain() -> float:
    """Return the smallest gain of a step of EM, in nats."""
    return float(np.diff(fit().history).min())


@cache
def starts_reached() -> str:
    """Return how many of the starts of the free fit came to its maximum, in words."""
    values = free_fit().start_values
    top = int(np.sum(values > free_fit().log_likelihood - 1e-3))
    return f"{top} of {len(values)}"


@cache
def choice_table() -> str:
    """Return the likelihood, BIC and held-out log density for one to four components."""
    found = choice()
    rows = [
        [str(k), str(f.n_params), f"{f.log_likelihood:.1f}", f"{bic:.1f}", f"{out:.3f}"]
        for k, f, bic, out in zip(
            found.components, found.fits, found.bic, found.held_out, strict=True
        )
    ]
    header = ["components", "parameters", "log-likelihood", "BIC", "held out, nats a flat"]
    return table(header, rows, "rrrrr")


@cache
def label_table() -> str:
    """Return the log-likelihood of the six orders of the same three components."""
    w, b, s = free_fit().parameters
    rows = []
    for order in permutations(range(3)):
        o = list(order)
        value = mle.mixture_log_density(flats.X, flats.price, w[o], b[o], s[o]).sum()
        rows.append([", ".join(str(k + 1) for k in o), f"{value:.6f}"])
    return table(["order of the components", "log-likelihood, nats"], rows, "lr")


@cache
def unbounded_table() -> str:
    """Return the log-likelihood as one component closes in on a single flat."""
    b = free_fit().coefs
    one = mle.gaussian_mle(flats.X, flats.price)
    weights = np.array([0.01, 0.99])
    through = np.array([flats.price[0] - b[0, 1] * flats.area[0], b[0, 1]])
    coefs = np.array([through, one.coef])
    rows = []
    for sigma in (1.0, 1e-10, 1e-50, 1e-100, 1e-150):
        value = mle.mixture_log_density(
            flats.X, flats.price, weights, coefs, np.array([sigma, one.sigma])
        ).sum()
        rows.append([f"{sigma:.0e}" if sigma < 1 else "1", f"{value:.1f}"])
    return table(["sigma of the first component", "log-likelihood, nats"], rows, "rr")


@cache
def mean_price() -> float:
    """Return the mean of the price at AREA."""
    return float(fit().predict([[1.0, AREA]])[0])


@cache
def likely_price() -> float:
    """Return the mode of the price at AREA."""
    return float(fit().predict([[1.0, AREA]], "mode")[0])


def _share_near(price: float, half: float) -> float:
    w, b, s = fit().parameters
    m = b @ [1.0, AREA]
    ends = stats.norm.cdf(price + half, m, s) - stats.norm.cdf(price - half, m, s)
    return float(w @ ends)


@cache
def near_mean() -> str:
    """Return the probability of a price within 20 thousand of the mean."""
    return percent(_share_near(mean_price(), 20))


@cache
def near_mode() -> str:
    """Return the probability of a price within 20 thousand of the mode."""
    return percent(_share_near(likely_price(), 20))


@cache
def density_figure() -> str:
    """Return the figure of the conditional density of the price, over areas and prices."""
    area, price = np.linspace(25, 120, 40), np.linspace(0, 1000, 161)
    rows = np.column_stack([np.ones(len(area)), area])
    density = mle.mixture_density(rows, price, *fit().parameters)
    top = density.max()
    with figures.style():
        figure, axes = figures.plt.subplots(figsize=(5.6, 3.4))
        for level in (0.02, 0.2, 0.5, 0.8):
            axes.contourf(
                area, price, density.T, levels=[level * top, 2 * top], colors=[BLUE], alpha=0.22
            )
        axes.plot(area, fit().predict(rows), color=RED, lw=1.8)
        modes = fit().predict(rows, "mode")
        jumps = np.abs(np.diff(modes)) > 30
        modes = np.insert(modes, np.flatnonzero(jumps) + 1, np.nan)
        places = np.insert(area, np.flatnonzero(jumps) + 1, np.nan)
        axes.plot(places, modes, color=INK, lw=1.4, ls="--")
        axes.annotate("mean", (area[-1], fit().predict(rows[-1:])[0]), (4, -3),
                      textcoords="offset points", color=RED)  # fmt: skip
        axes.annotate("mode", (area[-1], modes[-1]), (4, -3), textcoords="offset points")
        axes.set(xlabel="area, m²", ylabel="price, thousands of euros", ylim=(0, 1000))
        return figures.to_html(
            figure,
            "conditional-density",
            "Three bands of high density that separate as the area grows. The mean runs below or between "
            "them, where the density is low; the mode follows one of the bands.",
            "The density of the price given the area, its mean (red) and its mode (dashed).",
        )


@cache
def slice_figure() -> str:
    """Return the figure of the density of the price at AREA, with its mean and its mode."""
    price = np.linspace(50, 850, 500)
    density = mle.mixture_density([[1.0, AREA]], price, *fit().parameters)[0]
    with figures.style():
        figure, axes = figures.plt.subplots(figsize=(5.4, 2.5))
        axes.plot(price, density, color=BLUE, lw=1.8)
        for value, name, colour in (
            (mean_price(), "mean", RED),
            (likely_price(), "mode", INK),
        ):
            axes.plot([value, value], [0, density.max() * 1.05], color=colour, lw=1.2)
            axes.annotate(name, (value, density.max() * 1.05), (4, -2), textcoords="offset points",
                          color=colour)  # fmt: skip
        axes.set(xlabel="price, thousands of euros", yticks=[], ylim=(0, density.max() * 1.2))
        axes.spines["left"].set_visible(False)
        return figures.to_html(
            figure,
            "slice",
            f"Three separate peaks of equal height. The mean, {mean_price():.0f}, lies off the middle "
            f"peak; the mode, {likely_price():.0f}, is one of the tops.",
            f"The price of a flat of {AREA:.0f} m².",
        )


# A narrow component with a tenth of the weight has the highest peak.
SPIKE = ([0.9, 0.1], [[0.0], [60.0]], [20.0, 1.0])


@cache
def spike_mode() -> float:
    """Return the mode of a mixture whose highest peak belongs to a tenth of it."""
    return float(mle.mixture_predict([[1.0]], *SPIKE, how="mode")[0])
