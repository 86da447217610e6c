"""The public checks of `efficiency`: run them as often as you like."""

import numpy as np

CORNERS = np.array([[0, 0], [0, 100], [100, 0], [100, 100]])


def test_a_corner_written_down_twice(student, expect):
    """The corner (100, 100) twice and (100, 0) never: the roots of 2/3 and of 1/2."""
    X = np.array([[0, 0], [0, 100], [100, 100], [100, 100]])
    got = student.efficiency(X, [0, 0], [100, 100])
    expect.close(got, np.sqrt([2 / 3, 1 / 2]), what="the array of efficiencies")


def test_nothing_beats_the_four_corners(student, expect):
    """The four corners of the box have efficiency 1 for both slopes."""
    got = student.efficiency(CORNERS, np.array([0, 0]), np.array([100, 100]))
    expect.close(got, [1, 1], what="the array of efficiencies")


def test_runs_in_the_middle_of_the_box_say_little(student, expect):
    """Four runs at 40 and 60 with a box from 0 to 100: a fifth of the range, efficiency 0.2."""
    X = np.array([[40, 40], [40, 60], [60, 40], [60, 60]])
    got = student.efficiency(X, np.array([0, 0]), np.array([100, 100]))
    expect.close(
        got,
        [0.2, 0.2],
        what="the array of efficiencies",
        hint="do you use `low` and `high`, the ends that each input could have had?",
    )


def test_eleven_values_evenly_spaced(student, expect):
    """One input at 20, 21, ..., 30, and the box ends there: the root of 0.4, with k = 1."""
    X = np.arange(20, 31).reshape(11, 1)
    got = student.efficiency(X, np.array([20]), np.array([30]))
    expect.close(got, np.sqrt([0.4]), what="the array of efficiencies")
