"""Known mistakes of `entropy_identity`."""

import numpy as np
from scipy import special

from autograder.authors import mistake


def _shares(counts, q):
    """The shares, the model and the number of observations."""
    counts, q = np.asarray(counts, float), np.asarray(q, float)
    if counts.shape != q.shape or not counts.any():
        raise ValueError("refused")
    return counts / counts.sum(), q, counts.sum()


def _three_of(p, q):
    entropy, divergence = special.entr(p).sum(), special.rel_entr(p, q).sum()
    return np.array([entropy, divergence, entropy + divergence])


@mistake(
    says="You take the counts for the probabilities p. Divide them by their sum first: p are shares.",
    caught_by="test_three_outcomes_in_lists",
)
def counts_for_shares(counts, q):
    p, q, n = _shares(counts, q)
    return _three_of(p * n, q)


@mistake(
    says="Your numbers are those of all observations together. Averages are asked for, of one "
    "observation: divide by n.",
    caught_by="test_three_outcomes_in_lists",
)
def totals(counts, q):
    p, q, n = _shares(counts, q)
    return n * _three_of(p, q)


@mistake(
    says="Your divergence is the one of q from p. The data are the truth here and the model is the "
    "belief: KL(p || q) weighs with p.",
    caught_by="test_three_outcomes_in_lists",
)
def divergence_turned_round(counts, q):
    p, q, _ = _shares(counts, q)
    entropy, _, cross = _three_of(p, q)
    return entropy, special.rel_entr(q, p).sum(), cross


@mistake(
    says="Your cross-entropy is -sum q log p. The surprises -log q are those of the model, and the "
    "data say how often each occurs: -sum p log q.",
    caught_by="test_three_outcomes_in_lists",
)
def cross_entropy_turned_round(counts, q):
    p, q, _ = _shares(counts, q)
    entropy, divergence, _ = _three_of(p, q)
    return entropy, divergence, -special.xlogy(q, p).sum()


@mistake(
    says="Your entropy is that of the model q. The identity has the entropy of the data, that of the "
    "shares p: it does not change with the model.",
    caught_by="test_three_outcomes_in_lists",
)
def entropy_of_the_model(counts, q):
    p, q, _ = _shares(counts, q)
    _, divergence, cross = _three_of(p, q)
    return special.entr(q).sum(), divergence, cross


@mistake(
    says="Your divergence has the wrong sign: it is the cross-entropy minus the entropy, and never "
    "below zero.",
    caught_by="test_three_outcomes_in_lists",
)
def sign_of_the_divergence(counts, q):
    p, q, _ = _shares(counts, q)
    return _three_of(p, q) * [1, -1, 1]


@mistake(
    says="Your signs are missing: logarithms of probabilities are below zero, so entropy and "
    "cross-entropy begin with a minus.",
    caught_by="test_three_outcomes_in_lists",
)
def minus_left_out(counts, q):
    p, q, _ = _shares(counts, q)
    return _three_of(p, q) * [-1, 1, -1]


@mistake(
    says="Your numbers are right and in another order: entropy first, then the divergence, then the "
    "cross-entropy.",
    caught_by="test_three_outcomes_in_lists",
)
def other_order(counts, q):
    entropy, divergence, cross = _three_of(*_shares(counts, q)[:2])
    return entropy, cross, divergence


@mistake(
    says="Your numbers are in bits. Nats are asked for: `np.log`, not `np.log2`.",
    caught_by="test_three_outcomes_in_lists",
)
def in_bits(counts, q):
    return _three_of(*_shares(counts, q)[:2]) / np.log(2)


@mistake(
    says="You add one to every count before you divide, as is done to keep a share from being zero. "
    "These are no longer the shares of the data: an outcome that was never observed simply adds nothing.",
    caught_by="test_three_outcomes_in_lists",
)
def add_one_smoothing(counts, q):
    p, q, n = _shares(counts, q)
    return _three_of((n * p + 1) / (n + len(p)), q)


@mistake(
    says="Your cross-entropy counts in how many orders the observations could have come, as the "
    "multinomial distribution does. The order was given; and that number would be the same for all "
    "models.",
    caught_by="test_three_outcomes_in_lists",
)
def multinomial_coefficient(counts, q):
    p, q, n = _shares(counts, q)
    ways = special.gammaln(n + 1) - special.gammaln(n * p + 1).sum()
    return _three_of(p, q) - [0, 0, ways / n]


@mistake(
    says="An outcome that was never observed makes your answer NaN: for NumPy 0 * log(0) is no number. "
    "Such a term is zero: leave these outcomes out.",
    caught_by="test_the_help_line",
)
def zero_times_infinity(counts, q):
    p, q, _ = _shares(counts, q)
    with np.errstate(divide="ignore", invalid="ignore"):
        entropy, cross = -np.sum(p * np.log(p)), -np.sum(p * np.log(q))
        return entropy, cross - entropy, cross


@mistake(
    says="You leave out the outcomes with q of zero. If one of them was observed, the model is "
    "infinitely surprised: leave out only what was never observed.",
    caught_by="test_an_observed_outcome_that_the_model_excludes",
)
def impossible_left_out(counts, q):
    p, q, _ = _shares(counts, q)
    divergence = np.sum(special.rel_entr(p, q)[q > 0])
    cross = -np.sum(special.xlogy(p, q)[q > 0])
    return special.entr(p).sum(), divergence, cross


@mistake(
    says="You put a small number in the place of a zero in q. Then the answer depends on a number that "
    "you have made up: infinite is the right answer there.",
    caught_by="test_an_observed_outcome_that_the_model_excludes",
)
def zero_clipped(counts, q):
    p, q, _ = _shares(counts, q)
    return _three_of(p, np.clip(q, 1e-15, 1))


@mistake(
    says="Without any observation you divide by zero, and all three numbers are NaN. Nothing can be said "
    "then: raise a ValueError.",
    caught_by="test_nothing_observed_is_refused",
)
def nothing_not_refused(counts, q):
    counts, q = np.asarray(counts, float), np.asarray(q, float)
    if counts.shape != q.shape:
        raise ValueError("lengths")
    with np.errstate(invalid="ignore"):
        return _three_of(counts / counts.sum(), q)


@mistake(
    says="You refuse data in which an outcome was never observed. That happens all the time; a "
    "ValueError is asked for where nothing at all was observed.",
    caught_by="test_the_help_line",
    at_home=False,
)
def one_zero_refused(counts, q):
    counts, q = np.asarray(counts, float), np.asarray(q, float)
    if counts.shape != q.shape or not counts.all():
        raise ValueError("a count of zero")
    return _three_of(counts / counts.sum(), q)


@mistake(
    says="You do not compare the lengths. NumPy stretches an array of one entry to any length: look at "
    "the two lengths yourself.",
    caught_by="test_q_of_one",
    at_home=False,
)
def lengths_not_compared(counts, q):
    counts, q = np.asarray(counts, float), np.asarray(q, float)
    if not counts.any():
        raise ValueError("nothing")
    return _three_of(counts / counts.sum(), q)
