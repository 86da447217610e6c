"""Known mistakes of `responsibilities`."""

import numpy as np

from autograder.authors import mistake


def _read(X, y, weights, coefs, sigmas):
    parts = tuple(np.asarray(a, float) for a in (X, y, weights, coefs, sigmas))
    if not np.all(parts[4] > 0):
        raise ValueError("a standard deviation has to be above zero")
    return parts


def _by_bayes(log_weights, log_sigmas, exponents, axis=1):
    logs = log_weights - log_sigmas - exponents
    r = np.exp(logs - logs.max(axis=axis, keepdims=True))
    return r / r.sum(axis=axis, keepdims=True)


def _log(weights):
    with np.errstate(divide="ignore"):
        return np.log(weights)


def _scores(X, y, coefs, sigmas):
    return (y[:, None] - X @ coefs.T) / sigmas


@mistake(
    says="You compute the densities themselves. Far away from every line all of them are zero for a "
    "computer, and zero over zero is no number: take logarithms, and each row's largest one off.",
    caught_by="test_a_price_far_from_both_lines",
)
def underflowing(X, y, weights, coefs, sigmas):
    X, y, weights, coefs, sigmas = _read(X, y, weights, coefs, sigmas)
    joint = weights / sigmas * np.exp(-(_scores(X, y, coefs, sigmas) ** 2) / 2)
    with np.errstate(all="ignore"):
        return joint / joint.sum(axis=1, keepdims=True)


@mistake(
    says="A small number is added to your densities, to keep from dividing by zero. Far away from every "
    "line it is all that is left, and every component gets the same: take logarithms instead.",
    caught_by="test_a_price_far_from_both_lines",
)
def small_number_added(X, y, weights, coefs, sigmas):
    X, y, weights, coefs, sigmas = _read(X, y, weights, coefs, sigmas)
    joint = weights / sigmas * np.exp(-(_scores(X, y, coefs, sigmas) ** 2) / 2) + 1e-300
    return joint / joint.sum(axis=1, keepdims=True)


@mistake(
    says="Your weights are left out. How common a component is counts before the price is seen: multiply "
    "each density by its weight.",
    caught_by="test_two_districts",
)
def weights_left_out(X, y, weights, coefs, sigmas):
    X, y, weights, coefs, sigmas = _read(X, y, weights, coefs, sigmas)
    return _by_bayes(0.0, np.log(sigmas), _scores(X, y, coefs, sigmas) ** 2 / 2)


@mistake(
    says="The factor 1 / sigma of the normal density is left out. It cancels only where all standard "
    "deviations are equal: a wide component spreads its probability thinly.",
    caught_by="test_a_wide_and_a_narrow_district",
)
def width_left_out(X, y, weights, coefs, sigmas):
    X, y, weights, coefs, sigmas = _read(X, y, weights, coefs, sigmas)
    return _by_bayes(_log(weights), 0.0, _scores(X, y, coefs, sigmas) ** 2 / 2)


@mistake(
    says="Your sigmas are taken for variances. They are standard deviations: divide the residual by sigma "
    "before you square it.",
    caught_by="test_two_districts",
)
def sigma_taken_for_variance(X, y, weights, coefs, sigmas):
    X, y, weights, coefs, sigmas = _read(X, y, weights, coefs, sigmas)
    return _by_bayes(
        _log(weights), np.log(sigmas) / 2, _scores(X, y, coefs, np.sqrt(sigmas)) ** 2 / 2
    )


@mistake(
    says="The half is missing in your exponent. The normal density has exp(-z² / 2).",
    caught_by="test_two_districts",
)
def half_left_out(X, y, weights, coefs, sigmas):
    X, y, weights, coefs, sigmas = _read(X, y, weights, coefs, sigmas)
    return _by_bayes(_log(weights), np.log(sigmas), _scores(X, y, coefs, sigmas) ** 2)


