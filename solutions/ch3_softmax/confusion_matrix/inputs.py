"""What may be asked of `confusion_matrix`, kind by kind."""

import numpy as np

from autograder.authors import array, kind, refused, truth, whole_number
from course import softmax

DOMAIN = {
    "truth": array(0, 19, whole=True),
    "predicted": array(0, 19, whole=True),
    "k": whole_number(1, 20),
}


@truth(what="the matrix of counts", rtol=0)
def right(truth, predicted, k):
    return softmax.confusion_matrix(truth, predicted, int(k))


def _labels(rng, n, k, right=0.5):
    """Two rows of n labels, of which a share is right and each pair of classes may occur."""
    truth = rng.integers(k, size=n)
    return truth, np.where(rng.uniform(size=n) < right, truth, rng.integers(k, size=n))


@kind("three classes and a dozen observations")
def three_classes(rng):
    # Each class is there, and more of them are taken for a later class than for an earlier one.
    truth = np.array([0, 0, 0, 0, 0, 1, 1, 1, 2, 2, 2, 2])
    predicted = np.array([0, 0, 1, 1, 2, 1, 2, 2, 2, 2, 2, 0])
    order = rng.permutation(12)
    return truth[order], predicted[order], 3


@kind("two classes, of which the second is rarer")
def two_classes(rng):
    order = rng.permutation(15)
    truth, predicted = np.repeat([0, 1], [10, 5]), np.repeat([0, 1, 0, 1], [7, 3, 1, 4])
    return truth[order], predicted[order], 2


@kind("two classes that are never predicted rightly")
def all_wrong(rng):
    truth = rng.permutation([0, 0, 0, 0, 0, 1, 1])
    return truth, 1 - truth, 2


@kind("predictions that are all right")
def all_right(rng):
    truth = rng.permutation([0, 1, 1, 2, 2, 2, 2])
    return truth, truth.copy(), 3


@kind("a single class")
def one_class(rng):
    n = int(rng.integers(3, 9))
    return np.zeros(n, dtype=int), np.zeros(n, dtype=int), 1


@kind("a single observation")
def one_observation(rng):
    return np.array([rng.integers(2)]), np.array([2]), 4


@kind("last classes that occur nowhere")
def last_absent(rng):
    return *_labels(rng, 9, 3), 5


@kind("a class between others that occurs nowhere")
def middle_absent(rng):
    present = np.array([0, 2, 3])
    truth, predicted = _labels(rng, 12, 3)
    return present[truth], present[predicted], 4


@kind("a class that is predicted and never true, and one that is true and never predicted")
def one_sided(rng):
    truth = rng.permutation([0, 0, 0, 1, 1, 2])
    return truth, np.array([0, 1, 3])[truth], 4


@kind("forty observations of five classes")
def five_classes(rng):
    return *_labels(rng, 40, 5), 5


@kind("more than a thousand observations")
def many(rng):
    return *_labels(rng, 1200, 4, right=0.7), 4


@kind("twenty classes")
def twenty_classes(rng):
    truth, predicted = _labels(rng, 60, 20)
    truth[:2], predicted[:2] = [19, 3], [4, 19]
    return truth, predicted, 20


@refused("a true class below 0")
def true_below(rng):
    truth, predicted = _labels(rng, 8, 3)
    truth[rng.integers(8)] = -1
    return truth, predicted, 3


@refused("a predicted class below 0")
def predicted_below(rng):
    truth, predicted = _labels(rng, 8, 3)
    predicted[rng.integers(8)] = -2
    return truth, predicted, 3


@refused("a true class that is k", beside=two_classes)
def true_above(rng):
    truth, predicted = _labels(rng, 8, 3)
    truth[rng.integers(8)] = 3
    return truth, predicted, 3


@refused("a predicted class that is k", beside=five_classes)
def predicted_above(rng):
    truth, predicted = _labels(rng, 8, 3)
    predicted[rng.integers(8)] = 3
    return truth, predicted, 3


@refused("classes far above k, in both", beside=all_right)
def both_far_above(rng):
    truth, predicted = _labels(rng, 8, 2)
    truth[3] = predicted[3] = 50
    return truth, predicted, 2


@refused("more true classes than predicted ones", beside=three_classes)
def truth_longer(rng):
    truth, predicted = _labels(rng, 9, 3)
    return truth, predicted[:-2], 3


@refused("more predicted classes than true ones", beside=three_classes)
def predicted_longer(rng):
    truth, predicted = _labels(rng, 9, 3)
    return truth[:-1], predicted, 3


@refused("one true class for many predicted ones", beside=five_classes)
def one_for_many(rng):
    truth, predicted = _labels(rng, 9, 3)
    return truth[:1], predicted, 3
