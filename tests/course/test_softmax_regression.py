"""Softmax regression against scikit-learn, statsmodels and the conditions of an optimum."""

import numpy as np
import pandas as pd
import pytest
import statsmodels.api as sm
from sklearn.datasets import load_breast_cancer, load_iris, load_wine
from sklearn.linear_model import LogisticRegression

from course import softmax

SETS = {"iris": load_iris, "wine": load_wine, "breast cancer": load_breast_cancer}
SOLVERS = ["newton", "lbfgs"]


def _clouds(n=400, d=3, k=4, seed=0):
    """Labels drawn from a softmax regression, so that classes overlap."""
    rng = np.random.default_rng(seed)
    x = rng.normal(size=(n, d)) * 10.0 ** np.arange(d) + 5
    logits = (x - x.mean(axis=0)) / x.std(axis=0) @ rng.normal(size=(d, k)) + rng.normal(size=k) / 2
    return x, (logits + rng.gumbel(size=(n, k))).argmax(axis=1)


@pytest.mark.parametrize("solver", SOLVERS)
@pytest.mark.parametrize("name", SETS)
def test_with_ridge_the_fit_is_scikit_learns(name, solver):
    x, y = SETS[name](return_X_y=True)
    x = (x - x.mean(axis=0)) / x.std(axis=0)
    ours = softmax.softmax_regression(x, y, ridge=0.01, solver=solver)
    # In two classes scikit-learn has one set of weights, the difference: half the penalty is its own.
    strength = 1 / (0.01 * len(x)) * (2 if y.max() == 1 else 1)
    theirs = LogisticRegression(C=strength, tol=1e-12, max_iter=10_000, solver="newton-cg").fit(
        x, y
    )
    np.testing.assert_allclose(ours.probabilities(x), theirs.predict_proba(x), atol=2e-6)
    if y.max() > 1:
        np.testing.assert_allclose(ours.weight, theirs.coef_, atol=1e-5)


@pytest.mark.parametrize("solver", SOLVERS)
def test_without_ridge_the_fit_is_that_of_statsmodels(solver):
    x, y = _clouds()
    ours = softmax.softmax_regression(x, y, solver=solver)
    standard = (x - x.mean(axis=0)) / x.std(axis=0)
    theirs = sm.MNLogit(y, sm.add_constant(standard)).fit(disp=0, tol=1e-14)
    assert -ours.loss * len(x) == pytest.approx(theirs.llf, rel=1e-10)
    np.testing.assert_allclose(ours.probabilities(x), theirs.predict(), atol=1e-6)


@pytest.mark.parametrize("ridge", [0.0, 1e-3])
def test_both_solvers_reach_an_optimum_whose_gradient_is_zero(ridge):
    x, y = _clouds(seed=3)
    x = x / x.std(axis=0)
    fits = [softmax.softmax_regression(x, y, ridge, solver=solver) for solver in SOLVERS]
    for found in fits:
        upstream = softmax.cross_entropy_gradient(found.logits(x), y)
        by_weight, by_bias = softmax.mlp_gradients([found.weight, found.bias], x, upstream)
        np.testing.assert_allclose(by_weight + ridge * found.weight, 0, atol=1e-7)
        np.testing.assert_allclose(by_bias, 0, atol=1e-7)
        assert found.loss == pytest.approx(softmax.cross_entropy(found.logits(x), y), abs=1e-12)
    np.testing.assert_allclose(fits[0].weight, fits[1].weight, atol=1e-5)


def test_many_rows_whose_hessian_is_sampled_reach_the_optimum_of_all():
    x, y = _clouds(n=30_000, d=4, k=5, seed=8)
    y[::1500] = 5  # and a rare class, of 20
    found = softmax.softmax_regression(x, y)
    standard = (x - x.mean(axis=0)) / x.std(axis=0)
    upstream = softmax.cross_entropy_gradient(found.logits(x), y)
    for gradient in softmax.mlp_gradients(
        [found.weight * x.std(axis=0), found.bias], standard, upstream
    ):
        np.testing.assert_allclose(gradient, 0, atol=1e-9)


def test_a_constant_added_to_all_logits_changes_nothing_and_the_shortest_weights_are_given():
    x, y = _clouds(seed=5)
    found = softmax.softmax_regression(x, y)
    np.testing.assert_allclose(found.weight.sum(axis=0), 0, atol=1e-12)
    assert found.bias.sum() == pytest.approx(0, abs=1e-10)
    moved = x @ (found.weight + np.array([1.0, -2.0, 0.5])).T + found.bias + 7
    np.testing.assert_allclose(softmax.softmax(moved), found.probabilities(x), atol=1e-9)
    assert softmax.cross_entropy(moved, y) == pytest.approx(found.loss, rel=1e-9)


def test_other_units_change_the_weights_and_no_probability():
    x, y = _clouds(seed=6)
    one = softmax.softmax_regression(x, y)
    other = softmax.softmax_regression(x * [1e-6, 1e3, 1.0] + [0.0, 1e5, -3.0], y)
    np.testing.assert_allclose(other.weight * [1e-6, 1e3, 1.0], one.weight, rtol=1e-6)


def test_two_classes_are_logistic_regression():
    x, y = _clouds(k=2, seed=2)
    ours = softmax.softmax_regression(x, y)
    theirs = sm.Logit(y, sm.add_constant(x / x.std(axis=0))).fit(disp=0, tol=1e-14)
    np.testing.assert_allclose(
        (ours.weight[1] - ours.weight[0]) * x.std(axis=0), theirs.params[1:], rtol=1e-7
    )


