"""Known mistakes of `prob_better_exact`."""

from itertools import pairwise

import numpy as np
from scipy import stats

from autograder.authors import mistake


def _checked(*arms):
    for successes, trials in arms:
        if not 0 <= successes <= trials:
            raise ValueError("impossible counts")


def _exact(a1, b1, a2, b2):
    """P of the second being above the first, on a fine grid of the first one's quantiles."""
    nodes, weights = np.polynomial.legendre.leggauss(200)
    edges = np.r_[0.0, 10.0 ** np.arange(-6, 0), 0.3, 0.5, 0.7, 1 - 10.0 ** -np.arange(1, 7), 1.0]
    total = 0.0
    for low, high in pairwise(edges):
        u = (low + high) / 2 + (high - low) / 2 * nodes
        total += (high - low) / 2 * weights @ stats.beta.sf(stats.beta.ppf(u, a1, b1), a2, b2)
    return float(total)


@mistake(
    says="You put a normal distribution in the place of each posterior. That is the source's way, and "
    "right to two digits or three. Integrate the Beta posteriors themselves.",
    caught_by="test_thirty_against_forty_five",
)
def gaussian(successes_a, trials_a, successes_b, trials_b):
    _checked((successes_a, trials_a), (successes_b, trials_b))
    a = stats.beta(1 + successes_a, 1 + trials_a - successes_a)
    b = stats.beta(1 + successes_b, 1 + trials_b - successes_b)
    return stats.norm.cdf((b.mean() - a.mean()) / np.sqrt(a.var() + b.var()))


@mistake(
    says="You return the probability that A is better. B's successes should speak for B: "
    "exchange the arms.",
    caught_by="test_thirty_against_forty_five",
)
def arms_exchanged(successes_a, trials_a, successes_b, trials_b):
    _checked((successes_a, trials_a), (successes_b, trials_b))
    return _exact(
        1 + successes_b, 1 + trials_b - successes_b, 1 + successes_a, 1 + trials_a - successes_a
    )


@mistake(
    says="Your Betas have the number of trials for their second parameter. It counts failures: trials "
    "minus successes, plus the prior's one.",
    caught_by="test_thirty_against_forty_five",
)
def trials_for_failures(successes_a, trials_a, successes_b, trials_b):
    _checked((successes_a, trials_a), (successes_b, trials_b))
    return _exact(1 + successes_a, 1 + trials_a, 1 + successes_b, 1 + trials_b)


@mistake(
    says="The prior's ones are missing: your posteriors are Beta(s, n - s). With a uniform prior, which is "
    "Beta(1, 1), they are Beta(1 + s, 1 + n - s).",
    caught_by="test_thirty_against_forty_five",
)
def prior_left_out(successes_a, trials_a, successes_b, trials_b):
    _checked((successes_a, trials_a), (successes_b, trials_b))
    tiny = 1e-9
    return _exact(
        successes_a + tiny,
        trials_a - successes_a + tiny,
        successes_b + tiny,
        trials_b - successes_b + tiny,
    )


@mistake(
    says="Your priors are Beta(1/2, 1/2), those of Jeffreys. A fair choice; this exercise asks for uniform "
    "ones, Beta(1, 1).",
    caught_by="test_thirty_against_forty_five",
)
def jeffreys(successes_a, trials_a, successes_b, trials_b):
    _checked((successes_a, trials_a), (successes_b, trials_b))
    return _exact(
        0.5 + successes_a,
        0.5 + trials_a - successes_a,
        0.5 + successes_b,
        0.5 + trials_b - successes_b,
    )


@mistake(
    says="You hold the rate of A fixed at its posterior mean. Its uncertainty counts as much as that of B: "
    "average over its posterior.",
    caught_by="test_thirty_against_forty_five",
)
def a_held_fixed(successes_a, trials_a, successes_b, trials_b):
    _checked((successes_a, trials_a), (successes_b, trials_b))
    mean = (1 + successes_a) / (2 + trials_a)
    return stats.beta.sf(mean, 1 + successes_b, 1 + trials_b - successes_b)


@mistake(
    says="You return one minus the p-value of a z test. A p-value is the probability of data as extreme as "
    "these if the rates were equal; the posterior probability of B being better is asked for.",
    caught_by="test_thirty_against_forty_five",
)
def z_test(successes_a, trials_a, successes_b, trials_b):
    _checked((successes_a, trials_a), (successes_b, trials_b))
    na, nb = max(trials_a, 1e-9), max(trials_b, 1e-9)
    pooled = (successes_a + successes_b) / (na + nb)
    error = np.sqrt(pooled * (1 - pooled) * (1 / na + 1 / nb)) or 1.0
    return stats.norm.cdf((successes_b / nb - successes_a / na) / error)


@mistake(
    says="You compare the two observed rates and answer 0 or 1. The question is how sure one can be.",
    caught_by="test_thirty_against_forty_five",
)
def observed_rates_only(successes_a, trials_a, successes_b, trials_b):
    _checked((successes_a, trials_a), (successes_b, trials_b))
    rates = successes_a / max(trials_a, 1), successes_b / max(trials_b, 1)
    return 0.5 if rates[0] == rates[1] else float(rates[1] > rates[0])


def _of_any_counts(successes_a, trials_a, successes_b, trials_b):
    betas = 1 + successes_a, 1 + trials_a - successes_a, 1 + successes_b, 1 + trials_b - successes_b
    return _exact(*betas) if min(betas) > 0 else np.nan


@mistake(
    says="You compute with impossible counts as if they were data. More successes than trials, or a count "
    "below zero, is an error: look at both arms and raise a ValueError before anything else.",
    caught_by="test_impossible_counts_are_refused",
)
def counts_not_checked(successes_a, trials_a, successes_b, trials_b):
    return _of_any_counts(successes_a, trials_a, successes_b, trials_b)


@mistake(
    says="You look at the counts of one arm alone, A's. Impossible counts of B are an error too: raise a "
    "ValueError for either arm.",
    caught_by="test_too_many_of_b",
    at_home=False,
)
def only_a_checked(successes_a, trials_a, successes_b, trials_b):
    _checked((successes_a, trials_a))
    return _of_any_counts(successes_a, trials_a, successes_b, trials_b)
