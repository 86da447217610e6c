"""Boundaries: where two logits are equal and none is larger, which the logits themselves can say."""

import numpy as np
import pytest
from contourpy import contour_generator
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra import numpy as hnp
from sklearn.linear_model import LogisticRegression

from course import softmax

WEIGHTS = hnp.arrays(float, (2, 3), elements=st.floats(-100, 100).map(lambda v: round(v, 3)))


def _linear(weight, bias):
    return lambda x: x @ np.asarray(weight).T + bias


@given(WEIGHTS, st.floats(-1e3, 1e3))
def test_on_the_line_the_logits_are_equal_and_beside_it_class_one_wins(weight, gap):
    if (weight[0] == weight[1]).all():
        return
    line, bias = softmax.boundary_line(weight, [0.0, gap]), np.array([0.0, gap])
    assert np.linalg.norm(line.normal) == pytest.approx(1, rel=1e-12)
    at = weight @ (line.distance * line.normal) + bias
    assert at[0] == pytest.approx(at[1], rel=1e-9, abs=1e-8)
    ahead = weight @ ((line.distance + 10) * line.normal) + bias
    assert ahead[1] > ahead[0]


def test_the_line_of_scikit_learns_regression_has_probability_one_half():
    rng = np.random.default_rng(10)
    x = rng.normal(size=(60, 2)) + np.repeat([[0, 0], [2, 1]], 30, axis=0)
    model = LogisticRegression().fit(x, np.repeat([0, 1], 30))
    # scikit-learn keeps one row of weights: that of class 1 less that of class 0.
    weight = np.vstack([np.zeros(2), model.coef_[0]])
    line = softmax.boundary_line(weight, [0.0, model.intercept_[0]])
    along = np.array([-line.normal[1], line.normal[0]])
    points = line.distance * line.normal + np.linspace(-5, 5, 7)[:, None] * along
    np.testing.assert_allclose(model.predict_proba(points), 0.5)


def test_a_constant_on_both_classes_and_a_common_factor_leave_the_line():
    weight, bias = np.array([[1.0, -2.0], [3.0, 0.5]]), np.array([0.3, -0.7])
    want = softmax.boundary_line(weight, bias)
    for same in (
        softmax.boundary_line(weight + np.array([5, -4]), bias + 9),
        softmax.boundary_line(1e-9 * weight, 1e-9 * bias),
        softmax.boundary_line(1e200 * weight, 1e200 * bias),
    ):
        np.testing.assert_allclose(same.normal, want.normal)
        assert same.distance == pytest.approx(want.distance)


@pytest.mark.parametrize("seed", range(5))
def test_along_each_half_line_two_logits_are_equal_and_the_third_is_behind(seed):
    rng = np.random.default_rng(seed)
    weight, bias = rng.normal(size=(3, 2)), rng.normal(size=3)
    found = softmax.sectors(weight, bias)
    at = weight @ found.point + bias
    np.testing.assert_allclose(at, at[0], atol=1e-9)
    for (i, j), direction in zip(found.classes, found.directions, strict=True):
        assert np.linalg.norm(direction) == pytest.approx(1)
        z = weight @ (found.point + 3 * direction) + bias
        assert z[i] == pytest.approx(z[j], abs=1e-9) and z[3 - i - j] < z[i]


@pytest.mark.parametrize("classes", [2, 3, 5, 8])
@pytest.mark.parametrize("cells", [1, 7])
def test_the_complex_of_linear_logits_is_exact_and_complete(classes, cells):
    """On each segment its classes lead together; and walking along a line across the box, the class changes
    where segments cross it and nowhere else."""
    rng = np.random.default_rng(classes)
    weight, bias = rng.normal(size=(classes, 2)), 0.5 * rng.normal(size=classes)
    found = softmax.decision_boundary(_linear(weight, bias), [-3, -2], [3, 4], cells=cells)
    for share in (0.0, 0.37, 1.0):
        z = (found.segments[:, 0] * (1 - share) + found.segments[:, 1] * share) @ weight.T + bias
        rows = np.arange(len(z))
        for side in (0, 1):
            np.testing.assert_allclose(z[rows, found.classes[:, side]], z.max(axis=1), atol=1e-9)
    height = 0.1234
    (x0, y0), (x1, y1) = found.segments.transpose(1, 2, 0)
    crossed = (y0 - height) * (y1 - height) < 0
    at = np.sort((x0 + (height - y0) / (y1 - y0) * (x1 - x0))[crossed])
    walk = np.column_stack([np.linspace(-3, 3, 60_001), np.full(60_001, height)])
    change = np.flatnonzero(np.diff((walk @ weight.T + bias).argmax(axis=1)))
    np.testing.assert_allclose(at, (walk[change, 0] + walk[change + 1, 0]) / 2, atol=1e-4)


def test_the_total_length_does_not_depend_on_the_cells():
    weight, bias = np.random.default_rng(11).normal(size=(6, 2)), np.zeros(6)
    lengths = [
        np.linalg.norm(
            np.diff(
                softmax.decision_boundary(
                    _linear(weight, bias), [-1, -1], [2, 1], cells=c
                ).segments,
                axis=1,
            ),
            axis=2,
        ).sum()
        for c in (1, 4, 23)
    ]
    np.testing.assert_allclose(lengths, lengths[0])


