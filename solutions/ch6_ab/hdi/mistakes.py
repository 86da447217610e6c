"""Known mistakes of `hdi`."""

import numpy as np
from scipy import optimize, special

from autograder.authors import mistake


def _quantiles(alpha, beta, *below):
    return special.betaincinv(alpha, beta, np.array(below))


def _shortest(alpha, beta, level, power=1):
    """The interval whose ends have the same density p^(alpha - power) (1 - p)^(beta - power)."""
    if alpha <= power:
        return _quantiles(alpha, beta, 0, level)
    if beta <= power:
        return _quantiles(alpha, beta, 1 - level, 1)

    def rise(left):
        x = _quantiles(alpha, beta, left, left + level)
        return np.diff(special.xlogy(alpha - power, x) + special.xlog1py(beta - power, -x))[0]

    left = optimize.brentq(rise, 0, 1 - level)
    return _quantiles(alpha, beta, left, left + level)


def _middle(alpha, beta, level):
    return _quantiles(alpha, beta, (1 - level) / 2, (1 + level) / 2)


def _normal(alpha, beta, level):
    mean = alpha / (alpha + beta)
    half = special.ndtri((1 + level) / 2) * np.sqrt(mean * (1 - mean) / (alpha + beta + 1))
    return np.array([mean - half, mean + half])


def _mode(alpha, beta):
    return float(np.clip((alpha - 1) / (alpha + beta - 2), 0, 1))


@mistake(
    says="Your interval is the one with equal tails. It leaves as much on either side, and so rates that "
    "are more plausible than some it holds. Move it until the density is the same at both ends.",
    caught_by="test_two_of_twenty",
)
def equal_tails(alpha, beta, level=0.95):
    return _middle(alpha, beta, level)


@mistake(
    says="Your interval is the mean plus and minus two standard deviations, at any level. That is the "
    "source's way, and for a skewed posterior it holds rates below zero. Use the Beta itself.",
    caught_by="test_two_of_twenty",
)
def two_deviations(alpha, beta, level=0.95):
    mean = alpha / (alpha + beta)
    sd = np.sqrt(mean * (1 - mean) / (alpha + beta + 1))
    return np.array([mean - 2 * sd, mean + 2 * sd])


@mistake(
    says="You put a normal distribution with the same mean and deviation in the place of the posterior. It "
    "is symmetric, and the posterior is not. Use the quantiles of the Beta itself.",
    caught_by="test_two_of_twenty",
)
def normal_interval(alpha, beta, level=0.95):
    return _normal(alpha, beta, level)


@mistake(
    says="You cut that normal interval at 0 and at 1. What hangs over was a sign that the normal "
    "distribution does not fit. Use the quantiles of the Beta itself.",
    caught_by="test_two_of_twenty",
)
def normal_interval_cut(alpha, beta, level=0.95):
    return np.clip(_normal(alpha, beta, level), 0, 1)


@mistake(
    says="Your interval reaches as far below the mode as above it. On its long side a skewed density falls "
    "more slowly, so the interval reaches further there: make the density the same at both ends.",
    caught_by="test_two_of_twenty",
)
def symmetric_around_the_mode(alpha, beta, level=0.95):
    mode = _mode(alpha, beta)

    def lacking(half):
        low, high = special.betainc(alpha, beta, np.clip([mode - half, mode + half], 0, 1))
        return high - low - level

    half = optimize.brentq(lacking, 0, 1)
    return np.clip([mode - half, mode + half], 0, 1)


@mistake(
    says="Your interval has the highest density of the log odds, turned back into rates. Densities change "
    "with the scale, and so does the shortest interval: compare the densities of the rate.",
    caught_by="test_two_of_twenty",
)
def shortest_in_log_odds(alpha, beta, level=0.95):
    return _shortest(alpha, beta, level, power=0)


@mistake(
    says="Your interval holds the rates whose density is at least 1 - level of the top. How high the "
    "density is says nothing of how much probability is inside: that has to be the level.",
    caught_by="test_two_of_twenty",
)
def cut_at_a_share_of_the_top(alpha, beta, level=0.95):
    mode = _mode(alpha, beta)

    def above_cut(x):
        found = special.xlogy(alpha - 1, x) + special.xlog1py(beta - 1, -x)
        top = special.xlogy(alpha - 1, mode) + special.xlog1py(beta - 1, -mode)
        return found - top - np.log1p(-level)

    if min(alpha, beta) < 1:
        return np.array([mode, mode])
    low = 0.0 if above_cut(0.0) >= 0 else optimize.brentq(above_cut, 0, mode)
    high = 1.0 if above_cut(1.0) >= 0 else optimize.brentq(above_cut, mode, 1)
    return np.array([low, high])


@mistake(
    says="Your interval leaves 1 - level on each side, twice what it may leave in all. And the two sides "
    "need not be equal: look for the shortest.",
    caught_by="test_two_of_twenty",
)
def whole_tail_on_each_side(alpha, beta, level=0.95):
    return _quantiles(alpha, beta, 1 - level, level)


@mistake(
    says="Your interval always begins at 0. It does so only where the density falls from there on, "
    "which is for alpha at most 1; elsewhere rates next to 0 are among the least plausible.",
    caught_by="test_two_of_twenty",
    at_home=False,
)
def always_from_zero(alpha, beta, level=0.95):
    return _quantiles(alpha, beta, 0, level)


@mistake(
    says="Where the density only falls or only rises, you fall back on equal tails. The most plausible "
    "rates are next to that end: let the interval begin at 0, or end at 1.",
    caught_by="test_none_and_all_of_twenty",
)
def equal_tails_at_the_border(alpha, beta, level=0.95):
    if min(alpha, beta) <= 1:
        return _middle(alpha, beta, level)
    return _shortest(alpha, beta, level)


@mistake(
    says="Alpha and beta are exchanged: your interval is that of the rate of failures.",
    caught_by="test_two_of_twenty",
)
def parameters_exchanged(alpha, beta, level=0.95):
    return _shortest(beta, alpha, level)


@mistake(
    says="Your interval always holds 95 %: `level` is not used.",
    caught_by="test_half_of_a_triangle",
)
def level_ignored(alpha, beta, level=0.95):
    return _shortest(alpha, beta, 0.95)


@mistake(
    says="You let the interval begin or end at the border for a parameter of exactly 1 alone. Below 1 the "
    "density has its top there too, an infinite one: test for `<= 1`.",
    caught_by="test_alpha_below_one",
    at_home=False,
)
def border_at_exactly_one(alpha, beta, level=0.95):
    if min(alpha, beta) < 1:
        return _middle(alpha, beta, level)
    return _shortest(alpha, beta, level)
