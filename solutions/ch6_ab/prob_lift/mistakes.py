"""Known mistakes of `prob_lift`."""

import numpy as np
from scipy import integrate, stats

from autograder.authors import mistake


def _arms(sa, na, sb, nb):
    return stats.beta(1 + sa, 1 + na - sa), stats.beta(1 + sb, 1 + nb - sb)


def _prob(a, b, bar):
    """P of the second rate being above the first by more than the bar."""
    return a.cdf(-bar) + _between(a, b, bar)


def _between(a, b, bar):
    low, high = max(0.0, -bar), min(1.0, 1.0 - bar)
    return integrate.fixed_quad(lambda x: a.pdf(x) * b.sf(x + bar), low, high, n=1000)[0]


@mistake(
    says="You put a normal distribution in the place of each posterior. That is the source's way, and "
    "right to two digits or three. Integrate the Beta posteriors themselves.",
    caught_by="test_five_more_of_a_hundred",
)
def gaussian(successes_a, trials_a, successes_b, trials_b, at_least):
    a, b = _arms(successes_a, trials_a, successes_b, trials_b)
    return stats.norm.sf((at_least - b.mean() + a.mean()) / np.hypot(a.std(), b.std()))


@mistake(
    says="You ask for a relative lift, p_B / p_A - 1 above the bar. `at_least` is a difference of rates: "
    "B has to be above x + at_least.",
    caught_by="test_five_more_of_a_hundred",
)
def relative_lift(successes_a, trials_a, successes_b, trials_b, at_least):
    a, b = _arms(successes_a, trials_a, successes_b, trials_b)
    times = 1 + at_least
    high = min(1.0, 1 / times)
    return integrate.fixed_quad(lambda x: a.pdf(x) * b.sf(x * times), 0, high, n=1000)[0]


@mistake(
    says="The sign of the bar is turned: you ask whether B is above x - at_least. To be better by five "
    "of a hundred, B has to be above x + 0.05.",
    caught_by="test_five_more_of_a_hundred",
)
def sign_turned(successes_a, trials_a, successes_b, trials_b, at_least):
    return _prob(*_arms(successes_a, trials_a, successes_b, trials_b), -at_least)


@mistake(
    says="You return the probability of B being better at all: `at_least` is not used.",
    caught_by="test_five_more_of_a_hundred",
)
def bar_ignored(successes_a, trials_a, successes_b, trials_b, at_least):
    return _prob(*_arms(successes_a, trials_a, successes_b, trials_b), 0.0)


@mistake(
    says="The arms are exchanged: you return the probability that A is better than B by so much.",
    caught_by="test_five_more_of_a_hundred",
)
def arms_exchanged(successes_a, trials_a, successes_b, trials_b, at_least):
    a, b = _arms(successes_a, trials_a, successes_b, trials_b)
    return _prob(b, a, at_least)


@mistake(
    says="You return the probability that the lift stays below the bar. Take the survival function of B, "
    "1 minus its distribution function.",
    caught_by="test_five_more_of_a_hundred",
)
def below_the_bar(successes_a, trials_a, successes_b, trials_b, at_least):
    return 1 - _prob(*_arms(successes_a, trials_a, successes_b, trials_b), at_least)


@mistake(
    says="You hold the rate of A fixed at its posterior mean. Its uncertainty counts as much as that of B: "
    "average over its posterior.",
    caught_by="test_five_more_of_a_hundred",
)
def a_held_fixed(successes_a, trials_a, successes_b, trials_b, at_least):
    a, b = _arms(successes_a, trials_a, successes_b, trials_b)
    return b.sf(a.mean() + at_least)


@mistake(
    says="You return the probability that B's own rate is above the bar. The bar is for the difference: "
    "compare B with x + at_least, for each rate x of A.",
    caught_by="test_five_more_of_a_hundred",
)
def rate_of_b_alone(successes_a, trials_a, successes_b, trials_b, at_least):
    _, b = _arms(successes_a, trials_a, successes_b, trials_b)
    return b.sf(at_least)


@mistake(
    says="Your Betas have the number of trials for their second parameter. It counts failures: trials "
    "minus successes, plus the prior's one.",
    caught_by="test_five_more_of_a_hundred",
)
def trials_for_failures(successes_a, trials_a, successes_b, trials_b, at_least):
    a = stats.beta(1 + successes_a, 1 + trials_a)
    return _prob(a, stats.beta(1 + successes_b, 1 + trials_b), at_least)


@mistake(
    says="You compare the difference of the two observed rates with the bar and answer 0 or 1. The "
    "question is how sure one can be.",
    caught_by="test_five_more_of_a_hundred",
)
def observed_rates_only(successes_a, trials_a, successes_b, trials_b, at_least):
    lift = successes_b / max(trials_b, 1) - successes_a / max(trials_a, 1)
    return float(lift > at_least)


@mistake(
    says="You count a difference in either direction, of A above B too. Only B above A by more than the "
    "bar counts: leave the absolute value out.",
    caught_by="test_not_much_worse",
)
def either_direction(successes_a, trials_a, successes_b, trials_b, at_least):
    if at_least <= 0:
        return 1.0
    a, b = _arms(successes_a, trials_a, successes_b, trials_b)
    return _prob(a, b, at_least) + _prob(b, a, at_least)


@mistake(
    says="With a bar below zero, your integral begins where x + at_least is 0, and the rest is lost. Below "
    "that place every rate of B passes: add the probability of A's rate being there.",
    caught_by="test_nothing_or_little_known",
)
def rates_below_the_edge_left_out(successes_a, trials_a, successes_b, trials_b, at_least):
    return _between(*_arms(successes_a, trials_a, successes_b, trials_b), at_least)
