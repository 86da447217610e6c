"""The public checks of `cross_entropy_loss`: run them as often as you like."""

import numpy as np

CLOSE = {"rtol": 1e-9, "atol": 1e-12, "what": "the loss"}


def test_a_row_that_knows_nothing_and_a_row_that_is_nearly_sure(student, expect):
    """The logits 0 and 0 with label 1, and 3 and 0 with label 0, as lists."""
    want = (np.log(2) + np.log(1 + np.exp(-3))) / 2
    expect.close(student.cross_entropy_loss([[0, 0], [3, 0]], [1, 0]), want, **CLOSE)


def test_the_probability_of_the_label_counts(student, expect):
    """Three rows of three classes, whose labels have the probabilities 1/4, 1/10 and 1/2."""
    shares = np.array([[1.0, 2.0, 1.0], [1.0, 4.0, 5.0], [3.0, 1.0, 2.0]])
    got = student.cross_entropy_loss(np.log(shares), np.array([2, 0, 0]))
    expect.close(got, np.log([4.0, 10.0, 2.0]).mean(), **CLOSE)


def test_any_logits_are_welcome(student, expect):
    """Logits of 1000 and 999, -1000 and -1001, and 1000 and 0: the loss is a finite number."""
    hint = (
        "compute log p as z - log(sum of exponentials), with the largest logit of the row taken off"
    )
    near = np.log(1 + np.exp(-1))
    logits = np.array([[1000.0, 999.0], [-1000.0, -1001.0]])
    expect.close(student.cross_entropy_loss(logits, np.array([0, 0])), near, hint=hint, **CLOSE)
    logits = np.array([[1000.0, 0.0], [2.0, 2.0]])
    want = (1000 + np.log(2)) / 2
    expect.close(student.cross_entropy_loss(logits, np.array([1, 1])), want, hint=hint, **CLOSE)


def test_a_label_has_to_be_a_class(student, expect):
    """Labels 0 and 1 are classes of two logits; -1 and 2 raise a ValueError."""
    logits = np.array([[1.0, 0.0], [0.0, 2.0]])
    want = (np.log(1 + np.exp(-1)) + np.log(1 + np.exp(-2))) / 2
    expect.close(student.cross_entropy_loss(logits, np.array([0, 1])), want, **CLOSE)
    for label in (-1, 2):
        labels = np.array([0, label])
        expect.raises(ValueError, lambda labels=labels: student.cross_entropy_loss(logits, labels))
