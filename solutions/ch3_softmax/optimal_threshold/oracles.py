"""Outside truth for `optimal_threshold`."""

import numpy as np
from scipy import optimize
from sklearn.metrics import confusion_matrix

from autograder.authors import Agreement, oracle
from course import softmax


def _cost(rng):
    right = rng.uniform(-5, 5, size=2)
    wrong = right + rng.uniform(0.2, 20, size=2)
    return np.array([[right[0], wrong[0]], [wrong[1], right[1]]])


@oracle("SciPy's root of the difference of the two mean costs")
def root(student, rng):
    cost = _cost(rng)
    outside = optimize.brentq(lambda p: np.array([1 - p, p]) @ cost @ [1.0, -1.0], 0, 1, xtol=1e-15)
    return Agreement(student.optimal_threshold(cost), softmax.optimal_threshold(cost), outside)


@oracle(
    "the cheapest of many thresholds, by scikit-learn's confusion matrix of a calibrated population"
)
def cheapest_of_all(student, rng):
    # Of the people with probability p a share of p is sick: weights stand for an endless population.
    cost, p = _cost(rng), (np.arange(2000) + 0.5) / 2000
    labels, twice, weight = np.repeat([0, 1], 2000), np.tile(p, 2), np.concatenate([1 - p, p])
    grid = np.arange(1, 2000, 7) / 2000

    def total(t):
        return np.sum(cost * confusion_matrix(labels, twice > t, sample_weight=weight))

    cheapest = grid[int(np.argmin([total(t) for t in grid]))]
    return Agreement(
        student.optimal_threshold(cost),
        softmax.optimal_threshold(cost),
        cheapest,
        rtol=0,
        atol=0.0045,
    )
