"""What the two ways to solve a least-squares problem share."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Array = NDArray[np.float64]

EPS = float(np.finfo(np.float64).eps)
CHEAP = 20_000  # below this number of entries in X doubled precision is cheap: always use it
WANTED = 1e-11  # above this expected relative error refinement is worth its time


@dataclass(frozen=True, eq=False)
class Solution:
    """Least squares in the units of the data: see `least_squares`."""

    coef: Array
    residuals: Array
    cov_root: Array  # (p, p), upper triangular: (X'X)^-1 = cov_root cov_root'
    condition_number: float
    constant_in_span: bool


def expected_error(condition: float, norm: float, z: Array, r: Array) -> float:
    """The first-order bound on the relative error of z (Golub and Van Loan, section 5.3.7)."""
    size = norm * float(np.linalg.norm(z))
    tangent = float(np.linalg.norm(r)) / size if size > 0 else 0.0
    return EPS * condition * (1 + condition * tangent)


def span_tolerance(n: int, p: int) -> float:
    """The distance, per unit of combination, at which a column lies in the span of others.

    It is some times the rounding error of a factorisation, and of columns computed from one
    another.
    """
    return float(10 * EPS * p * n**0.5)
