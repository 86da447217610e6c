"""Unusual right answers to `boundary_line`."""

import math
import warnings

import numpy as np
import pandas as pd

from autograder.authors import alternative


@alternative("plain Python, a tuple, and a print on the way")
def plain_python(W, b):
    (a0, c0), (a1, c1) = np.asarray(W).tolist()
    b0, b1 = np.asarray(b).tolist()
    length = math.hypot(a1 - a0, c1 - c0)
    print("the rows are", length, "apart")
    if a1 == a0 and c1 == c0:
        raise ValueError("the two rows are the same")
    return ((a1 - a0) / length, (c1 - c0) / length, (b0 - b1) / length)


@alternative("by complex numbers: the normal is the sign of one, with a warning")
def by_complex_numbers(W: np.ndarray, b: np.ndarray) -> np.ndarray:
    warnings.warn("only a warning", stacklevel=1)
    w = np.asarray(W, dtype=float) @ [1, 1j]
    across = w[1] - w[0]
    if across == 0:
        raise ValueError("nothing lies across")
    normal = across / abs(across)
    return np.array([normal.real, normal.imag, -float(np.diff(np.asarray(b))[0]) / abs(across)])


@alternative("by an angle: cosine and sine of the direction in which class 1 gains")
def by_an_angle(W, b):
    W, b = pd.DataFrame(W).to_numpy(dtype=float), np.array(b, dtype=float)
    gain = W[1] - W[0]
    if (gain == 0).all():
        raise ValueError("class 1 gains nowhere")
    angle = np.arctan2(gain[1], gain[0])
    n = np.array([np.cos(angle), np.sin(angle)])
    return pd.Series([*n, (b[0] - b[1]) / (gain @ n)])


@alternative("the nearest point of the line by least squares, and its distance from the origin")
def by_least_squares(W, b):
    W, b = np.array(W, dtype=float), np.array(b, dtype=float)
    if np.array_equal(W[0], W[1]):
        raise ValueError("equal")
    across = W[1] - W[0]
    size = np.abs(across).max()
    point = np.linalg.lstsq(across[None, :] / size, [(b[0] - b[1]) / size], rcond=None)[0]
    n = across / size / np.linalg.norm(across / size)
    return [*n.tolist(), float(n @ point)]
