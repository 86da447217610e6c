"""What may be asked of `prob_lift`, kind by kind."""

import numpy as np

from autograder.authors import kind, number, truth, whole_number
from course import ab

DOMAIN = {
    "successes_a": whole_number(0),
    "trials_a": whole_number(0),
    "successes_b": whole_number(0),
    "trials_b": whole_number(0),
    "at_least": number(above=-1, below=1),
}


@truth(what="the probability", rtol=0, atol=1e-6)
def right(successes_a, trials_a, successes_b, trials_b, at_least):
    a, b = ab.posterior(successes_a, trials_a), ab.posterior(successes_b, trials_b)
    return ab.lift(a, b).prob_above(at_least)


def _barred(rng, sa, na, sb, nb, low, high):
    """The two arms and a bar, between `low` and `high` standard errors above their difference."""
    shares = [(1 + s) / (2 + n) for s, n in ((sa, na), (sb, nb))]
    spread = np.sqrt(sum(p * (1 - p) / (3 + n) for p, n in zip(shares, (na, nb), strict=True)))
    bar = shares[1] - shares[0] + rng.uniform(low, high) * spread
    return sa, na, sb, nb, float(np.clip(bar, -0.95, 0.95))


@kind("a few trials in each arm, and a bar above zero")
def few(rng):
    nb = int(rng.integers(9, 15))
    return 2, int(rng.integers(5, 9)), int(rng.integers(4, nb)), nb, float(rng.uniform(0.05, 0.4))


@kind("a bar below zero, with A ahead")
def below_zero(rng):
    sa = int(rng.integers(30, 40))
    return _barred(rng, sa, 60, int(rng.integers(20, 26)), int(rng.integers(80, 99)), -0.8, -0.2)


@kind("a bar above zero, with B ahead")
def above_zero(rng):
    sb = int(rng.integers(60, 70))
    return _barred(rng, int(rng.integers(20, 30)), 99, sb, int(rng.integers(90, 120)), 0.3, 1.2)


@kind("a bar of zero")
def zero(rng):
    return int(rng.integers(3, 9)), 20, int(rng.integers(10, 17)), 31, 0


@kind("a bar that is far above the difference")
def far_above(rng):
    return int(rng.integers(2, 5)), 9, int(rng.integers(3, 7)), 12, float(rng.uniform(0.45, 0.6))


@kind("a bar that is far below the difference")
def far_below(rng):
    return int(rng.integers(5, 8)), 9, int(rng.integers(3, 7)), 12, -float(rng.uniform(0.6, 0.9))


@kind("no success in either arm")
def no_success(rng):
    return 0, int(rng.integers(8, 15)), 0, int(rng.integers(4, 7)), float(rng.uniform(0.02, 0.1))


@kind("nothing but successes in both arms")
def all_successes(rng):
    na, nb = int(rng.integers(4, 7)), int(rng.integers(8, 15))
    return na, na, nb, nb, -float(rng.uniform(0.02, 0.1))


@kind("an arm without a trial, and a bar below zero")
def nothing_of_b(rng):
    return int(rng.integers(2, 5)), int(rng.integers(6, 20)), 0, 0, -float(rng.uniform(0.1, 0.4))


@kind("an arm without a trial, and a bar above zero")
def nothing_of_a(rng):
    nb = int(rng.integers(6, 20))
    return 0, 0, nb - int(rng.integers(1, 4)), nb, float(rng.uniform(0.1, 0.4))


@kind("ten thousand trials in each arm")
def ten_thousand(rng):
    # A's rate lies between the places at which an adaptive integral over (0, 1) looks first.
    sa, sb = int(rng.integers(1870, 1920)), int(rng.integers(1700, 2200))
    return _barred(rng, sa, 10_000, sb, int(rng.integers(9000, 10_001)), -1, 1)


@kind("few successes in thousands of trials, and a bar close to zero")
def rare(rng):
    sa, sb = (int(s) for s in rng.integers(4, 12, size=2))
    return _barred(rng, sa, int(rng.integers(4000, 6000)), sb, int(rng.integers(7000, 9000)), -1, 1)


@kind("a dozen trials in one arm and ten thousand in the other")
def of_different_sizes(rng):
    return _barred(rng, int(rng.integers(3, 9)), 12, int(rng.integers(4000, 6000)), 10_000, -1, 1)
