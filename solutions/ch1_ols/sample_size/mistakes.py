"""Known mistakes of `sample_size`."""

from itertools import count

import numpy as np
from scipy import special, stats

from autograder.authors import mistake


def _first(ratio, level, df, start):
    """The least n from `start` on with t(df(n)) ratio <= sqrt(n)."""
    # SciPy's bare function: a fortieth of the time of `stats.t`, and the course runs this often.
    inside = (1 + level) / 2
    return next(n for n in count(start) if special.stdtrit(df(n), inside) * ratio <= np.sqrt(n))


def _least_n(half_width, sigma, half_range, efficiency=1.0, n_params=2, level=0.95):
    ratio = sigma / (half_width * half_range * efficiency)
    return _first(ratio, level, lambda n: n - n_params, n_params + 1)


def _normal(half_width, sigma, half_range, efficiency, level):
    ratio = sigma / (half_width * half_range * efficiency)
    return int(np.ceil((stats.norm.isf((1 - level) / 2) * ratio) ** 2))


@mistake(
    says="Your quantile is the normal one. The noise will be estimated from the same runs, which "
    "takes Student's t with n - n_params degrees of freedom, and a few runs more.",
    caught_by="test_the_slope_of_the_oven",
)
def normal_quantile(half_width, sigma, half_range, efficiency=1.0, n_params=2, level=0.95):
    return _normal(half_width, sigma, half_range, efficiency, level)


@mistake(
    says="You start from the n of the normal quantile, correct it once with Student's t, and stop. "
    "The correction used the degrees of freedom of the wrong n. Go on until n no longer changes, "
    "or try one n after the other.",
    caught_by="test_eight_coefficients_take_eleven_runs",
)
def corrected_once(half_width, sigma, half_range, efficiency=1.0, n_params=2, level=0.95):
    guess = max(n_params + 1, _normal(half_width, sigma, half_range, efficiency, level))
    ratio = sigma / (half_width * half_range * efficiency)
    t = stats.t.isf((1 - level) / 2, guess - n_params)
    return max(n_params + 1, int(np.ceil((t * ratio) ** 2)))


@mistake(
    says="Your number is one too small: with it the interval is still a little too wide. Rounding "
    "to below does that, or a loop that returns the last n that was not enough.",
    caught_by="test_the_slope_of_the_oven",
)
def one_too_few(half_width, sigma, half_range, efficiency=1.0, n_params=2, level=0.95):
    return _least_n(half_width, sigma, half_range, efficiency, n_params, level) - 1


@mistake(
    says="Your number is one too large: one run fewer is enough. A loop does that which adds 1 once "
    "more after it has found the n.",
    caught_by="test_the_slope_of_the_oven",
)
def one_too_many(half_width, sigma, half_range, efficiency=1.0, n_params=2, level=0.95):
    return _least_n(half_width, sigma, half_range, efficiency, n_params, level) + 1


@mistake(
    says="Your degrees of freedom are n - 1, which is right for a mean. Every coefficient takes "
    "one: n - n_params.",
    caught_by="test_eight_coefficients_take_eleven_runs",
    at_home=False,
)
def degrees_of_freedom_of_a_mean(
    half_width, sigma, half_range, efficiency=1.0, n_params=2, level=0.95
):
    ratio = sigma / (half_width * half_range * efficiency)
    return _first(ratio, level, lambda n: n - 1, n_params + 1)


@mistake(
    says="Your degrees of freedom are n - n_params - 1. n_params counts the constant already: take "
    "off n_params and nothing more.",
    caught_by="test_eight_coefficients_take_eleven_runs",
)
def constant_taken_off_twice(half_width, sigma, half_range, efficiency=1.0, n_params=2, level=0.95):
    ratio = sigma / (half_width * half_range * efficiency)
    return _first(ratio, level, lambda n: n - n_params - 1, n_params + 2)


