"""The public checks of `variance_inflation`: run them as often as you like."""

import numpy as np


def test_rooms_and_areas(student, expect):
    """Four flats: rooms and areas correlate at 0.8, so both factors are 1 / 0.36."""
    X = np.array([[1.0, 30.0], [2.0, 70.0], [3.0, 50.0], [4.0, 90.0]])
    got = student.variance_inflation(X)
    expect.close(got, [2.7777778, 2.7777778], rtol=1e-6, what="the array of factors")


def test_a_factorial_design_inflates_nothing(student, expect):
    """All combinations of 0 and 100: the columns are uncorrelated, and both factors are 1."""
    X = np.array([[0.0, 0.0], [0.0, 100.0], [100.0, 0.0], [100.0, 100.0]])
    expect.close(student.variance_inflation(X), [1.0, 1.0], what="the array of factors")


def test_all_the_others_together(student, expect):
    """The third column is the first, the second and as much again of its own: 2, 2 and 3."""
    own = np.array([1.0, -1.0, -1.0, 1.0])
    a, b = np.array([-1.0, -1.0, 1.0, 1.0]), np.array([-1.0, 1.0, -1.0, 1.0])
    got = student.variance_inflation(np.column_stack([a, b, a + b + own]))
    expect.close(
        got,
        [2.0, 2.0, 3.0],
        what="the array of factors",
        hint="the regression of a column has all the others in it, and a constant",
    )


def test_too_few_rows_are_refused(student, expect):
    """Two rows of two regressors: each column is a combination of the other and a constant."""
    expect.raises(
        ValueError,
        lambda: student.variance_inflation(np.array([[1.0, 30.0], [2.0, 70.0]])),
        hint="with n <= k the auxiliary regressions fit perfectly, whatever the columns are",
    )
