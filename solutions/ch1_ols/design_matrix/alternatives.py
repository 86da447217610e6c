"""Unusual right answers to `design_matrix`."""

import warnings
from collections.abc import Sequence

import numpy as np
import pandas as pd

from autograder.authors import alternative


@alternative("a list of lists from a loop, with a print and a warning on the way")
def plain_python(x1, x2, interaction=False):
    print("building", len(x1), "rows")
    warnings.warn("this is only a warning", stacklevel=1)
    rows = []
    for a, b in zip(x1, x2, strict=True):
        row = [1, a, b]
        if interaction:
            row += [a * b]
        rows.append(row)
    return rows


@alternative("a pandas DataFrame with named columns")
def pandas_frame(x1, x2, interaction=False):
    frame = pd.DataFrame({"const": 1.0, "x1": x1, "x2": x2})
    if interaction:
        frame["x1:x2"] = frame["x1"] * frame["x2"]
    return frame


@alternative("an array in Fortran order, filled column by column, with type hints")
def filled_in_place(
    x1: Sequence[float], x2: Sequence[float], interaction: bool = False
) -> np.ndarray:
    n: int = len(x1)
    if len(x2) != n:
        raise ValueError
    X = np.empty((n, 3 + bool(interaction)), order="F")
    X[:, 0], X[:, 1], X[:, 2] = 1, x1, x2
    if interaction:
        X[:, 3] = X[:, 1] * X[:, 2]
    return X


@alternative("powers by broadcasting: x1 ** (0, 1, 0, 1) times x2 ** (0, 0, 1, 1)")
def by_powers(x1, x2, interaction=False):
    if np.shape(x1) != np.shape(x2):
        raise ValueError("not as many of one as of the other")
    one, two = np.array([0, 1, 0, 1]), np.array([0, 0, 1, 1])
    X = np.power.outer(np.array(x1, float), one) * np.power.outer(np.array(x2, float), two)
    return X if interaction else X[:, :3]
