"""Known mistakes of `prob_best`."""

import numpy as np
from scipy import integrate, special, stats

from autograder.authors import mistake


def _all_betas(successes, trials):
    s, n = np.asarray(successes, dtype=float), np.asarray(trials, dtype=float)
    return 1 + s, 1 + n - s


def _average(a, b, i, of):
    """The mean of `of(x)` over the posterior of arm i, on a grid of log odds around its bulk."""
    low, high = special.betaincinv(a[i], b[i], 1e-13), special.betainccinv(a[i], b[i], 1e-13)
    t = np.linspace(special.logit(max(low, 1e-16)), special.logit(min(high, 1 - 1e-16)), 3001)
    log_density = a[i] * special.log_expit(t) + b[i] * special.log_expit(-t)
    weights = np.exp(log_density - log_density.max())
    return float(weights @ of(special.expit(t)) / weights.sum())


def _best(a, b):
    return np.array([_average(a, b, i, lambda x, i=i: _all(a, b, i, x)) for i in range(len(a))])


def _all(a, b, i, x, one=special.betainc):
    return np.prod([one(a[j], b[j], x) for j in range(len(a)) if j != i], axis=0)


def _pairs(a, b):
    """For each arm the probabilities of its being above each other one."""
    return [
        [_average(a, b, i, lambda x, j=j: special.betainc(a[j], b[j], x)) for j in range(len(a)) if j != i]
        for i in range(len(a))
    ]  # fmt: skip


@mistake(
    says="You multiply the probabilities of beating each rival. These events are not independent: all "
    "of them lean on the rate of the same arm. Multiply inside the integral, at each x.",
    caught_by="test_three_headlines",
)
def product_of_pairs(successes, trials):
    return np.array([np.prod(row) for row in _pairs(*_all_betas(successes, trials))])


@mistake(
    says="You multiply the probabilities of beating each rival, and scale the products so that they "
    "add up to one. That hides the slip and does not mend it: multiply inside the integral, at each x.",
    caught_by="test_three_headlines",
)
def scaled_product_of_pairs(successes, trials):
    products = np.array([np.prod(row) for row in _pairs(*_all_betas(successes, trials))])
    return products / products.sum()


@mistake(
    says="You compare each arm with its strongest rival alone. A weaker one may be the best too, and takes "
    "its share: all the others have to lie below.",
    caught_by="test_three_headlines",
)
def strongest_rival_only(successes, trials):
    return np.array([min(row) for row in _pairs(*_all_betas(successes, trials))])


@mistake(
    says="You average the probabilities of beating one rival. To be the best an arm has to beat all of "
    "them at once.",
    caught_by="test_three_headlines",
)
def mean_of_pairs(successes, trials):
    return np.array([np.mean(row) for row in _pairs(*_all_betas(successes, trials))])


@mistake(
    says="You add the counts of all the other arms and compare with that one arm. Then an arm has to beat "
    "the rivals' average, and not each of them.",
    caught_by="test_three_headlines",
)
def rivals_pooled(successes, trials):
    s, n = np.asarray(successes, dtype=float), np.asarray(trials, dtype=float)
    found = []
    for i in range(len(s)):
        a, b = _all_betas([s[i], s.sum() - s[i]], [n[i], n.sum() - n[i]])
        found.append(_best(a, b)[0])
    return np.array(found)


@mistake(
    says="Your product runs over all arms, the one in question included. That an arm lies below its own "
    "rate is no condition: leave it out.",
    caught_by="test_three_headlines",
)
def itself_among_the_rivals(successes, trials):
    a, b = _all_betas(successes, trials)
    return np.array([_average(a, b, i, lambda x: _all(a, b, -1, x)) for i in range(len(a))])


@mistake(
    says="You return the probability of being the worst: the rivals lie above x in your product. Use the "
    "distribution functions, not one minus them.",
    caught_by="test_three_headlines",
)
def the_worst(successes, trials):
    a, b = _all_betas(successes, trials)
    return np.array(
        [
            _average(a, b, i, lambda x, i=i: _all(a, b, i, x, special.betaincc))
            for i in range(len(a))
        ]
    )


@mistake(
    says="The arm's own density is missing: you integrate the product of the rivals' distribution "
    "functions alone, as if nothing were known of the arm itself.",
    caught_by="test_three_headlines",
)
def density_missing(successes, trials):
    a, b = _all_betas(successes, trials)
    marks = a / (a + b)
    return np.array(
        [
            integrate.quad(lambda x, i=i: _all(a, b, i, x), 0, 1, points=marks)[0]
            for i in range(len(a))
        ]
    )


@mistake(
    says="You divide the posterior means by their sum. A rate is not a chance of winning: ten per cent "
    "more clicks may be next to certain, or next to nothing, depending on the number of readers.",
    caught_by="test_three_headlines",
)
def means_scaled(successes, trials):
    a, b = _all_betas(successes, trials)
    return a / (a + b) / np.sum(a / (a + b))


@mistake(
    says="You give one to the arm with the highest mean and nothing to the others. The question is how "
    "sure one can be.",
    caught_by="test_three_headlines",
)
def highest_mean_takes_all(successes, trials):
    a, b = _all_betas(successes, trials)
    return (np.arange(len(a)) == np.argmax(a / (a + b))).astype(float)


@mistake(
    says="The prior's ones are missing: your posteriors are Beta(s, n - s). With a uniform prior they are "
    "Beta(1 + s, 1 + n - s).",
    caught_by="test_three_headlines",
)
def prior_left_out(successes, trials):
    a, b = (parameter - 1 for parameter in _all_betas(successes, trials))
    if min(a.min(), b.min()) <= 0:
        return np.full(len(a), np.nan)  # such a Beta is no distribution
    return _best(a, b)


@mistake(
    says="Your Betas have the number of trials for their second parameter. It counts failures: trials "
    "minus successes, plus the prior's one.",
    caught_by="test_three_headlines",
)
def trials_for_failures(successes, trials):
    a, _ = _all_betas(successes, trials)
    return _best(a, 1 + np.asarray(trials, dtype=float))


@mistake(
    says="You put a normal distribution in the place of each posterior. That is good to two digits or "
    "three. Integrate the Beta posteriors themselves.",
    caught_by="test_three_headlines",
)
def normal_posteriors(successes, trials):
    a, b = _all_betas(successes, trials)
    mean, sd = stats.beta.mean(a, b), stats.beta.std(a, b)
    z = np.linspace(-8, 8, 1601)
    weights = stats.norm.pdf(z) * 0.01
    return np.array(
        [
            weights
            @ np.prod(
                [special.ndtr((m + d * z - mean[j]) / sd[j]) for j in range(len(a)) if j != i],
                axis=0,
            )
            for i, (m, d) in enumerate(zip(mean, sd, strict=True))
        ]
    )


@mistake(
    says="Your probabilities are sorted. Each belongs to the arm at its place: keep the order of the arms.",
    caught_by="test_three_headlines",
)
def sorted_probabilities(successes, trials):
    return np.sort(_best(*_all_betas(successes, trials)))[::-1]
