"""Confusion matrices, precision, recall, F1, log loss and Brier against scikit-learn."""

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from sklearn import metrics

from course import softmax

RNG = np.random.default_rng(14)
PAIRS = st.integers(2, 5).flatmap(
    lambda k: st.tuples(
        st.just(k),
        st.lists(st.tuples(st.integers(0, k - 1), st.integers(0, k - 1)), min_size=1, max_size=40),
    )
)


@given(PAIRS)
def test_counts_and_scores_are_scikit_learns(drawn):
    classes, pairs = drawn
    truth, predicted = np.array(pairs).T
    found = softmax.confusion_matrix(truth, predicted, classes)
    every = list(range(classes))
    np.testing.assert_array_equal(found, metrics.confusion_matrix(truth, predicted, labels=every))
    precision, recall, f1, _ = metrics.precision_recall_fscore_support(
        truth, predicted, labels=every, zero_division=np.nan
    )
    scores = softmax.class_scores(found)
    np.testing.assert_allclose(scores.precision, precision)
    np.testing.assert_allclose(scores.recall, recall)
    np.testing.assert_allclose(scores.f1, f1)
    assert scores.accuracy == pytest.approx(metrics.accuracy_score(truth, predicted))


def test_f1_is_the_harmonic_mean_of_precision_and_recall():
    scores = softmax.class_scores(RNG.integers(1, 50, size=(4, 4)))
    np.testing.assert_allclose(scores.f1, 2 / (1 / scores.precision + 1 / scores.recall))


def test_what_is_undefined_is_no_number():
    scores = softmax.class_scores([[3, 0, 0], [2, 0, 0], [0, 0, 0]])
    np.testing.assert_array_equal(np.isnan(scores.precision), [False, True, True])
    np.testing.assert_array_equal(np.isnan(scores.recall), [False, False, True])
    np.testing.assert_array_equal(np.isnan(scores.f1), [False, False, True])
    assert scores.f1[1] == 0


@pytest.mark.parametrize("classes", [2, 5])
def test_losses_of_rows_are_scikit_learns(classes):
    p, y = RNG.dirichlet(np.ones(classes), size=60), RNG.integers(classes, size=60)
    theirs = metrics.log_loss(y, p, labels=range(classes))
    assert softmax.log_loss(p, y) == pytest.approx(theirs, rel=1e-12)
    brier = ((p - np.eye(classes)[y]) ** 2).sum() / 60
    assert softmax.brier_score(p, y) == pytest.approx(brier, rel=1e-12)


def test_losses_of_one_column_are_scikit_learns():
    p, y = RNG.uniform(size=50), RNG.integers(2, size=50)
    assert softmax.log_loss(p, y) == pytest.approx(metrics.log_loss(y, p), rel=1e-12)
    assert softmax.brier_score(p, y) == pytest.approx(metrics.brier_score_loss(y, p), rel=1e-12)
    assert softmax.brier_score(np.column_stack([1 - p, p]), y) == pytest.approx(
        2 * softmax.brier_score(p, y)
    )


def test_the_log_loss_of_a_softmax_is_the_cross_entropy_of_its_logits():
    z, y = RNG.normal(size=(30, 4)), RNG.integers(4, size=30)
    assert softmax.log_loss(softmax.softmax(z), y) == pytest.approx(softmax.cross_entropy(z, y))


def test_a_class_seen_against_certainty_costs_without_end():
    assert softmax.log_loss([1.0, 0.3], [0, 1]) == math.inf
    assert softmax.log_loss([1.0, 0.0], [1, 0]) == 0


def test_both_losses_are_proper():
    """No probability beats the true one: closed forms, a grid of others."""
    true, said = 0.3, np.linspace(0.01, 0.99, 99)
    labels = np.repeat([1, 0], [30, 70])
    for loss in (softmax.log_loss, softmax.brier_score):
        found = [loss(np.full(100, q), labels) for q in said]
        assert said[int(np.argmin(found))] == pytest.approx(true)


@pytest.mark.parametrize(
    ("truth", "predicted"),
    [([0, 1], [0]), ([], []), ([0, 3], [0, 1]), ([0, 1], [0, -1]), ([0.0, 1.0], [0, 1])],
)
def test_labels_that_do_not_pair_or_are_no_classes_are_refused(truth, predicted):
    with pytest.raises(ValueError, match="classes"):
        softmax.confusion_matrix(truth, predicted, 3)


@pytest.mark.parametrize("bad", [[[1, 2]], [[1, -1], [0, 1]], [[0, 0], [0, 0]], [1, 2]])
def test_what_is_no_confusion_matrix_is_refused(bad):
    with pytest.raises(ValueError, match="confusion matrix"):
        softmax.class_scores(bad)


@pytest.mark.parametrize(
    "bad", [[[0.5, 0.6]], [[-0.1, 1.1]], [1.2], [np.nan], [], [[0.5, 0.5], [1.0, 0.0]]]
)
def test_what_is_no_probability_or_does_not_pair_is_refused(bad):
    for loss in (softmax.log_loss, softmax.brier_score):
        with pytest.raises(ValueError, match="probabilit"):
            loss(bad, [0])
