"""The hidden checks of `optimal_threshold` beside those of its permitted inputs: properties."""

import numpy as np

from course import softmax


def _cost(rng):
    right = rng.uniform(-3, 3, size=2)
    wrong = right + rng.uniform(1, 9, size=2)
    return np.array([[right[0], wrong[0]], [wrong[1], right[1]]])


def _right(student, expect, cost):
    want = softmax.optimal_threshold(cost)
    got = expect.number(student.optimal_threshold(cost), what="the threshold")
    return float(expect.close(got, want, rtol=1e-8, atol=0, what="the threshold"))


def _close(expect, got, want, what):
    expect.close(expect.number(got, what=what), want, rtol=1e-8, atol=0, what=what)


def test_at_the_threshold_both_decisions_cost_the_same(student, expect, rng):
    """At the threshold treating and sending home cost the same on average."""
    cost = _cost(rng)
    t = expect.number(student.optimal_threshold(cost), what="the threshold")
    expect.that(0 < t < 1, "the threshold does not lie between 0 and 1")
    home, treat = np.array([1 - t, t]) @ cost
    expect.close(home - treat, 0.0, atol=1e-6, what="the difference of the two mean costs")


def test_another_unit_changes_nothing(student, expect, rng):
    """In cents for euros the threshold is the same."""
    cost = _cost(rng)
    want = _right(student, expect, cost)
    _close(expect, student.optimal_threshold(100 * cost), want, "the threshold in another unit")


def test_what_cannot_be_avoided_changes_nothing(student, expect, rng):
    """A cost that is paid for a truth whatever is decided leaves the threshold."""
    cost = _cost(rng)
    want = _right(student, expect, cost)
    more = cost + rng.uniform(1, 9, size=(2, 1))
    _close(expect, student.optimal_threshold(more), want, "the threshold with costs for all")


def test_classes_exchanged_turn_it_round(student, expect, rng):
    """With the names of the two classes exchanged the threshold is one minus the first."""
    cost = _cost(rng)
    want = 1 - _right(student, expect, cost)
    _close(expect, student.optimal_threshold(cost[::-1, ::-1].copy()), want, "the turned threshold")


def test_a_dearer_false_negative_lowers_it(student, expect, rng):
    """The worse it is to send a sick person home, the smaller the threshold."""
    cost = _cost(rng)
    first = _right(student, expect, cost)
    dearer = cost + np.array([[0.0, 0.0], [rng.uniform(2, 5), 0.0]])
    second = expect.number(student.optimal_threshold(dearer), what="the threshold")
    expect.that(second < first, "the threshold does not fall where a false negative costs more")
