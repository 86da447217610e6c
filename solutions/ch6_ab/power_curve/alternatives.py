"""Unusual right answers to `power_curve`."""

import math
import warnings

import numpy as np
import pandas as pd
from scipy import stats

from autograder.authors import alternative


@alternative("plain Python over all pairs, a list of floats, with a print and a warning")
def plain_python(rate_a, rate_b, choose):
    print(len(choose), "sizes")
    warnings.warn("only a warning", stacklevel=1)

    def binomial(k, n, p):
        return math.comb(n, k) * p**k * (1 - p) ** (n - k)

    found = []
    for rule in choose:
        n = len(rule) - 1
        total = 0.0
        for sa in range(n + 1):
            for sb in range(n + 1):
                if rule[sa][sb]:
                    total += binomial(sa, n, rate_a) * binomial(sb, n, rate_b)
        found.append(total)
    return found


@alternative("two matrix products, as a pandas Series named by the sizes, with type hints")
def matrix_products(rate_a: float, rate_b: float, choose: list[np.ndarray]) -> pd.Series:
    found = {}
    for place, rule in enumerate(choose):
        n = rule.shape[0] - 1
        of_a, of_b = (stats.binom(n, rate).pmf(range(n + 1)) for rate in (rate_a, rate_b))
        found[f"{place}: {n} visitors"] = of_a @ rule @ of_b
    return pd.Series(found)


@alternative("the counts built up visitor by visitor: each adds none or one")
def by_convolution(rate_a, rate_b, choose):
    def counts(n, rate):
        found = np.ones(1)
        for _ in range(n):
            found = np.convolve(found, [1 - rate, rate])
        return found

    return tuple(
        np.einsum(
            "i,ij,j->", counts(len(r) - 1, rate_a), r.astype(float), counts(len(r) - 1, rate_b)
        )
        for r in choose
    )
