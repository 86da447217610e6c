"""The public checks of `design_matrix`: run them as often as you like."""

import numpy as np


def test_two_flats_are_two_rows(student, expect):
    """Two flats give two rows: the constant, the surface, the floor."""
    got = student.design_matrix([20, 35], [0, 3])
    expect.close(got, [[1, 20, 0], [1, 35, 3]], what="the design matrix")


def test_the_interaction_is_a_fourth_column(student, expect):
    """With the interaction, a fourth column holds the product of the two inputs, row by row."""
    got = student.design_matrix([20, 35, 50], [0, 3, 2], interaction=True)
    want = [[1, 20, 0, 0], [1, 35, 3, 105], [1, 50, 2, 100]]
    expect.close(got, want, what="the design matrix")


def test_without_interaction_there_are_three_columns(student, expect):
    """Four flats without the interaction give four rows and three columns, from arrays too."""
    surface, floor = np.array([20.5, 35.0, 50.0, 28.5]), np.array([0, 3, 1, -1])
    got = student.design_matrix(surface, floor, interaction=False)
    want = [[1, 20.5, 0], [1, 35, 3], [1, 50, 1], [1, 28.5, -1]]
    expect.close(got, want, what="the design matrix")


def test_lengths_that_differ_are_refused(student, expect):
    """Two surfaces and two floors give a matrix; three surfaces and two floors a ValueError."""
    got = student.design_matrix([20, 35], [1, 2])
    expect.close(got, [[1, 20, 1], [1, 35, 2]], what="the design matrix")
    expect.raises(
        ValueError,
        lambda: student.design_matrix([20, 35, 50], [0, 3]),
        hint="one of the flats has no floor; a silent answer would hide that",
    )
