"""Known mistakes of `kl_divergence`."""

import math

import numpy as np
from scipy import special

from autograder.authors import mistake


def _of_one_length(p, q):
    p, q = np.asarray(p, float), np.asarray(q, float)
    if p.shape != q.shape:
        raise ValueError("lengths")
    return p, q


@mistake(
    says="Your p and q are exchanged: you return KL(q || p). The outcomes occur with the probabilities "
    "p, so that p weighs the terms and stands above the line.",
    caught_by="test_a_wrong_belief_in_nats",
)
def other_direction(p, q, base=math.e):
    p, q = _of_one_length(p, q)
    return special.rel_entr(q, p).sum() / np.log(base)


@mistake(
    says="You return the cross-entropy, all that a message takes. The divergence is what it takes beyond "
    "the best code: subtract the entropy of p, or put p/q into the logarithm.",
    caught_by="test_a_wrong_belief_in_nats",
)
def cross_entropy_instead(p, q, base=math.e):
    p, q = _of_one_length(p, q)
    return -special.xlogy(p, q).sum() / np.log(base)


@mistake(
    says="You subtract the entropy of p from the entropy of q. That weighs the words of the code with q; "
    "the messages occur with the probabilities p.",
    caught_by="test_a_wrong_belief_in_nats",
)
def difference_of_entropies(p, q, base=math.e):
    p, q = _of_one_length(p, q)
    return (special.entr(q).sum() - special.entr(p).sum()) / np.log(base)


@mistake(
    says="You average both directions, KL(p || q) and KL(q || p). That is symmetric, and another "
    "quantity: the divergence has one truth, p, and one belief, q.",
    caught_by="test_a_wrong_belief_in_nats",
)
def symmetric(p, q, base=math.e):
    p, q = _of_one_length(p, q)
    return (special.rel_entr(p, q) + special.rel_entr(q, p)).sum() / (2 * np.log(base))


@mistake(
    says="You compare both with their average, which is the Jensen-Shannon divergence. It is never "
    "infinite; the one that is asked for compares p with q itself.",
    caught_by="test_a_wrong_belief_in_nats",
)
def jensen_shannon(p, q, base=math.e):
    p, q = _of_one_length(p, q)
    middle = (p + q) / 2
    both = special.rel_entr(p, middle) + special.rel_entr(q, middle)
    return both.sum() / (2 * np.log(base))


@mistake(
    says="Your sign is the wrong way round. A divergence is never below zero: the logarithm is that of "
    "p/q, and there is no minus before the sum.",
    caught_by="test_a_wrong_belief_in_nats",
)
def negative(p, q, base=math.e):
    p, q = _of_one_length(p, q)
    return -special.rel_entr(p, q).sum() / np.log(base)


@mistake(
    says="You sum the absolute values of the terms. Single terms may be below zero, where an outcome "
    "occurs less often than was believed; only their sum cannot.",
    caught_by="test_a_wrong_belief_in_nats",
)
def absolute_terms(p, q, base=math.e):
    p, q = _of_one_length(p, q)
    return np.abs(special.rel_entr(p, q)).sum() / np.log(base)


@mistake(
    says="You divide by the number of outcomes. The weights p already sum to one, so the sum is the "
    "average: use `sum`, not `mean`.",
    caught_by="test_a_wrong_belief_in_nats",
)
def mean_of_the_terms(p, q, base=math.e):
    p, q = _of_one_length(p, q)
    return special.rel_entr(p, q).mean() / np.log(base)


@mistake(
    says="`base` is not used: your answer is always in nats.",
    caught_by="test_the_sensor_in_bits",
)
def base_not_used(p, q, base=math.e):
    p, q = _of_one_length(p, q)
    return special.rel_entr(p, q).sum()


@mistake(
    says="You multiply by the logarithm of the base. The larger the base, the fewer units there are: "
    "divide by it.",
    caught_by="test_the_sensor_in_bits",
)
def multiplied_by_the_base(p, q, base=math.e):
    p, q = _of_one_length(p, q)
    return special.rel_entr(p, q).sum() * np.log(base)


@mistake(
    says="Your logarithm is always the one to the base 2. Bits are asked for with `base=2` only; "
    "without it the answer is in nats.",
    caught_by="test_a_wrong_belief_in_nats",
)
def always_bits(p, q, base=math.e):
    p, q = _of_one_length(p, q)
    return special.rel_entr(p, q).sum() / np.log(2)


@mistake(
    says="Where p is zero your answer is NaN: for NumPy 0 * log(0) is no number. Such a term is zero, "
    "because the outcome never occurs: leave out the outcomes with p of zero.",
    caught_by="test_what_never_occurs_costs_nothing",
)
def zero_times_infinity(p, q, base=math.e):
    p, q = _of_one_length(p, q)
    with np.errstate(divide="ignore", invalid="ignore"):
        return np.sum(p * np.log(p / q)) / np.log(base)


@mistake(
    says="You leave out the outcomes with a zero in q. If one of them occurs, no word of the code is "
    "long enough and the divergence is infinite: leave out the outcomes with p of zero only.",
    caught_by="test_what_was_thought_impossible_costs_without_bound",
)
def impossible_left_out(p, q, base=math.e):
    p, q = _of_one_length(p, q)
    both = (p > 0) & (q > 0)
    return np.sum(p[both] * np.log(p[both] / q[both])) / np.log(base)


@mistake(
    says="You put a small number in the place of a zero in q, as is done to keep a computer from "
    "infinity. Then the answer depends on a number that you have made up: infinite is the right answer "
    "there.",
    caught_by="test_what_was_thought_impossible_costs_without_bound",
)
def zero_clipped(p, q, base=math.e):
    p, q = _of_one_length(p, q)
    return special.rel_entr(p, np.clip(q, 1e-15, 1)).sum() / np.log(base)


@mistake(
    says="You return infinity wherever q has a zero. Where p is zero as well, nothing is lost, because "
    "that outcome never occurs.",
    caught_by="test_what_never_occurs_costs_nothing",
)
def any_zero_is_infinite(p, q, base=math.e):
    p, q = _of_one_length(p, q)
    if (q == 0).any():
        return math.inf
    return special.rel_entr(p, q).sum() / np.log(base)


@mistake(
    says="You do not compare the lengths. NumPy stretches a list of one entry to any length: look at "
    "the two lengths yourself.",
    caught_by="test_different_lengths_are_refused",
)
def lengths_not_compared(p, q, base=math.e):
    p, q = np.asarray(p, float), np.asarray(q, float)
    return special.rel_entr(p, q).sum() / np.log(base)
