"""What may be asked of `false_alarm_of_peeking`, kind by kind."""

from functools import cache

import numpy as np

from autograder.authors import asked, kind, matrix, number, truth, whole_number
from course import ab

_NEW = matrix(0, whole=True, constant="", pandas=False)
DOMAIN = {
    "new_a": _NEW,
    "new_b": _NEW,
    "batch": whole_number(1),
    "threshold": number(above=0, below=1),
}
# No probability is as close to a threshold as this: rounding decides nothing.
CLEAR = 1e-6


@cache
def _above(a, b, trials):
    return ab.prob_better_gaussian(ab.posterior(a, trials), ab.posterior(b, trials))


def _probabilities(new_a, new_b, batch):
    """The probability that B is better, of each experiment at each look."""
    so_far = np.cumsum(new_a, axis=1), np.cumsum(new_b, axis=1)
    found = np.empty(np.shape(new_a))
    for (i, k), _ in np.ndenumerate(found):
        found[i, k] = _above(*(int(s[i, k]) for s in so_far), batch * (k + 1))
    return found


@truth(what="the share by each look")
def right(new_a, new_b, batch, threshold=0.95):
    alarms = _probabilities(new_a, new_b, batch) > threshold
    return [alarms[:, : k + 1].any(axis=1).mean() for k in range(alarms.shape[1])]


def _draws(rng, experiments, looks, batch, low=0.2, high=0.6):
    """Experiments in some of which B is better, and of which none comes close to 0.95."""
    while True:
        rates = rng.uniform(low, high), rng.uniform(low, high, size=(experiments, 1))
        new_a = rng.binomial(batch, rates[0], size=(experiments, looks))
        new_b = rng.binomial(batch, np.maximum(*rates), size=(experiments, looks))
        found = _probabilities(new_a, new_b, batch)
        alarms = (found > 0.95).any(axis=1).mean()
        if np.abs(found - 0.95).min() > CLEAR and 0.05 < alarms < 0.95:
            return new_a, new_b


def _threshold(new_a, new_b, batch, low, high):
    """A threshold from `low` to `high`, in the middle of the widest gap between probabilities."""
    found = np.unique(_probabilities(new_a, new_b, batch))
    places = np.unique([low, *found[(found > low) & (found < high)], high])
    widest = np.argmax(np.diff(places))
    return float(places[widest] + places[widest + 1]) / 2


def _at(rng, experiments, looks, batch, low, high):
    """Draws, and a threshold from `low` to `high`."""
    new = _draws(rng, experiments, looks, batch)
    return (*new, batch, _threshold(*new, batch, low, high))


@kind("a dozen experiments of ten looks, at the threshold of default")
def few(rng):
    return (*_draws(rng, 12, 10, 10), 10)


@kind("a threshold that is lower")
def lower(rng):
    return _at(rng, 150, 4, 15, 0.78, 0.8)


@kind("a threshold that is higher, given by name")
def higher(rng):
    *new, batch, threshold = _at(rng, 25, 5, 8, 0.96, 0.985)
    return asked(*new, batch, threshold=threshold)


@kind("a threshold below one half")
def below_one_half(rng):
    return _at(rng, 25, 3, 7, 0.2, 0.4)


@kind("small batches, with no success in some of them")
def small_batches(rng):
    new_a, new_b = _draws(rng, 20, 6, 3, 0.1, 0.5)
    new_a[0], new_b[0] = 0, [0, 1, 0, 0, 2, 1]
    return new_a, new_b, 3, _threshold(new_a, new_b, 3, 0.7, 0.9)


@kind("batches of one visitor")
def batches_of_one(rng):
    return _at(rng, 25, 6, 1, 0.75, 0.9)


@kind("batches of two thousand visitors")
def large_batches(rng):
    new_a = rng.binomial(2_000, 0.3, size=(20, 3))
    new_b = rng.binomial(2_000, 0.31, size=(20, 3))
    return new_a, new_b, 2_000, _threshold(new_a, new_b, 2_000, 0.6, 0.9)


@kind("a single look")
def one_look(rng):
    return (*_draws(rng, 13, 1, 12), 12)


@kind("two looks")
def two_looks(rng):
    return _at(rng, 17, 2, 12, 0.8, 0.94)


@kind("a single experiment")
def one_experiment(rng):
    new_b = np.array([[2, 6, 9, 1, 3]]) + rng.integers(0, 2, size=(1, 5))
    return np.full((1, 5), 3), new_b, 12, 0.9


@kind("as many experiments as looks")
def square(rng):
    return _at(rng, 7, 7, 9, 0.8, 0.94)


@kind("more than a thousand experiments")
def many(rng):
    # Close to the threshold there are many: another variance moves some of them across.
    return _at(rng, 1_200, 3, 20, 0.88, 0.9)
