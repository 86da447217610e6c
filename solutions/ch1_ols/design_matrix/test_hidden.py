"""The hidden checks of `design_matrix`."""

import numpy as np
import pytest

from course import ols


@pytest.mark.weight(2)
def test_agrees_with_the_reference(student, expect, rng):
    """On random inputs, with and without interaction, every column is that of the reference."""
    data = {"x1": rng.normal(50, 20, size=9), "x2": rng.uniform(-3, 3, size=9)}
    plain = student.design_matrix(data["x1"], data["x2"])
    expect.close(plain, ols.design_matrix(data, ["x1", "x2"]), what="the design matrix")
    full = student.design_matrix(data["x1"], data["x2"], interaction=True)
    want = ols.design_matrix(data, ["x1", "x2", "x1:x2"])
    expect.close(full, want, what="the design matrix with interaction")


def test_one_observation_is_one_row(student, expect, rng):
    """A single observation gives a matrix with one row, not a vector."""
    a, b = rng.normal(size=2)
    got = student.design_matrix([a], [b], interaction=True)
    expect.close(got, [[1, a, b, a * b]], what="the design matrix of one observation")


def test_the_order_of_the_rows_carries_over(student, expect, rng):
    """Observations in another order give the same rows in that order."""
    x1, x2 = rng.normal(size=(2, 8))
    order = rng.permutation(8)
    before = expect.array(student.design_matrix(x1, x2, interaction=True), (8, 4))
    after = expect.array(student.design_matrix(x1[order], x2[order], interaction=True), (8, 4))
    expect.close(after, before[order], what="the reordered design matrix")


def test_exchanging_the_inputs_exchanges_two_columns(student, expect, rng):
    """Exchange the inputs and two columns change places; constant and product stay."""
    x1, x2 = rng.normal(size=(2, 6))
    one = expect.array(student.design_matrix(x1, x2, interaction=True), (6, 4))
    other = expect.array(student.design_matrix(x2, x1, interaction=True), (6, 4))
    expect.close(other, one[:, [0, 2, 1, 3]], what="the matrix of the exchanged inputs")


def test_four_columns_say_four_different_things(student, expect, rng):
    """With the interaction no column is a combination of the others, and all are of the inputs."""
    x1, x2 = rng.normal(size=(2, 10))
    X = expect.array(student.design_matrix(x1, x2, interaction=True), (10, 4))
    expect.that(
        np.linalg.matrix_rank(X) == 4,
        "one column is a combination of the others, so no fit can tell them apart",
    )
    basis = np.column_stack([np.ones(10), x1, x2, x1 * x2])
    expect.that(
        np.isclose(basis @ np.linalg.lstsq(basis, X, rcond=None)[0], X),
        "one column is no combination of a constant, the inputs and their product",
    )
