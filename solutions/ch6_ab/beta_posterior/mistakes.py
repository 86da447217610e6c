"""Known mistakes of `beta_posterior`."""

import numpy as np

from autograder.authors import mistake


def _checked_counts(successes, trials):
    if not 0 <= successes <= trials:
        raise ValueError("impossible counts")


def _posterior_moments(alpha, beta):
    """Where a distribution is none, the numbers that a formula gives: NaN, not an error."""
    alpha, beta = np.float64(alpha), np.float64(beta)
    with np.errstate(all="ignore"):
        mean = alpha / (alpha + beta)
        return np.array([alpha, beta, mean, np.sqrt(mean * (1 - mean) / (alpha + beta + 1))])


@mistake(
    says="Your beta is the prior's plus the number of trials. The second parameter counts failures: "
    "add trials minus successes.",
    caught_by="test_four_of_twenty",
)
def trials_for_failures(successes, trials, prior=(1, 1)):
    _checked_counts(successes, trials)
    return _posterior_moments(prior[0] + successes, prior[1] + trials)


@mistake(
    says="The prior is missing: your posterior is Beta(s, n - s). The powers of the prior's density and "
    "of the data add up, so that a is added to the successes and b to the failures.",
    caught_by="test_four_of_twenty",
)
def prior_left_out(successes, trials, prior=(1, 1)):
    _checked_counts(successes, trials)
    return _posterior_moments(successes, trials - successes)


@mistake(
    says="You read the second number of the prior as a number of trials, a successes among b. It counts "
    "failures: Beta(1, 1) is one success and one failure.",
    caught_by="test_a_prior_worth_ten_trials",
)
def prior_read_as_trials(successes, trials, prior=(1, 1)):
    _checked_counts(successes, trials)
    return _posterior_moments(prior[0] + successes, prior[1] - prior[0] + trials - successes)


@mistake(
    says="You take the prior's parameters less one, the powers of its density, and so lose a success and a "
    "failure. The posterior's powers are alpha - 1 and beta - 1 as well: the ones cancel.",
    caught_by="test_a_prior_worth_ten_trials",
)
def powers_for_parameters(successes, trials, prior=(1, 1)):
    _checked_counts(successes, trials)
    return _posterior_moments(prior[0] - 1 + successes, prior[1] - 1 + trials - successes)


@mistake(
    says="Your mean is the observed share of successes. The posterior mean is alpha / (alpha + beta), "
    "between that share and the prior's mean.",
    caught_by="test_a_prior_worth_ten_trials",
)
def observed_share_for_mean(successes, trials, prior=(1, 1)):
    _checked_counts(successes, trials)
    found = _posterior_moments(prior[0] + successes, prior[1] + trials - successes)
    with np.errstate(all="ignore"):
        found[2] = np.float64(successes) / trials
    return found


@mistake(
    says="You return the mode, the top of the density, where the mean is asked for. The mode of a Beta is "
    "(alpha - 1) / (alpha + beta - 2), its mean alpha / (alpha + beta).",
    caught_by="test_a_prior_worth_ten_trials",
)
def mode_for_mean(successes, trials, prior=(1, 1)):
    _checked_counts(successes, trials)
    found = _posterior_moments(prior[0] + successes, prior[1] + trials - successes)
    with np.errstate(all="ignore"):
        found[2] = (found[0] - 1) / (found[0] + found[1] - 2)
    return found


@mistake(
    says="Your fourth number is the variance. The standard deviation is its root.",
    caught_by="test_four_of_twenty",
)
def variance_for_deviation(successes, trials, prior=(1, 1)):
    _checked_counts(successes, trials)
    found = _posterior_moments(prior[0] + successes, prior[1] + trials - successes)
    found[3] = found[3] ** 2
    return found


@mistake(
    says="Your variance is divided by alpha + beta. A Beta's is divided by one more, alpha + beta + 1.",
    caught_by="test_four_of_twenty",
)
def one_missing_in_the_variance(successes, trials, prior=(1, 1)):
    _checked_counts(successes, trials)
    found = _posterior_moments(prior[0] + successes, prior[1] + trials - successes)
    found[3] = np.sqrt(found[2] * (1 - found[2]) / (found[0] + found[1]))
    return found


@mistake(
    says="Your standard deviation is the standard error of the observed share, the root of "
    "share (1 - share) / n. The posterior has one of its own, from alpha and beta.",
    caught_by="test_four_of_twenty",
)
def standard_error(successes, trials, prior=(1, 1)):
    _checked_counts(successes, trials)
    found = _posterior_moments(prior[0] + successes, prior[1] + trials - successes)
    with np.errstate(all="ignore"):
        share = np.float64(successes) / trials
        found[3] = np.sqrt(share * (1 - share) / trials)
    return found


@mistake(
    says="Successes and failures are exchanged: successes add to alpha, failures to beta.",
    caught_by="test_four_of_twenty",
)
def failures_in_front(successes, trials, prior=(1, 1)):
    _checked_counts(successes, trials)
    return _posterior_moments(prior[0] + trials - successes, prior[1] + successes)


@mistake(
    says="Your prior is always the uniform one: `prior` is not used. Add its two numbers to the counts.",
    caught_by="test_a_prior_worth_ten_trials",
)
def prior_always_uniform(successes, trials, prior=(1, 1)):
    _checked_counts(successes, trials)
    return _posterior_moments(1 + successes, 1 + trials - successes)


@mistake(
    says="You compute with impossible counts as if they were data. More successes than trials, or a count "
    "below zero, is an error: raise a ValueError before anything else.",
    caught_by="test_impossible_counts_are_refused",
)
def counts_not_checked(successes, trials, prior=(1, 1)):
    return _posterior_moments(prior[0] + successes, prior[1] + trials - successes)


@mistake(
    says="You refuse more successes than trials, and take a negative count for data. Both are impossible: "
    "raise a ValueError for either.",
    caught_by="test_impossible_counts_are_refused",
    at_home=False,
)
def negative_counts_taken(successes, trials, prior=(1, 1)):
    if successes > trials:
        raise ValueError("impossible counts")
    return _posterior_moments(prior[0] + successes, prior[1] + trials - successes)


@mistake(
    says="You refuse data that are possible: as many successes as trials, or no trial at all. Only more "
    "successes than trials, and negative counts, are errors.",
    caught_by="test_no_trials_leave_the_prior",
)
def possible_counts_refused(successes, trials, prior=(1, 1)):
    if not 0 <= successes < trials:
        raise ValueError("impossible counts")
    return _posterior_moments(prior[0] + successes, prior[1] + trials - successes)
