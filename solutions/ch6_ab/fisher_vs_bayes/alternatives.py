"""Unusual right answers to `fisher_vs_bayes`."""

import math
import warnings
from fractions import Fraction

import pandas as pd
from scipy import integrate, stats

from autograder.authors import alternative


@alternative("SciPy's test of the table, and an adaptive integral; a list, with a print")
def scipy_and_quadrature(successes_a, trials_a, successes_b, trials_b):
    table = [[successes_b, trials_b - successes_b], [successes_a, trials_a - successes_a]]
    _, p_value = stats.fisher_exact(table, alternative="greater")
    a = stats.beta(1 + successes_a, 1 + trials_a - successes_a)
    b = stats.beta(1 + successes_b, 1 + trials_b - successes_b)
    marks = [a.mean(), b.mean()]
    found, _ = integrate.quad(lambda x: b.pdf(x) * a.sf(x), 0, 1, points=marks, epsabs=1e-9)
    print("Fisher", p_value, "posterior", found)
    return [p_value, found]


@alternative("exact fractions from binomial coefficients, with a warning")
def in_fractions(successes_a, trials_a, successes_b, trials_b):
    warnings.warn("only a warning", stacklevel=1)

    def at_least(k, good_b, good_a, drawn):
        ways = sum(
            math.comb(good_b, j) * math.comb(good_a, drawn - j)
            for j in range(k, min(good_b, drawn) + 1)
        )
        return Fraction(ways, math.comb(good_a + good_b, drawn))

    drawn = successes_a + successes_b
    return (
        float(at_least(successes_b, trials_b, trials_a, drawn)),
        float(at_least(successes_b + 1, trials_b + 1, trials_a + 1, drawn + 1)),
    )


@alternative("a pandas Series with names; the tails from the side of A, with type hints")
def from_the_side_of_a(
    successes_a: int, trials_a: int, successes_b: int, trials_b: int
) -> pd.Series:
    # B has sb or more where A has sa or fewer.
    total, drawn = trials_a + trials_b, successes_a + successes_b
    return pd.Series(
        {
            "Fisher": stats.hypergeom(total, drawn, trials_a).cdf(successes_a),
            "posterior": stats.hypergeom(total + 2, trials_a + 1, drawn + 1).cdf(successes_a),
        }
    )
