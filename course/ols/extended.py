"""Sums and products in twice the precision of a float64, built from float64 operations alone.

A float64 is cut into three slices of a few bits and a remainder. Products of slices and sums of
thousands of them fit into the 53 bits of a float64, so an ordinary matrix product of the slices
makes no rounding error at all, in whatever order it sums (Ozaki, Ogita, Oishi and Rump 2012). What
remains is smaller by 2**-60 and may be rounded. This gives some 32 digits at the speed of a few
matrix products, the same on every machine, where ``np.longdouble`` is 64 bits wide on some and 80
or 128 on others.

X has entries of size at most 1 (callers scale its columns) and at most 4096 columns.
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


def cut(x: Matrix, size: Any = 1.0) -> list[Matrix]:
    """Return three slices and a remainder whose exact sum is x, for ``|x| <= size``, powers of two.

    The slices are multiples of 2**-20, 2**-40 and 2**-60 times size.

    >>> import numpy as np
    >>> slices = cut(np.array([1 / 3]))
    >>> [float(part[0] * 2.0 ** (20 * k)) for k, part in enumerate(slices, 1)]
    [349525.0, 349525.0, 349504.0, 0.0]
    """
    # Added to a number of 53 bits that ends at the wanted one, the bits beyond it are rounded off.
    anchor = np.ldexp(size, 52 - _BITS) * 1.5
    slices = []
    for _ in range(3):
        slices.append((x + anchor) - anchor)
        x = x - slices[-1]
        anchor = np.ldexp(anchor, -_BITS)
    return [*slices, x]


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
        high, *parts = _product(X[rows], W)
        low = 0.0
        for part in parts:
            high, error = two_sum(high, part)
            low = low + error
        out[rows] = high + low
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


def _product(X: Matrix, W: Matrix) -> list[Matrix]:
    """Four terms with the sum X W, each 2**-20 times the one before; all but the last exact."""
    size = np.exp2(np.frexp(np.abs(W).max(axis=0))[1])
    W1, W2, W3, W4 = cut(W, size)
    X1, X2, X3, X4 = cut(X)
    terms = np.split(X1 @ np.hstack([W1, W2, W3, W4]), 4, axis=1)
    for k, term in enumerate(np.split(X2 @ np.hstack([W1, W2, W3 + W4]), 3, axis=1), 1):
        terms[k] += term
    for k, term in enumerate(np.split(X3 @ np.hstack([W1, W2 + (W3 + W4)]), 2, axis=1), 2):
        terms[k] += term
    terms[3] += X4 @ W
    return terms
