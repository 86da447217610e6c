"""Least squares from X'X, for the many problems in which that loses nothing.

One pass over X gives X'X, whose Cholesky factor is the R of X = Q R: many times faster than QR,
which is not made of large matrix products. The price is an error that grows with the square of
the condition number. It is paid back by refinement: R'R d = X'(y - X b), with the residual
computed from the data, gives a correction d to b that shrinks the error by some eps cond(X)² (the
corrected seminormal equations, Bjorck 1987). One step leaves an error like that of QR.

A small problem gets more, since there it costs microseconds: a better R, from V = X R^-1 and
V'V = R2'R2, whose error grows with cond(X) itself (CholeskyQR2, Yamamoto et al. 2015); and, where
digits are still in doubt, residuals in doubled precision, which leave an error in the last ones.

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
_WANTED_CHEAP = 1e-13
_MAX_STEPS = 4
_EXACT = 1e-12  # residuals below this, per norm of the response, may all be rounding error


def well_conditioned(X: Array, y: Array) -> Solution | None:
    """Return the least-squares solution, or None for an X or units that need QR."""
    n, p = X.shape
    # The constant is fitted along with the response: is it a combination of the columns?
    B = np.ones((n, 2))
    B[:, 0] = y
    squares = np.empty(p + 1)
    with np.errstate(over="ignore", under="ignore", invalid="ignore"):
        gram = X.T @ X
        squares[:p], squares[p] = gram.diagonal(), y @ y
    if squares[p] == 0 and not y.any():
        squares[p] = 1.0
    if not (squares.min() > _SMALLEST and squares.max() < _LARGEST):
        return None
    # Powers of two round nothing: with these units columns have norms between 1/2 and 1.
    units = np.ldexp(1.0, np.frexp(np.sqrt(squares))[1])
    inverse_units = 1 / units
    scale, y_unit = inverse_units[:p], float(units[p])
    R, failed = lapack.dpotrf(gram * scale * scale[:, None])
    if failed:
        return None
    sizes = lapack.dgesdd(R, compute_uv=0)[1]
    condition = float(sizes[0] / sizes[-1])
    cheap = n * p <= CHEAP
    if not condition <= (_MOST_CHEAP if cheap else _MOST):
        return None

    R_inverse = lapack.dtrtri(R)[0]
    if cheap:
        A = X * scale
        V = A @ R_inverse
        R_inverse = R_inverse @ lapack.dtrtri(lapack.dpotrf(V.T @ V)[0])[0]
    root = R_inverse * scale[:, None]
    Z = root @ (root.T @ (X.T @ B))
    Z += root @ (root.T @ (X.T @ (B - X @ Z)))
    residuals = B - X @ Z
    distance, combination = _norm(residuals[:, 1]), _norm(Z[:, 1] * units[:p])

    coef, r = Z[:, 0].copy(), residuals[:, 0].copy()
    z, scaled = coef / (y_unit * scale), r / y_unit
    if cheap:
        if _in_doubt(z, scaled, R_inverse):
            z, scaled = _polish(A, y / y_unit, z, R_inverse)
            coef, r = z * (y_unit * scale), scaled * y_unit
    elif expected_error(condition, float(sizes[0]), z, scaled) > WANTED:
        return None
    return Solution(
        coef=coef,
        residuals=r,
        cov_root=root,
        condition_number=condition,
        constant_in_span=distance <= span_tolerance(n, p) * (n + combination**2) ** 0.5,
    )


def _in_doubt(z: Array, r: Array, R_inverse: Array) -> bool:
    """Whether rounding of the residuals may be seen in them or in some coefficient."""
    lengths = np.sqrt(np.square(R_inverse).sum(axis=1))
    seen = EPS / _WANTED_CHEAP
    return bool(_norm(r) < seen or np.any(np.abs(z) < seen * lengths))


def _polish(A: Array, b: Array, z: Array, R_inverse: Array) -> tuple[Array, Array]:
    """Coefficients and residuals of a small scaled problem to nearly their last digits."""
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
    return extended.without_dust(z, r)


def _norm(v: Array) -> float:
    return float(v @ v) ** 0.5
