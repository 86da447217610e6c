"""What may be asked of `expected_loss`, kind by kind."""

import numpy as np

from autograder.authors import kind, truth, whole_number
from course import ab

DOMAIN = {
    "successes_a": whole_number(0),
    "trials_a": whole_number(0),
    "successes_b": whole_number(0),
    "trials_b": whole_number(0),
}


@truth(what="the pair of losses", rtol=0, atol=1e-8)
def right(successes_a, trials_a, successes_b, trials_b):
    return ab.expected_losses(
        [ab.posterior(successes_a, trials_a), ab.posterior(successes_b, trials_b)]
    )


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


@kind("arms of a few hundred trials of which B does better")
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


@kind("nothing but failures in A and nothing but successes in B")
def opposites(rng):
    na, nb = int(rng.integers(3, 6)), int(rng.integers(6, 9))
    return 0, na, nb, nb


@kind("an arm without a trial")
def nothing_of_a(rng):
    return 0, 0, int(rng.integers(1, 4)), int(rng.integers(6, 30))


@kind("equal shares in arms of different sizes")
def equal_shares(rng):
    k = int(rng.integers(4, 9))
    return 2, 8, 2 * k, 8 * k


@kind("ten thousand trials in each arm")
def ten_thousand(rng):
    nb = int(rng.integers(8_000, 10_001))
    return _close_arms(rng, 10_000, nb, rng.uniform(0.1, 0.6), rng.uniform(-1.5, 1.5))


@kind("few successes in thousands of trials")
def rare(rng):
    na, nb = (int(n) for n in rng.integers(2_000, 4_000, size=2))
    return int(rng.integers(5, 12)), na, int(rng.integers(5, 12)), nb


@kind("few failures in thousands of trials")
def rare_failures(rng):
    na, nb = (int(n) for n in rng.integers(2_000, 4_000, size=2))
    return na - int(rng.integers(5, 12)), na, nb - int(rng.integers(5, 12)), nb


@kind("a dozen trials in one arm and ten thousand in the other")
def of_different_sizes(rng):
    return int(rng.integers(3, 7)), 12, int(rng.integers(3_000, 5_000)), 10_000
