"""Unusual right answers to `r_squared`."""

import statistics
import warnings

import numpy as np
import pandas as pd

from autograder.authors import alternative


@alternative("plain Python loops and the statistics module, with a print and a warning")
def plain_python(y, fitted, n_params, adjusted=False):
    print("comparing", len(y), "pairs")
    warnings.warn("this is only a warning", stacklevel=1)
    y, mean = [float(v) for v in y], statistics.fmean(y)
    rss = sum((a - b) ** 2 for a, b in zip(y, fitted, strict=True))
    tss = sum((a - mean) ** 2 for a in y)
    if not adjusted:
        return 1 - rss / tss
    if len(y) - n_params < 1:
        raise ValueError("adjusted R² needs more observations than parameters")
    return 1 - (rss / (len(y) - n_params)) / (tss / (len(y) - 1))


@alternative("pandas, and an array with a single element comes back")
def pandas_frame(y, fitted, n_params, adjusted=False):
    frame = pd.DataFrame({"y": np.asarray(y), "fitted": np.asarray(fitted)})
    left = frame.y.sub(frame.fitted).pow(2).mean()
    r2 = 1 - left / frame.y.var(ddof=0)
    if adjusted:
        if n_params >= len(frame):
            raise ValueError("n <= p")
        r2 -= (1 - r2) * (n_params - 1) / (len(frame) - n_params)
    return np.array([r2])


@alternative("norms instead of sums, with type hints; a 0-d array comes back")
def by_norms(
    y: np.ndarray, fitted: np.ndarray, n_params: int, adjusted: bool = False
) -> np.ndarray:
    ratio = (
        np.linalg.norm(np.subtract(y, fitted)) / np.linalg.norm(np.asarray(y) - np.mean(y))
    ) ** 2
    if adjusted and len(y) <= n_params:
        raise ValueError("nothing left over")
    return np.array(1 - ratio * ((len(y) - 1) / (len(y) - n_params) if adjusted else 1))
