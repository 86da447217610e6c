"""Known mistakes of `confidence_interval`."""

import numpy as np
from scipy import stats

from autograder.authors import mistake


@mistake(
    says="Your half-width is the one a normal quantile gives. The error's standard deviation was "
    "estimated too, and with few degrees of freedom that widens the interval: use Student's t.",
    caught_by="test_one_slope_on_four_degrees_of_freedom",
)
def normal_quantile(coef, std_error, df_resid, level=0.95):
    half = stats.norm.ppf(1 - (1 - level) / 2) * np.asarray(std_error)
    return np.column_stack([np.asarray(coef) - half, np.asarray(coef) + half])


@mistake(
    says="Your half-width is two standard errors at any level. Two is close to the normal quantile "
    "for 95 %; with few degrees of freedom it is too small. Compute the quantile of Student's t.",
    caught_by="test_one_slope_on_four_degrees_of_freedom",
)
def two_standard_errors(coef, std_error, df_resid, level=0.95):
    half = 2 * np.asarray(std_error)
    return np.column_stack([np.asarray(coef) - half, np.asarray(coef) + half])


@mistake(
    says="Your interval leaves 1 - level in each tail, twice what it may: a two-sided interval "
    "shares it out, (1 - level) / 2 on each side.",
    caught_by="test_one_slope_on_four_degrees_of_freedom",
)
def one_sided_quantile(coef, std_error, df_resid, level=0.95):
    half = stats.t.ppf(level, df_resid) * np.asarray(std_error)
    return np.column_stack([np.asarray(coef) - half, np.asarray(coef) + half])


@mistake(
    says="Your degrees of freedom are one too few. df_resid already counts the constant among the "
    "coefficients; nothing more is taken off.",
    caught_by="test_one_slope_on_four_degrees_of_freedom",
)
def one_df_too_few(coef, std_error, df_resid, level=0.95):
    half = stats.t.ppf(1 - (1 - level) / 2, df_resid - 1) * np.asarray(std_error)
    return np.column_stack([np.asarray(coef) - half, np.asarray(coef) + half])


@mistake(
    says="Your half-width is divided by the square root of the degrees of freedom. A standard "
    "error already is the standard deviation of the estimate: nothing is left to divide by.",
    caught_by="test_one_slope_on_four_degrees_of_freedom",
)
def divided_by_root_again(coef, std_error, df_resid, level=0.95):
    half = stats.t.ppf(1 - (1 - level) / 2, df_resid) * np.asarray(std_error) / np.sqrt(df_resid)
    return np.column_stack([np.asarray(coef) - half, np.asarray(coef) + half])


@mistake(
    says="Your interval is always the 95 % one: `level` is not used.",
    caught_by="test_a_higher_level_is_wider",
)
def level_ignored(coef, std_error, df_resid, level=0.95):
    half = stats.t.ppf(0.975, df_resid) * np.asarray(std_error)
    return np.column_stack([np.asarray(coef) - half, np.asarray(coef) + half])


@mistake(
    says="Your two rows are the lower and the upper bounds. Turn them: one row a coefficient.",
    caught_by="test_one_row_a_coefficient_lower_bound_first",
)
def transposed(coef, std_error, df_resid, level=0.95):
    half = stats.t.ppf(1 - (1 - level) / 2, df_resid) * np.asarray(std_error)
    return np.array([np.asarray(coef) - half, np.asarray(coef) + half])


@mistake(
    says="Your upper bound comes first: the quantile of the lower tail is negative, so taking it "
    "off adds. Use the upper quantile, or exchange the two columns.",
    caught_by="test_one_row_a_coefficient_lower_bound_first",
)
def upper_bound_first(coef, std_error, df_resid, level=0.95):
    half = stats.t.ppf((1 - level) / 2, df_resid) * np.asarray(std_error)
    return np.column_stack([np.asarray(coef) - half, np.asarray(coef) + half])


@mistake(
    says="You return the half-widths. The interval is the estimate minus and plus its half-width.",
    caught_by="test_one_row_a_coefficient_lower_bound_first",
)
def estimate_left_out(coef, std_error, df_resid, level=0.95):
    half = stats.t.ppf(1 - (1 - level) / 2, df_resid) * np.asarray(std_error)
    return np.column_stack([-half, half])


@mistake(
    says="From 30 degrees of freedom on you take the normal quantile. That rule of thumb is from the "
    "days of printed tables: at 31 it makes the interval 4 % too narrow. Use Student's t always.",
    caught_by="test_beyond_thirty",
)
def normal_from_thirty_on(coef, std_error, df_resid, level=0.95):
    upper = 1 - (1 - level) / 2
    quantile = stats.norm.ppf(upper) if df_resid >= 30 else stats.t.ppf(upper, df_resid)
    half = quantile * np.asarray(std_error)
    return np.column_stack([np.asarray(coef) - half, np.asarray(coef) + half])


@mistake(
    says="You take `level` for alpha, the probability left outside. It is the probability inside, so "
    "alpha is 1 - level.",
    caught_by="test_one_slope_on_four_degrees_of_freedom",
)
def level_for_alpha(coef, std_error, df_resid, level=0.95):
    half = stats.t.ppf(1 - level / 2, df_resid) * np.asarray(std_error)
    return np.column_stack([np.asarray(coef) - half, np.asarray(coef) + half])


@mistake(
    says="Your array has the type of `coef`. Where the estimates are whole numbers, what stands behind "
    "the point of a bound is cut off without a word: make an array of floats.",
    caught_by="test_whole",
)
def type_of_the_estimates(coef, std_error, df_resid, level=0.95):
    coef = np.asarray(coef)
    half = stats.t.ppf(1 - (1 - level) / 2, df_resid) * np.asarray(std_error)
    bounds = np.zeros((len(coef), 2), dtype=coef.dtype)
    bounds[:, 0], bounds[:, 1] = coef - half, coef + half
    return bounds
