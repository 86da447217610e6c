"""Unusual right answers to `expected_loss`."""

import warnings

import numpy as np
import pandas as pd
from scipy import integrate, special, stats

from autograder.authors import alternative


def _two_betas(sa, na, sb, nb):
    return 1 + sa, 1 + na - sa, 1 + sb, 1 + nb - sb


@alternative("the closed form from P(B > A) with one success more, as a tuple, with a print")
def closed_form(successes_a, trials_a, successes_b, trials_b):
    a1, b1, a2, b2 = _two_betas(successes_a, trials_a, successes_b, trials_b)

    def better(a1, a2):
        i = np.arange(a2)
        terms = special.betaln(a1 + i, b1 + b2) - np.log(b2 + i) - special.betaln(1 + i, b2)
        return np.exp(special.logsumexp(terms - special.betaln(a1, b1)))

    mean_a, mean_b = a1 / (a1 + b1), a2 / (a2 + b2)
    loss_a = mean_b * better(a1, a2 + 1) - mean_a * better(a1 + 1, a2)
    print("difference of the means", mean_b - mean_a)
    return float(loss_a), float(loss_a - (mean_b - mean_a))


@alternative("Simpson's rule on a fine grid, as a pandas Series with names and a warning")
def simpson(successes_a, trials_a, successes_b, trials_b):
    warnings.warn("only a warning", stacklevel=1)
    a1, b1, a2, b2 = _two_betas(successes_a, trials_a, successes_b, trials_b)
    x = np.linspace(0, 1, 20_001)
    a, b = special.betainc(a1, b1, x), special.betainc(a2, b2, x)
    return pd.Series({
        "A": integrate.simpson(a * (1 - b), x=x),
        "B": integrate.simpson((1 - a) * b, x=x),
    })  # fmt: skip


@alternative(
    "over A's posterior, with partial means of B's and adaptive quadrature, with type hints"
)
def by_partial_means(
    successes_a: int, trials_a: int, successes_b: int, trials_b: int
) -> list[float]:
    a1, b1, a2, b2 = _two_betas(successes_a, trials_a, successes_b, trials_b)
    mean_a, mean_b = a1 / (a1 + b1), a2 / (a2 + b2)

    def lost(x: float) -> float:
        log_density = (
            special.xlogy(a1 - 1, x) + special.xlog1py(b1 - 1, -x) - special.betaln(a1, b1)
        )
        above = mean_b * special.betaincc(a2 + 1, b2, x) - x * special.betaincc(a2, b2, x)
        return float(np.exp(log_density) * above)

    bulk = stats.beta.ppf([1e-13, 0.5, 1 - 1e-13], a1, b1)
    places = np.clip([bulk[1], mean_b], bulk[0], bulk[2])
    loss_a, _ = integrate.quad(lost, bulk[0], bulk[2], points=places, epsabs=1e-11, limit=500)
    return [loss_a, loss_a + mean_a - mean_b]
