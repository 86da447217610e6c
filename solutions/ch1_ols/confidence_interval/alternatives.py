"""Unusual right answers to `confidence_interval`."""

import warnings

import numpy as np
import pandas as pd
from scipy import special, stats

from autograder.authors import alternative


@alternative("a list of tuples, from a loop, with a print and a warning on the way")
def plain_python(coef, std_error, df_resid, level=0.95):
    print("computing", len(coef), "intervals")
    warnings.warn("this is only a warning", stacklevel=1)
    t = -stats.t.ppf((1 - level) / 2, df_resid)
    return [(b - t * s, b + t * s) for b, s in zip(coef, std_error, strict=True)]


@alternative("a pandas DataFrame with named columns, through SciPy's own interval")
def pandas_frame(coef, std_error, df_resid, level=0.95):
    low, high = stats.t.interval(level, df_resid, loc=np.asarray(coef), scale=np.asarray(std_error))
    return pd.DataFrame({"2.5 %": low, "97.5 %": high})


@alternative("the quantile through the inverse of the incomplete beta function, with type hints")
def by_the_beta_function(
    coef: np.ndarray, std_error: np.ndarray, df_resid: int, level: float = 0.95
) -> np.ndarray:
    coef, std_error = np.asarray(coef), np.asarray(std_error)
    x = special.betaincinv(df_resid / 2, 0.5, 1 - level)
    t: float = np.sqrt(df_resid * (1 - x) / x)
    return np.add.outer(coef, [0, 0]) + np.multiply.outer(std_error, [-t, t])
