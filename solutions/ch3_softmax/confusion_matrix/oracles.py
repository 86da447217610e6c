"""Outside truth for `confusion_matrix`."""

from sklearn import metrics

from autograder.authors import Agreement, oracle
from course import softmax


@oracle("sklearn.metrics.confusion_matrix")
def scikit_learn(student, rng):
    k, n = int(rng.integers(2, 9)), int(rng.integers(2, 60))
    truth, predicted = rng.integers(k, size=n), rng.integers(k, size=n)
    return Agreement(
        student.confusion_matrix(truth, predicted, k),
        softmax.confusion_matrix(truth, predicted, k),
        metrics.confusion_matrix(truth, predicted, labels=list(range(k))),
        rtol=0,
        atol=0,
    )
