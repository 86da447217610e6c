"""What may be asked of `power_curve`, kind by kind."""

import numpy as np
from scipy import stats

from autograder.authors import anything, kind, number, truth
from course import ab

DOMAIN = {"rate_a": number(0, 1), "rate_b": number(0, 1), "choose": anything()}


@truth(what="the curve of power", rtol=0, atol=1e-6)
def right(rate_a, rate_b, choose):
    # The course has the power of its own rules alone; of any rule, SciPy's binomials are the truth.
    powers = []
    for rule in choose:
        sa, sb = np.indices(rule.shape)
        n = len(rule) - 1
        weights = stats.binom.logpmf(sa, n, rate_a) + stats.binom.logpmf(sb, n, rate_b)
        powers.append(np.exp(weights[rule]).sum())
    return np.array(powers)


def _rates(rng):
    """Rates that are not equal, A's the lower."""
    return float(rng.uniform(0.15, 0.4)), float(rng.uniform(0.5, 0.85))


def _any_rule(rng, n):
    return rng.random((n + 1, n + 1)) < rng.uniform(0.3, 0.7)


def _posterior_rule(n, threshold):
    return np.arange(n + 1) >= ab.least_successes(n, n, threshold)[:, None]


@kind("a rule that makes no sense, at three sizes out of order")
def any_rule(rng):
    return *_rates(rng), [_any_rule(rng, n) for n in (7, 11, 4)]


@kind("one size alone, and A's rate the higher")
def one_size(rng):
    return *_rates(rng)[::-1], [_any_rule(rng, int(rng.integers(5, 15)))]


@kind("the rule of the posterior, at another threshold")
def posterior_rule(rng):
    threshold = float(rng.uniform(0.6, 0.9))
    return *_rates(rng), [_posterior_rule(n, threshold) for n in (6, 15, 25)]


@kind("rates that are equal")
def equal_rates(rng):
    rate = float(rng.uniform(0.2, 0.8))
    return rate, rate, [_any_rule(rng, 12), _posterior_rule(12, 0.8)]


@kind("a rule that chooses B where A is ahead")
def for_the_worse(rng):
    return *_rates(rng), [np.tri(n + 1, k=-1, dtype=bool) for n in (3, 9)]


@kind("one visitor to each page")
def one_visitor(rng):
    rules = [np.array([[True, False], [False, True]]), np.array([[False, False], [True, True]])]
    return *_rates(rng), rules


@kind("the same size more than once")
def repeated(rng):
    one, other = _any_rule(rng, 5), _any_rule(rng, 5)
    return *_rates(rng), [one, other, one, one]


@kind("rules that always or never choose B")
def always_and_never(rng):
    n = int(rng.integers(4, 30))
    return *_rates(rng), [np.full((k + 1, k + 1), k == n) for k in (n, n + 2)]


@kind("two hundred visitors to each page")
def two_hundred(rng):
    rate = float(rng.uniform(0.2, 0.6))
    return rate, rate + float(rng.uniform(0.04, 0.12)), [_posterior_rule(200, 0.95)]


@kind("more than thirty sizes")
def many_sizes(rng):
    return *_rates(rng), [_any_rule(rng, n) for n in range(1, 36)]


@kind("a page on which nobody signs up and one on which everybody does")
def certain(rng):
    rules = [_any_rule(rng, n) for n in (2, 5, 9)]
    # One rule that takes the only pair that can come out, and one that does not.
    rules[0][0, -1], rules[1][0, -1] = True, False
    return 0, 1, rules


@kind("a page on which everybody signs up and one on which nobody does")
def certain_the_other_way(rng):
    rules = [_any_rule(rng, n) for n in (3, 6, 8)]
    rules[0][-1, 0], rules[1][-1, 0] = False, True
    return 1, 0, rules
