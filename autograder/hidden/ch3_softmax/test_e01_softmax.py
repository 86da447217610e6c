"""The hidden checks of `softmax`."""

import numpy as np
import pytest

from course import softmax

WHAT = "the array of probabilities"


@pytest.mark.weight(2)
def test_agrees_with_the_reference(student, expect, rng):
    """For random scores of five rows, every probability is right."""
    logits = 3 * rng.normal(size=(5, 4))
    expect.close(student.softmax(logits), softmax.softmax(logits), rtol=1e-8, atol=0, what=WHAT)


def test_any_shape(student, expect, rng):
    """One row, square tables, tables of tables: the classes lie along the last axis."""
    for shape in ((6,), (3, 3), (2, 3, 4), (1, 5), (4, 1)):
        logits = 2 * rng.normal(size=shape)
        expect.close(student.softmax(logits), softmax.softmax(logits), what=WHAT)


def test_a_constant_changes_nothing(student, expect, rng):
    """A constant of its own added to the scores of each row leaves the probabilities as they were."""
    logits = rng.normal(size=(4, 3))
    before = expect.array(student.softmax(logits), (4, 3), what=WHAT)
    after = student.softmax(logits + rng.uniform(-50, 50, size=(4, 1)))
    expect.close(after, before, rtol=1e-8, what="the array of probabilities after the shift")


def test_rows_of_very_different_size(student, expect, rng):
    """A row of huge scores beside one of hugely negative scores: both rows are right."""
    logits = rng.normal(size=(3, 4)) + np.array([[5_000.0], [-5_000.0], [0.0]])
    expect.close(student.softmax(logits), softmax.softmax(logits), what=WHAT)


def test_scores_far_apart(student, expect):
    """Scores thousands apart: one class takes everything, and nothing is NaN."""
    expect.close(student.softmax([-4_000.0, 0.0, 4_000.0]), [0, 0, 1], what=WHAT)


def test_whole_numbers_stay_as_they_are(student, expect, rng):
    """An array of whole numbers is welcome, and is not changed on the way."""
    logits = rng.integers(-5, 6, size=(3, 4))
    expect.close(student.softmax(logits), softmax.softmax(logits), what=WHAT)
