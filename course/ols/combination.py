"""An effect that several coefficients make together, such as a slope in a model with interactions."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import NamedTuple

import numpy as np
from scipy import special

from course._levels import checked_level
from course.ols.result import OLSResult


class Combination(NamedTuple):
    """A sum of coefficients with its standard error and confidence interval."""

    estimate: float
    std_error: float
    lower: float
    upper: float


def linear_combination(
    model: OLSResult, weights: Mapping[str, float] | Sequence[float], level: float = 0.95
) -> Combination:
    """Return c'b, its standard error sqrt(c' V c) and its confidence interval.

    b are the coefficients of `model` and V their covariance. In y = b0 + b1 x1 + b2 x2 + b3 x1 x2 one
    unit of x1 is worth b1 + b3 x2: weights 1 for x1 and x2 for the interaction.

    Parameters
    ----------
    model : OLSResult
        A fit.
    weights : mapping of names to numbers, or p numbers
        c; names that a mapping leaves out have weight zero.
    level : float
        Confidence level.

    Raises
    ------
    ValueError
        A name that is no coefficient, another number of weights, weights that are not finite, a level
        outside (0, 1).

    Examples
    --------
    >>> from course.ols import fit
    >>> model = fit([[1, 0], [1, 1], [1, 2], [1, 3]], [1, 3, 4, 8])
    >>> tuple(round(x, 2) for x in linear_combination(model, {"const": 1, "x1": 4}))
    (9.5, 1.16, 4.5, 14.5)
    """
    if isinstance(weights, Mapping):
        for name in weights:
            if name not in model.names:
                raise ValueError(
                    f"weights names {name!r}, which is no coefficient: they are {', '.join(model.names)}."
                )
        weights = [weights.get(name, 0.0) for name in model.names]
    c = np.asarray(weights, dtype=np.float64)
    if c.shape != model.coef.shape or not np.isfinite(c).all():
        raise ValueError(
            f"weights has shape {c.shape}: give one finite number for each of the {len(model.coef)} "
            f"coefficients, {', '.join(model.names)}, or a mapping of names to numbers."
        )
    estimate = float(c @ model.coef)
    error = float(model.sigma * np.linalg.norm(c @ model.cov_root))
    tail = (1 - checked_level(level)) / 2
    half = -float(special.stdtrit(model.df_resid, tail)) * error if model.df_resid else float("nan")
    return Combination(estimate, error, estimate - half, estimate + half)