@mistake(
    says="The efficiency is not used. A design of efficiency P needs about 1 / P² times as many "
    "runs as the best one.",
    caught_by="test_half_the_efficiency",
)
def efficiency_ignored(half_width, sigma, half_range, efficiency=1.0, n_params=2, level=0.95):
    return _least_n(half_width, sigma, half_range, 1.0, n_params, level)


@mistake(
    says="You divide the number of runs by the efficiency. It is a ratio of standard errors, and "
    "these go as one over the root of n: the number of runs goes as 1 / P².",
    caught_by="test_half_the_efficiency",
)
def efficiency_not_squared(half_width, sigma, half_range, efficiency=1.0, n_params=2, level=0.95):
    return _least_n(half_width, sigma, half_range, np.sqrt(efficiency), n_params, level)


@mistake(
    says="Your interval is twice as narrow as it has to be. half_range is half of the range "
    "already, and half_width half of the interval: nothing is left to halve.",
    caught_by="test_the_slope_of_the_oven",
)
def halved_once_more(half_width, sigma, half_range, efficiency=1.0, n_params=2, level=0.95):
    return _least_n(half_width, sigma, half_range / 2, efficiency, n_params, level)


@mistake(
    says="Your interval comes out twice as wide as allowed. The whole range of the input, or the "
    "whole width of the interval, has taken the place of its half.",
    caught_by="test_the_slope_of_the_oven",
)
def whole_range(half_width, sigma, half_range, efficiency=1.0, n_params=2, level=0.95):
    return _least_n(half_width, sigma, 2 * half_range, efficiency, n_params, level)


@mistake(
    says="Your quantile leaves 1 - level in each tail, twice what it may. The interval has two "
    "sides: (1 - level) / 2 on each.",
    caught_by="test_the_slope_of_the_oven",
)
def one_sided_quantile(half_width, sigma, half_range, efficiency=1.0, n_params=2, level=0.95):
    return _least_n(half_width, sigma, half_range, efficiency, n_params, 2 * level - 1)


@mistake(
    says="Your number is the one for 95 %, whatever is asked: `level` is not used.",
    caught_by="test_another_level",
)
def level_ignored(half_width, sigma, half_range, efficiency=1.0, n_params=2, level=0.95):
    return _least_n(half_width, sigma, half_range, efficiency, n_params, 0.95)


@mistake(
    says="Above 30 degrees of freedom you take the normal quantile, as old tables do. It is still too "
    "small there, and the number of runs comes out a few too low: Student's t for every n.",
    caught_by="test_forty_degrees",
)
def normal_above_thirty(half_width, sigma, half_range, efficiency=1.0, n_params=2, level=0.95):
    def enough(n):
        df, inside = n - n_params, (1 + level) / 2
        quantile = special.stdtrit(df, inside) if df <= 30 else special.ndtri(inside)
        return quantile * sigma <= half_width * half_range * efficiency * np.sqrt(n)

    return next(n for n in count(n_params + 1) if enough(n))


@mistake(
    says="Your model always has two coefficients: `n_params` is not used.",
    caught_by="test_eight_coefficients_take_eleven_runs",
)
def n_params_ignored(half_width, sigma, half_range, efficiency=1.0, n_params=2, level=0.95):
    return _least_n(half_width, sigma, half_range, efficiency, 2, level)


@mistake(
    says="Your search begins with two degrees of freedom. One is the least: begin with n_params + 1.",
    caught_by="test_one_degree",
    at_home=False,
)
def begins_too_late(half_width, sigma, half_range, efficiency=1.0, n_params=2, level=0.95):
    return max(n_params + 2, _least_n(half_width, sigma, half_range, efficiency, n_params, level))


@mistake(
    says="Your search gives up before it has found the n. Some studies take more than a thousand runs: go "
    "on until the half-width is small enough.",
    caught_by="test_many_runs",
    at_home=False,
)
def gives_up_at_a_thousand(half_width, sigma, half_range, efficiency=1.0, n_params=2, level=0.95):
    return min(1000, _least_n(half_width, sigma, half_range, efficiency, n_params, level))
