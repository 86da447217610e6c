"""The hidden checks of `false_alarm_of_peeking`."""

from functools import cache

import numpy as np
import pytest
from scipy import special

from course import ab


@cache
def _above(a, b, trials):
    return ab.prob_better_gaussian(ab.posterior(a, trials), ab.posterior(b, trials))


class Normal(ab.CountRule):
    """An alarm where the normal approximation is above a threshold."""

    def __init__(self, threshold):
        self.threshold = threshold

    def at_look(self, a, b, look, looks, batch):
        mean_a, mean_b = ((1 + s) / (2 + look * batch) for s in (a, b))
        spread = np.sqrt((mean_a * (1 - mean_a) + mean_b * (1 - mean_b)) / (3 + look * batch))
        return special.ndtr((mean_b - mean_a) / spread) > self.threshold


def _draws(rng, experiments, looks, batch):
    rate = float(rng.uniform(0.1, 0.6))
    return rng.binomial(batch, rate, size=(2, experiments, looks))


def _probabilities(new_a, new_b, batch):
    found = np.empty(new_a.shape)
    for (i, k), _ in np.ndenumerate(found):
        counts = int(new_a[i, : k + 1].sum()), int(new_b[i, : k + 1].sum())
        found[i, k] = _above(*counts, batch * (k + 1))
    return found


def _shares(student, expect, new_a, new_b, batch, **kwargs):
    got = student.false_alarm_of_peeking(new_a, new_b, batch, **kwargs)
    return expect.array(got, (new_a.shape[1],), what="the array of shares")


@pytest.mark.weight(2)
def test_agrees_with_the_reference(student, expect, rng):
    """Experiments with batches of several sizes, at several thresholds."""
    for batch in (3, 8, 25):
        new_a, new_b = _draws(rng, 120, 4, batch)
        chances = _probabilities(new_a, new_b, batch)
        for low, high in ((0.6, 0.8), (0.8, 0.9), (0.9, 0.97)):
            threshold = float(rng.uniform(low, high))
            while np.abs(chances - threshold).min() < 1e-7:
                threshold = float(rng.uniform(low, high))
            want = [(chances[:, : k + 1] > threshold).any(axis=1).mean() for k in range(4)]
            got = _shares(student, expect, new_a, new_b, batch, threshold=threshold)
            expect.close(got, want, what="the share by each look")


def test_an_alarm_is_not_taken_back(student, expect, rng):
    """From one look to the next the share can only grow."""
    new_a, new_b = _draws(rng, 80, 12, 6)
    got = _shares(student, expect, new_a, new_b, 6, threshold=0.77)
    expect.that(np.diff(got) >= -1e-9, "the share falls from one look to a later one")


def test_later_looks_change_nothing_before(student, expect, rng):
    """What has happened by the third look does not depend on the looks that follow."""
    new_a, new_b = _draws(rng, 80, 8, 6)
    chances = _probabilities(new_a[:, :3], new_b[:, :3], 6)
    threshold = 0.77
    while np.abs(chances - threshold).min() < 1e-7:
        threshold += 1e-3
    whole = _shares(student, expect, new_a, new_b, 6, threshold=threshold)
    first = _shares(student, expect, new_a[:, :3], new_b[:, :3], 6, threshold=threshold)
    expect.close(whole[:3], first, what="the share by each of the first looks")
    want = [(chances[:, : k + 1] > threshold).any(axis=1).mean() for k in range(3)]
    expect.close(first, want, what="the share by each of the first looks")


def test_comes_near_the_exact_rate_of_false_alarms(student, expect, rng):
    """Without a difference, the share by the last look is that of an exact sum, to chance."""
    # Of 4000 experiments, five binomial standard errors: fails a right answer about once in a million.
    rate, batch, looks, threshold = 0.3, 8, 6, 0.85
    exact = ab.exact_looks(rate, rate, batch, looks, Normal(threshold))[-1]
    new_a, new_b = rng.binomial(batch, rate, size=(2, 4000, looks))
    got = _shares(student, expect, new_a, new_b, batch, threshold=threshold)
    noise = np.sqrt(exact * (1 - exact) / 4000)
    expect.close(got[-1], exact, rtol=0, atol=5 * noise, what="the share by the last look")


def test_at_the_threshold_is_not_above_it(student, expect, rng):
    """Equal counts in both arms are a probability of one half, which does not exceed one half."""
    new, _ = _draws(rng, 30, 5, 10)
    got = _shares(student, expect, new, new, 10, threshold=0.5)
    expect.close(got, np.zeros(5), what="the share by each look")


def test_luck_of_a_is_no_alarm(student, expect, rng):
    """Where A is ahead in every batch, nothing says that B is better."""
    one, other = _draws(rng, 40, 5, 10)
    new_a, new_b = np.maximum(one, other), np.minimum(one, other)
    got = _shares(student, expect, new_a, new_b, 10, threshold=0.6)
    expect.close(got, np.zeros(5), what="the share by each look")
