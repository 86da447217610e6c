"""The public checks of `design_matrix`: run them as often as you like."""


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
    """Five flats without the interaction give five rows and three columns."""
    got = student.design_matrix([20, 35, 50, 28, 41], [0, 3, 1, 2, 5], interaction=False)
    expect.array(got, (5, 3), what="the design matrix")


def test_lengths_that_differ_are_refused(student, expect):
    """Three surfaces and two floors raise a ValueError."""
    expect.raises(
        ValueError,
        lambda: student.design_matrix([20, 35, 50], [0, 3]),
        hint="one of the flats has no floor; a silent answer would hide that",
    )
