"""The public checks of `interaction_effect`: run them as often as you like."""

import numpy as np

COEF = np.array([12.0, 2.0, 0.5, -0.02])
COV = np.array(
    [
        [9.0, -0.9, -0.22, 0.024],
        [-0.9, 0.2061, 0.02, -0.0042],
        [-0.22, 0.02, 0.0061, -0.0005],
        [0.024, -0.0042, -0.0005, 0.0001],
    ]
)


def test_a_year_of_work_at_30_and_at_50(student, expect):
    """What a year of work adds to the salary at 30 and at 50, and how sure that is."""
    got = student.interaction_effect(COEF, COV, np.array([30.0, 50.0]))
    expect.close(got, [[1.4, 0.21], [1.0, 0.19]], what="the array of effects and standard errors")


def test_uncorrelated_estimates(student, expect):
    """Uncorrelated estimates with variances 9 and 4: at z = -2 the standard error is √(9 + 16)."""
    cov = np.diag([25.0, 9.0, 1.0, 4.0])
    got = student.interaction_effect(np.array([7.0, 1.0, 5.0, 3.0]), cov, np.array([-2.0, 0.0]))
    want = [[-5.0, 5.0], [1.0, 3.0]]
    expect.close(got, want, what="the array of effects and standard errors")


def test_one_row_a_value_in_the_order_given(student, expect):
    """Three values of z in any order, given as a list like the rest, give three rows."""
    got = student.interaction_effect(COEF.tolist(), COV.tolist(), [60, 20, 40])
    want = [[0.8, 0.2491987], [1.6, 0.2794638], [1.2, 0.1734935]]
    expect.close(got, want, what="the array of effects and standard errors")
