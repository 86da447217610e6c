"""The public checks of `false_alarm_of_peeking`: run them as often as you like."""

import numpy as np


def test_the_example_and_an_experiment_that_favours_a(student, expect):
    """The three experiments of the statement, a fourth that favours A, and a fifth like the first."""
    new_a = np.array([[1, 5], [2, 2], [3, 3], [8, 6], [0, 6]])
    new_b = np.array([[8, 1], [5, 5], [3, 4], [2, 3], [6, 1]])
    got = student.false_alarm_of_peeking(new_a, new_b, 10)
    expect.close(got, [0.4, 0.6], what="the share by each look")


def test_ten_looks_at_equal_pages(student, expect):
    """A thousand experiments without a difference: near 5 % at the first look, 17 % at the last."""
    rng = np.random.default_rng(1)
    new_a, new_b = rng.binomial(20, 0.3, size=(2, 1000, 10))
    got = expect.array(student.false_alarm_of_peeking(new_a, new_b, 20), (10,))
    # Five standard errors of a share of a thousand.
    expect.close(got[0], 0.052, rtol=0, atol=0.035, what="the share at the first look")
    expect.close(got[-1], 0.174, rtol=0, atol=0.060, what="the share by the last look")


def test_few_visitors_hold_the_posterior_back(student, expect):
    """None of five against one or two of five is no alarm (0.91); against three it is (0.98)."""
    got = student.false_alarm_of_peeking([[0], [0], [0]], [[2], [3], [1]], 5)
    expect.close(got, [1 / 3], what="the share by each look")


def test_another_threshold(student, expect):
    """With the threshold at 0.8 three experiments end at once; with 0.99 only one ever does."""
    new_a = np.array([[1, 5], [2, 2], [4, 0], [3, 3]])
    new_b = np.array([[8, 1], [5, 5], [8, 8], [3, 3]])
    got = student.false_alarm_of_peeking(new_a[[0, 1, 3]], new_b[[0, 1, 3]], 10, threshold=0.8)
    expect.close(got, [2 / 3, 2 / 3], what="the share by each look")
    got = student.false_alarm_of_peeking(new_a, new_b, 10, threshold=0.99)
    expect.close(got, [0.25, 0.5], what="the share by each look")
