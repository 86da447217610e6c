"""What may be asked of `fisher_vs_bayes`, kind by kind."""

import numpy as np

from autograder.authors import kind, truth, whole_number
from course import ab

DOMAIN = {
    "successes_a": whole_number(0, 500),
    "trials_a": whole_number(1, 500),
    "successes_b": whole_number(0, 500),
    "trials_b": whole_number(1, 500),
}


@truth(what="the pair of probabilities", rtol=0, atol=1e-6)
def right(successes_a, trials_a, successes_b, trials_b):
    counts = successes_a, trials_a, successes_b, trials_b
    a, b = ab.posterior(successes_a, trials_a), ab.posterior(successes_b, trials_b)
    return [ab.fisher_test(*counts, alternative="greater"), ab.prob_better(b, a)]


def _close_arms(rng, na, nb, rate, apart):
    """Arms whose shares are `apart` standard errors from each other, that of B above."""
    error = np.sqrt(rate * (1 - rate) * (1 / na + 1 / nb))
    sb = int(np.clip(round(nb * (rate + apart * error)), 0, nb))
    return round(na * rate), na, sb, nb


@kind("a few trials in each arm, of which B does better")
def few(rng):
    na, nb = int(rng.integers(5, 9)), int(rng.integers(9, 15))
    return 2, na, nb - int(rng.integers(2, 4)), nb


@kind("a few trials in each arm, of which A does better")
def few_and_a_ahead(rng):
    na, nb = int(rng.integers(9, 15)), int(rng.integers(5, 9))
    return na - int(rng.integers(2, 4)), na, 2, nb


@kind("dozens of trials, the smaller arm being that of B")
def dozens(rng):
    na, nb = int(rng.integers(60, 90)), int(rng.integers(30, 50))
    return _close_arms(rng, na, nb, rng.uniform(0.3, 0.6), rng.uniform(0.4, 1.5))


@kind("dozens of trials, A ahead and the arm of A the smaller")
def dozens_and_a_ahead(rng):
    na, nb = int(rng.integers(30, 50)), int(rng.integers(60, 90))
    return _close_arms(rng, na, nb, rng.uniform(0.3, 0.6), rng.uniform(-1.2, -0.3))


@kind("a few hundred trials in each arm")
def hundreds(rng):
    na, nb = (int(n) for n in rng.integers(250, 490, size=2))
    return _close_arms(rng, na, nb, rng.uniform(0.2, 0.7), rng.uniform(0.3, 1.8))


@kind("equal counts in both arms")
def equal(rng):
    n = int(rng.integers(6, 20))
    return n // 2, n, n // 2, n


@kind("no success in either arm")
def no_success(rng):
    return 0, int(rng.integers(2, 9)), 0, int(rng.integers(12, 40))


@kind("no success in A and some in B")
def no_success_of_a(rng):
    return 0, int(rng.integers(5, 12)), int(rng.integers(1, 3)), int(rng.integers(6, 20))


@kind("nothing but successes in both arms")
def all_successes(rng):
    na, nb = int(rng.integers(12, 40)), int(rng.integers(2, 9))
    return na, na, nb, nb


@kind("a single trial of B")
def one_trial_of_b(rng):
    return int(rng.integers(2, 5)), int(rng.integers(6, 12)), 1, 1


@kind("a single trial of A")
def one_trial_of_a(rng):
    return 1, 1, int(rng.integers(2, 5)), int(rng.integers(6, 12))


@kind("five hundred trials in each arm, nothing but successes in A")
def five_hundred_of_a(rng):
    return 500, 500, int(rng.integers(496, 499)), 500


@kind("five hundred trials in each arm, nothing but successes in B")
def five_hundred_of_b(rng):
    return int(rng.integers(496, 499)), 500, 500, 500
