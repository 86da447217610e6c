"""The public checks of `confusion_matrix`: run them as often as you like."""

import numpy as np


def test_five_photographs(student, expect):
    """The example of the statement, as lists."""
    got = student.confusion_matrix([0, 0, 1, 2, 2], [0, 1, 1, 2, 0], 3)
    expect.close(got, [[1, 1, 0], [0, 1, 0], [1, 0, 1]], what="the matrix of counts")


def test_pairs_that_come_more_than_once(student, expect):
    """Nine observations of two classes: each kind of pair comes once or more often."""
    truth = np.array([0, 0, 0, 0, 0, 1, 1, 1, 0])
    predicted = np.array([0, 1, 0, 1, 0, 1, 0, 1, 0])
    got = student.confusion_matrix(truth, predicted, 2)
    expect.close(got, [[4, 2], [1, 2]], what="the matrix of counts")


def test_a_class_that_occurs_nowhere(student, expect):
    """Four classes, two of which are neither true nor predicted: 1 and 3."""
    got = student.confusion_matrix(np.array([2, 0, 0, 2]), np.array([2, 0, 2, 2]), 4)
    want = [[1, 0, 1, 0], [0, 0, 0, 0], [0, 0, 2, 0], [0, 0, 0, 0]]
    expect.close(got, want, what="the matrix of counts")


def test_what_is_no_class_is_refused(student, expect):
    """A label below 0 or above k - 1 is refused; labels from 0 to k - 1 are not."""
    got = student.confusion_matrix([0, 1, 1], [1, 1, 0], 2)
    expect.close(got, [[0, 1], [1, 1]], what="the matrix of counts")
    for truth, predicted in (
        ([0, -2, 1], [1, 1, 0]),
        ([0, 1, -1], [1, 1, 0]),
        ([0, 1, 1], [2, 1, 0]),
    ):
        expect.raises(ValueError, lambda t=truth, p=predicted: student.confusion_matrix(t, p, 2))


def test_two_lengths_are_refused(student, expect):
    """Three true classes and two predicted ones are refused; three and three are not."""
    got = student.confusion_matrix([1, 0, 1], [1, 1, 1], 2)
    expect.close(got, [[0, 1], [0, 2]], what="the matrix of counts")
    expect.raises(ValueError, lambda: student.confusion_matrix([1, 0, 1], [1, 1], 2))
