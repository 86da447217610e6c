"""Known mistakes of `expected_loss`."""

import numpy as np
from scipy import integrate, stats

from autograder.authors import mistake


def _two_posteriors(sa, na, sb, nb):
    return stats.beta(1 + sa, 1 + na - sa), stats.beta(1 + sb, 1 + nb - sb)


def _integral(of):
    return integrate.fixed_quad(of, 0, 1, n=1000)[0]


def _losses(a, b):
    return np.array([
        _integral(lambda x: a.cdf(x) * b.sf(x)),
        _integral(lambda x: a.sf(x) * b.cdf(x)),
    ])  # fmt: skip


def _probs_of_being_wrong(a, b):
    """P(p_B > p_A), with which A is the wrong choice, and P(p_A > p_B)."""
    b_better = _integral(lambda x: a.pdf(x) * b.sf(x))
    return np.array([b_better, 1 - b_better])


@mistake(
    says="You divide by the probability of being wrong: that is what is lost once the choice is known to "
    "be wrong. The expected loss counts the cases in which nothing is lost, too.",
    caught_by="test_thirty_against_forty_five",
)
def given_that_it_is_wrong(successes_a, trials_a, successes_b, trials_b):
    a, b = _two_posteriors(successes_a, trials_a, successes_b, trials_b)
    return _losses(a, b) / _probs_of_being_wrong(a, b)


@mistake(
    says="You multiply the probability of being wrong by the difference of the means. How much is lost "
    "and whether it is depend on each other: where A is the better one, the means do not say by how much.",
    caught_by="test_thirty_against_forty_five",
)
def probability_times_difference(successes_a, trials_a, successes_b, trials_b):
    a, b = _two_posteriors(successes_a, trials_a, successes_b, trials_b)
    return _probs_of_being_wrong(a, b) * abs(b.mean() - a.mean())


@mistake(
    says="You return the probabilities of being wrong. A loss weighs each of these cases by how much "
    "is lost in it: average the difference, not the indicator.",
    caught_by="test_thirty_against_forty_five",
)
def probabilities_only(successes_a, trials_a, successes_b, trials_b):
    return _probs_of_being_wrong(*_two_posteriors(successes_a, trials_a, successes_b, trials_b))


@mistake(
    says="You take the maximum of the difference of the means. The average of a maximum is not the maximum "
    "of an average: the arm with the higher mean may still be the wrong choice.",
    caught_by="test_thirty_against_forty_five",
)
def maximum_of_the_means(successes_a, trials_a, successes_b, trials_b):
    a, b = _two_posteriors(successes_a, trials_a, successes_b, trials_b)
    return np.maximum([b.mean() - a.mean(), a.mean() - b.mean()], 0)


@mistake(
    says="You compare the two observed rates. Neither rate is known: average over both posteriors.",
    caught_by="test_thirty_against_forty_five",
)
def observed_rates_only(successes_a, trials_a, successes_b, trials_b):
    lift = successes_b / max(trials_b, 1) - successes_a / max(trials_a, 1)
    return np.maximum([lift, -lift], 0)


@mistake(
    says="The two losses are exchanged. Choosing A loses where B is the better one, and comes first.",
    caught_by="test_thirty_against_forty_five",
)
def losses_exchanged(successes_a, trials_a, successes_b, trials_b):
    return _losses(*_two_posteriors(successes_a, trials_a, successes_b, trials_b))[::-1]


@mistake(
    says="You average the absolute difference. It counts what is lost and what is gained, and so is the "
    "sum of both losses: only differences to the wrong side count.",
    caught_by="test_thirty_against_forty_five",
)
def absolute_difference(successes_a, trials_a, successes_b, trials_b):
    return np.full(2, _losses(*_two_posteriors(successes_a, trials_a, successes_b, trials_b)).sum())


@mistake(
    says="You average the square of what is lost. A sign-up lost is one sign-up: leave the square out.",
    caught_by="test_thirty_against_forty_five",
)
def squared(successes_a, trials_a, successes_b, trials_b):
    a, b = _two_posteriors(successes_a, trials_a, successes_b, trials_b)

    def squared_rise(low, high):
        """E[max(high - low, 0)²], by the partial moments of the one above."""
        alpha, beta = high.args
        one = stats.beta(alpha + 1, beta), high.mean()
        two = stats.beta(alpha + 2, beta), high.var() + high.mean() ** 2

        def of(x):
            partial = [two[1] * two[0].sf(x), -2 * x * one[1] * one[0].sf(x), x**2 * high.sf(x)]
            return low.pdf(x) * sum(partial)

        return _integral(of)

    return np.array([squared_rise(a, b), squared_rise(b, a)])


@mistake(
    says="You hold the rate of A fixed at its posterior mean. Its uncertainty counts as much as that of B: "
    "average over both.",
    caught_by="test_thirty_against_forty_five",
)
def a_held_fixed(successes_a, trials_a, successes_b, trials_b):
    a, b = _two_posteriors(successes_a, trials_a, successes_b, trials_b)
    alpha, beta = b.args
    fixed = a.mean()
    above = b.mean() * stats.beta.sf(fixed, alpha + 1, beta) - fixed * b.sf(fixed)
    return np.array([above, above - (b.mean() - fixed)])


@mistake(
    says="You put a normal distribution in the place of each posterior. A small loss is "
    "all tail, where the two differ most. Integrate the Beta posteriors themselves.",
    caught_by="test_thirty_against_forty_five",
)
def gaussian(successes_a, trials_a, successes_b, trials_b):
    a, b = _two_posteriors(successes_a, trials_a, successes_b, trials_b)
    spread = np.hypot(a.std(), b.std())
    z = (b.mean() - a.mean()) / spread
    above = spread * (z * stats.norm.cdf(z) + stats.norm.pdf(z))
    return np.array([above, above - spread * z])


@mistake(
    says="Your Betas have the number of trials for their second parameter. It counts failures: trials "
    "minus successes, plus the prior's one.",
    caught_by="test_thirty_against_forty_five",
)
def trials_for_failures(successes_a, trials_a, successes_b, trials_b):
    a = stats.beta(1 + successes_a, 1 + trials_a)
    return _losses(a, stats.beta(1 + successes_b, 1 + trials_b))


@mistake(
    says="You return the smaller loss first. The loss of choosing A comes first, whichever is smaller.",
    caught_by="test_thirty_against_forty_five",
)
def smaller_loss_first(successes_a, trials_a, successes_b, trials_b):
    return np.sort(_losses(*_two_posteriors(successes_a, trials_a, successes_b, trials_b)))


@mistake(
    says="You return the larger loss first. The loss of choosing A comes first, whichever is larger.",
    caught_by="test_a_does_better_in_fewer_trials",
)
def larger_loss_first(successes_a, trials_a, successes_b, trials_b):
    return np.sort(_losses(*_two_posteriors(successes_a, trials_a, successes_b, trials_b)))[::-1]
