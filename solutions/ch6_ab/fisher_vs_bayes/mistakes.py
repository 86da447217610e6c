"""Known mistakes of `fisher_vs_bayes`."""

import numpy as np
from scipy import stats

from autograder.authors import mistake


def _tail(sa, na, sb, nb):
    """Fisher's one-sided p-value."""
    return stats.hypergeom.sf(sb - 1, na + nb, sa + sb, nb)


def _worse(sa, na, sb, nb):
    """The posterior probability that B is the worse, with uniform priors."""
    return stats.hypergeom.sf(sb, na + nb + 2, sa + sb + 1, nb + 1)


@mistake(
    says="Your p-value is two-sided: it also counts tables in which A has many of the successes. The "
    "question is whether B is better, so only tables with as many successes in B or more count.",
    caught_by="test_thirty_against_forty_five",
)
def two_sided(successes_a, trials_a, successes_b, trials_b):
    table = [[successes_b, trials_b - successes_b], [successes_a, trials_a - successes_a]]
    p_value = stats.fisher_exact(table).pvalue
    return np.array([p_value, _worse(successes_a, trials_a, successes_b, trials_b)])


@mistake(
    says="Your p-value leaves out the table that was seen: you count more successes in B, where as many "
    "or more count. `sf(k)` is the probability of more than k.",
    caught_by="test_thirty_against_forty_five",
)
def more_only(successes_a, trials_a, successes_b, trials_b):
    args = trials_a + trials_b, successes_a + successes_b, trials_b
    posterior = _worse(successes_a, trials_a, successes_b, trials_b)
    return np.array([stats.hypergeom.sf(successes_b, *args), posterior])


@mistake(
    says="Your p-value is the probability of the very table that was seen. A p-value is that of a tail: "
    "add the tables with still more successes in B.",
    caught_by="test_thirty_against_forty_five",
)
def this_table_only(successes_a, trials_a, successes_b, trials_b):
    args = trials_a + trials_b, successes_a + successes_b, trials_b
    posterior = _worse(successes_a, trials_a, successes_b, trials_b)
    return np.array([stats.hypergeom.pmf(successes_b, *args), posterior])


@mistake(
    says="Your p-value looks into the other tail, the tables with few successes in B. Those speak for A. "
    'In SciPy\'s words: with the row of B first, `alternative="greater"`.',
    caught_by="test_thirty_against_forty_five",
)
def other_tail(successes_a, trials_a, successes_b, trials_b):
    args = trials_a + trials_b, successes_a + successes_b, trials_b
    posterior = _worse(successes_a, trials_a, successes_b, trials_b)
    return np.array([stats.hypergeom.cdf(successes_b, *args), posterior])


@mistake(
    says="Your second number is the probability that B is the better one. Asked for is the rest, that it "
    "is not: the two small numbers can then be held side by side.",
    caught_by="test_thirty_against_forty_five",
)
def posterior_that_b_is_better(successes_a, trials_a, successes_b, trials_b):
    counts = successes_a, trials_a, successes_b, trials_b
    return np.array([_tail(*counts), 1 - _worse(*counts)])


@mistake(
    says="Both of your numbers are one minus what was asked for. Start from the two questions: how "
    "probable are so many successes of B or more, and how probable is it that B is not better?",
    caught_by="test_thirty_against_forty_five",
)
def one_minus_both(successes_a, trials_a, successes_b, trials_b):
    counts = successes_a, trials_a, successes_b, trials_b
    return np.array([1 - _tail(*counts), 1 - _worse(*counts)])


@mistake(
    says="Both of your numbers ask whether A is better: the arms are exchanged.",
    caught_by="test_thirty_against_forty_five",
)
def arms_exchanged(successes_a, trials_a, successes_b, trials_b):
    counts = successes_b, trials_b, successes_a, trials_a
    return np.array([_tail(*counts), _worse(*counts)])


