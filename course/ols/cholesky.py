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
from course.ols.checks import constant_columns
from course.ols.solution import CHEAP, EPS, WANTED, Array, Solution, expected_error, span_tolerance

_MOST = 100.0  # condition number: the error of standard errors, eps cond², is below 1e-11
_MOST_CHEAP = 4000.0  # the same of a small problem, where it is eps cond
_LARGEST, _SMALLEST = 2.0**900, 2.0**-900  # squares whose products neither overflow nor vanish
_WANTED_CHEAP = 1e-13
_MAX_STEPS = 4
_BLOCK = 1 << 17  # entries of X that stay in the cache
_EXACT = 1e-12  # residuals below this, per norm of the response, may all be rounding error


def well_conditioned(X: Array, y: Array) -> Solution | None:
    """Return the least-squares solution, or None for an X or units that need QR."""
    n, p = X.shape
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
    scale, y_unit = 1 / units[:p], float(units[p])
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
    coef, r = _refined(X, y, root)
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
        constant_in_span=_constant_in_span(X, root, units[:p]),
    )


def _refined(X: Array, y: Array, root: Array) -> tuple[Array, Array]:
    """Coefficients by the normal equations, refined by one step, and residuals."""
    b = np.zeros(X.shape[1])
    for _ in range(2):
        b += root @ (root.T @ _residuals(X, y, b)[1])
    return b, _residuals(X, y, b)[0]


def _residuals(X: Array, y: Array, b: Array) -> tuple[Array, Array]:
    """r = y - X b and X'r, by blocks of rows so that X is read from memory once."""
    n, p = X.shape
    r, gradient = np.empty(n), np.zeros(p)
    step = max(1, _BLOCK // p)
    for start in range(0, n, step):
        rows = slice(start, start + step)
        block, part = X[rows], r[rows]
        np.subtract(y[rows], block @ b, out=part)
        gradient += part @ block
    return r, gradient


def _constant_in_span(X: Array, root: Array, units: Array) -> bool:
    """Whether a column of ones would be refused as one more column of X."""
    if constant_columns(X):
        return True
    n, p = X.shape
    one = np.ones(n)
    explained = root.T @ _residuals(X, one, np.zeros(p))[1]
    if n - explained @ explained > 1e-6 * n:  # plainly not, and rounding may not say more
        return False
    combination, rest = _refined(X, one, root)
    size = float(np.hypot(n**0.5, _norm(combination * units)))
    return _norm(rest) <= span_tolerance(n, p) * size


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
