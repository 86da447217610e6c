"""Known mistakes of `gaussian_nll`."""

import math

import numpy as np
from scipy import stats

from autograder.authors import mistake


def _floats_that_fit(y, mean, sigma):
    y, mean, sigma = (np.asarray(a, dtype=float) for a in (y, mean, sigma))
    if {mean.shape, sigma.shape} - {(), y.shape}:
        raise ValueError("shapes")
    if (sigma <= 0).any():
        raise ValueError("sigma")
    return y, mean, sigma


def _nll_terms(y, mean, sigma):
    return 0.5 * math.log(2 * math.pi) + np.log(sigma) + ((y - mean) / sigma) ** 2 / 2


@mistake(
    says="You return the log-likelihood. The negative one is asked for, which is to be made small: "
    "change its sign.",
    caught_by="test_one_mean_and_one_sigma_for_all",
)
def log_likelihood(y, mean, sigma):
    return -_nll_terms(*_floats_that_fit(y, mean, sigma)).sum()


@mistake(
    says="You return the mean over the observations. Independent densities multiply, so their "
    "logarithms are added: the sum is asked for.",
    caught_by="test_one_mean_and_one_sigma_for_all",
)
def mean_instead_of_sum(y, mean, sigma):
    return _nll_terms(*_floats_that_fit(y, mean, sigma)).mean()


@mistake(
    says="The constant log(2 pi)/2 of each observation is missing. It moves no maximum, but it is a "
    "part of the density.",
    caught_by="test_one_mean_and_one_sigma_for_all",
)
def constant_left_out(y, mean, sigma):
    y, mean, sigma = _floats_that_fit(y, mean, sigma)
    return np.sum(np.log(sigma) + ((y - mean) / sigma) ** 2 / 2)


@mistake(
    says="You take sigma for the variance. It is a standard deviation: its square stands below the "
    "squared residual, and log(sigma) has no 1/2 before it.",
    caught_by="test_one_mean_and_one_sigma_for_all",
)
def sigma_taken_for_the_variance(y, mean, sigma):
    y, mean, sigma = _floats_that_fit(y, mean, sigma)
    return _nll_terms(y, mean, np.sqrt(sigma)).sum()


@mistake(
    says="Your term log(sigma) is missing. Without it a model with a huge sigma foresees everything, "
    "since being unsure costs nothing.",
    caught_by="test_one_mean_and_one_sigma_for_all",
)
def log_sigma_left_out(y, mean, sigma):
    y, mean, sigma = _floats_that_fit(y, mean, sigma)
    return np.sum(0.5 * np.log(2 * np.pi) + ((y - mean) / sigma) ** 2 / 2)


@mistake(
    says="You add log(sigma²) where log(sigma) belongs: the root in the density's denominator is "
    "taken of sigma² too, so that half of log(sigma²) is right.",
    caught_by="test_one_mean_and_one_sigma_for_all",
)
def log_of_the_variance(y, mean, sigma):
    y, mean, sigma = _floats_that_fit(y, mean, sigma)
    return np.sum(_nll_terms(y, mean, sigma) + np.log(sigma))


@mistake(
    says="The 1/2 before the squared residual is missing: the exponent is -z²/2.",
    caught_by="test_one_mean_and_one_sigma_for_all",
)
def half_of_the_square_left_out(y, mean, sigma):
    y, mean, sigma = _floats_that_fit(y, mean, sigma)
    return np.sum(_nll_terms(y, mean, sigma) + ((y - mean) / sigma) ** 2 / 2)


@mistake(
    says="You add log(sigma) and the constant once. Each of the n observations has its own density, "
    "and so its own log(sigma) and log(2 pi)/2.",
    caught_by="test_one_mean_and_one_sigma_for_all",
)
def once_instead_of_n_times(y, mean, sigma):
    y, mean, sigma = _floats_that_fit(y, mean, sigma)
    once = 0.5 * np.log(2 * np.pi) + np.mean(np.log(sigma))
    return once + np.sum(((y - mean) / sigma) ** 2 / 2)


