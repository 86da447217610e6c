"""The public checks of `boundary_line`: run them as often as you like."""

import numpy as np

WHAT = "the array of normal and distance"


def test_a_line_at_distance_one(student, expect):
    """The example of the statement, as lists: 0.6 x_1 + 0.8 x_2 = 1."""
    got = expect.array(student.boundary_line([[0, 0], [3, 4]], [5, 0]), (3,))
    expect.close(got, [0.6, 0.8, 1.0], rtol=1e-8, what=WHAT)


def test_class_one_on_the_side_of_the_origin(student, expect):
    """Both classes have weights and a bias, and the origin belongs to class 1."""
    W, b = np.array([[6.0, -1.0], [1.0, 11.0]]), np.array([-20.0, 6.0])
    got = expect.array(student.boundary_line(W, b), (3,))
    # The weights differ by (-5, 12), of length 13; the biases by -26.
    expect.close(got, [-5 / 13, 12 / 13, -2.0], rtol=1e-8, what=WHAT)


def test_an_upright_line(student, expect):
    """The second feature has the same weight in both classes: x_1 = 1.5 is the border."""
    W, b = np.array([[1.0, 7.0], [3.0, 7.0]]), np.array([4.0, 1.0])
    got = expect.array(student.boundary_line(W, b), (3,))
    expect.close(got, [1.0, 0.0, 1.5], rtol=1e-8, what=WHAT)


def test_equal_weights_are_refused(student, expect):
    """Equal rows of weights leave no line; rows that differ in one weight do."""
    W, b = np.array([[2.0, 5.0], [2.0, 1.0]]), np.array([3.0, 1.0])
    got = expect.array(student.boundary_line(W, b), (3,))
    expect.close(got, [0.0, -1.0, 0.5], rtol=1e-8, what=WHAT)
    expect.raises(ValueError, lambda: student.boundary_line(W[[0, 0]], b))
