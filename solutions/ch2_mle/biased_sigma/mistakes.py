"""Known mistakes of `biased_sigma`."""

import numpy as np
from scipy import special, stats

from autograder.authors import mistake


def _rss_n_and_df(residuals, n_coef):
    """RSS, n and the degrees of freedom."""
    e = np.asarray(residuals, dtype=float)
    if len(e) <= n_coef:
        raise ValueError("no degree of freedom")
    return float(e @ e), len(e), len(e) - n_coef


def _mean_of_chi(df):
    return np.sqrt(2) * np.exp(special.gammaln((df + 1) / 2) - special.gammaln(df / 2))


def _estimates_and(factor, rss, n, df):
    return np.sqrt(rss / n), np.sqrt(rss / df), factor


@mistake(
    says="Your factor is (n - p) / n. By that much the variance is too small on average; sigma is its "
    "root, and a root has another mean.",
    caught_by="test_the_factor",
)
def factor_of_the_variance(residuals, n_coef):
    rss, n, df = _rss_n_and_df(residuals, n_coef)
    return _estimates_and(df / n, rss, n, df)


@mistake(
    says="Your factor is the root of (n - p) / n. That would be right if the mean of a root were the "
    "root of the mean. It is smaller (Jensen's inequality): take the mean of the chi distribution.",
    caught_by="test_the_factor",
)
def root_of_the_mean(residuals, n_coef):
    rss, n, df = _rss_n_and_df(residuals, n_coef)
    return _estimates_and(np.sqrt(df / n), rss, n, df)


@mistake(
    says="Your factor is that of s, the second estimate. The first one divides by n: the mean of the chi "
    "variable goes over the root of n, not of n - p.",
    caught_by="test_the_factor",
)
def factor_of_the_second(residuals, n_coef):
    rss, n, df = _rss_n_and_df(residuals, n_coef)
    return _estimates_and(_mean_of_chi(df) / np.sqrt(df), rss, n, df)


@mistake(
    says="Your factor is the inverse one, by which the estimate would have to be multiplied. The "
    "factor b is that of E[estimate] = b sigma, and below one.",
    caught_by="test_the_factor",
)
def inverse_factor(residuals, n_coef):
    rss, n, df = _rss_n_and_df(residuals, n_coef)
    return _estimates_and(np.sqrt(n) / _mean_of_chi(df), rss, n, df)


@mistake(
    says="Your factor has n degrees of freedom in the Gamma functions. The residuals have n - p only.",
    caught_by="test_the_factor",
)
def gamma_of_n(residuals, n_coef):
    rss, n, df = _rss_n_and_df(residuals, n_coef)
    return _estimates_and(_mean_of_chi(n) / np.sqrt(n), rss, n, df)


@mistake(
    says="The root of 2 is missing in your factor: it belongs to the mean of a chi variable.",
    caught_by="test_the_factor",
)
def root_of_two_left_out(residuals, n_coef):
    rss, n, df = _rss_n_and_df(residuals, n_coef)
    return _estimates_and(_mean_of_chi(df) / np.sqrt(2 * n), rss, n, df)


@mistake(
    says="Your factor uses 1 - 1 / (4 m) for the Gamma functions. That is close with many degrees of "
    "freedom, and with few it is not right to six digits.",
    caught_by="test_the_factor",
)
def approximate_factor(residuals, n_coef):
    rss, n, df = _rss_n_and_df(residuals, n_coef)
    return _estimates_and(np.sqrt(df / n) * (1 - 1 / (4 * df)), rss, n, df)


@mistake(
    says="You return the bias, b - 1, for the factor: E[estimate] = b sigma asks for b itself.",
    caught_by="test_the_factor",
)
def bias_instead(residuals, n_coef):
    rss, n, df = _rss_n_and_df(residuals, n_coef)
    return _estimates_and(_mean_of_chi(df) / np.sqrt(n) - 1, rss, n, df)


