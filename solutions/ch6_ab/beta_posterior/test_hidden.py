"""The hidden checks of `beta_posterior` beside those of its permitted inputs: properties."""

import numpy as np

from course import ab


def _counts(rng, largest):
    n = int(rng.integers(2, largest))
    return int(rng.integers(1, n)), n


def _prior(rng):
    return float(rng.uniform(0.3, 8)), float(rng.uniform(0.3, 8))


def test_data_in_two_parts_or_at_once(student, expect, rng):
    """Monday's posterior as Tuesday's prior says what both days say together."""
    (s1, n1), (s2, n2), prior = _counts(rng, 30), _counts(rng, 30), _prior(rng)
    monday = expect.array(student.beta_posterior(s1, n1, prior=prior), (4,))
    expect.that(
        (monday[:2] > 0) & (monday[:2] < 1e6), "the first two numbers are no parameters of a Beta"
    )
    tuesday = student.beta_posterior(s2, n2, prior=(float(monday[0]), float(monday[1])))
    at_once = expect.array(student.beta_posterior(s1 + s2, n1 + n2, prior=prior), (4,))
    expect.close(tuesday, at_once, what="the array after both parts")
    both = ab.posterior(s1 + s2, n1 + n2, prior)
    expect.close(
        at_once[:2], [both.alpha, both.beta], what="the pair of parameters after both parts"
    )


def test_the_mean_weighs_prior_and_data(student, expect, rng):
    """The mean is the prior's and the data's, weighted by a + b and by the number of trials."""
    (s, n), (a, b) = _counts(rng, 40), _prior(rng)
    got = expect.array(student.beta_posterior(s, n, prior=(a, b)), (4,))
    want = np.average([a / (a + b), s / n], weights=[a + b, n])
    expect.close(got[2], want, what="the mean")


def test_failures_called_successes_turn_it_round(student, expect, rng):
    """With failures counted in the place of successes, what was the rate is one minus the rate."""
    (s, n), (a, b) = _counts(rng, 60), _prior(rng)
    there = expect.array(student.beta_posterior(s, n, prior=(a, b)), (4,))
    expect.close(there[:2], [a + s, b + n - s], what="the pair of parameters")
    back = expect.array(student.beta_posterior(n - s, n, prior=(b, a)), (4,))
    want = [there[1], there[0], 1 - there[2], there[3]]
    expect.close(back, want, what="the array turned round")
