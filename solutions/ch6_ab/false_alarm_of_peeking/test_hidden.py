"""The hidden checks of `false_alarm_of_peeking` beside those of its permitted inputs: properties."""

import numpy as np
from scipy import special

from course import ab


class Normal(ab.CountRule):
    """An alarm where the normal approximation is above a threshold."""

    def __init__(self, threshold):
        self.threshold = threshold

    def at_look(self, a, b, look, looks, batch):
        mean_a, mean_b = ((1 + s) / (2 + look * batch) for s in (a, b))
        spread = np.sqrt((mean_a * (1 - mean_a) + mean_b * (1 - mean_b)) / (3 + look * batch))
        return special.ndtr((mean_b - mean_a) / spread) > self.threshold


def _draws(rng, experiments, looks, batch):
    rate = float(rng.uniform(0.2, 0.6))
    return rng.binomial(batch, rate, size=(2, experiments, looks))


def _shares(student, expect, new_a, new_b, batch, **kwargs):
    got = student.false_alarm_of_peeking(new_a, new_b, batch, **kwargs)
    return expect.array(got, (new_a.shape[1],), what="the array of shares")


def _b_ahead(student, expect, batch):
    """One experiment in which B is far ahead at its second look: an alarm that any answer sees."""
    new_a, new_b = np.array([[0, 0, batch], [1, 0, 0]]), np.array([[0, batch, 0], [1, 0, 0]])
    got = _shares(student, expect, new_a, new_b, batch, threshold=0.9)
    expect.close(got, [0, 0.5, 0.5], what="the share by each look")


def test_an_alarm_is_not_taken_back(student, expect, rng):
    """Experiments in which A wins all that follows end as they did at their first alarm."""
    new_a, new_b = _draws(rng, 40, 2, 12)
    # As many again, in which B is far ahead at once.
    new_a, new_b = (np.vstack([new, np.full_like(new, s)]) for new, s in ((new_a, 1), (new_b, 11)))
    first = _shares(student, expect, new_a, new_b, 12, threshold=0.7713)
    expect.that(first[0] >= 0.5 - 1e-9, "an experiment with B far ahead has raised no alarm")
    turned = np.full_like(new_a, 12), np.zeros_like(new_b)
    longer = [np.hstack([new, more]) for new, more in zip((new_a, new_b), turned, strict=True)]
    got = _shares(student, expect, *longer, 12, threshold=0.7713)
    want = [*first, first[-1], first[-1]]
    expect.close(got, want, what="the share by each look, A winning what follows")


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
    _b_ahead(student, expect, 10)
    new, _ = _draws(rng, 30, 5, 10)
    got = _shares(student, expect, new, new, 10, threshold=0.5)
    expect.close(got, np.zeros(5), what="the share by each look")


def test_luck_of_a_is_no_alarm(student, expect, rng):
    """Where A is ahead in every batch, nothing says that B is better."""
    _b_ahead(student, expect, 10)
    one, other = _draws(rng, 40, 5, 10)
    new_a, new_b = np.maximum(one, other), np.minimum(one, other)
    got = _shares(student, expect, new_a, new_b, 10, threshold=0.6)
    expect.close(got, np.zeros(5), what="the share by each look")
