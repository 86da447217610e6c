"""The public checks of `softmax`: run them as often as you like."""

import numpy as np


def test_four_animals(student, expect):
    """Scores 1, -3, 10 and 1: the fox takes nearly everything, cat and hen share alike."""
    got = student.softmax([1, -3, 10, 1])
    want = [1.2337e-4, 2.2597e-6, 0.99975, 1.2337e-4]
    expect.close(got, want, rtol=1e-4, atol=0, what="the array of probabilities")


def test_each_row_adds_up_to_one(student, expect):
    """Two photographs of three animals: two rows, each with a sum of 1."""
    got = expect.array(
        student.softmax(np.array([[0.5, -1.0, 2.0], [3.0, 3.0, 0.0]])),
        (2, 3),
        what="the array of probabilities",
    )
    expect.close(got.sum(axis=1), [1, 1], what="the sum of each row")


def test_scores_of_a_thousand(student, expect):
    """Scores of 1000 and 999 are as far apart as 1 and 0, and have the same probabilities."""
    got = student.softmax([[1000.0, 999.0], [1.0, 0.0]])
    row = [0.7310586, 0.2689414]
    expect.close(
        got,
        [row, row],
        rtol=1e-6,
        what="the array of probabilities",
        hint="exp(1000) overflows; a constant taken off all scores of a row cancels",
    )