@mistake(
    says="Your logarithms are to the base 10. Nats are asked for: `np.log`.",
    caught_by="test_one_mean_and_one_sigma_for_all",
)
def base_ten(y, mean, sigma):
    return _nll_terms(*_floats_that_fit(y, mean, sigma)).sum() / math.log(10)


@mistake(
    says="You put the average sigma in the place of each. An observation with a small sigma promised "
    "more than one with a large sigma, and is judged by its own.",
    caught_by="test_a_mean_and_a_sigma_for_each",
)
def average_sigma(y, mean, sigma):
    y, mean, sigma = _floats_that_fit(y, mean, sigma)
    return _nll_terms(y, mean, sigma.mean()).sum()


@mistake(
    says="You multiply the densities and take the logarithm of the product. Many small numbers "
    "have a product of zero for a computer, and the logarithm of zero is infinite: add the logarithms.",
    caught_by="test_many",
    at_home=False,
)
def log_of_the_product(y, mean, sigma):
    y, mean, sigma = _floats_that_fit(y, mean, sigma)
    with np.errstate(divide="ignore", under="ignore", over="ignore"):
        return -np.log(np.prod(stats.norm.pdf(y, mean, sigma)))


@mistake(
    says="You compute the density and then its logarithm. From 39 standard deviations on the density "
    "is zero for a computer: write down the formula of the logarithm instead.",
    caught_by="test_far_from_the_mean",
    at_home=False,
)
def log_of_the_density(y, mean, sigma):
    y, mean, sigma = _floats_that_fit(y, mean, sigma)
    with np.errstate(divide="ignore", under="ignore", over="ignore"):
        return -np.sum(np.log(stats.norm.pdf(y, mean, sigma)))


@mistake(
    says="You square sigma. In very small or very large units that square is zero or infinite for a "
    "computer: divide the residual by sigma first, and take the logarithm of sigma itself.",
    caught_by="test_tiny",
    at_home=False,
)
def squares_first(y, mean, sigma):
    y, mean, sigma = _floats_that_fit(y, mean, sigma)
    with np.errstate(all="ignore"):
        variance = sigma**2
        return np.sum(0.5 * np.log(2 * np.pi * variance) + (y - mean) ** 2 / (2 * variance))


@mistake(
    says="You do not let the variance fall below a millionth, as PyTorch's `GaussianNLLLoss` does. In "
    "small units every variance is smaller than that: take sigma as it is.",
    caught_by="test_small",
    at_home=False,
)
def variance_clamped(y, mean, sigma):
    y, mean, sigma = _floats_that_fit(y, mean, sigma)
    return _nll_terms(y, mean, np.maximum(sigma, 1e-3)).sum()


@mistake(
    says="You refuse a sigma only if all of them are zero or below. One is enough: no density has such a "
    "standard deviation.",
    caught_by="test_a_sigma_that_is_not_above_zero_is_refused",
    at_home=False,
)
def refused_only_together(y, mean, sigma):
    y, mean, sigma = (np.asarray(a, dtype=float) for a in (y, mean, sigma))
    if {mean.shape, sigma.shape} - {(), y.shape} or (sigma <= 0).all():
        raise ValueError("refused")
    with np.errstate(all="ignore"):
        return _nll_terms(y, mean, sigma).sum()


@mistake(
    says="You refuse a sigma of zero and take the absolute value of one below zero, by squaring it or "
    "otherwise. A standard deviation below zero is somebody's error: a ValueError is asked for.",
    caught_by="test_negative",
    at_home=False,
)
def sign_of_sigma_lost(y, mean, sigma):
    return _nll_terms(*_floats_that_fit(y, mean, np.abs(np.asarray(sigma, dtype=float)))).sum()


@mistake(
    says="You do not compare the lengths. NumPy stretches an array of one entry to any length, and your "
    "answer is about data that nobody has given: compare the shapes yourself.",
    caught_by="test_a_list_of_one_is_no_number",
    at_home=False,
)
def lengths_not_compared(y, mean, sigma):
    y, mean, sigma = (np.asarray(a, dtype=float) for a in (y, mean, sigma))
    if (sigma <= 0).any():
        raise ValueError("sigma")
    return _nll_terms(y, mean, sigma).sum()
