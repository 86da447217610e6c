"""The public checks of `softmax`: run them as often as you like."""

import numpy as np


def test_four_animals(student, expect):
    """The scores 1, -3, 10 and 1, as a list."""
    weights = np.exp([1.0, -3.0, 10.0, 1.0])
    expect.close(
        student.softmax([1, -3, 10, 1]),
        weights / weights.sum(),
        rtol=1e-9,
        atol=0,
        what="the array of probabilities",
    )


def test_each_row_is_an_observation(student, expect):
    """Two rows, each with probabilities of its own that add up to one."""
    weights = np.exp([0.0, 1.0, 2.0])
    expect.close(
        student.softmax(np.array([[0.0, 1.0, 2.0], [3.0, 3.0, 3.0]])),
        [weights / weights.sum(), [1 / 3, 1 / 3, 1 / 3]],
        rtol=1e-9,
        what="the array of probabilities",
    )


def test_large_logits_do_not_overflow(student, expect):
    """Logits of 600 and 599, 1000 and 999, -1000 and -1001 give what 1 and 0 give."""
    near = np.array([np.e, 1.0]) / (np.e + 1)
    hint = "take the largest logit of the row off before the exponential"
    for row in ([600.0, 599.0], [1000.0, 999.0], [-1000.0, -1001.0]):
        got = student.softmax(np.array(row))
        expect.close(got, near, what="the array of probabilities", hint=hint)
    got = student.softmax(np.array([[1000.0, 999.0], [-1000.0, -1001.0]]))
    expect.close(got, [near, near], what="the array of probabilities", hint=hint)
