"""What may be asked of `beta_posterior`, kind by kind."""

from autograder.authors import anything, asked, kind, refused, truth, whole_number
from course import ab

DOMAIN = {"successes": whole_number(0), "trials": whole_number(0), "prior": anything()}


@truth(what="the array of four", atol=0)
def right(successes, trials, prior=(1, 1)):
    found = ab.posterior(successes, trials, prior)
    return [found.alpha, found.beta, found.mean, found.sd]


def _counts(rng, fewest, most):
    """Successes and trials, with at least one success and one failure."""
    n = int(rng.integers(fewest, most))
    return int(rng.integers(1, n)), n


@kind("a dozen trials and the prior of default")
def few(rng):
    return _counts(rng, 6, 15)


@kind("a prior of whole numbers that are not equal")
def informed(rng):
    a = int(rng.integers(2, 9))
    return (*_counts(rng, 10, 40), (a, a + int(rng.integers(3, 30))))


@kind("a prior of fractions, the first the larger")
def fractions(rng):
    b = float(rng.uniform(1.1, 4))
    return asked(*_counts(rng, 20, 60), prior=(b + float(rng.uniform(1, 5)), b))


@kind("a prior whose numbers are below 1")
def below_one(rng):
    return (*_counts(rng, 4, 30), (float(rng.uniform(0.2, 0.9)), float(rng.uniform(0.2, 0.9))))


@kind("a prior given as a list")
def as_a_list(rng):
    return (*_counts(rng, 5, 30), [float(rng.uniform(1.5, 4)), int(rng.integers(2, 9))])


@kind("a prior that weighs more than all of the trials")
def strong(rng):
    return (*_counts(rng, 5, 20), (int(rng.integers(300, 900)), int(rng.integers(2000, 9000))))


@kind("no success at all")
def no_success(rng):
    return 0, int(rng.integers(3, 40)), (float(rng.uniform(0.5, 3)), 4)


@kind("nothing but successes")
def all_successes(rng):
    n = int(rng.integers(3, 40))
    return n, n, (2, float(rng.uniform(0.5, 3)))


@kind("a single trial")
def one_trial(rng):
    return int(rng.integers(0, 2)), 1


@kind("no trial, after a prior that is not uniform")
def no_trial(rng):
    return 0, 0, (float(rng.uniform(0.5, 3)), float(rng.uniform(3, 9)))


@kind("more than a thousand successes, the prior that of default")
def many(rng):
    n = int(rng.integers(4_000, 100_001))
    return n - int(rng.integers(100, 2_000)), n


@refused("one success more than trials", beside=all_successes)
def too_many(rng):
    n = int(rng.integers(3, 20))
    return n + 1, n


@refused("a success in no trial", beside=no_trial)
def success_in_no_trial(rng):
    return 1, 0


@refused("successes below zero", beside=no_success)
def negative(rng):
    return -int(rng.integers(1, 4)), int(rng.integers(5, 20)), (2, 3)


@refused("successes and trials below zero", beside=no_trial)
def both_negative(rng):
    return -2, -1, (4, 4)
