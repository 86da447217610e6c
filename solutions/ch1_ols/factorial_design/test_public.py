"""The public checks of `factorial_design`: run them as often as you like."""

import numpy as np


def in_order(rows, low, high):
    """The rows sorted, first input first. The order in which they came does not matter."""
    low, high = np.asarray(low, dtype=float), np.asarray(high, dtype=float)
    with np.errstate(all="ignore"):
        coded = np.round((rows - low) / (high - low), 6)
    return rows[np.lexsort(coded.T[::-1])]


def test_two_inputs_have_four_corners(student, expect):
    """From 180 to 240 degrees and from 20 to 40 minutes: four runs, in any order."""
    low, high = [180, 20], [240, 40]
    got = expect.array(student.factorial_design(low, high), (4, 2), what="the design")
    want = [[180, 20], [180, 40], [240, 20], [240, 40]]
    expect.close(in_order(got, low, high), want, what="the design, its rows sorted,")


def test_three_inputs_have_eight_corners(student, expect):
    """Three inputs give eight different runs, four of them at either end of each input."""
    low, high = [0, -5, 10], [1, 5, 30]
    got = expect.array(student.factorial_design(low, high), (8, 3), what="the design")
    different = len(np.unique(got.round(6), axis=0))
    expect.that(different == 8, f"only {different} of the 8 runs are different", got=got)
    for name, ends in (("low", low), ("high", high)):
        count = np.isclose(got, ends).sum(axis=0)
        expect.equal(count, [4, 4, 4], what=f"the number of runs at the {name} end of each input")


def test_runs_at_the_centre(student, expect):
    """With three centre points there are seven runs, three of them at 210 degrees, 30 minutes."""
    low, high = [180, 20], [240, 40]
    got = student.factorial_design(low, high, centre_points=3)
    got = expect.array(got, (7, 2), what="the design")
    want = [[180, 20], [180, 40], [210, 30], [210, 30], [210, 30], [240, 20], [240, 40]]
    expect.close(in_order(got, low, high), want, what="the design, its rows sorted,")


def test_a_range_of_nothing_is_refused(student, expect):
    """From 0 to 1 and from 3 to 9: four runs. With ends exchanged, or the same: a ValueError."""
    hint = "no slope can be seen along an input that does not move"
    got = expect.array(student.factorial_design([0, 3], [1, 9]), (4, 2), what="the design")
    want = [[0, 3], [0, 9], [1, 3], [1, 9]]
    expect.close(in_order(got, [0, 3], [1, 9]), want, what="the design, its rows sorted,")
    for low, high in (([3], [1]), ([0, 9], [1, 3]), ([7, 0], [7, 1]), ([1, 9], [0, 3])):
        expect.raises(ValueError, lambda a=low, b=high: student.factorial_design(a, b), hint=hint)
