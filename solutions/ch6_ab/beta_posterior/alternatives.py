"""Unusual right answers to `beta_posterior`."""

import math
import warnings
from fractions import Fraction

import pandas as pd
from scipy import special, stats

from autograder.authors import alternative


@alternative("the mean in exact fractions, as a list, with a print and a warning")
def by_fractions(successes, trials, prior=(1, 1)):
    if successes < 0 or successes > trials:
        raise ValueError("impossible counts")
    alpha, beta = Fraction(prior[0]) + successes, Fraction(prior[1]) + trials - successes
    n = alpha + beta
    print("a prior worth", sum(prior), "trials")
    warnings.warn("only a warning", stacklevel=1)
    return [
        float(alpha),
        float(beta),
        float(alpha / n),
        math.sqrt(alpha * beta / (n * n * (n + 1))),
    ]


@alternative("SciPy's frozen distribution and a pandas Series with names")
def pandas_series(successes, trials, prior=(1, 1)):
    failures = trials - successes
    if min(successes, failures) < 0:
        raise ValueError("impossible counts")
    known = stats.beta(prior[0] + successes, prior[1] + failures)
    alpha, beta = known.args
    return pd.Series({"alpha": alpha, "beta": beta, "mean": known.mean(), "sd": known.std()})


@alternative("the moments from ratios of beta functions, as a tuple, with type hints")
def by_beta_functions(
    successes: int, trials: int, prior: tuple[float, float] = (1, 1)
) -> tuple[float, ...]:
    if successes not in range(trials + 1):
        raise ValueError("impossible counts")
    a, b = map(sum, zip(prior, (successes, trials - successes), strict=True))
    mean = 1 - special.poch(b, 1) / special.poch(a + b, 1)
    # E[p (1 - p)] = mean (1 - mean) - variance.
    product = a * b / ((a + b) * (a + b + 1))
    return float(a), float(b), float(mean), math.sqrt(product / (a + b))


@alternative("one visitor at a time: each posterior is the prior of the next")
def by_visitors(successes, trials, prior=(1, 1)):
    if successes > trials or successes < 0:
        raise ValueError("impossible counts")
    state = [float(x) for x in prior]
    for k in range(trials):
        state[0 if k < successes else 1] += 1
    a, b = state
    return [a, b, a / (a + b), (a * b) ** 0.5 / (a + b) / (1 + a + b) ** 0.5]
