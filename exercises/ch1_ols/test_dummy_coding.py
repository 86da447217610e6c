"""The public checks of `dummy_coding`: run them as often as you like."""

import numpy as np

CITIES = ["Paris", "London", "Montréal", "Paris", "London", "London"]


def test_london_as_the_base(student, expect):
    """With London as the base: is it Montréal, is it Paris?"""
    got = student.dummy_coding(CITIES, "London")
    want = [[0, 1], [0, 0], [1, 0], [0, 1], [0, 0], [0, 0]]
    expect.close(got, want, what="the array of dummy columns")


def test_another_base(student, expect):
    """With Paris as the base the columns are London and Montréal."""
    got = student.dummy_coding(CITIES, "Paris")
    want = [[0, 0], [1, 0], [0, 1], [0, 0], [1, 0], [1, 0]]
    expect.close(got, want, what="the array of dummy columns")


def test_beside_a_constant_no_column_is_redundant(student, expect):
    """Beside a constant column, the dummies of four levels leave X'X invertible."""
    values = np.array(["d", "a", "c", "b", "a", "d", "b", "c", "b"])
    got = expect.array(student.dummy_coding(values, "b"), (9, 3), what="the array of dummy columns")
    rank = int(np.linalg.matrix_rank(np.column_stack([np.ones(9), got])))
    expect.that(
        rank == 4,
        f"the constant and the dummies have rank {rank}, not 4",
        got=got,
        hint="one column is a combination of the others",
    )


def test_a_base_that_does_not_occur_is_refused(student, expect):
    """A base that does not occur raises a ValueError that names it."""
    expect.raises(ValueError, lambda: student.dummy_coding(CITIES, "Oslo"), names="Oslo")