@mistake(
    says="Your columns add up to one. Each observation is a question of its own, which component made it: "
    "the K numbers of a row add up to one.",
    caught_by="test_two_districts",
)
def down_the_columns(X, y, weights, coefs, sigmas):
    X, y, weights, coefs, sigmas = _read(X, y, weights, coefs, sigmas)
    with np.errstate(all="ignore"):
        return _by_bayes(_log(weights), np.log(sigmas), _scores(X, y, coefs, sigmas) ** 2 / 2, 0)


@mistake(
    says="You return a 1 for the likeliest component and 0 for the others. That is a decision; a "
    "responsibility keeps how sure one can be.",
    caught_by="test_two_districts",
)
def likeliest_alone(X, y, weights, coefs, sigmas):
    X, y, weights, coefs, sigmas = _read(X, y, weights, coefs, sigmas)
    r = _by_bayes(_log(weights), np.log(sigmas), _scores(X, y, coefs, sigmas) ** 2 / 2)
    return (r == r.max(axis=1, keepdims=True)).astype(float)


@mistake(
    says="You return the logarithms of the responsibilities. Their exponentials are asked for.",
    caught_by="test_two_districts",
)
def logarithms(X, y, weights, coefs, sigmas):
    X, y, weights, coefs, sigmas = _read(X, y, weights, coefs, sigmas)
    r = _by_bayes(_log(weights), np.log(sigmas), _scores(X, y, coefs, sigmas) ** 2 / 2)
    return _log(r)


@mistake(
    says="You return the products of weight and density. They are not probabilities of components before "
    "each row is divided by its sum.",
    caught_by="test_two_districts",
)
def not_divided(X, y, weights, coefs, sigmas):
    X, y, weights, coefs, sigmas = _read(X, y, weights, coefs, sigmas)
    density = np.exp(-(_scores(X, y, coefs, sigmas) ** 2) / 2) / (sigmas * np.sqrt(2 * np.pi))
    return weights * density


@mistake(
    says="Your array has a row for each component. A row for each observation is asked for, with a column "
    "for each component: transpose it.",
    caught_by="test_three_districts_and_five_flats",
)
def transposed(X, y, weights, coefs, sigmas):
    X, y, weights, coefs, sigmas = _read(X, y, weights, coefs, sigmas)
    return _by_bayes(_log(weights), np.log(sigmas), _scores(X, y, coefs, sigmas) ** 2 / 2).T


@mistake(
    says="You take the columns of `coefs` for the components. Row k holds the coefficients of component k: "
    "the fitted values are `X @ coefs.T`.",
    caught_by="test_two_districts",
)
def columns_taken_for_components(X, y, weights, coefs, sigmas):
    X, y, weights, coefs, sigmas = _read(X, y, weights, coefs, sigmas)
    return _by_bayes(_log(weights), np.log(sigmas), _scores(X, y, coefs.T, sigmas) ** 2 / 2)


@mistake(
    says="A small number is added to your weights, to keep from taking the logarithm of zero. A component "
    "of weight zero then wins where its line is the nearest: the logarithm of zero is minus infinity, and "
    "its exponential is zero, as it should be.",
    caught_by="test_weight_of_zero",
    at_home=False,
)
def small_weight_for_zero(X, y, weights, coefs, sigmas):
    X, y, weights, coefs, sigmas = _read(X, y, weights, coefs, sigmas)
    return _by_bayes(np.log(weights + 1e-12), np.log(sigmas), _scores(X, y, coefs, sigmas) ** 2 / 2)


@mistake(
    says="A standard deviation that is not above zero is not refused. No density has it: raise a "
    "ValueError.",
    caught_by="test_a_standard_deviation_of_zero_is_refused",
)
def sigma_not_refused(X, y, weights, coefs, sigmas):
    X, y, weights, coefs, sigmas = (np.asarray(a, float) for a in (X, y, weights, coefs, sigmas))
    with np.errstate(all="ignore"):
        return _by_bayes(_log(weights), np.log(sigmas), _scores(X, y, coefs, sigmas) ** 2 / 2)