def test_three_classes_give_their_half_lines():
    weight, bias = np.array([[0.0, 0.0], [1.0, 0.2], [-0.3, 1.0]]), np.array([0.1, 0.0, -0.2])
    sectors = softmax.sectors(weight, bias)
    found = softmax.decision_boundary(_linear(weight, bias), [-4, -4], [4, 4], cells=1)
    for classes, direction in zip(sectors.classes, sectors.directions, strict=True):
        ends = found.segments[(found.classes == classes).all(axis=1)].reshape(-1, 2)
        away = ends - sectors.point
        along = away @ direction
        np.testing.assert_allclose(away, along[:, None] * direction, atol=1e-9)
        assert along.min() == pytest.approx(0, abs=1e-9) and along.max() > 1


def _circle(x):
    return np.column_stack([np.zeros(len(x)), 1 - (x**2).sum(axis=1)])


@pytest.mark.parametrize("cells", [20, 80])
def test_a_circle_is_found_with_an_error_that_falls_with_the_square(cells):
    found = softmax.decision_boundary(_circle, [-2, -2], [2, 2], cells=cells)
    ends = found.segments.reshape(-1, 2)
    assert np.abs(np.hypot(*ends.T) - 1).max() < (4 / cells) ** 2
    length = np.linalg.norm(np.diff(found.segments, axis=1), axis=2).sum()
    assert length == pytest.approx(2 * np.pi, rel=3 * (4 / cells) ** 2)


def test_the_curve_of_a_network_is_close_to_a_contour_of_somebody_elses():
    rng = np.random.default_rng(12)
    layers = softmax.Layers(
        2 * rng.normal(size=(8, 2)), rng.normal(size=8), rng.normal(size=(2, 8)), np.zeros(2)
    )

    def logits(x):
        return softmax.mlp_forward(layers, x)

    found = softmax.decision_boundary(logits, [-2, -2], [2, 2], cells=150)
    grid = np.linspace(-2, 2, 301)
    z = logits(np.stack(np.meshgrid(grid, grid), axis=-1).reshape(-1, 2))
    lines = contour_generator(grid, grid, (z[:, 1] - z[:, 0]).reshape(301, 301)).lines(0.0)
    theirs = sum(np.linalg.norm(np.diff(line, axis=0), axis=1).sum() for line in lines)
    ours = np.linalg.norm(np.diff(found.segments, axis=1), axis=2).sum()
    assert len(lines) and ours == pytest.approx(theirs, rel=2e-3)
    gap = np.diff(logits(found.segments.reshape(-1, 2)), axis=1)
    assert np.abs(gap).max() < 1e-2 * np.abs(np.diff(z, axis=1)).max()


def test_a_line_through_corners_is_found_once():
    found = softmax.decision_boundary(
        lambda x: np.column_stack([x[:, 0], x[:, 1]]), [0, 0], [2, 2], cells=2
    )
    length = np.linalg.norm(np.diff(found.segments, axis=1), axis=2).sum()
    assert length == pytest.approx(np.hypot(2, 2))


def test_a_class_that_never_leads_has_no_boundary():
    weight, bias = np.array([[1.0, 0.0], [-1.0, 0.0], [0.0, 0.0]]), np.array([0.0, 0.0, -9.0])
    found = softmax.decision_boundary(_linear(weight, bias), [-1, -1], [1, 1], cells=3)
    assert set(map(tuple, found.classes)) == {(0, 1)}
    none = softmax.decision_boundary(_linear(weight[:1].repeat(2, axis=0), [0, 1]), [0, 0], [1, 1])
    assert none.segments.shape == (0, 2, 2) and none.classes.shape == (0, 2)


@pytest.mark.parametrize(
    ("weight", "bias"),
    [
        ([[1, 2], [1, 2]], [0, 1]),
        ([[1, 2]], [0]),
        ([[1, 2], [3, 4]], [0]),
        ([[1, 2], [3, np.inf]], [0, 1]),
        (np.zeros((2, 0)), [0, 1]),
    ],
)
def test_two_classes_without_a_line_are_refused(weight, bias):
    with pytest.raises(ValueError, match=r"equal|shape|infinite"):
        softmax.boundary_line(weight, bias)


@pytest.mark.parametrize(
    "weight", [[[0, 0], [1, 1], [3, 3]], np.ones((3, 2)), np.eye(3), [[0, 0], [1, 0]]]
)
def test_three_classes_that_do_not_meet_are_refused(weight):
    with pytest.raises(ValueError, match=r"line|features|shape"):
        softmax.sectors(weight, np.zeros(len(weight)))


@pytest.mark.parametrize(
    ("logits", "low", "high", "cells"),
    [
        (_circle, [0, 0], [0, 1], 5),
        (_circle, [0, 0, 0], [1, 1, 1], 5),
        (_circle, [0, 0], [1, 1], 0),
        (lambda x: x[:, :1], [0, 0], [1, 1], 5),
        (lambda x: x[:3], [0, 0], [1, 1], 5),
        (lambda x: x * np.nan, [0, 0], [1, 1], 5),
    ],
)
def test_boxes_and_logits_that_say_nothing_are_refused(logits, low, high, cells):
    with pytest.raises(ValueError, match=r"low and high|cell|logits"):
        softmax.decision_boundary(logits, low, high, cells)