def test_lists_and_pandas_objects_are_taken_and_left_alone():
    x, y = _clouds(n=60, seed=1)
    before = x.copy()
    first = softmax.softmax_regression(x, y, 0.1)
    np.testing.assert_array_equal(x, before)
    for there in (softmax.softmax_regression(x.tolist(), y.tolist(), 0.1),
                  softmax.softmax_regression(pd.DataFrame(x), pd.Series(y), 0.1)):  # fmt: skip
        np.testing.assert_allclose(there.weight, first.weight, rtol=1e-12)


@pytest.mark.parametrize("solver", SOLVERS)
@pytest.mark.parametrize("name", ["wine", "breast cancer"])
def test_completely_separated_classes_are_refused_without_ridge(name, solver):
    x, y = SETS[name](return_X_y=True)
    with pytest.raises(ValueError, match=r"complete.*no maximum.*ridge > 0"):
        softmax.softmax_regression(x, y, solver=solver)
    assert np.isfinite(softmax.softmax_regression(x, y, 1e-2, solver="newton").weight).all()


@pytest.mark.parametrize("solver", SOLVERS)
def test_in_iris_one_class_is_separated_from_two_that_overlap(solver):
    x, y = load_iris(return_X_y=True)
    with pytest.raises(ValueError, match=r"quasi-complete.*no maximum"):
        softmax.softmax_regression(x, y, solver=solver)
    softmax.softmax_regression(x[y > 0], y[y > 0] - 1, solver=solver)  # those two have a maximum


@pytest.mark.parametrize("seed", range(20))
def test_a_separating_direction_is_one_and_raises_the_likelihood(seed):
    rng = np.random.default_rng(seed)
    x, y = rng.normal(size=(12, 3)), np.arange(12) % 3
    found = softmax.separation(x, y)
    z = x @ found.weight.T + found.bias
    margins = z[np.arange(12), y][:, None] - z
    if found.kind == "overlap":
        softmax.softmax_regression(x, y)  # and then there is a maximum
        return
    assert margins.min() > -1e-6
    strict = (margins > 0.5).sum(axis=1)
    assert (strict == 2).all() if found.kind == "complete" else 0 < strict.sum() < 24
    losses = [softmax.cross_entropy(t * z, y) for t in (0, 1, 2, 4, 8)]
    assert (np.diff(losses) < 0).all()
    with pytest.raises(ValueError, match="no maximum"):
        softmax.softmax_regression(x, y)


def test_many_coefficients_are_fitted_without_a_hessian():
    rng = np.random.default_rng(2)
    x, y = rng.normal(size=(300, 250)), np.arange(300) % 10
    found = softmax.softmax_regression(x, y, 0.1)
    theirs = LogisticRegression(C=1 / 30, tol=1e-10, max_iter=10_000).fit(x, y)
    np.testing.assert_allclose(found.weight, theirs.coef_, atol=1e-6)


@pytest.mark.parametrize("solver", SOLVERS)
def test_many_rows_of_which_few_are_separated_do_not_converge_without_ridge(solver):
    x, y = _clouds(n=30_000, d=2, k=3, seed=1)
    y[np.argsort(x[:, 0])[:6]] = 3
    with pytest.raises(RuntimeError, match="separated classes are one possible reason"):
        softmax.softmax_regression(x, y, solver=solver)


def test_every_kind_of_separation_occurs():
    kinds = [softmax.separation([[1.0], [b], [c], [4.0]], [0, 0, 1, 1]).kind for b, c in
             ((2.0, 3.0), (2.0, 2.0), (3.0, 2.0))]  # fmt: skip
    assert kinds == ["complete", "quasi-complete", "overlap"]


@pytest.mark.parametrize("solver", SOLVERS)
def test_dependent_columns_are_refused_without_ridge_and_fitted_with_it(solver):
    x, y = _clouds(n=100, seed=4)
    for wide in (np.column_stack([x, x[:, 0] - x[:, 1]]), np.column_stack([x, np.full(100, 3.0)])):
        with pytest.raises(ValueError, match="linearly dependent"):
            softmax.softmax_regression(wide, y, solver=solver)
        assert np.isfinite(softmax.softmax_regression(wide, y, 0.1, solver=solver).weight).all()


@pytest.mark.parametrize(
    ("x", "labels", "message"),
    [
        ([1.0, 2.0], [0, 1], "one row an observation"),
        ([[1.0], [2.0]], [0], "one label a row"),
        ([[1.0], [2.0]], [0.0, 1.0], "integers"),
        ([[1.0], [2.0]], [-1, 1], "integers"),
        ([[1.0], [np.nan]], [0, 1], "NaN"),
        ([[1.0], [np.inf]], [0, 1], "infinite"),
        ([[1.0], [2.0]], [0, 2], "class 1 was never seen"),
        ([[1.0], [2.0]], [0, 0], "nothing to tell apart"),
    ],
)
def test_what_is_no_such_data_is_refused(x, labels, message):
    for function in (softmax.softmax_regression, softmax.separation):
        with pytest.raises(ValueError, match=message):
            function(x, labels)


def test_options_that_mean_nothing_are_refused():
    x, y = _clouds(n=50)
    for ridge in (-1.0, np.nan, np.inf):
        with pytest.raises(ValueError, match="ridge"):
            softmax.softmax_regression(x, y, ridge)
    with pytest.raises(ValueError, match="auto, newton or lbfgs"):
        softmax.softmax_regression(x, y, solver="adam")
    with pytest.raises(RuntimeError, match="no convergence after 3 passes"):
        softmax.softmax_regression(x, y, max_passes=3)
