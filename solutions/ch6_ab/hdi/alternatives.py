"""Unusual right answers to `hdi`."""

import warnings

import numpy as np
import pandas as pd
from scipy import optimize, special, stats

from autograder.authors import alternative


@alternative(
    "SciPy's minimiser of the width as it comes, no border apart, as a tuple, with a print"
)
def by_minimiser(alpha, beta, level=0.95):
    def width(left):
        low, high = special.betaincinv(alpha, beta, [left, left + level])
        return high - low

    left = optimize.minimize_scalar(width, bounds=(0, 1 - level)).x
    print("left out on the left:", left)
    return tuple(special.betaincinv(alpha, beta, [left, left + level]))


@alternative("a grid of rates, the most plausible ones first, as a pandas Series with names")
def by_grid(alpha, beta, level=0.95):
    edges = np.linspace(*stats.beta.ppf([0, 1e-6, 1 - 1e-6, 1], alpha, beta)[[1, 2]], 100_000)
    if min(alpha, beta) <= 1:
        edges = np.linspace(0, 1, 500_001)
    held = np.diff(stats.beta.cdf(edges, alpha, beta))
    order = np.argsort(-held)
    inside = order[: np.searchsorted(np.cumsum(held[order]), level) + 1]
    return pd.Series({"lower": edges[inside.min()], "upper": edges[inside.max() + 1]})


@alternative("the height at which to cut the density, with a warning and type hints")
def by_height(alpha: float, beta: float, level: float = 0.95) -> list[float]:
    warnings.warn("only a warning", stacklevel=1)
    if min(alpha, beta) <= 1:
        left = 0 if alpha <= 1 else 1 - level
        return [float(stats.beta.ppf(q, alpha, beta)) for q in (left, left + level)]

    def log_density(x: float) -> float:
        return float(special.xlogy(alpha - 1, x) + special.xlog1py(beta - 1, -x))

    mode = (alpha - 1) / (alpha + beta - 2)

    def cut(drop: float) -> list[float]:
        def f(x: float) -> float:
            return max(log_density(x), -1e9) - log_density(mode) + drop

        return [optimize.brentq(f, 0, mode), optimize.brentq(f, mode, 1)]

    def lacking(drop: float) -> float:
        low, high = special.betainc(alpha, beta, cut(drop))
        return float(high - low - level)

    return cut(optimize.brentq(lacking, 1e-6, 40, xtol=1e-8))
