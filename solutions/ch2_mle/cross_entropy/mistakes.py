"""Known mistakes of `cross_entropy`."""

import math

import numpy as np
from scipy import special

from autograder.authors import mistake


def _pair_of_distributions(p, q):
    p, q = np.asarray(p, float), np.asarray(q, float)
    if p.shape != q.shape:
        raise ValueError("lengths")
    for d in (p, q):
        if (d < 0).any() or not np.isclose(d.sum(), 1):
            raise ValueError("no distribution")
    return p, q


@mistake(
    says="Your p and q are exchanged. The surprises -log q are those of the belief; how often each of "
    "them occurs, the weight, is p.",
    caught_by="test_a_forecast_in_nats",
)
def roles_exchanged(p, q, base=math.e):
    p, q = _pair_of_distributions(p, q)
    return -special.xlogy(q, p).sum() / np.log(base)


@mistake(
    says="You return the entropy of p: the surprise of somebody who knows p. Here q is believed, so that "
    "the logarithm is that of q.",
    caught_by="test_a_forecast_in_nats",
)
def entropy_of_p(p, q, base=math.e):
    p, _ = _pair_of_distributions(p, q)
    return special.entr(p).sum() / np.log(base)


@mistake(
    says="You return the Kullback-Leibler divergence, the sum of p log(p/q). It is what the wrong "
    "belief adds; the cross-entropy also holds the entropy of p, which even the right belief does not "
    "avoid.",
    caught_by="test_a_forecast_in_nats",
)
def divergence_instead(p, q, base=math.e):
    p, q = _pair_of_distributions(p, q)
    return special.rel_entr(p, q).sum() / np.log(base)


@mistake(
    says="Your sign is missing. Logarithms of probabilities are below zero, a surprise is not: the "
    "formula begins with a minus.",
    caught_by="test_a_forecast_in_nats",
)
def sign_left_out(p, q, base=math.e):
    p, q = _pair_of_distributions(p, q)
    return special.xlogy(p, q).sum() / np.log(base)


@mistake(
    says="You divide by the number of outcomes. The weights p already sum to one, so the sum is the "
    "average: use `sum`, not `mean`.",
    caught_by="test_a_forecast_in_nats",
)
def mean_of_the_terms(p, q, base=math.e):
    p, q = _pair_of_distributions(p, q)
    return -special.xlogy(p, q).mean() / np.log(base)


@mistake(
    says="You average the surprises without weights. A surprise that occurs more often counts more: "
    "weigh each by p.",
    caught_by="test_a_forecast_in_nats",
)
def weights_left_out(p, q, base=math.e):
    _, q = _pair_of_distributions(p, q)
    with np.errstate(divide="ignore"):
        return -np.log(q).mean() / np.log(base)


@mistake(
    says="You add the terms (1 - p) log(1 - q). They belong to one event that occurs or does not. In a "
    "list of outcomes that exclude each other, what does not occur is counted by what does.",
    caught_by="test_a_forecast_in_nats",
)
def binary_terms_added(p, q, base=math.e):
    p, q = _pair_of_distributions(p, q)
    return -(special.xlogy(p, q) + special.xlogy(1 - p, 1 - q)).sum() / np.log(base)


@mistake(
    says="`base` is not used: your answer is always in nats.",
    caught_by="test_the_same_in_bits",
)
def base_not_used(p, q, base=math.e):
    p, q = _pair_of_distributions(p, q)
    return -special.xlogy(p, q).sum()


@mistake(
    says="You multiply by the logarithm of the base. The larger the base, the fewer units there are: "
    "divide.",
    caught_by="test_the_same_in_bits",
)
def multiplied_by_the_base(p, q, base=math.e):
    p, q = _pair_of_distributions(p, q)
    return -special.xlogy(p, q).sum() * np.log(base)


@mistake(
    says="Your logarithm is always the one to the base 2. Bits are asked for with `base=2` only; without "
    "it the answer is in nats.",
    caught_by="test_a_forecast_in_nats",
)
def always_bits(p, q, base=math.e):
    p, q = _pair_of_distributions(p, q)
    return -special.xlogy(p, q).sum() / np.log(2)


