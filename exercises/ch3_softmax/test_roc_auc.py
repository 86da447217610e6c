"""The public checks of `roc_auc`: run them as often as you like."""

import numpy as np


def test_four_people(student, expect):
    """The example of the statement, as lists: three of four pairs in order, one a tie."""
    got = expect.number(student.roc_auc([0.1, 0.4, 0.4, 0.8], [0, 0, 1, 1]))
    expect.close(got, 7 / 8, what="the area")


def test_no_ties(student, expect):
    """Two sick people, three healthy ones, all scores different: four of six pairs in order."""
    scores, labels = np.array([2.5, -1.0, 7.0, 9.0, 0.4]), np.array([1, 0, 1, 0, 0])
    expect.close(expect.number(student.roc_auc(scores, labels)), 4 / 6, what="the area")


def test_the_wrong_way(student, expect):
    """A score that points the wrong way: of twelve pairs three are in order, and two are tied."""
    scores, labels = np.array([5, 3, 3, 1, 5, 2, 9]), np.array([0, 1, 0, 1, 1, 0, 0])
    # The sick 3 beats 2 and ties with 3, the sick 5 beats 3 and 2 and ties with 5, and 1 beats nobody.
    expect.close(expect.number(student.roc_auc(scores, labels)), 4 / 12, what="the area")


def test_one_class_alone_is_refused(student, expect):
    """With nobody sick, or nobody healthy, there is no pair; with one sick person there are some."""
    scores = np.array([0.2, 0.9, 0.5, 0.95])
    got = expect.number(student.roc_auc(scores, np.array([0, 1, 0, 0])))
    expect.close(got, 2 / 3, what="the area")
    expect.raises(ValueError, lambda: student.roc_auc(scores, np.array([0, 0, 0, 0])))
    expect.raises(ValueError, lambda: student.roc_auc(scores, np.array([1, 1, 1, 1])))
