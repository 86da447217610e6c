"""The hidden checks of `beta_posterior`."""

import numpy as np
import pytest

from course import ab


def _counts(rng, largest):
    n = int(rng.integers(2, largest))
    return int(rng.integers(1, n)), n


def _prior(rng):
    return float(rng.uniform(0.3, 8)), float(rng.uniform(0.3, 8))


@pytest.mark.weight(2)
def test_agrees_with_the_reference(student, expect, rng):
    """Counts from a handful to thousands, with priors of whole numbers and others."""
    for largest, prior in ((8, (1, 1)), (50, (0.5, 0.5)), (300, _prior(rng)), (5000, (3, 27))):
        s, n = _counts(rng, largest)
        want = ab.posterior(s, n, prior)
        got = student.beta_posterior(s, n, prior=prior)
        expect.close(got, [want.alpha, want.beta, want.mean, want.sd], what="the array of four")


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


def test_many_trials_drown_the_prior(student, expect, rng):
    """After a hundred thousand trials the mean is the observed share, the deviation that of a share."""
    n = 10**5
    share = float(rng.uniform(0.2, 0.8))
    s = round(n * share)
    got = expect.array(student.beta_posterior(s, n, prior=_prior(rng)), (4,))
    expect.close(got[2], s / n, rtol=0, atol=2e-4, what="the mean")
    want = np.sqrt(share * (1 - share) / n)
    expect.close(got[3], want, rtol=2e-3, atol=0, what="the standard deviation")


def test_failures_called_successes_turn_it_round(student, expect, rng):
    """With failures counted in the place of successes, what was the rate is one minus the rate."""
    (s, n), (a, b) = _counts(rng, 60), _prior(rng)
    there = expect.array(student.beta_posterior(s, n, prior=(a, b)), (4,))
    back = expect.array(student.beta_posterior(n - s, n, prior=(b, a)), (4,))
    want = [there[1], there[0], 1 - there[2], there[3]]
    expect.close(back, want, what="the array turned round")


def test_none_and_all(student, expect, rng):
    """No success, nothing but successes, or no trial are counts like any others."""
    n, prior = int(rng.integers(2, 30)), _prior(rng)
    for s, trials in ((0, n), (n, n), (0, 0)):
        want = ab.posterior(s, trials, prior)
        got = student.beta_posterior(s, trials, prior=prior)
        expect.close(got, [want.alpha, want.beta, want.mean, want.sd], what="the array of four")


def test_more_successes_than_trials_are_refused(student, expect, rng):
    """Impossible counts raise a ValueError, possible ones do not."""
    n = int(rng.integers(3, 20))
    for s, trials in ((n + 1, n), (-1, n), (1, 0), (0, -1), (-2, -1)):
        expect.raises(ValueError, lambda s=s, t=trials: student.beta_posterior(s, t))
    expect.array(student.beta_posterior(n, n), (4,))
