"""Known mistakes of `profile_interval`."""

import numpy as np
from scipy import special, stats

from autograder.authors import mistake


def _square_and_number(residuals, level):
    """The mean square of the residuals and their number, once both arguments have been looked at."""
    e = np.asarray(residuals, dtype=float)
    if not e.any() or not 0 < level < 1:
        raise ValueError("refused")
    return np.mean(e**2), len(e)


def _profile_bounds(mean_square, n, c):
    u = -special.lambertw(-np.exp(-1 - c / n), [-1, 0]).real
    return np.sqrt(mean_square / u)


@mistake(
    says="You let the log-likelihood fall by c, and not by half of it: it is twice the fall that is "
    "compared with the quantile.",
    caught_by="test_five_residuals",
)
def two_left_out(residuals, level=0.95):
    return _profile_bounds(*_square_and_number(residuals, level), 2 * stats.chi2.ppf(level, 1))


@mistake(
    says="You let the log-likelihood fall by a quarter of c. It is twice the fall that is compared "
    "with c, so that the fall itself may be c / 2.",
    caught_by="test_five_residuals",
)
def halved_twice(residuals, level=0.95):
    return _profile_bounds(*_square_and_number(residuals, level), 0.5 * stats.chi2.ppf(level, 1))


@mistake(
    says="Your c is the quantile of a normal distribution, 1.96 or so. Chi-squared with one degree of "
    "freedom is the square of a normal variable: its quantile is the square of that.",
    caught_by="test_five_residuals",
)
def normal_quantile(residuals, level=0.95):
    return _profile_bounds(*_square_and_number(residuals, level), stats.norm.ppf((1 + level) / 2))


@mistake(
    says="Your c is the quantile at (1 + level) / 2. The fall of the likelihood is never below zero, "
    "and has one tail only: take the quantile at `level`.",
    caught_by="test_five_residuals",
)
def two_tails(residuals, level=0.95):
    return _profile_bounds(
        *_square_and_number(residuals, level), stats.chi2.ppf((1 + level) / 2, 1)
    )


@mistake(
    says="Your interval ends where the likelihood is a share 1 - level of its maximum, which is the "
    "quantile with two degrees of freedom. One parameter is held fixed: one degree of freedom.",
    caught_by="test_five_residuals",
)
def two_degrees_of_freedom(residuals, level=0.95):
    return _profile_bounds(*_square_and_number(residuals, level), stats.chi2.ppf(level, 2))


@mistake(
    says="You compare the mean log-likelihood of an observation with c. The log-likelihood is the sum "
    "over all n of them.",
    caught_by="test_five_residuals",
)
def mean_of_the_log_likelihood(residuals, level=0.95):
    mean_square, n = _square_and_number(residuals, level)
    return _profile_bounds(mean_square, n, n * stats.chi2.ppf(level, 1))


@mistake(
    says="Your interval is the estimate plus and minus a multiple of its standard error. The profile "
    "is not symmetric: look for the bounds on the profile itself, one on each side.",
    caught_by="test_five_residuals",
)
def wald(residuals, level=0.95):
    mean_square, n = _square_and_number(residuals, level)
    z = stats.norm.ppf((1 + level) / 2) / np.sqrt(2 * n)
    return np.sqrt(mean_square) * np.array([1 - z, 1 + z])


@mistake(
    says="Your interval is symmetric on the scale of the logarithm. That is closer than estimate plus "
    "and minus standard errors, but still not where the profile has fallen far enough.",
    caught_by="test_five_residuals",
)
def wald_of_the_logarithm(residuals, level=0.95):
    mean_square, n = _square_and_number(residuals, level)
    z = stats.norm.ppf((1 + level) / 2) / np.sqrt(2 * n)
    return np.sqrt(mean_square) * np.exp([-z, z])


@mistake(
    says="Your bounds are those of the classical interval, RSS over two quantiles of chi-squared with "
    "n degrees of freedom. It is a good interval and another one: here the likelihood decides.",
    caught_by="test_five_residuals",
)
def classical_interval(residuals, level=0.95):
    mean_square, n = _square_and_number(residuals, level)
    return np.sqrt(n * mean_square / stats.chi2.ppf([(1 + level) / 2, (1 - level) / 2], n))


