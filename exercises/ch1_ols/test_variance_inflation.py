"""The public checks of `variance_inflation`: run them as often as you like."""

import numpy as np


def test_rooms_and_areas(student, expect):
    """Four flats: rooms and areas correlate at 0.8, so both factors are 1 / 0.36."""
    got = student.variance_inflation([[1, 30], [2, 70], [3, 50], [4, 90]])
    expect.close(got, [2.7777778, 2.7777778], rtol=1e-6, what="the array of factors")


def test_a_factorial_design_inflates_nothing(student, expect):
    """Three of the combinations of 0 and 100: 4 / 3 each. All four: uncorrelated, and 1 each."""
    X = np.array([[0.0, 0.0], [0.0, 100.0], [100.0, 0.0], [100.0, 100.0]])
    expect.close(student.variance_inflation(X[:3]), [4 / 3, 4 / 3], what="the array of factors")
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
    """Three flats are enough for two regressors, two flats or one are not: a ValueError."""
    X = np.array([[1.0, 30.0], [2.0, 70.0], [3.0, 50.0]])
    expect.close(student.variance_inflation(X), [4 / 3, 4 / 3], what="the array of factors")
    hint = "with n <= k the auxiliary regressions fit perfectly, whatever the columns are"
    expect.raises(ValueError, lambda: student.variance_inflation(X[:1]), hint=hint)
    expect.raises(ValueError, lambda: student.variance_inflation(X[:2]), hint=hint)
