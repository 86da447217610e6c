"""Known mistakes of `r_squared`."""

import numpy as np

from autograder.authors import mistake


def _adjust(ratio, n, n_params, adjusted):
    if not adjusted:
        return 1 - ratio
    if n <= n_params:
        raise ValueError("no degree of freedom")
    return 1 - ratio * (n - 1) / (n - n_params)


def _sums(y, fitted):
    y, fitted = np.asarray(y, dtype=float), np.asarray(fitted, dtype=float)
    return np.sum((y - fitted) ** 2), np.sum((y - y.mean()) ** 2), len(y)


@mistake(
    says="You compute the squared correlation of y and the fitted values. For a least-squares fit "
    "with a constant it equals R², but it cannot see that predictions are shifted, stretched or "
    "upside down. Compare the squared errors instead.",
    caught_by="test_worse_than_the_mean_and_as_good",
)
def squared_correlation(y, fitted, n_params, adjusted=False):
    ratio = 1 - np.corrcoef(y, fitted)[0, 1] ** 2
    return _adjust(ratio, len(y), n_params, adjusted)


@mistake(
    says="You compute the variance of the fitted values over that of y. For a least-squares fit "
    "with a constant this equals R²; for other predictions it rewards spread, right or wrong. "
    "Compare the squared errors instead.",
    caught_by="test_worse_than_the_mean_and_as_good",
)
def ratio_of_variances(y, fitted, n_params, adjusted=False):
    return _adjust(1 - np.var(fitted) / np.var(y), len(y), n_params, adjusted)


@mistake(
    says="Your two variances have different divisors: NumPy divides by n, and by n - 1 with "
    "ddof=1. In a ratio both must be the same; sums of squares avoid the question.",
    caught_by="test_a_line_through_four_points",
)
def mixed_divisors(y, fitted, n_params, adjusted=False):
    ratio = np.mean((np.asarray(y) - fitted) ** 2) / np.var(y, ddof=1)
    return _adjust(ratio, len(y), n_params, adjusted)


@mistake(
    says="You return the correlation of y and the fitted values. It is not squared, so a fit "
    "looks better than it is, and its sign can turn. Compare squared errors instead.",
    caught_by="test_a_line_through_four_points",
)
def correlation(y, fitted, n_params, adjusted=False):
    r = np.corrcoef(y, fitted)[0, 1]
    return _adjust(1 - r, len(y), n_params, adjusted)


@mistake(
    says="Your total is the sum of y², which compares the model with always predicting zero. R² "
    "compares with the mean: take it off before squaring.",
    caught_by="test_a_line_through_four_points",
)
def total_not_centred(y, fitted, n_params, adjusted=False):
    rss, _, n = _sums(y, fitted)
    return _adjust(rss / np.sum(np.square(y)), n, n_params, adjusted)


@mistake(
    says="You have y and the fitted values the wrong way round: your total is the spread of the "
    "fitted values. It is the responses that vary around their mean.",
    caught_by="test_a_line_through_four_points",
)
def exchanged(y, fitted, n_params, adjusted=False):
    rss, total, n = _sums(fitted, y)
    return _adjust(rss / total, n, n_params, adjusted)


@mistake(
    says="You return RSS over TSS, the share that the model leaves unexplained. R² is one minus "
    "that.",
    caught_by="test_a_line_through_four_points",
)
def unexplained_share(y, fitted, n_params, adjusted=False):
    rss, total, n = _sums(y, fitted)
    return 1 - _adjust(rss / total, n, n_params, adjusted)


@mistake(
    says="You divide the variance of the residuals by that of y, and a variance takes the mean of "
    "the residuals off first. Predictions too high by ten everywhere would then look as good as "
    "right ones: sum the squared residuals as they are.",
    caught_by="test_a_constant_error_costs",
)
def variance_of_the_residuals(y, fitted, n_params, adjusted=False):
    ratio = np.var(np.asarray(y) - fitted) / np.var(y)
    return _adjust(ratio, len(y), n_params, adjusted)


@mistake(
    says="You cut R² off at zero. A negative value is no accident to be hidden: it says that these "
    "predictions are worse than the mean.",
    caught_by="test_worse_than_the_mean_and_as_good",
)
def cut_off_at_zero(y, fitted, n_params, adjusted=False):
    rss, total, n = _sums(y, fitted)
    return max(0.0, _adjust(rss / total, n, n_params, adjusted))


