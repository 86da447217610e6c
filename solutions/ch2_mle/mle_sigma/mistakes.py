"""Known mistakes of `mle_sigma`."""

import numpy as np

from autograder.authors import mistake


def _residuals(X, y, coef):
    residuals = np.asarray(y, float) - np.asarray(X, float) @ np.asarray(coef, float)
    if not residuals.any():
        raise ValueError("no maximum")
    return residuals


def _log_likelihood(residuals, sigma):
    n = len(residuals)
    return -0.5 * n * np.log(2 * np.pi * sigma**2) - residuals @ residuals / (2 * sigma**2)


@mistake(
    says="Your sigma divides by n - p, the residual degrees of freedom. That is the unbiased estimate "
    "of the variance, and a good one. The likelihood is largest elsewhere: at RSS / n.",
    caught_by="test_sigma_of_the_taxi",
)
def unbiased_instead(X, y, coef):
    residuals = _residuals(X, y, coef)
    sigma = np.sqrt(residuals @ residuals / (len(residuals) - np.shape(X)[1]))
    return sigma, _log_likelihood(residuals, sigma)


@mistake(
    says="Your sigma divides by n - 1. That is the usual sample standard deviation; setting the "
    "derivative of the log-likelihood to zero leaves n.",
    caught_by="test_sigma_of_the_taxi",
)
def n_minus_one(X, y, coef):
    residuals = _residuals(X, y, coef)
    sigma = np.sqrt(residuals @ residuals / (len(residuals) - 1))
    return sigma, _log_likelihood(residuals, sigma)


@mistake(
    says="You return the variance. Sigma is its root, in the units of y.",
    caught_by="test_sigma_of_the_taxi",
)
def variance_returned(X, y, coef):
    residuals = _residuals(X, y, coef)
    variance = np.mean(residuals**2)
    return variance, _log_likelihood(residuals, np.sqrt(variance))


@mistake(
    says="Your sigma is the standard deviation of y itself. Sigma is what the model leaves over: take "
    "the residuals, y minus the fitted values.",
    caught_by="test_sigma_of_the_taxi",
)
def spread_of_y(X, y, coef):
    residuals = _residuals(X, y, coef)
    sigma = np.std(np.asarray(y, float))
    return sigma, _log_likelihood(residuals, sigma)


@mistake(
    says="Your sigma is the mean of the absolute residuals. That is where a Laplace density is most "
    "likely; a normal one wants the root of the mean square.",
    caught_by="test_sigma_of_the_taxi",
)
def mean_absolute(X, y, coef):
    residuals = _residuals(X, y, coef)
    sigma = np.mean(np.abs(residuals))
    return sigma, _log_likelihood(residuals, sigma)


@mistake(
    says="Your log-likelihood lacks the constant, -n/2 log(2 pi). It moves no maximum, and it is part of "
    "the density: without it the numbers of two models cannot be compared.",
    caught_by="test_log_likelihood_of_the_taxi",
)
def constant_left_out(X, y, coef):
    residuals = _residuals(X, y, coef)
    sigma = np.sqrt(np.mean(residuals**2))
    return sigma, _log_likelihood(residuals, sigma) + 0.5 * len(residuals) * np.log(2 * np.pi)


@mistake(
    says="Your log-likelihood has log(sigma) where the normal density has log(sigma²), or the other way "
    "round: -n/2 log(2 pi sigma²) is -n/2 log(2 pi) - n log(sigma).",
    caught_by="test_log_likelihood_of_the_taxi",
)
def log_of_sigma_halved(X, y, coef):
    residuals = _residuals(X, y, coef)
    sigma = np.sqrt(np.mean(residuals**2))
    return sigma, _log_likelihood(residuals, sigma) + 0.5 * len(residuals) * np.log(sigma)


@mistake(
    says="Your second number is the mean log density of an observation. The log-likelihood is the sum "
    "over all of them: independent probabilities multiply, their logarithms add.",
    caught_by="test_log_likelihood_of_the_taxi",
)
def mean_instead_of_sum(X, y, coef):
    residuals = _residuals(X, y, coef)
    sigma = np.sqrt(np.mean(residuals**2))
    return sigma, _log_likelihood(residuals, sigma) / len(residuals)


@mistake(
    says="You return the negative log-likelihood, which is what one minimises. Here the log-likelihood "
    "itself is asked for: change its sign.",
    caught_by="test_log_likelihood_of_the_taxi",
)
def negative_log_likelihood(X, y, coef):
    residuals = _residuals(X, y, coef)
    sigma = np.sqrt(np.mean(residuals**2))
    return sigma, -_log_likelihood(residuals, sigma)


@mistake(
    says="Your log-likelihood is in other logarithms than natural ones, base 10 it seems. Nats are asked "
    "for: `np.log`.",
    caught_by="test_log_likelihood_of_the_taxi",
)
def base_ten(X, y, coef):
    residuals = _residuals(X, y, coef)
    sigma = np.sqrt(np.mean(residuals**2))
    return sigma, _log_likelihood(residuals, sigma) / np.log(10)


@mistake(
    says="Your two numbers are right and in the wrong order: sigma first, then the log-likelihood.",
    caught_by="test_sigma_of_the_taxi",
)
def exchanged(X, y, coef):
    residuals = _residuals(X, y, coef)
    sigma = np.sqrt(np.mean(residuals**2))
    return _log_likelihood(residuals, sigma), sigma


@mistake(
    says="You refuse small residuals as if they were zero. Small depends on the units of y, in which a "
    "response may be a millionth: refuse where every residual is zero.",
    caught_by="test_small",
    at_home=False,
)
def small_taken_for_zero(X, y, coef):
    residuals = _residuals(X, y, coef)
    if np.allclose(residuals, 0):
        raise ValueError("no maximum")
    sigma = np.sqrt(np.mean(residuals**2))
    return sigma, _log_likelihood(residuals, sigma)


@mistake(
    says="You refuse data of which one residual is zero. The likelihood has a maximum as soon as another "
    "residual is not: refuse where all of them are zero.",
    caught_by="test_whole",
    at_home=False,
)
def one_zero_refused(X, y, coef):
    residuals = _residuals(X, y, coef)
    if not residuals.all():
        raise ValueError("no maximum")
    sigma = np.sqrt(np.mean(residuals**2))
    return sigma, _log_likelihood(residuals, sigma)


@mistake(
    says="A perfect fit is not refused: your sigma is zero there, and the logarithm of zero is no number. "
    "Nothing makes such data most likely: raise a ValueError.",
    caught_by="test_a_perfect_fit_has_no_maximum",
)
def perfect_fit_not_refused(X, y, coef):
    residuals = np.asarray(y, float) - np.asarray(X, float) @ np.asarray(coef, float)
    sigma = np.sqrt(np.mean(residuals**2))
    with np.errstate(all="ignore"):
        return sigma, -0.5 * len(residuals) * (np.log(2 * np.pi * sigma**2) + 1)
