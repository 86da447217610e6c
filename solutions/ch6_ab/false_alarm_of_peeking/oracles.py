"""Outside truth for `false_alarm_of_peeking`."""

import numpy as np
from scipy import stats

from autograder.authors import Agreement, oracle
from course import ab


class Normal(ab.CountRule):
    """An alarm where the reference's normal approximation is above a threshold."""

    def __init__(self, threshold):
        self.threshold = threshold

    def at_look(self, a, b, look, looks, batch):
        arms = [[ab.posterior(int(s), look * batch) for s in counts] for counts in (a, b)]
        found = [ab.prob_better_gaussian(*pair) for pair in zip(*arms, strict=True)]
        return np.array(found) > self.threshold


def _reference(new_a, new_b, batch, threshold):
    a, b = np.cumsum(new_a, axis=1), np.cumsum(new_b, axis=1)
    alarms = Normal(threshold).alarms(a, b, batch)
    return [alarms[:, : k + 1].any(axis=1).mean() for k in range(a.shape[1])]


@oracle("scipy.stats.beta and norm, one experiment after the other until its first alarm")
def scipy_loop(student, rng):
    batch, looks, threshold = int(rng.integers(4, 30)), 5, float(rng.uniform(0.8, 0.97))
    new_a, new_b = rng.binomial(batch, rng.uniform(0.1, 0.6), size=(2, 40, looks))
    ended = np.zeros(looks)
    for row_a, row_b in zip(new_a, new_b, strict=True):
        for k in range(looks):
            n = batch * (k + 1)
            mean, var = stats.beta.stats(
                [1 + row_a[: k + 1].sum(), 1 + row_b[: k + 1].sum()],
                [1 + n - row_a[: k + 1].sum(), 1 + n - row_b[: k + 1].sum()],
            )
            # The difference of two normals is above zero.
            if stats.norm.sf(0, mean[1] - mean[0], np.sqrt(var.sum())) > threshold:
                ended[k:] += 1
                break
    found = student.false_alarm_of_peeking(new_a, new_b, batch, threshold)
    return Agreement(found, _reference(new_a, new_b, batch, threshold), ended / 40)


@oracle("all experiments there can be, each as often as it is probable, against an exact sum")
def all_experiments(student, rng):
    # With rate 1/2 every sequence of visitors is equally probable: two looks of three visitors.
    threshold = float(rng.uniform(0.6, 0.97))
    visitors = np.indices((2,) * 12).reshape(2, 2, 3, -1)
    new_a, new_b = np.moveaxis(visitors.sum(axis=2), -1, 1)
    exact = ab.exact_looks(0.5, 0.5, 3, 2, _OnGrid(threshold))
    a, b = np.cumsum(new_a, axis=1), np.cumsum(new_b, axis=1)
    n = np.array([3, 6])
    (mean_a, var_a), (mean_b, var_b) = (stats.beta.stats(1 + s, 1 + n - s) for s in (a, b))
    alarms = stats.norm.cdf(mean_b, mean_a, np.sqrt(var_a + var_b)) > threshold
    outside = [alarms[:, 0].mean(), (alarms[:, 0] | alarms[:, 1]).mean()]
    found = student.false_alarm_of_peeking(new_a, new_b, 3, threshold)
    return Agreement(found, exact, outside)


class _OnGrid(Normal):
    """The same rule for counts of any shape."""

    def at_look(self, a, b, look, looks, batch):
        return super().at_look(a.ravel(), b.ravel(), look, looks, batch).reshape(a.shape)