@mistake(
    says="You return variances. Sigma is a standard deviation: take the roots of RSS / n and RSS / (n "
    "- p).",
    caught_by="test_the_estimate_of_maximum_likelihood",
)
def variances(residuals, n_coef):
    rss, n, df = _rss_n_and_df(residuals, n_coef)
    return rss / n, rss / df, _mean_of_chi(df) / np.sqrt(n)


@mistake(
    says="You subtract the mean of the residuals, as `np.std` does. Without a constant in the model "
    "that mean is not zero and belongs to the noise: take the squares of the residuals as they are.",
    caught_by="test_the_estimate_of_maximum_likelihood",
)
def mean_subtracted(residuals, n_coef):
    _, n, df = _rss_n_and_df(residuals, n_coef)
    return _estimates_and(_mean_of_chi(df) / np.sqrt(n), n * np.var(residuals), n, df)


@mistake(
    says="Your s divides by n - 1. That is right for a mean alone, p = 1; here p coefficients were "
    "fitted.",
    caught_by="test_the_root_of_the_unbiased_variance",
)
def n_minus_one(residuals, n_coef):
    rss, n, df = _rss_n_and_df(residuals, n_coef)
    if n < 2:
        return _estimates_and(_mean_of_chi(df) / np.sqrt(n), rss, n, df)
    return np.sqrt(rss / n), np.sqrt(rss / (n - 1)), _mean_of_chi(df) / np.sqrt(n)


@mistake(
    says="You take off one coefficient more than there are, for the constant. It is already among "
    "the p.",
    caught_by="test_the_root_of_the_unbiased_variance",
)
def constant_counted_twice(residuals, n_coef):
    rss, n, _ = _rss_n_and_df(residuals, n_coef + 1)
    df = n - n_coef - 1
    return _estimates_and(_mean_of_chi(df) / np.sqrt(n), rss, n, df)


@mistake(
    says="Your two estimates are exchanged: that of maximum likelihood, the smaller one, comes first.",
    caught_by="test_the_estimate_of_maximum_likelihood",
)
def exchanged(residuals, n_coef):
    rss, n, df = _rss_n_and_df(residuals, n_coef)
    return np.sqrt(rss / df), np.sqrt(rss / n), _mean_of_chi(df) / np.sqrt(n)


@mistake(
    says="Your second number is free of bias itself, since you have divided s by its own factor. Asked "
    "for is s, the root of RSS / (n - p): its square is unbiased.",
    caught_by="test_the_root_of_the_unbiased_variance",
)
def second_unbiased_itself(residuals, n_coef):
    rss, n, df = _rss_n_and_df(residuals, n_coef)
    return np.sqrt(rss / n), np.sqrt(rss) / _mean_of_chi(df), _mean_of_chi(df) / np.sqrt(n)


@mistake(
    says="With some hundreds of residuals your factor is NaN: both Gamma functions are infinite for a "
    "computer. Subtract their logarithms, then take the exponential.",
    caught_by="test_hundreds",
    at_home=False,
)
def gamma_overflows(residuals, n_coef):
    rss, n, df = _rss_n_and_df(residuals, n_coef)
    with np.errstate(all="ignore"):
        ratio = special.gamma((df + 1) / 2) / special.gamma(df / 2)
        return _estimates_and(np.sqrt(2 / n) * ratio, rss, n, df)


@mistake(
    says="Where no degree of freedom is left you divide by zero. Nothing is left over to estimate "
    "sigma from: a ValueError is asked for.",
    caught_by="test_nothing_left_over_is_refused",
)
def nothing_left_over_not_refused(residuals, n_coef):
    e = np.asarray(residuals, dtype=float)
    rss, n, df = float(e @ e), len(e), len(e) - n_coef
    with np.errstate(all="ignore"):
        return np.sqrt(rss / n), np.sqrt(np.divide(rss, df)), stats.chi.mean(df) / np.sqrt(n)
