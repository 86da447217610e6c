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


def test_levels_that_are_numbers(student, expect):
    """Numbers are sorted by size, 3 before 10; zero is the base."""
    got = student.dummy_coding(np.array([21, 0, 3, 10, 21, 0]), 0)
    want = [[0, 0, 1], [0, 0, 0], [1, 0, 0], [0, 1, 0], [0, 0, 1], [0, 0, 0]]
    expect.close(got, want, what="the array of dummy columns")


def test_a_base_that_does_not_occur_is_refused(student, expect):
    """Two levels give one column; a base that does not occur raises a ValueError that names it."""
    got = student.dummy_coding(["yes", "no", "no"], "no")
    expect.close(got, [[1], [0], [0]], what="the dummy column")
    expect.raises(ValueError, lambda: student.dummy_coding(CITIES, "Oslo"), names="Oslo")
