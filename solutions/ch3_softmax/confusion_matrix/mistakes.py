"""Known mistakes of `confusion_matrix`."""

import numpy as np

from autograder.authors import mistake


def _checked(truth, predicted, k):
    truth, predicted = np.asarray(truth), np.asarray(predicted)
    if len(truth) != len(predicted):
        raise ValueError("two lengths")
    both = np.concatenate([truth, predicted])
    if both.min() < 0 or both.max() >= k:
        raise ValueError("no class")
    return truth, predicted


def _tally(truth, predicted, rows, columns):
    counts = np.zeros((rows, columns))
    for t, p in zip(truth, predicted, strict=True):
        counts[t, p] += 1
    return counts


@mistake(
    says="Your rows are the predicted classes and your columns the true ones. Each row is to be a true "
    "class: the truth is the first index.",
    caught_by="test_five_photographs",
)
def turned(truth, predicted, k):
    truth, predicted = _checked(truth, predicted, k)
    return _tally(predicted, truth, k, k)


@mistake(
    says="A pair of classes that comes several times is counted once. `counts[truth, predicted] += 1` "
    "adds to each cell only once, however often the cell is named: `np.add.at` adds every time.",
    caught_by="test_pairs_that_come_more_than_once",
)
def counted_once(truth, predicted, k):
    truth, predicted = _checked(truth, predicted, k)
    counts = np.zeros((k, k))
    counts[truth, predicted] += 1
    return counts


@mistake(
    says="Your matrix is as large as the largest label that occurs asks for. `k` says how many classes "
    "there are: the last ones may occur nowhere, and have a row and a column all the same.",
    caught_by="test_a_class_that_occurs_nowhere",
)
def size_of_the_largest_label(truth, predicted, k):
    truth, predicted = _checked(truth, predicted, k)
    size = max(truth.max(), predicted.max()) + 1
    return _tally(truth, predicted, size, size)


@mistake(
    says="Your matrix has rows and columns for those classes alone that occur. `k` says how many there "
    "are, and a class that occurs nowhere has its zeros.",
    caught_by="test_a_class_that_occurs_nowhere",
)
def only_those_that_occur(truth, predicted, k):
    truth, predicted = _checked(truth, predicted, k)
    found, places = np.unique(np.concatenate([truth, predicted]), return_inverse=True)
    return _tally(places[: len(truth)], places[len(truth) :], len(found), len(found))


@mistake(
    says="Your rows add up to 1: you return shares of each true class. Counts are asked for; the shares "
    "on the diagonal would be the recalls.",
    caught_by="test_pairs_that_come_more_than_once",
)
def shares_of_rows(truth, predicted, k):
    truth, predicted = _checked(truth, predicted, k)
    counts = _tally(truth, predicted, k, k)
    return counts / np.maximum(counts.sum(axis=1, keepdims=True), 1)


@mistake(
    says="Your columns add up to 1: you return shares of each predicted class. Counts are asked for; the "
    "shares on the diagonal would be the precisions.",
    caught_by="test_pairs_that_come_more_than_once",
)
def shares_of_columns(truth, predicted, k):
    truth, predicted = _checked(truth, predicted, k)
    counts = _tally(truth, predicted, k, k)
    return counts / np.maximum(counts.sum(axis=0, keepdims=True), 1)


@mistake(
    says="Your matrix adds up to 1: you return shares of all observations. Counts are asked for.",
    caught_by="test_pairs_that_come_more_than_once",
)
def shares_of_all(truth, predicted, k):
    truth, predicted = _checked(truth, predicted, k)
    return _tally(truth, predicted, k, k) / len(truth)


@mistake(
    says="Your classes stand in descending order, the last one first. Class 0 is the first row and the "
    "first column.",
    caught_by="test_five_photographs",
)
def last_class_first(truth, predicted, k):
    truth, predicted = _checked(truth, predicted, k)
    return _tally(truth, predicted, k, k)[::-1, ::-1]


@mistake(
    says="You count only what was right: all cells beside the diagonal are zero. The errors are what the "
    "matrix is for.",
    caught_by="test_five_photographs",
)
def diagonal_alone(truth, predicted, k):
    truth, predicted = _checked(truth, predicted, k)
    return np.diag(np.bincount(truth[truth == predicted], minlength=k))


@mistake(
    says="You count only the errors: the diagonal is zero. What was right belongs there.",
    caught_by="test_five_photographs",
)
def errors_alone(truth, predicted, k):
    truth, predicted = _checked(truth, predicted, k)
    counts = _tally(truth, predicted, k, k)
    return counts - np.diag(np.diag(counts))


@mistake(
    says="A label of -1 is not refused: as an index it names the last class, and is counted there without "
    "a word. Look for labels below 0 yourself.",
    caught_by="test_true_below",
)
def below_zero_counted_for_the_last(truth, predicted, k):
    truth, predicted = np.asarray(truth), np.asarray(predicted)
    if len(truth) != len(predicted) or max(truth.max(), predicted.max()) >= k:
        raise ValueError("no class")
    return _tally(truth, predicted, k, k)


@mistake(
    says="A label that is no class is left out without a word, so that the counts do not add up to the "
    "number of observations. Refuse it with a ValueError.",
    caught_by="test_predicted_above",
)
def no_class_left_out(truth, predicted, k):
    truth, predicted = np.asarray(truth), np.asarray(predicted)
    if len(truth) != len(predicted):
        raise ValueError("two lengths")
    return np.array([[np.sum((truth == i) & (predicted == j)) for j in range(k)] for i in range(k)])


@mistake(
    says="Where one of the two is longer, you count as far as the shorter one goes; `zip` stops there "
    "without a word. Which truth belongs to which prediction is unknown then: refuse it.",
    caught_by="test_truth_longer",
)
def cut_to_the_shorter(truth, predicted, k):
    n = min(len(truth), len(predicted))
    truth, predicted = np.asarray(truth), np.asarray(predicted)
    _checked(truth, np.resize(predicted, len(truth)), k)
    return _tally(truth[:n], predicted[:n], k, k)


@mistake(
    says="You look at the true classes alone for numbers that are no class. A prediction may be wrong in "
    "that way, too.",
    caught_by="test_predicted_below",
    at_home=False,
)
def predictions_not_looked_at(truth, predicted, k):
    truth, predicted = np.asarray(truth), np.asarray(predicted)
    if len(truth) != len(predicted) or truth.min() < 0 or truth.max() >= k:
        raise ValueError("no class")
    return _tally(truth, predicted, k, max(k, predicted.max() + 1))[:, :k]