@mistake(
    says="Where p and q are both zero your answer is NaN: for NumPy 0 * log(0) is no number. Such a "
    "term is zero, because the outcome never occurs: leave out the outcomes with p of zero.",
    caught_by="test_what_never_occurs_surprises_nobody",
)
def zero_times_infinity(p, q, base=math.e):
    p, q = _pair_of_distributions(p, q)
    with np.errstate(divide="ignore", invalid="ignore"):
        return -np.sum(p * np.log(q)) / np.log(base)


@mistake(
    says="You leave out the outcomes that were thought impossible. If one of them occurs, the surprise "
    "is infinite: leave out the outcomes with p of zero, not those with q of zero.",
    caught_by="test_what_was_thought_impossible_surprises_without_bound",
)
def impossible_left_out(p, q, base=math.e):
    p, q = _pair_of_distributions(p, q)
    possible = q > 0
    return -np.sum(p[possible] * np.log(q[possible])) / np.log(base)


@mistake(
    says="You put a small number in the place of a zero in q, as is done to keep a computer from "
    "infinity. Then the answer depends on a number that you have made up: infinite is the right answer "
    "there.",
    caught_by="test_what_was_thought_impossible_surprises_without_bound",
)
def zero_clipped(p, q, base=math.e):
    p, q = _pair_of_distributions(p, q)
    return -special.xlogy(p, np.clip(q, 1e-15, 1)).sum() / np.log(base)


@mistake(
    says="You refuse a zero in q. The definition gives an answer there: infinity if that outcome "
    "occurs, and nothing to add if it never does.",
    caught_by="test_impossible_in_both",
    at_home=False,
)
def zero_refused(p, q, base=math.e):
    p, q = _pair_of_distributions(p, q)
    if (q == 0).any():
        raise ValueError("a zero in q")
    return -special.xlogy(p, q).sum() / np.log(base)


@mistake(
    says="You divide each list by its sum instead of looking at it. Probabilities that do not sum to "
    "one are somebody's error, and are refused with a ValueError.",
    caught_by="test_what_is_no_distribution_is_refused",
)
def normalised_silently(p, q, base=math.e):
    p, q = np.asarray(p, float), np.asarray(q, float)
    if p.shape != q.shape or (p < 0).any() or (q < 0).any():
        raise ValueError("no distribution")
    return -special.xlogy(p / p.sum(), q / q.sum()).sum() / np.log(base)


@mistake(
    says="You do not look whether the probabilities sum to one: where they do not, a ValueError is "
    "asked for.",
    caught_by="test_what_is_no_distribution_is_refused",
)
def sum_not_checked(p, q, base=math.e):
    p, q = np.asarray(p, float), np.asarray(q, float)
    if p.shape != q.shape or (p < 0).any() or (q < 0).any():
        raise ValueError("no distribution")
    return -special.xlogy(p, q).sum() / np.log(base)


@mistake(
    says="You look at the sums alone. A list with an entry below zero may sum to one as well, and is no "
    "distribution.",
    caught_by="test_an_entry_below_zero_is_refused",
)
def negative_not_refused(p, q, base=math.e):
    p, q = np.asarray(p, float), np.asarray(q, float)
    if p.shape != q.shape or not np.allclose([p.sum(), q.sum()], 1):
        raise ValueError("no distribution")
    return -special.xlogy(p, q).sum() / np.log(base)


@mistake(
    says="You do not compare the lengths. NumPy stretches a list of one entry to any length: "
    "look at the two lengths yourself.",
    caught_by="test_q_of_one",
    at_home=False,
)
def lengths_not_compared(p, q, base=math.e):
    p, q = np.asarray(p, float), np.asarray(q, float)
    for d in (p, q):
        if (d < 0).any() or not np.isclose(d.sum(), 1):
            raise ValueError("no distribution")
    return -special.xlogy(p, q).sum() / np.log(base)