@mistake(
    says="Your two numbers are right and in the wrong order: Fisher's p-value comes first.",
    caught_by="test_thirty_against_forty_five",
)
def posterior_first(successes_a, trials_a, successes_b, trials_b):
    counts = successes_a, trials_a, successes_b, trials_b
    return np.array([_worse(*counts), _tail(*counts)])


@mistake(
    says="Your p-value is that of a z test, which puts a normal distribution in the place of the "
    "hypergeometric one. Fisher's test is exact: add up the probabilities of the tables.",
    caught_by="test_thirty_against_forty_five",
)
def z_test(successes_a, trials_a, successes_b, trials_b):
    pooled = (successes_a + successes_b) / (trials_a + trials_b)
    error = np.sqrt(pooled * (1 - pooled) * (1 / trials_a + 1 / trials_b)) or 1.0
    z = (successes_b / trials_b - successes_a / trials_a) / error
    posterior = _worse(successes_a, trials_a, successes_b, trials_b)
    return np.array([stats.norm.sf(z), posterior])


@mistake(
    says="Your table holds trials where failures belong. Its rows are successes and failures of each "
    "arm, and failures are trials minus successes.",
    caught_by="test_thirty_against_forty_five",
)
def trials_for_failures(successes_a, trials_a, successes_b, trials_b):
    table = [[successes_b, trials_b], [successes_a, trials_a]]
    p_value = stats.fisher_exact(table, alternative="greater").pvalue
    return np.array([p_value, _worse(successes_a, trials_a, successes_b, trials_b)])


@mistake(
    says="Your p-value draws with replacement: a binomial tail with the common rate. The successes are a "
    "fixed number, and one that fell to A cannot fall to B as well: the tail is hypergeometric.",
    caught_by="test_thirty_against_forty_five",
)
def binomial_tail(successes_a, trials_a, successes_b, trials_b):
    pooled = (successes_a + successes_b) / (trials_a + trials_b)
    posterior = _worse(successes_a, trials_a, successes_b, trials_b)
    return np.array([stats.binom.sf(successes_b - 1, trials_b, pooled), posterior])


@mistake(
    says="The prior's ones are missing from your posteriors: they are Beta(s, n - s). With a uniform prior "
    "they are Beta(1 + s, 1 + n - s).",
    caught_by="test_thirty_against_forty_five",
)
def prior_left_out(successes_a, trials_a, successes_b, trials_b):
    counts = successes_a, trials_a, successes_b, trials_b
    if min(successes_a, successes_b, trials_a - successes_a, trials_b - successes_b) < 1:
        return np.array([_tail(*counts), np.nan])  # such a Beta is no distribution
    less = successes_a - 1, trials_a - 2, successes_b - 1, trials_b - 2
    return np.array([_tail(*counts), _worse(*less)])


@mistake(
    says="Your posterior puts a normal distribution in the place of each Beta. That is good to two digits. "
    "Integrate the Beta posteriors themselves.",
    caught_by="test_thirty_against_forty_five",
)
def normal_posteriors(successes_a, trials_a, successes_b, trials_b):
    a = stats.beta(1 + successes_a, 1 + trials_a - successes_a)
    b = stats.beta(1 + successes_b, 1 + trials_b - successes_b)
    posterior = stats.norm.sf((b.mean() - a.mean()) / np.sqrt(a.var() + b.var()))
    return np.array([_tail(successes_a, trials_a, successes_b, trials_b), posterior])


@mistake(
    says="You return the smaller of the two tails. Where A does better, many successes of B are what would "
    "surprise, and the p-value of this question is large: the direction is fixed before the data are seen.",
    caught_by="test_a_does_better",
)
def smaller_tail(successes_a, trials_a, successes_b, trials_b):
    counts = successes_a, trials_a, successes_b, trials_b
    turned = successes_b, trials_b, successes_a, trials_a
    worse = _worse(*counts)
    return np.array([min(_tail(*counts), _tail(*turned)), min(worse, 1 - worse)])