@mistake(
    says="Your bounds are those of the variance. Sigma is asked for: take their roots.",
    caught_by="test_five_residuals",
)
def of_the_variance(residuals, level=0.95):
    return _profile_bounds(*_square_and_number(residuals, level), stats.chi2.ppf(level, 1)) ** 2


@mistake(
    says="Your upper bound comes first: the larger u belongs to the smaller sigma. Exchange the two.",
    caught_by="test_five_residuals",
)
def upper_bound_first(residuals, level=0.95):
    return _profile_bounds(*_square_and_number(residuals, level), stats.chi2.ppf(level, 1))[::-1]


@mistake(
    says="You subtract the mean of the residuals, as `np.std` does. Take their squares as they are: "
    "without a constant in the model their mean belongs to the noise.",
    caught_by="test_five_residuals",
)
def mean_subtracted(residuals, level=0.95):
    _, n = _square_and_number(residuals, level)
    return _profile_bounds(np.var(residuals), n, stats.chi2.ppf(level, 1))


@mistake(
    says="Your sum of squares is divided by n - 1. The likelihood is largest at RSS / n.",
    caught_by="test_five_residuals",
)
def n_minus_one(residuals, level=0.95):
    mean_square, n = _square_and_number(residuals, level)
    return _profile_bounds(mean_square * n / (n - 1), n, stats.chi2.ppf(level, 1))


@mistake(
    says="Your interval is always the 95 % one: `level` is not used.",
    caught_by="test_the_taxi_at_another_level",
)
def level_ignored(residuals, level=0.95):
    return _profile_bounds(*_square_and_number(residuals, level), stats.chi2.ppf(0.95, 1))


@mistake(
    says="You take `level` for the probability left outside. It is the probability inside: the "
    "quantile at `level`, not at 1 - level.",
    caught_by="test_five_residuals",
)
def level_for_alpha(residuals, level=0.95):
    return _profile_bounds(*_square_and_number(residuals, level), stats.chi2.isf(level, 1))


@mistake(
    says="Where every residual is zero your bounds are zero. The likelihood has no maximum there, so "
    "that nothing can fall from it: raise a ValueError.",
    caught_by="test_a_perfect_fit_has_no_interval",
)
def perfect_fit_not_refused(residuals, level=0.95):
    if not 0 < level < 1:
        raise ValueError("level")
    e = np.asarray(residuals, dtype=float)
    return _profile_bounds(np.mean(e**2), len(e), stats.chi2.ppf(level, 1))


@mistake(
    says="You refuse residuals of which one is zero. One ride on the line does no harm: refuse where "
    "all of them are zero.",
    caught_by="test_a_perfect_fit_has_no_interval",
    at_home=False,
)
def one_zero_refused(residuals, level=0.95):
    if not np.all(residuals):
        raise ValueError("a zero")
    return _profile_bounds(*_square_and_number(residuals, level), stats.chi2.ppf(level, 1))


@mistake(
    says="You take a level above 1 for per cent and divide it by a hundred. A guess like this hides a "
    "slip of whoever calls: a ValueError is asked for.",
    caught_by="test_a_level_in_per_cent_is_refused",
)
def per_cent_taken(residuals, level=0.95):
    level = level / 100 if level > 1 else level
    return _profile_bounds(*_square_and_number(residuals, level), stats.chi2.ppf(level, 1))


@mistake(
    says="A level outside of 0 to 1 is not refused, and the quantile there is NaN: raise a ValueError.",
    caught_by="test_a_level_in_per_cent_is_refused",
    at_home=False,
)
def level_not_checked(residuals, level=0.95):
    mean_square, n = _square_and_number(residuals, 0.5)
    with np.errstate(all="ignore"):
        return _profile_bounds(mean_square, n, stats.chi2.ppf(level, 1))
