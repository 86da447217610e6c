"""Least squares from X'X, for the many problems in which that loses nothing.

One pass over X gives X'X, whose Cholesky factor is the R of X = Q R: many times faster than QR,
which is not made of large matrix products. The price is an error that grows with the square of
the condition number. It is paid back by refinement: R'R d = X'(y - X b), with the residual
computed from the data, gives a correction d to b that shrinks the error by some eps cond(X)² (the
corrected seminormal equations, Bjorck 1987). One step leaves an error like that of QR.

A small problem gets more, since there it costs microseconds: the residual and X'r in doubled
precision, which leaves an error in the last digits; and a better R, from
V = X R^-1 and V'V = R2'R2, whose error grows with cond(X) itself (CholeskyQR2, Yamamoto et al.
2015).

Where that is not enough `well_conditioned` returns None, and QR has to do.
"""

from __future__ import annotations

import numpy as np
from scipy.linalg import lapack

from course.ols import extended
from course.ols.solution import CHEAP, EPS, WANTED, Array, Solution, expected_error, span_tolerance

_MOST = 100.0  # condition number: the error of standard errors, eps cond², is below 1e-11
_MOST_CHEAP = 4000.0  # the same of a small problem, where it is eps cond
_LARGEST, _SMALLEST = 2.0**900, 2.0**-900  # squares whose products neither overflow nor vanish
_MAX_STEPS = 4
_EXACT = 1e-12  # residuals below this, per norm of the response, may all be rounding error


def well_conditioned(X: Array, y: Array) -> Solution | None:
    """Return the least-squares solution, or None for an X or units that need QR."""
    n, p = X.shape
    # The constant is fitted along with the response: is it a combination of the columns?
    B = np.ones((n, 2))
    B[:, 0] = y
    with np.errstate(over="ignore", under="ignore", invalid="ignore"):
        gram, XtB = X.T @ X, X.T @ B
        y_square = float(y @ y)
    squares = np.append(gram.diagonal(), y_square if y_square or y.any() else 1.0)
    if not (squares.min() > _SMALLEST and squares.max() < _LARGEST):
        return None
    # Powers of two round nothing: in these units columns have norms between 1/2 and 1.
    exponents = np.frexp(np.sqrt(squares))[1]
    column, response = exponents[:p], int(exponents[p])
    R, failed = lapack.dpotrf(np.ldexp(gram, -column[:, None] - column))
    if failed:
        return None
    sizes = np.linalg.svd(R, compute_uv=False)
    condition = float(sizes[0] / sizes[-1])
    cheap = n * p <= CHEAP
    if not condition <= (_MOST_CHEAP if cheap else _MOST):
        return None

    R_inverse = lapack.dtrtri(R)[0]
    root = np.ldexp(R_inverse, -column[:, None])
    Z = root @ (root.T @ XtB)
    Z += root @ (root.T @ (X.T @ (B - X @ Z)))
    residuals = B - X @ Z
    z = np.ldexp(Z[:, 0], column - response)
    r = residuals[:, 0]
    if cheap:
        z, r, R_inverse = _polish(np.ldexp(X, -column), np.ldexp(y, -response), z, R_inverse)
        r, root = np.ldexp(r, response), np.ldexp(R_inverse, -column[:, None])
    elif expected_error(condition, float(sizes[0]), z, np.ldexp(r, -response)) > WANTED:
        return None
    distance = float(np.linalg.norm(residuals[:, 1]))
    combination = float(np.linalg.norm(np.ldexp(Z[:, 1], column)))
    return Solution(
        coef=np.ldexp(z, response - column),
        residuals=r,
        cov_root=root,
        condition_number=condition,
        constant_in_span=distance <= span_tolerance(n, p) * float(np.hypot(n**0.5, combination)),
    )


def _polish(A: Array, b: Array, z: Array, R_inverse: Array) -> tuple[Array, Array, Array]:
    """Coefficients, residuals and R^-1 of a small scaled problem to nearly their last digits."""
    V = A @ R_inverse
    R_inverse = R_inverse @ lapack.dtrtri(lapack.dpotrf(V.T @ V)[0])[0]
    low = np.zeros_like(z)  # the coefficients are z + low
    for _ in range(_MAX_STEPS):
        r, rest = extended.residual(b, A @ low, A, z)
        dz = R_inverse @ (R_inverse.T @ (extended.inner(A, r) + A.T @ rest))
        z, low = extended.two_sum(z, low + dz)
        # Another step would change them by a millionth of this one. An exact fit has coefficients
        # and residuals that are zero, whose relative error means nothing: on, until they vanish.
        if np.abs(r).max() > _EXACT and np.all(1e-6 * np.abs(dz) <= EPS * np.abs(z)):
            break
    r, _ = extended.residual(b, A @ low, A, z)
    return *extended.without_dust(z, r), R_inverse
