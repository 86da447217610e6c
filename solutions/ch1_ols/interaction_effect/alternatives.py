"""Unusual right answers to `interaction_effect`."""

import math
import warnings

import numpy as np
import pandas as pd

from autograder.authors import alternative


@alternative("a list of tuples from a loop over plain floats, with a print and a warning")
def plain_python(coef, cov, z):
    print("effects at", list(z)[:9])
    warnings.warn("this is only a warning", stacklevel=1)
    cov = [list(row) for row in np.asarray(cov)]
    _, b1, _, b3 = coef
    rows = []
    for value in z:
        variance = cov[1][1] + value * (cov[1][3] + cov[3][1]) + value * value * cov[3][3]
        rows.append((float(b1 + value * b3), math.sqrt(variance)))
    return rows


@alternative("the difference of two rows of the design matrix, as a pandas DataFrame")
def by_two_predictions(coef, cov, z):
    z = np.asarray(z, dtype=float)

    def design(x):
        return np.column_stack([np.ones(len(z)), np.full(len(z), x), z, x * z])

    rows = design(1.0) - design(0.0)
    variance = (rows @ np.asarray(cov) * rows).sum(axis=1)
    return pd.DataFrame(
        {"effect": rows @ np.asarray(coef), "std error": np.sqrt(variance)},
        index=pd.Index(z, name="z"),
    )


@alternative("lengths of vectors through the Cholesky factor of the covariances, with type hints")
def by_cholesky(coef: np.ndarray, cov: np.ndarray, z: np.ndarray) -> np.ndarray:
    part = [1, 3]
    factor: np.ndarray = np.linalg.cholesky(np.asarray(cov)[np.ix_(part, part)])
    weights: np.ndarray = np.vander(np.asarray(z, dtype=float), 2, increasing=True)
    effect: np.ndarray = weights @ np.asarray(coef)[part]
    return np.stack([effect, np.linalg.norm(weights @ factor, axis=1)], axis=-1)


@alternative("the variance completed to a square around the z where the effect is known best")
def by_the_best_known_place(coef, cov, z):
    coef, cov = np.asarray(coef, dtype=float), np.asarray(cov, dtype=float)
    best = -cov[3, 1] / cov[3, 3]
    rest = cov[1, 1] - best**2 * cov[3, 3]
    line = np.poly1d([coef[3], coef[1]])
    return [[line(value), np.sqrt(rest + (value - best) ** 2 * cov[3, 3])] for value in z]
