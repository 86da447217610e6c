"""The hidden checks of `confusion_matrix` beside those of its permitted inputs: properties."""

import numpy as np


def _labels(rng, k=4, n=30):
    truth = np.concatenate([np.arange(k), rng.integers(k, size=n - k)])
    return truth, rng.integers(k, size=n)


def test_rows_add_up_to_the_truth_and_columns_to_the_predictions(student, expect, rng):
    """The sums of the rows count the true classes, those of the columns the predicted ones."""
    truth, predicted = _labels(rng)
    got = expect.array(student.confusion_matrix(truth, predicted, 4), (4, 4))
    expect.close(got.sum(axis=1), np.bincount(truth, minlength=4), what="the array of row sums")
    columns = np.bincount(predicted, minlength=4)
    expect.close(got.sum(axis=0), columns, what="the array of column sums")


def test_the_diagonal_holds_what_was_right(student, expect, rng):
    """The trace over the sum of all counts is the share of right predictions."""
    truth, predicted = _labels(rng)
    predicted[:9] = truth[:9]
    got = expect.array(student.confusion_matrix(truth, predicted, 4), (4, 4))
    expect.close(got.sum(), 30, what="the sum of all counts")
    expect.close(np.trace(got), np.sum(truth == predicted), what="the sum of the diagonal")


def test_truth_and_prediction_exchanged_turn_the_matrix(student, expect, rng):
    """With the two arguments exchanged, rows become columns."""
    truth, predicted = _labels(rng)
    there = expect.array(student.confusion_matrix(truth, predicted, 4), (4, 4))
    expect.close(there.sum(axis=1), np.bincount(truth, minlength=4), what="the array of row sums")
    expect.close(student.confusion_matrix(predicted, truth, 4), there.T, what="the turned matrix")


def test_data_in_two_parts_add_up(student, expect, rng):
    """The matrix of all observations is the sum of those of two parts."""
    truth, predicted = _labels(rng)
    whole = expect.array(student.confusion_matrix(truth, predicted, 4), (4, 4))
    expect.close(whole.sum(axis=1), np.bincount(truth, minlength=4), what="the array of row sums")
    first = expect.array(student.confusion_matrix(truth[:11], predicted[:11], 4), (4, 4))
    second = expect.array(student.confusion_matrix(truth[11:], predicted[11:], 4), (4, 4))
    expect.close(first + second, whole, what="the sum of the two matrices")
