"""Unusual right answers to `factorial_design`."""

import warnings

import numpy as np
import pandas as pd

from autograder.authors import alternative


@alternative("a list of lists from loops, centre points first, with a print and a warning")
def plain_python(low, high, centre_points=0):
    print("inputs:", len(low))
    warnings.warn("this is only a warning", stacklevel=1)
    rows = [[]]
    for a, b in zip(low, high, strict=True):
        if not a < b:
            raise ValueError(f"{a} is not below {b}")
        rows = [[*row, end] for end in (b, a) for row in rows]
    return [[(a + b) / 2 for a, b in zip(low, high, strict=True)]] * centre_points + rows


@alternative("a pandas DataFrame in random order, from coded units, an error of a class of its own")
def shuffled_frame(low, high, centre_points=0):
    class EmptyRange(ValueError):
        pass

    half = (np.asarray(high) - np.asarray(low)) / 2
    if half.min() <= 0:
        raise EmptyRange
    k = len(half)
    signs = np.array(np.meshgrid(*[[-1, 1]] * k)).reshape(k, -1).T
    coded = np.vstack([signs, np.zeros((centre_points, k))])
    frame = pd.DataFrame(np.asarray(low) + half + half * coded)
    return frame.sample(frac=1, random_state=3)


@alternative("the bits of the numbers from 0 to 2^k - 1, with type hints")
def bits(low: list[float], high: list[float], centre_points: int = 0) -> np.ndarray:
    ends: np.ndarray = np.array([low, high], dtype=float)
    k: int = ends.shape[1]
    if (np.diff(ends, axis=0) <= 0).any():
        raise ValueError("an empty range")
    which = np.arange(2**k)[:, None] >> np.arange(k) & 1
    corners = ends[which, np.arange(k)]
    return np.concatenate([corners, np.tile(ends.mean(axis=0), (centre_points, 1))])
