"""Sums and products in twice the precision of a float64, built from float64 operations alone.

A float64 is cut into a leading slice of a few bits, a second such slice, and a remainder. Products
of slices and sums of thousands of them fit into the 53 bits of a float64, so an ordinary matrix
product of the slices makes no rounding error at all (Ozaki, Ogita, Oishi and Rump 2012), in
whatever order it sums. What remains is smaller by 2**-40 and may be rounded. This gives some 28
digits at the speed of a few matrix products, the same on every machine, where ``np.longdouble`` is
64 bits wide on some and 80 or 128 on others.

X has entries of size at most 1 (callers scale its columns) and at most 8192 columns.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import numpy as np
from numpy.typing import NDArray

Vector = NDArray[np.float64]
Matrix = NDArray[np.float64]

_BITS = 20  # of a slice: products take 40, which leaves 13 for the sum of 2**13 of them
_BLOCK = 1 << 12  # rows treated at once, so that sums are exact and temporaries stay in the cache


def two_sum(a: Any, b: Any) -> tuple[Any, Any]:
    """Return ``(s, e)`` with ``s = fl(a + b)`` and ``s + e = a + b`` exactly (Knuth).

    >>> two_sum(1.0, 1e-20)
    (1.0, 1e-20)
    """
    s = a + b
    t = s - a
    return s, (a - (s - t)) + (b - t)


def cut(x: Matrix, size: Any = 1.0) -> tuple[Matrix, Matrix, Matrix]:
    """Return slices with ``x = first + second + rest`` exactly, for ``|x| <= size``, powers of two.

    The first is a multiple of 2**-20 size and the second of 2**-40 size.

    >>> import numpy as np
    >>> first, second, rest = cut(np.array([1 / 3]))
    >>> float(first[0] * 2**20), float(second[0] * 2**40)
    (349525.0, 349525.0)
    """
    # Added to a number of 53 bits that ends at the wanted one, the bits beyond it are rounded off.
    anchor = np.ldexp(size, 52 - _BITS) * 1.5
    first = (x + anchor) - anchor
    rest = x - first
    anchor = np.ldexp(anchor, -_BITS)
    second = (rest + anchor) - anchor
    return first, second, rest - second


def residual(y: Vector, r: Vector, X: Matrix, b: Vector) -> tuple[Vector, Vector]:
    """Return ``y - r - X b`` (n,), rounded once at the end, and what was rounded off.

    >>> import numpy as np
    >>> residual(np.array([1.0]), np.array([1e-17]), np.array([[1.0]]), np.array([1.0]))
    (array([-1.e-17]), array([0.]))
    """
    out = np.empty((2, len(y)))
    for rows in _blocks(X):
        high, low = two_sum(y[rows], -r[rows])
        for part in _product(X[rows], b[:, None]):
            high, error = two_sum(high, -part[:, 0])
            low = low + error
        out[:, rows] = two_sum(high, low)
    return out[0], out[1]


def inner(X: Matrix, r: Vector) -> Vector:
    """Return ``X' r`` (p,), each entry rounded once.

    >>> import numpy as np
    >>> inner(np.array([[1.0], [1e-20], [-1.0]]), np.ones(3))
    array([1.e-20])
    """
    high, low = np.zeros(X.shape[1]), np.zeros(X.shape[1])
    for rows in _blocks(X):
        for part in _product(X[rows].T, r[rows, None]):
            high, error = two_sum(high, part[:, 0])
            low += error
    return high + low


def product(X: Matrix, W: Matrix) -> Matrix:
    """Return ``X W``, each entry rounded once.

    >>> import numpy as np
    >>> product(np.array([[1.0, 1e-20]]), np.array([[1.0, 1.0], [-1.0, 0.0]]))
    array([[1., 1.]])
    """
    out = np.empty((len(X), W.shape[1]))
    for rows in _blocks(X):
        first, second, rest = _product(X[rows], W)
        high, low = two_sum(first, second)
        out[rows] = high + (low + rest)
    return out


def without_dust(z: Vector, r: Vector) -> tuple[Vector, Vector]:
    """Return coefficients and residuals with those below the doubled precision set to zero.

    Of an exact fit refinement leaves dust, smaller at each step. The norms of the response and of
    each column are between 1/2 and 1.
    """
    least = float(np.finfo(np.float64).eps) ** 2
    return np.where(np.abs(z) < least, 0.0, z), np.where(np.abs(r) < least, 0.0, r)


def _blocks(X: Matrix) -> Iterator[slice]:
    return (slice(start, start + _BLOCK) for start in range(0, len(X), _BLOCK))


def _product(X: Matrix, W: Matrix) -> tuple[Matrix, Matrix, Matrix]:
    """Three terms of X W: exact, exact and smaller by 2**-20, rounded and smaller by 2**-40."""
    X1, X2, X3 = cut(X)
    W1, W2, W3 = cut(W, np.exp2(np.frexp(np.abs(W).max(axis=0))[1]))
    k = W.shape[1]
    leading = X1 @ np.hstack([W1, W2, W3])
    next_ = X2 @ np.hstack([W1, W2 + W3])
    return (
        leading[:, :k],
        leading[:, k : 2 * k] + next_[:, :k],
        leading[:, 2 * k :] + (next_[:, k:] + X3 @ W),
    )
