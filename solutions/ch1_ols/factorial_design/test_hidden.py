"""The hidden checks of `factorial_design`."""

import numpy as np
import pytest

from course import ols


def _ends(rng, k):
    """The ends of a random box with k inputs."""
    low = rng.normal(0, 10, size=k)
    return low, low + rng.uniform(0.5, 20, size=k)


def _coded(rows, low, high):
    """The rows with each input on a scale from -1 to 1."""
    with np.errstate(all="ignore"):
        return (2 * rows - low - high) / (high - low)


def _in_order(rows, low, high):
    """The rows sorted, in whatever order they came; neighbours by rounding count as equal."""
    return rows[np.lexsort(np.round(_coded(rows, low, high), 6).T[::-1])]


@pytest.mark.weight(2)
def test_agrees_with_the_reference(student, expect, rng):
    """For one to four inputs, the corners and centre points are those of the reference."""
    for k in (1, 2, 3, 4):
        low, high = _ends(rng, k)
        centres = int(rng.integers(0, 4))
        got = student.factorial_design(low, high, centre_points=centres)
        got = expect.array(got, (2**k + centres, k), what="the design")
        box = {f"x{j}": (low[j], high[j]) for j in range(k)}
        want = ols.factorial_design(box, centre_points=centres).to_numpy()
        what = "the design, its rows sorted,"
        expect.close(_in_order(got, low, high), _in_order(want, low, high), what=what)


def test_inputs_are_uncorrelated_and_at_full_spread(student, expect, rng):
    """On a scale from -1 to 1, the sums of squares are n and the sums of products are zero."""
    k = int(rng.integers(2, 6))
    low, high = _ends(rng, k)
    got = expect.array(student.factorial_design(low, high), (2**k, k), what="the design")
    D = np.column_stack([np.ones(2**k), _coded(got, low, high)])
    with np.errstate(all="ignore"):
        products = D.T @ D / 2**k
    what = "the matrix D'D / n of the design in coded units"
    expect.close(products, np.eye(k + 1), atol=1e-6, what=what)


def test_one_input_has_two_ends(student, expect, rng):
    """A single input: one run at either end, as an array with two dimensions."""
    low, high = _ends(rng, 1)
    got = expect.array(student.factorial_design(low, high), (2, 1), what="the design")
    expect.close(_in_order(got, low, high), [low, high], what="the design, its rows sorted,")


def test_centre_points_are_added_to_the_corners(student, expect, rng):
    """Each centre point is one more run, and the mean of all runs stays at the centre."""
    low, high = _ends(rng, 3)
    for centres in (1, 2, 5):
        got = student.factorial_design(low, high, centre_points=centres)
        got = expect.array(got, (8 + centres, 3), what="the design")
        with np.errstate(all="ignore"):
            mean, inside = got.mean(axis=0), np.abs(_coded(got, low, high)).max(axis=1) < 1e-6
        expect.close(mean, (low + high) / 2, atol=1e-6, what="the mean of all runs")
        expect.equal(int(inside.sum()), centres, what="the number of runs at the centre")


def test_one_bad_range_among_good_ones_is_refused(student, expect, rng):
    """Whichever input has its ends exchanged, or equal, the design is refused."""
    for j in range(3):
        low, high = _ends(rng, 3)
        # The same ends the right way round are a design.
        got = expect.array(student.factorial_design(low, high), (8, 3), what="the design")
        expect.close(got.min(axis=0), low, what="the smallest value of each input")
        expect.close(got.max(axis=0), high, what="the largest value of each input")
        low, high = low.copy(), high.copy()
        low[j], high[j] = high[j], low[j]
        expect.raises(ValueError, lambda low=low, high=high: student.factorial_design(low, high))
        low[j] = high[j]
        expect.raises(ValueError, lambda low=low, high=high: student.factorial_design(low, high, 2))
