"""Outside truth for `fisher_vs_bayes`."""

from fractions import Fraction
from math import comb

import numpy as np
from scipy import integrate, stats

from autograder.authors import Agreement, oracle
from course import ab


def _counts(rng, largest):
    na, nb = (int(n) for n in rng.integers(1, largest, size=2))
    return int(rng.integers(na + 1)), na, int(rng.integers(nb + 1)), nb


def _ours(counts):
    sa, na, sb, nb = counts
    return [
        ab.fisher_test(*counts, alternative="greater"),
        ab.prob_better(ab.posterior(sb, nb), ab.posterior(sa, na)),
    ]


@oracle("scipy.stats.fisher_exact, and SciPy's quadrature of the posterior")
def scipy_both(student, rng):
    sa, na, sb, nb = counts = _counts(rng, 30)
    p_value = stats.fisher_exact([[sb, nb - sb], [sa, na - sa]], alternative="greater").pvalue
    a, b = stats.beta(1 + sa, 1 + na - sa), stats.beta(1 + sb, 1 + nb - sb)
    worse, _ = integrate.quad(lambda x: b.pdf(x) * a.sf(x), 0, 1, epsabs=1e-11)
    found = student.fisher_vs_bayes(*counts)
    return Agreement(found, _ours(counts), [p_value, worse], atol=1e-7)


@oracle("every table counted, and the posterior as a sum of beta functions, in exact fractions")
def exact_fractions(student, rng):
    sa, na, sb, nb = counts = _counts(rng, 40)
    tables = [comb(nb, k) * comb(na, sa + sb - k) for k in range(min(nb, sa + sb) + 1)]
    p_value = Fraction(sum(tables[sb:]), sum(tables))
    # P(p_A > y) is the chance of at most sa successes in na + 1 trials of rate y; averaged over the
    # posterior of B each term is a ratio of beta functions, and these are factorials.
    worse = sum(
        Fraction(
            comb(na + 1, k) * (nb + 1) * comb(nb, sb), (na + nb + 2) * comb(na + nb + 1, k + sb)
        )
        for k in range(sa + 1)
    )
    found = student.fisher_vs_bayes(*counts)
    return Agreement(found, _ours(counts), np.array([float(p_value), float(worse)]))
