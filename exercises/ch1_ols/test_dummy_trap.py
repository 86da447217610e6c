"""The public checks of `dummy_trap`: run them as often as you like."""

import numpy as np

ONES = np.ones(6)
LONDON = np.array([1.0, 0.0, 0.0, 0.0, 1.0, 0.0])
PARIS = np.array([0.0, 1.0, 0.0, 1.0, 0.0, 0.0])
MONTREAL = np.array([0.0, 0.0, 1.0, 0.0, 0.0, 1.0])
BORN = np.array([1980.0, 1995.0, 1962.0, 1988.0, 1971.0, 1999.0])


def test_three_cities_beside_a_constant(student, expect):
    """A constant and a column for each of three cities: the last city is one too many."""
    X = [[1, 1, 0, 0], [1, 0, 1, 0], [1, 0, 0, 1], [1, 0, 1, 0]]
    got = expect.array(student.dummy_trap(X), (None,), what="the list of columns")
    expect.equal(got, [3], what="the list of columns")


def test_all_asked_in_the_same_year(student, expect):
    """Constant, year of birth, age, year of the survey, which is 2024 for everyone: two go."""
    X = np.column_stack([ONES, BORN, 2024 - BORN, np.full(6, 2024.0)])
    got = expect.array(student.dummy_trap(X), (None,), what="the list of columns")
    expect.equal(got, [2, 3], what="the list of columns")


def test_nothing_to_drop(student, expect):
    """The year of birth and all three cities beside a constant: one goes. Without it: an empty list."""
    X = np.column_stack([ONES, BORN, MONTREAL, PARIS, LONDON])
    got = expect.array(student.dummy_trap(X), (None,), what="the list of columns")
    expect.equal(got, [4], what="the list of columns")
    got = expect.array(student.dummy_trap(X[:, :4]), (None,), what="the list of columns")
    expect.equal(got, [], what="the list of columns", hint="no column can be had from the others")


def test_a_column_of_zeros_and_one_that_comes_twice(student, expect):
    """Constant, zeros, Paris, Paris once more, London, in any units: the second and the fourth go."""
    X = np.column_stack([ONES, np.zeros(6), PARIS, PARIS, LONDON])
    got = expect.array(student.dummy_trap(X), (None,), what="the list of columns")
    expect.equal(got, [1, 3], what="the list of columns")
    hint = "compare what is left of a column with the length of that column"
    for units in (1e-5, 1e-9, np.array([1.0, 1.0, 1e-9, 1.0, 1e-9])):
        got = expect.array(student.dummy_trap(X * units), (None,), what="the list of columns")
        expect.equal(got, [1, 3], what="the list of columns in other units", hint=hint)
