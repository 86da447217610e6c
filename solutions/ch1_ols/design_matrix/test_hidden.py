"""The hidden checks of `design_matrix` beside those of its permitted inputs: properties."""

import numpy as np


def test_the_order_of_the_rows_carries_over(student, expect, rng):
    """Observations in another order give the same rows in that order."""
    x1, x2 = rng.normal(size=(2, 8))
    order = rng.permutation(8)
    want = np.column_stack([np.ones(8), x1, x2, x1 * x2])
    before = student.design_matrix(x1, x2, interaction=True)
    expect.close(before, want, what="the design matrix")
    after = student.design_matrix(x1[order], x2[order], interaction=True)
    expect.close(after, want[order], what="the reordered design matrix")


def test_exchanging_the_inputs_exchanges_two_columns(student, expect, rng):
    """Exchange the inputs and two columns change places; constant and product stay."""
    x1, x2 = rng.normal(size=(2, 6))
    want = np.column_stack([np.ones(6), x1, x2, x1 * x2])
    one = student.design_matrix(x1, x2, interaction=True)
    expect.close(one, want, what="the design matrix")
    other = student.design_matrix(x2, x1, interaction=True)
    expect.close(other, want[:, [0, 2, 1, 3]], what="the matrix of the exchanged inputs")
