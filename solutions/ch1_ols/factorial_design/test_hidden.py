"""The hidden checks of `factorial_design` beside those of its permitted inputs: properties."""

import numpy as np


def _ends(rng, k):
    """The ends of a random box with k inputs."""
    low = rng.normal(0, 10, size=k)
    return low, low + rng.uniform(0.5, 20, size=k)


def _coded(rows, low, high):
    """The rows with each input on a scale from -1 to 1."""
    with np.errstate(all="ignore"):
        return (2 * rows - low - high) / (high - low)


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


def test_centre_points_are_added_to_the_corners(student, expect, rng):
    """Each centre point is one more run, and the mean of all runs stays at the centre."""
    low, high = _ends(rng, 3)
    for centres in (1, 4):
        got = student.factorial_design(low, high, centre_points=centres)
        got = expect.array(got, (8 + centres, 3), what="the design")
        with np.errstate(all="ignore"):
            mean, inside = got.mean(axis=0), np.abs(_coded(got, low, high)).max(axis=1) < 1e-6
        expect.close(mean, (low + high) / 2, atol=1e-6, what="the mean of all runs")
        expect.equal(int(inside.sum()), centres, what="the number of runs at the centre")
