"""The numbers of the page on softmax classification, computed in another way."""

import numpy as np
import pytest
from compute import softmax_decisions, softmax_training
from sklearn import datasets, linear_model, metrics


def test_scores_of_the_tumours_are_those_of_scikit_learn():
    held, numbers = softmax_decisions.tumours(), softmax_decisions.numbers
    p, y = held.probability, held.labels
    assert softmax_decisions.area().auc == pytest.approx(metrics.roc_auc_score(y, p))
    assert numbers.average_precision == pytest.approx(metrics.average_precision_score(y, p))
    assert numbers.log_loss == pytest.approx(metrics.log_loss(y, p))
    assert numbers.brier == pytest.approx(metrics.brier_score_loss(y, p))


def test_the_regression_on_the_tumours_is_that_of_scikit_learn():
    data = datasets.load_breast_cancer()
    x, y, x_new, y_new = softmax_decisions.halves(data.data[:, [1, 4, 8]], 1 - data.target, seed=2)
    theirs = linear_model.LogisticRegression(C=np.inf, tol=1e-10, max_iter=1000).fit(x, y)
    held = softmax_decisions.tumours()
    np.testing.assert_array_equal(held.labels, y_new)
    np.testing.assert_allclose(held.probability, theirs.predict_proba(x_new)[:, 1], atol=1e-4)


def test_the_smaller_the_ridge_the_larger_the_weights_of_separated_data():
    rows = [line.split("|") for line in softmax_training.ridge_table().splitlines()[2:]]
    weights, losses = [float(r[2]) for r in rows], [float(r[3]) for r in rows]
    assert weights == sorted(weights)
    assert losses == sorted(losses, reverse=True)


@pytest.mark.slow
def test_a_network_trained_too_long_is_too_sure_and_the_temperature_mends_it():
    scaled = softmax_training.scaled()
    assert scaled.value > 1
    assert scaled.loss_after < scaled.loss_before
    assert scaled.error_after < scaled.error_before


def test_the_lower_threshold_costs_less():
    costs = [float(line.split("|")[-2]) for line in softmax_decisions.cost_table().splitlines()[2:]]
    assert costs[1] < costs[0]
