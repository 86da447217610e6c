"""Known mistakes of `interval_coverage`."""

import numpy as np
from scipy import stats

from autograder.authors import mistake


def _fits(X, Y, level):
    """Return estimates, standard errors and quantile, all of them right."""
    n, p = X.shape
    inverse = np.linalg.inv(X.T @ X)
    estimates = Y @ X @ inverse
    variance = np.sum((Y - estimates @ X.T) ** 2, axis=1) / (n - p)
    std_error = np.sqrt(np.outer(variance, np.diag(inverse)))
    return estimates, std_error, stats.t.ppf(1 - (1 - level) / 2, n - p)


def _share(estimates, coef, half_width):
    return np.mean(np.abs(estimates - coef) <= half_width, axis=0)


@mistake(
    says="Your quantile has n - p - 1 degrees of freedom. The constant is one of the p columns of X "
    "and has been taken off already: n - p are left. Your intervals cover too often.",
    caught_by="test_five_observations_and_three_coefficients",
)
def constant_taken_off_twice(X, Y, coef, level=0.95):
    estimates, std_error, _ = _fits(X, Y, level)
    n, p = X.shape
    return _share(estimates, coef, stats.t.ppf(1 - (1 - level) / 2, n - p - 1) * std_error)


@mistake(
    says="Your quantile is the normal one. It is for a noise that is known; with few degrees of "
    "freedom such intervals cover much too seldom. Use Student's t.",
    caught_by="test_five_observations_and_three_coefficients",
)
def normal_quantile(X, Y, coef, level=0.95):
    estimates, std_error, _ = _fits(X, Y, level)
    return _share(estimates, coef, stats.norm.ppf(1 - (1 - level) / 2) * std_error)


@mistake(
    says="Your standard error is divided by the root of n once more. (X'X)^-1 shrinks with n by "
    "itself: the standard error already is the standard deviation of the estimate.",
    caught_by="test_five_observations_and_three_coefficients",
)
def divided_by_root_n_again(X, Y, coef, level=0.95):
    estimates, std_error, t = _fits(X, Y, level)
    return _share(estimates, coef, t * std_error / np.sqrt(len(X)))


@mistake(
    says="Your noise is the standard deviation of the true errors, y less the true plane. A study "
    "has only residuals, and Student's t is made for them: take those of the fit.",
    caught_by="test_three_coefficients",
)
def true_errors_for_residuals(X, Y, coef, level=0.95):
    estimates, _, t = _fits(X, Y, level)
    errors = Y - X @ np.asarray(coef)
    noise = np.std(errors, axis=1, ddof=1)
    return _share(estimates, coef, t * np.outer(noise, np.sqrt(np.diag(np.linalg.inv(X.T @ X)))))


@mistake(
    says="You divide the sum of squared residuals by n. The fit has bent towards the data in p "
    "ways, so the residuals are smaller than the errors: divide by n - p.",
    caught_by="test_eleven_means",
)
def rss_over_n(X, Y, coef, level=0.95):
    estimates, std_error, t = _fits(X, Y, level)
    n, p = X.shape
    return _share(estimates, coef, t * std_error * np.sqrt((n - p) / n))


@mistake(
    says="Your noise is one number, pooled over all samples. Each sample stands for a study of its "
    "own, which knows its own residuals and no others: estimate the noise row by row.",
    caught_by="test_three_coefficients",
)
def noise_pooled(X, Y, coef, level=0.95):
    estimates, std_error, t = _fits(X, Y, level)
    return _share(estimates, coef, t * np.sqrt(np.mean(std_error**2, axis=0)))


@mistake(
    says="Your quantile leaves 1 - level in each tail, twice what it may. The interval has two "
    "sides: (1 - level) / 2 on each.",
    caught_by="test_eleven_means",
)
def one_sided_quantile(X, Y, coef, level=0.95):
    estimates, std_error, _ = _fits(X, Y, level)
    n, p = X.shape
    return _share(estimates, coef, stats.t.ppf(level, n - p) * std_error)


@mistake(
    says="You count the misses. Coverage is the share of the samples whose interval contains the "
    "truth.",
    caught_by="test_eleven_means",
)
def misses_counted(X, Y, coef, level=0.95):
    estimates, std_error, t = _fits(X, Y, level)
    return 1 - _share(estimates, coef, t * std_error)


@mistake(
    says="You return how many samples cover. A share is that number over the number of samples: a "
    "mean in place of a sum.",
    caught_by="test_eleven_means",
)
def counts_for_shares(X, Y, coef, level=0.95):
    estimates, std_error, t = _fits(X, Y, level)
    return len(Y) * _share(estimates, coef, t * std_error)


@mistake(
    says="You look at the upper end alone: whether the truth lies below it. An interval that lies "
    "wholly above the truth misses it as well. Compare with both ends.",
    caught_by="test_eleven_means",
)
def upper_end_only(X, Y, coef, level=0.95):
    estimates, std_error, t = _fits(X, Y, level)
    return np.mean(np.asarray(coef) <= estimates + t * std_error, axis=0)


@mistake(
    says="Your intervals are always those for 95 %: `level` is not used.",
    caught_by="test_another_level",
)
def level_ignored(X, Y, coef, level=0.95):
    estimates, std_error, t = _fits(X, Y, 0.95)
    return _share(estimates, coef, t * std_error)


@mistake(
    says="You test every coefficient against zero. The question is whether the interval contains "
    "the true one, `coef`.",
    caught_by="test_another_truth",
)
def zero_for_the_truth(X, Y, coef, level=0.95):
    estimates, std_error, t = _fits(X, Y, level)
    return _share(estimates, 0, t * std_error)


@mistake(
    says="A sample counts only if the intervals of all its coefficients cover at once. Each "
    "interval promises something of its own coefficient: one share for each.",
    caught_by="test_five_observations_and_three_coefficients",
)
def all_coefficients_at_once(X, Y, coef, level=0.95):
    estimates, std_error, t = _fits(X, Y, level)
    covers = np.abs(estimates - coef) <= t * std_error
    return np.full(len(coef), np.mean(covers.all(axis=1)))


@mistake(
    says="You average along the wrong axis, over the coefficients of each sample. Average over the "
    "samples: one share for each coefficient.",
    caught_by="test_eleven_means",
)
def wrong_axis(X, Y, coef, level=0.95):
    estimates, std_error, t = _fits(X, Y, level)
    return np.mean(np.abs(estimates - coef) <= t * std_error, axis=1)


@mistake(
    says="Above 30 degrees of freedom you take the normal quantile, as old tables do. It is still too "
    "small there: such intervals cover too seldom. Student's t for every n.",
    caught_by="test_forty_degrees",
    at_home=False,
)
def normal_above_thirty(X, Y, coef, level=0.95):
    estimates, std_error, t = _fits(X, Y, level)
    if X.shape[0] - X.shape[1] > 30:
        t = stats.norm.ppf(1 - (1 - level) / 2)
    return _share(estimates, coef, t * std_error)


@mistake(
    says="Your noise is the spread of the responses about their mean. Where the inputs explain part of it, "
    "that is too much: take the residuals of the fit.",
    caught_by="test_three_coefficients",
)
def spread_of_the_responses(X, Y, coef, level=0.95):
    estimates, _, t = _fits(X, Y, level)
    spread = np.std(Y, axis=1, ddof=1)
    half_width = t * np.outer(spread, np.sqrt(np.diag(np.linalg.inv(X.T @ X))))
    return _share(estimates, coef, half_width)
