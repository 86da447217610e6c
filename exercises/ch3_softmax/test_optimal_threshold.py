"""The public checks of `optimal_threshold`: run them as often as you like."""

import numpy as np


def test_ten_times_as_bad(student, expect):
    """Errors alone cost, one of them ten times as much: the statement's second example."""
    got = expect.number(student.optimal_threshold([[0, 1], [10, 0]]))
    expect.close(got, 1 / 11, rtol=1e-8, what="the threshold")


def test_right_decisions_cost_too(student, expect):
    """Treating costs 3 for a healthy person and 7 for a sick one, sending home 1 and 16."""
    got = expect.number(student.optimal_threshold(np.array([[1.0, 3.0], [16.0, 7.0]])))
    # Two more for the healthy one treated, nine more for the sick one sent home.
    expect.close(got, 2 / 11, rtol=1e-8, what="the threshold")


def test_a_gain_is_a_negative_cost(student, expect):
    """To treat a sick person gains 5, to send that one home costs 1; a healthy one treated costs 4."""
    got = expect.number(student.optimal_threshold(np.array([[0.0, 4.0], [1.0, -5.0]])))
    expect.close(got, 4 / 10, rtol=1e-8, what="the threshold")


def test_without_a_threshold(student, expect):
    """A wrong decision that costs no more than the right one is refused; one that does is not."""
    got = expect.number(student.optimal_threshold(np.array([[2.0, 5.0], [4.0, 3.0]])))
    expect.close(got, 3 / 4, rtol=1e-8, what="the threshold")
    for cost in ([[2.0, 1.0], [7.0, 3.0]], [[2.0, 5.0], [3.0, 3.0]]):
        expect.raises(ValueError, lambda c=cost: student.optimal_threshold(np.array(c)))


def test_both_decisions_the_wrong_way(student, expect):
    """Where each wrong decision costs less than the right one, that is refused, too."""
    got = expect.number(student.optimal_threshold(np.array([[1.0, 2.0], [6.0, 3.0]])))
    expect.close(got, 1 / 4, rtol=1e-8, what="the threshold")
    cost = np.array([[2.0, 1.0], [3.0, 6.0]])
    expect.raises(ValueError, lambda: student.optimal_threshold(cost))
