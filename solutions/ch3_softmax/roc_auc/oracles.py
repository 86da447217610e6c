"""Outside truth for `roc_auc`."""

import numpy as np
from scipy import stats
from sklearn import metrics

from autograder.authors import Agreement, oracle
from course import softmax


def _asked(rng):
    m, n, digits = int(rng.integers(1, 40)), int(rng.integers(1, 40)), int(rng.integers(0, 4))
    labels = rng.permutation(np.repeat([1, 0], [m, n]))
    return (rng.normal(size=m + n) + labels).round(digits), labels


@oracle("sklearn.metrics.roc_auc_score")
def scikit_learn(student, rng):
    scores, labels = _asked(rng)
    outside = metrics.roc_auc_score(labels, scores)
    return Agreement(student.roc_auc(scores, labels), softmax.roc_auc(scores, labels), outside)


@oracle("scipy.stats.mannwhitneyu, whose U is divided by the number of pairs")
def mann_whitney(student, rng):
    scores, labels = _asked(rng)
    sick, healthy = scores[labels == 1], scores[labels == 0]
    outside = stats.mannwhitneyu(sick, healthy).statistic / (len(sick) * len(healthy))
    return Agreement(student.roc_auc(scores, labels), softmax.roc_auc(scores, labels), outside)
