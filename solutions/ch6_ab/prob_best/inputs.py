"""What may be asked of `prob_best`, kind by kind."""

import numpy as np

from autograder.authors import array, kind, truth
from course import ab

_COUNTS = array(0, whole=True, least=2, most=8, pandas=False)
DOMAIN = {"successes": _COUNTS, "trials": _COUNTS}


@truth(what="the array of probabilities", rtol=0, atol=1e-6)
def right(successes, trials):
    counts = zip(successes, trials, strict=True)
    return ab.prob_best([ab.posterior(int(s), int(n)) for s, n in counts])


def _arms(rng, trials, rate):
    """Arms whose shares are about `rate`, some standard errors from each other."""
    trials = np.array(trials)
    noise = np.sqrt(rate * (1 - rate) / trials)
    successes = np.rint(trials * (rate + rng.uniform(-1.2, 1.2, size=len(trials)) * noise))
    return np.clip(successes, 0, trials).astype(int), trials


@kind("three arms of a few trials")
def three(rng):
    trials = np.array([9, 5, 12]) + rng.integers(0, 3, size=3)
    return trials // 2 + rng.integers(-1, 2, size=3), trials


@kind("two arms")
def two(rng):
    return _arms(rng, [int(rng.integers(30, 60)), int(rng.integers(12, 25))], 0.4)


@kind("five arms of a few hundred trials")
def five(rng):
    return _arms(rng, rng.integers(150, 600, size=5), float(rng.uniform(0.1, 0.6)))


@kind("eight arms")
def eight(rng):
    return _arms(rng, rng.integers(20, 60, size=8), float(rng.uniform(0.2, 0.6)))


@kind("arms with the same counts beside a better one")
def same_counts(rng):
    n = int(rng.integers(10, 20))
    return np.array([n // 2, n // 2 + 2, n // 2]), np.array([n, n, n])


@kind("arms with no success, with nothing but successes, and with no trial")
def none_and_all(rng):
    n = int(rng.integers(3, 9))
    return np.array([0, n, 0, n]), np.array([n, n, 0, 2 * n])


@kind("no success in any arm")
def no_success(rng):
    return np.array([0, 0, 0]), rng.integers(3, 30, size=3)


@kind("an arm that is far better than the others")
def far_better(rng):
    return np.array([3, 28, 4, 6]), np.array([30, 31, 25, 32]) + int(rng.integers(0, 4))


@kind("arms in the order from worst to best")
def from_worst_to_best(rng):
    return np.array([2, 4, 6, 8]), np.full(4, int(rng.integers(12, 20)))


@kind("a hundred thousand trials in each of three arms")
def a_hundred_thousand(rng):
    # Rates that lie between the places at which an adaptive integral over (0, 1) looks first.
    return _arms(rng, rng.integers(80_000, 100_001, size=3), float(rng.uniform(0.193, 0.197)))


@kind("arms of a hundred thousand trials, of a dozen and of none")
def of_different_sizes(rng):
    return np.array([int(rng.integers(30_000, 50_000)), 5, 0]), np.array([100_000, 12, 0])
