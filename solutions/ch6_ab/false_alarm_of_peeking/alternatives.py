"""Unusual right answers to `false_alarm_of_peeking`."""

import math
import warnings

import numpy as np
import pandas as pd
from scipy import special

from autograder.authors import alternative


@alternative("plain Python, one experiment after the other, with a print and a warning; a list")
def plain_python(new_a, new_b, batch, threshold=0.95):
    print(len(new_a), "experiments")
    warnings.warn("only a warning", stacklevel=1)

    def moments(s, n):
        alpha, beta = 1 + s, 1 + n - s
        return alpha / (2 + n), alpha * beta / (2 + n) ** 2 / (3 + n)

    looks = len(new_a[0])
    ended = [0] * looks
    for row_a, row_b in zip(new_a, new_b, strict=True):
        a = b = 0
        for k in range(looks):
            a, b = a + int(row_a[k]), b + int(row_b[k])
            (mean_a, var_a), (mean_b, var_b) = (moments(s, batch * (k + 1)) for s in (a, b))
            z = (mean_b - mean_a) / math.sqrt(var_a + var_b)
            if (1 + math.erf(z / math.sqrt(2))) / 2 > threshold:
                for later in range(k, looks):
                    ended[later] += 1
                break
    return [count / len(new_a) for count in ended]


@alternative("z against a quantile, the first alarm by argmax, counted up; a pandas Series")
def by_first_alarm(new_a, new_b, batch, threshold=0.95) -> pd.Series:
    a, b = (pd.DataFrame(new).cumsum(axis=1).to_numpy() for new in (new_a, new_b))
    looks = a.shape[1]
    n = batch * np.arange(1, looks + 1)
    mean_a, mean_b = (1 + a) / (2 + n), (1 + b) / (2 + n)
    spread = np.sqrt((mean_a * (1 - mean_a) + mean_b * (1 - mean_b)) / (3 + n))
    alarms = (mean_b - mean_a) / spread > special.ndtri(threshold)
    first = np.where(alarms.any(axis=1), alarms.argmax(axis=1), looks)
    return pd.Series(np.bincount(first, minlength=looks + 1)[:looks].cumsum() / len(a))


@alternative("the highest probability so far of each experiment, held against the threshold")
def highest_so_far(
    new_a: np.ndarray, new_b: np.ndarray, batch: int, threshold: float = 0.95
) -> np.ndarray:
    n, a, b, highest, found = 0, 0, 0, 0.0, []
    for more_a, more_b in zip(np.transpose(new_a), np.transpose(new_b), strict=True):
        n, a, b = n + batch, a + more_a, b + more_b
        variance = ((1 + a) * (1 + n - a) + (1 + b) * (1 + n - b)) / (3 + n)
        highest = np.maximum(highest, special.ndtr((b - a) / np.sqrt(variance)))
        found.append(np.count_nonzero(highest > threshold) / len(a))
    return np.array(found)
