"""The numerical core: least squares by Cholesky where that is as good, else by QR, refined."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray
from scipy.linalg import solve_triangular

from course.ols import extended
from course.ols.cholesky import well_conditioned
from course.ols.dependence import refuse_dependent_columns
from course.ols.solution import CHEAP, EPS, WANTED, Solution, expected_error, span_tolerance

Array = NDArray[np.float64]

_MAX_STEPS = 8
_BLOCK = 1000  # rows factored at once in a tall X: a block stays in the cache


def least_squares(X: Array, y: Array, names: tuple[str, ...]) -> Solution:
    """Return the minimiser of ||y - X b|| with what its standard errors need.

    Raises `ValueError` where a column is zero or a combination of the columns before it.
    """
    solution = well_conditioned(X, y)
    return by_qr(X, y, names) if solution is None else solution


def by_qr(X: Array, y: Array, names: tuple[str, ...]) -> Solution:
    """Return the same for any X of full column rank.

    Each column is scaled by a power of two (which rounds nothing) to a norm between 1/2 and 1,
    and the scaled X is factored as Q R by Householder reflections; X'X, whose condition number is
    the square of that of X, is never formed. Two refinements follow where they matter:

    - coefficients and residuals solve the augmented system r + X b = y, X' r = 0, corrected with
      residuals in doubled precision (Bjorck 1967), which removes the factor cond(X) from the error;
    - V = X R^-1 is formed in doubled precision, so that it is orthonormal but for the error of R.
      With V = Q2 R2, the product R^-1 R2^-1 has rows of nearly full relative accuracy, and the
      standard errors are row norms of it.
    """
    n, p = X.shape
    exponents = _norm_exponents(X)
    y_exponent = int(_norm_exponents(y[:, None])[0])
    A = np.ascontiguousarray(np.ldexp(X, -exponents))
    b = np.ldexp(y, -y_exponent)

    # The response and a constant are factored along: above the diagonal their columns hold Q'b and
    # Q'1, and below it lie their distances from the span. Q itself is not needed.
    one = np.full(n, 2.0 ** -int(np.frexp(np.sqrt(n))[1]))
    factor = _triangle(np.column_stack([A, b, one]))
    R = factor[:p, :p]
    tolerance = span_tolerance(n, p)
    refuse_dependent_columns(R, tolerance, names)
    R_inverse = solve_triangular(R, np.eye(p))
    sizes = np.linalg.svd(R, compute_uv=False)
    condition = float(sizes[0] / sizes[-1])

    z = solve_triangular(R, factor[:p, p])
    r = b - A @ z
    cheap = n * p <= CHEAP
    if cheap or expected_error(condition, float(sizes[0]), z, r) > WANTED:
        z, r = _refine(A, b, z, r)
    root = R_inverse
    if cheap or EPS * condition > WANTED:
        V = extended.product(A, R_inverse)
        R2 = np.linalg.qr(V, mode="r")
        root = R_inverse @ solve_triangular(R2, np.eye(p))

    return Solution(
        coef=np.ldexp(z, y_exponent - exponents),
        residuals=np.ldexp(r, y_exponent),
        cov_root=np.ldexp(root, -exponents[:, None]),
        condition_number=condition,
        constant_in_span=_in_span(factor, R_inverse, tolerance),
    )


def _norm_exponents(X: Array) -> NDArray[np.intc]:
    """The exponents e such that the columns of X / 2**e have norms in [1/2, 1); 0 for zeros."""
    # The largest entry first, so that no square overflows or vanishes.
    largest = np.frexp(np.maximum(X.max(axis=0), -X.min(axis=0)))[1]
    if np.all(np.abs(largest) < 400):
        return np.frexp(np.sqrt(np.einsum("ij,ij->j", X, X)))[1]
    scaled = np.ldexp(X, -largest)
    return largest + np.frexp(np.sqrt(np.einsum("ij,ij->j", scaled, scaled)))[1]


def _triangle(A: Array) -> Array:
    """The R of A = Q R, padded to a square; of a tall A by blocks, then of the blocks' factors."""
    n, p = A.shape
    if n >= 20 * _BLOCK and p <= _BLOCK // 20:
        m = n // _BLOCK
        factors = np.asarray(np.linalg.qr(A[: m * _BLOCK].reshape(m, _BLOCK, p), mode="r"))
        A = np.vstack([factors.reshape(m * p, p), A[m * _BLOCK :]])
    R = np.linalg.qr(A, mode="r")
    return np.vstack([R, np.zeros((p - len(R), p))])


def _refine(A: Array, b: Array, z: Array, r: Array) -> tuple[Array, Array]:
    Q, R = np.linalg.qr(A)
    last = np.inf
    for _ in range(_MAX_STEPS):
        f, _ = extended.residual(b, r, A, z)
        h = solve_triangular(R, -extended.inner(A, r), trans="T")
        d = Q.T @ f - h
        dz = solve_triangular(R, d)
        step = float(np.max(np.abs(dz), initial=0.0))
        if step > last / 2:  # what is left is rounding error
            break
        z = z + dz
        r = r + (f - Q @ d)
        last = step
        if step == 0.0:
            break
    return extended.without_dust(z, r)


def _in_span(factor: Array, R_inverse: Array, tolerance: float) -> bool:
    """Whether the constant, last column of the factor, would be refused as a column of X."""
    p = len(R_inverse)
    distance = np.linalg.norm(factor[p:, -1])
    combination = R_inverse @ factor[:p, -1]
    return bool(distance <= tolerance * np.hypot(1.0, np.linalg.norm(combination)))
