"""Known mistakes of `power_curve`."""

import numpy as np
from scipy import stats

from autograder.authors import mistake


def _weighted(rate_a, rate_b, choose):
    powers = []
    for rule in choose:
        s = np.arange(len(rule))
        of_a, of_b = (stats.binom.pmf(s, len(rule) - 1, rate) for rate in (rate_a, rate_b))
        powers.append(of_a @ np.asarray(rule, dtype=float) @ of_b)
    return np.array(powers)


@mistake(
    says="The rates, or the axes of the rule, are exchanged. Rows are the successes of A and are weighted "
    "by A's rate, columns are those of B.",
    caught_by="test_one_visitor_each",
)
def arms_exchanged(rate_a, rate_b, choose):
    return _weighted(rate_b, rate_a, choose)


@mistake(
    says="You give both arms the rate of A. That is the rate of false alarms; for the power, B's counts "
    "come with B's own rate.",
    caught_by="test_one_visitor_each",
)
def false_alarms(rate_a, rate_b, choose):
    return _weighted(rate_a, rate_a, choose)


@mistake(
    says="You give both arms the rate of B. A's counts come with A's own rate.",
    caught_by="test_one_visitor_each",
)
def both_with_the_rate_of_b(rate_a, rate_b, choose):
    return _weighted(rate_b, rate_b, choose)


@mistake(
    says="You return how often B is missed, one minus the power.",
    caught_by="test_one_visitor_each",
)
def missed(rate_a, rate_b, choose):
    return 1 - _weighted(rate_a, rate_b, choose)


@mistake(
    says="You return the share of the table in which the rule chooses B, as if every pair of counts were "
    "as probable as any other. Weight each pair with its binomial probabilities.",
    caught_by="test_one_visitor_each",
)
def share_of_the_table(rate_a, rate_b, choose):
    return np.array([np.mean(rule) for rule in choose])


@mistake(
    says="You hold B's count fixed at what its rate makes one expect and let only A's vary. Both "
    "counts are random: sum over all pairs.",
    caught_by="test_the_team_has_10_or_20_or_40_visitors",
)
def b_as_expected(rate_a, rate_b, choose):
    powers = []
    for rule in choose:
        n = len(rule) - 1
        of_a = stats.binom.pmf(np.arange(n + 1), n, rate_a)
        powers.append(of_a @ np.asarray(rule, dtype=float)[:, int(rate_b * n)])
    return np.array(powers)


@mistake(
    says="You hold A's count fixed at what its rate makes one expect and let only B's vary. Both "
    "counts are random: sum over all pairs.",
    caught_by="test_the_team_has_10_or_20_or_40_visitors",
)
def a_as_expected(rate_a, rate_b, choose):
    powers = []
    for rule in choose:
        n = len(rule) - 1
        of_b = stats.binom.pmf(np.arange(n + 1), n, rate_b)
        powers.append(np.asarray(rule, dtype=float)[int(rate_a * n)] @ of_b)
    return np.array(powers)


@mistake(
    says="You look up what the rule does at the expected counts, cut to whole numbers, and answer 0 or 1. "
    "Counts vary from one test to the next: add up the probabilities of the pairs that the rule takes.",
    caught_by="test_the_team_has_10_or_20_or_40_visitors",
)
def both_as_expected(rate_a, rate_b, choose):
    return np.array(
        [
            float(rule[int(rate_a * (len(rule) - 1)), int(rate_b * (len(rule) - 1))])
            for rule in choose
        ]
    )


@mistake(
    says="Your n is one too many. An array with n + 1 rows, for 0 to n successes, belongs to n visitors.",
    caught_by="test_one_visitor_each",
)
def one_visitor_too_many(rate_a, rate_b, choose):
    powers = []
    for rule in choose:
        n = len(rule)
        of_a, of_b = (stats.binom.pmf(np.arange(n), n, rate) for rate in (rate_a, rate_b))
        powers.append(of_a @ np.asarray(rule, dtype=float) @ of_b)
    return np.array(powers)


@mistake(
    says="Your weights are normal densities in the place of binomial probabilities. With few visitors that "
    "is off by percents, and there is no need for it: `stats.binom.pmf` is exact.",
    caught_by="test_one_visitor_each",
)
def normal_weights(rate_a, rate_b, choose):
    powers = []
    for rule in choose:
        n = len(rule) - 1
        of_a, of_b = (
            stats.norm.pdf(np.arange(n + 1), n * rate, max(np.sqrt(n * rate * (1 - rate)), 1e-3))
            for rate in (rate_a, rate_b)
        )
        powers.append(of_a @ np.asarray(rule, dtype=float) @ of_b)
    return np.array(powers)


@mistake(
    says="Your binomial coefficients are missing: the probability of s successes counts all orders in "
    "which they can come. `stats.binom.pmf` holds them.",
    caught_by="test_two_visitors_each_and_a_rule_of_thumb",
)
def one_order_only(rate_a, rate_b, choose):
    powers = []
    for rule in choose:
        n = len(rule) - 1
        s = np.arange(n + 1)
        of_a, of_b = (rate**s * (1 - rate) ** (n - s) for rate in (rate_a, rate_b))
        powers.append(of_a @ np.asarray(rule, dtype=float) @ of_b)
    return np.array(powers)


@mistake(
    says="You return one number, the mean over the sizes. The curve is asked for: one power for each size.",
    caught_by="test_the_team_has_10_or_20_or_40_visitors",
)
def mean_over_the_sizes(rate_a, rate_b, choose):
    return np.mean(_weighted(rate_a, rate_b, choose))


@mistake(
    says="You count only pairs in which B is ahead of A. The rule alone says for which pairs B is chosen, "
    "and it may choose B where the counts are equal, or where A is ahead.",
    caught_by="test_two_visitors_each_and_a_rule_of_thumb",
)
def only_where_b_is_ahead(rate_a, rate_b, choose):
    return _weighted(rate_a, rate_b, [np.triu(rule, k=1) for rule in choose])


@mistake(
    says="Your powers are in the order of the sizes. "
    "Each belongs at the place of its rule: keep it there.",
    caught_by="test_any_rule",
    at_home=False,
)
def sorted_by_size(rate_a, rate_b, choose):
    return _weighted(rate_a, rate_b, sorted(choose, key=len))
