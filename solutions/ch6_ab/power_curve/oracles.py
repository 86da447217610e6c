"""Outside truth for `power_curve`."""

from fractions import Fraction
from itertools import product
from math import comb

import numpy as np
from scipy import stats

from autograder.authors import Agreement, oracle
from course import ab


def _rules(sizes, threshold):
    return [np.arange(n + 1) >= ab.least_successes(n, n, threshold)[:, None] for n in sizes]


def _reference(rate_a, rate_b, sizes, threshold):
    return [ab.power(rate_a, rate_b, n, threshold=threshold) for n in sizes]


@oracle("every sequence of visitors of both arms, one by one, in exact fractions")
def all_sequences(student, rng):
    sizes, threshold = [2, 3, 4], float(rng.uniform(0.55, 0.9))
    tenths = rng.integers(1, 10, size=2).tolist()
    rules = _rules(sizes, threshold)
    outside = []
    for n, rule in zip(sizes, rules, strict=True):
        total = Fraction(0)
        for visitors in product((0, 1), repeat=2 * n):
            if rule[sum(visitors[:n]), sum(visitors[n:])]:
                chances = [
                    Fraction(t if v else 10 - t, 10)
                    for v, t in zip(visitors, [tenths[0]] * n + [tenths[1]] * n, strict=True)
                ]
                total += np.prod(chances)
        outside.append(float(total))
    rate_a, rate_b = (t / 10 for t in tenths)
    found = student.power_curve(rate_a, rate_b, rules)
    return Agreement(found, _reference(rate_a, rate_b, sizes, threshold), outside)


@oracle("the rule found from drawing balls from an urn, its pairs summed in exact fractions")
def urn_rule(student, rng):
    # Which point comes first when n + 1 points of each arm are shuffled: SciPy's hypergeometric tail.
    sizes, threshold = [int(n) for n in rng.integers(5, 21, size=2)], float(rng.uniform(0.6, 0.97))
    rates = [Fraction(int(t), 20) for t in rng.integers(1, 20, size=2)]
    rules, outside = [], []
    for n in sizes:
        sa, sb = np.indices((n + 1, n + 1))
        rules.append(stats.hypergeom.sf(sa, 2 * n + 2, sa + sb + 1, n + 1) > threshold)
        of_a, of_b = (
            [comb(n, s) * rate**s * (1 - rate) ** (n - s) for s in range(n + 1)] for rate in rates
        )
        outside.append(float(sum(of_a[i] * of_b[j] for i, j in np.argwhere(rules[-1]).tolist())))
    rate_a, rate_b = map(float, rates)
    found = student.power_curve(rate_a, rate_b, rules)
    return Agreement(found, _reference(rate_a, rate_b, sizes, threshold), outside)
