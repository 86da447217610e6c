"""Decisions with costs: the best of all thresholds, tried one by one."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from sklearn import metrics

from course import softmax

COSTS = st.tuples(
    st.floats(-50, 50), st.floats(0.01, 100), st.floats(0.01, 100), st.floats(-50, 50)
).map(lambda c: np.array([[c[0], c[0] + c[1]], [c[3] + c[2], c[3]]]))


def test_the_patient_of_the_chapter():
    patient = [[0.52, 0.48]]
    assert softmax.decide(patient).tolist() == [0]
    assert softmax.decide(patient, [[0, 1], [10, 0]]).tolist() == [1]
    assert softmax.optimal_threshold([[0, 1], [10, 0]]) == pytest.approx(1 / 11)


@given(COSTS)
def test_at_the_threshold_both_decisions_cost_the_same(cost):
    t = softmax.optimal_threshold(cost)
    assert 0 < t < 1
    none, all_ = softmax.expected_costs([t], cost)[0]
    assert none == pytest.approx(all_, rel=1e-9, abs=1e-9)


@given(COSTS, st.floats(0.01, 0.99))
def test_the_threshold_decides_as_the_expected_cost_does(cost, p):
    t = softmax.optimal_threshold(cost)
    if abs(p - t) > 1e-6:
        assert softmax.decide([p], cost).tolist() == [int(p > t)]


def test_no_other_threshold_costs_less_when_probabilities_are_right():
    """Closed form: P uniform, a decision for class 1 above t, so that the mean cost is an integral."""
    cost = np.array([[0.0, 3.0], [7.0, -1.0]])

    def mean_cost(t):
        below = t**2 / 2 * cost[1, 0] + (t - t**2 / 2) * cost[0, 0]
        above = (1 - t**2) / 2 * cost[1, 1] + ((1 - t) - (1 - t**2) / 2) * cost[0, 1]
        return below + above

    grid = np.linspace(0, 1, 100_001)
    assert softmax.optimal_threshold(cost) == pytest.approx(
        grid[np.argmin(mean_cost(grid))], abs=1e-5
    )


def test_equal_costs_of_all_errors_are_the_argmax():
    p = np.random.default_rng(9).dirichlet(np.ones(4), size=50)
    np.testing.assert_array_equal(softmax.decide(p), softmax.decide(p, 1 - np.eye(4)))
    np.testing.assert_array_equal(softmax.decide(p), p.argmax(axis=1))


def test_a_third_decision_is_taken_by_those_who_are_unsure():
    cost = [[0, 10, 1], [10, 0, 1]]
    assert softmax.decide([0.05, 0.5, 0.95], cost).tolist() == [0, 2, 1]


@given(st.lists(st.tuples(st.integers(-3, 3), st.integers(0, 1)), min_size=1, max_size=30), COSTS)
def test_the_cost_of_each_threshold_is_that_of_its_confusion_matrix(pairs, cost):
    scores, labels = np.array(pairs).T
    found = softmax.threshold_costs(scores, labels, cost)
    assert found.thresholds[0] == np.inf
    np.testing.assert_array_equal(found.thresholds[1:], np.unique(scores)[::-1])
    for t, mean in zip(*found, strict=True):
        counts = metrics.confusion_matrix(labels, scores >= t, labels=[0, 1])
        assert mean == pytest.approx((counts * cost).sum() / len(labels), rel=1e-9, abs=1e-9)


@pytest.mark.parametrize(
    "bad",
    [
        [[0, 0], [1, 0]],
        [[0, 1], [0, 0]],
        [[1, 0], [0, 1]],
        [[0, 1], [np.nan, 0]],
        [[0, 1, 1], [1, 0, 1]],
        [0, 1],
    ],
)
def test_costs_without_a_threshold_are_refused(bad):
    with pytest.raises(ValueError, match="cost"):
        softmax.optimal_threshold(bad)


@pytest.mark.parametrize("bad", [[[0, 1]], [0, 1], [[0, np.inf], [1, 0]], np.zeros((2, 0))])
def test_costs_that_do_not_fit_the_classes_are_refused(bad):
    with pytest.raises(ValueError, match="cost"):
        softmax.expected_costs([0.5], bad)
    with pytest.raises(ValueError, match="cost"):
        softmax.threshold_costs([0.5], [1], bad)
