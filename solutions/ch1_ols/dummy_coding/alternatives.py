"""Unusual right answers to `dummy_coding`."""

import warnings

import numpy as np
import pandas as pd

from autograder.authors import alternative


@alternative("a list of lists of integers from two loops, with a print and a warning")
def plain_python(values, base):
    levels = sorted(set(values))
    print("levels:", levels)
    warnings.warn("this is only a warning", stacklevel=1)
    if base not in levels:
        raise ValueError(f"{base} is not one of {levels}")
    levels.remove(base)
    return [[int(v == level) for level in levels] for v in values]


@alternative("pandas' dummies, a DataFrame of booleans with the levels as names")
def pandas_dummies(values, base):
    dummies = pd.get_dummies(pd.Series(values))
    if base not in dummies:
        raise ValueError(f"unknown base: {base}")
    return dummies.drop(columns=base)


@alternative("rows of an identity matrix, as 8-bit integers")
def rows_of_the_identity(values, base):
    levels, codes = np.unique(values, return_inverse=True)
    (where,) = np.nonzero(levels == base)
    if not where.size:
        raise ValueError("there is no level " + str(base))
    return np.delete(np.eye(len(levels), dtype=np.int8)[codes], where, axis=1)


@alternative("one comparison by broadcasting, and an error of a class of its own")
def by_broadcasting(values, base):
    class UnknownBaseError(ValueError):
        pass

    values = np.asarray(values)
    others = np.unique(values[values != base])
    if not np.any(values == base):
        raise UnknownBaseError(f"{base!r}")
    return values[:, None] == others
