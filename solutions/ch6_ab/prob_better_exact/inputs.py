"""What may be asked of `prob_better_exact`, kind by kind."""

import numpy as np

from autograder.authors import kind, refused, truth, whole_number
from course import ab

DOMAIN = {
    "successes_a": whole_number(0),
    "trials_a": whole_number(0),
    "successes_b": whole_number(0),
    "trials_b": whole_number(0),
}


@truth(what="the probability", rtol=0, atol=1e-7)
def right(successes_a, trials_a, successes_b, trials_b):
    a, b = ab.posterior(successes_a, trials_a), ab.posterior(successes_b, trials_b)
    return ab.prob_better(a, b)


def _close_arms(rng, na, nb, rate, apart):
    """Arms whose shares are `apart` standard errors from each other, that of B above."""
    error = np.sqrt(rate * (1 - rate) * (1 / na + 1 / nb))
    sb = int(np.clip(round(nb * (rate + apart * error)), 0, nb))
    return round(na * rate), na, sb, nb


@kind("a few trials in each arm")
def few(rng):
    na, nb = int(rng.integers(4, 9)), int(rng.integers(9, 15))
    return int(rng.integers(1, na)), na, int(rng.integers(1, nb)), nb


@kind("arms of which A does better")
def a_ahead(rng):
    na, nb = int(rng.integers(30, 60)), int(rng.integers(60, 99))
    return _close_arms(rng, na, nb, rng.uniform(0.3, 0.6), rng.uniform(-1.4, -0.6))


@kind("a few hundred trials in each arm")
def hundreds(rng):
    na, nb = (int(n) for n in rng.integers(150, 600, size=2))
    return _close_arms(rng, na, nb, rng.uniform(0.2, 0.7), rng.uniform(0.3, 1.8))


@kind("no success in either arm")
def no_success(rng):
    return 0, int(rng.integers(3, 15)), 0, int(rng.integers(20, 40))


@kind("nothing but successes in both arms")
def all_successes(rng):
    na, nb = int(rng.integers(20, 40)), int(rng.integers(3, 15))
    return na, na, nb, nb


@kind("an arm without a trial")
def nothing_of_a(rng):
    nb = int(rng.integers(6, 30))
    return 0, 0, int(rng.integers(1, 4)), nb


@kind("equal shares in arms of different sizes")
def equal_shares(rng):
    k = int(rng.integers(4, 9))
    return 2, 8, 2 * k, 8 * k


@kind("rates that are far apart, A's the higher")
def far_apart(rng):
    na, nb = (int(n) for n in rng.integers(12, 20, size=2))
    return na - 2, na, int(rng.integers(4, 6)), nb


@kind("a hundred thousand trials in each arm")
def a_hundred_thousand(rng):
    na, nb = (int(n) for n in rng.integers(80_000, 100_001, size=2))
    return _close_arms(rng, na, nb, rng.uniform(0.05, 0.6), rng.uniform(-1.5, 1.5))


@kind("few successes in many trials")
def rare(rng):
    na, nb = (int(n) for n in rng.integers(40_000, 90_000, size=2))
    return int(rng.integers(2, 9)), na, int(rng.integers(2, 9)), nb


@kind("few failures in many trials")
def rare_failures(rng):
    na, nb = (int(n) for n in rng.integers(4_000, 9_000, size=2))
    return na - int(rng.integers(2, 9)), na, nb - int(rng.integers(2, 9)), nb


@kind("a dozen trials in one arm and a hundred thousand in the other")
def of_different_sizes(rng):
    rate = rng.uniform(0.3, 0.5)
    return int(rng.integers(3, 7)), 12, round(100_000 * rate), 100_000


@refused("more successes than trials in A", beside=all_successes)
def too_many_of_a(rng):
    n = int(rng.integers(5, 20))
    return n + 1, n, 2, n


@refused("more successes than trials in B", beside=all_successes)
def too_many_of_b(rng):
    n = int(rng.integers(5, 20))
    return n, n + 3, n + 1, n


@refused("negative successes in A", beside=no_success)
def negative_of_a(rng):
    n = int(rng.integers(5, 20))
    return -1, n, 2, n


@refused("negative successes in B", beside=no_success)
def negative_of_b(rng):
    n = int(rng.integers(5, 20))
    return 2, n, -2, n


@refused("successes in an arm without a trial", beside=nothing_of_a)
def success_in_no_trial(rng):
    return 1, 0, 2, int(rng.integers(5, 20))