@mistake(
    says="Your adjusted R² is larger than R²: the factor is upside down. The residuals have the "
    "fewer degrees of freedom, n - n_params, and dividing by fewer makes their share larger.",
    caught_by="test_adjusted_for_two_coefficients",
)
def adjusted_upside_down(y, fitted, n_params, adjusted=False):
    rss, total, n = _sums(y, fitted)
    plain = _adjust(rss / total, n, n_params, adjusted=False)
    _adjust(rss / total, n, n_params, adjusted)
    return 1 - (1 - plain) * (n - n_params) / (n - 1) if adjusted else plain


@mistake(
    says="Your residuals have n - n_params - 1 degrees of freedom, one too few. n_params counts "
    "the constant already; the - 1 belongs to books that count the regressors only.",
    caught_by="test_adjusted_for_two_coefficients",
)
def constant_counted_twice(y, fitted, n_params, adjusted=False):
    rss, total, n = _sums(y, fitted)
    _adjust(rss / total, n, n_params, adjusted)
    return 1 - rss / total * (n - 1) / (n - n_params - 1) if adjusted else 1 - rss / total


@mistake(
    says="Your adjusted R² takes the total over n degrees of freedom. The mean was estimated from "
    "the same y, which leaves n - 1.",
    caught_by="test_adjusted_for_two_coefficients",
)
def total_over_n(y, fitted, n_params, adjusted=False):
    rss, total, n = _sums(y, fitted)
    _adjust(rss / total, n, n_params, adjusted)
    return 1 - rss / total * n / (n - n_params) if adjusted else 1 - rss / total


@mistake(
    says="Your R² is the same with and without `adjusted`: the argument is not used.",
    caught_by="test_adjusted_for_two_coefficients",
)
def adjusted_ignored(y, fitted, n_params, adjusted=False):
    rss, total, _ = _sums(y, fitted)
    return 1 - rss / total


@mistake(
    says="You return the adjusted R² whether or not it is asked for.",
    caught_by="test_a_line_through_four_points",
)
def always_adjusted(y, fitted, n_params, adjusted=False):
    rss, total, n = _sums(y, fitted)
    return 1 - rss / total * (n - 1) / np.float64(n - n_params)


@mistake(
    says="With as many coefficients as observations the adjusted R² is 0 / 0, and you return what "
    "came of that. Compare n with n_params before you divide, and raise a ValueError.",
    caught_by="test_three_points_and_three_coefficients",
)
def nothing_left_not_refused(y, fitted, n_params, adjusted=False):
    rss, total, n = _sums(y, fitted)
    if adjusted:
        return 1 - (rss / np.float64(n - n_params)) / (total / (n - 1))
    return 1 - rss / total


@mistake(
    says="You refuse as many coefficients as observations, but not more coefficients: the degrees of "
    "freedom are then negative, and a number comes out all the same. Refuse n <= n_params.",
    caught_by="test_more",
    at_home=False,
)
def only_equality_refused(y, fitted, n_params, adjusted=False):
    rss, total, n = _sums(y, fitted)
    if adjusted and n == n_params:
        raise ValueError("no degree of freedom")
    return 1 - rss / total * ((n - 1) / (n - n_params) if adjusted else 1)


@mistake(
    says="You refuse few observations even where the plain R² is asked for. It divides by no degrees of "
    "freedom, so it exists: refuse only with `adjusted`.",
    caught_by="test_three_points_and_three_coefficients",
)
def plain_refused_too(y, fitted, n_params, adjusted=False):
    rss, total, n = _sums(y, fitted)
    if n <= n_params:
        raise ValueError("no degree of freedom")
    return _adjust(rss / total, n, n_params, adjusted)


@mistake(
    says="Your total is the sum of y² less n times the squared mean. Where y lies far from zero, these "
    "two are large and nearly equal, and their difference is rounding: take the mean off first.",
    caught_by="test_far_from_zero",
)
def total_by_a_difference_of_squares(y, fitted, n_params, adjusted=False):
    rss, _, n = _sums(y, fitted)
    y = np.asarray(y, dtype=float)
    total = np.sum(y**2) - n * np.mean(y) ** 2
    return _adjust(rss / total, n, n_params, adjusted)
