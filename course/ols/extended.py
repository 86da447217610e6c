"""Sums and products in twice the precision of a float64, built from float64 operations alone.

The ordinary rounding error of a product or of a sum of two floats is itself a float, and can be
computed (Dekker 1971; Knuth, TAOCP 2, section 4.2.2). Carrying it along gives some 32 digits, the
same on every machine, where ``np.longdouble`` is 64 bits wide on some and 80 or 128 on others.

All functions assume finite values below about 1e300; the callers scale their columns first.
"""

from __future__ import annotations

import math
from typing import Any

import numpy as np
from numpy.typing import NDArray

Vector = NDArray[np.float64]

_SPLITTER = 134217729.0  # 2**27 + 1 cuts a 53-bit significand into two halves of 26 bits
_BLOCK = 1 << 12  # rows treated at once, so that the temporaries stay in the cache


def two_sum(a: Any, b: Any) -> tuple[Any, Any]:
    """Return ``(s, e)`` with ``s = fl(a + b)`` and ``s + e = a + b`` exactly.

    >>> two_sum(1.0, 1e-20)
    (1.0, 1e-20)
    """
    s = a + b
    t = s - a
    return s, (a - (s - t)) + (b - t)


def two_product(a: Any, b: Any) -> tuple[Any, Any]:
    """Return ``(q, e)`` with ``q = fl(a * b)`` and ``q + e = a * b`` exactly.

    >>> q, e = two_product(0.1, 0.1)
    >>> from fractions import Fraction
    >>> Fraction(q) + Fraction(e) == Fraction(0.1) ** 2
    True
    """
    q = a * b
    c = _SPLITTER * a
    a_high = c - (c - a)
    a_low = a - a_high
    c = _SPLITTER * b
    b_high = c - (c - b)
    b_low = b - b_high
    return q, ((a_high * b_high - q) + a_high * b_low + a_low * b_high) + a_low * b_low


def residual(y: Vector, r: Vector, X: NDArray[np.float64], b: Vector) -> Vector:
    """Return ``y - r - X b`` (n,), rounded once at the end rather than at each step.

    >>> import numpy as np
    >>> residual(np.array([1.0]), np.array([1e-17]), np.array([[1.0]]), np.array([1.0]))
    array([-1.e-17])
    """
    out = np.empty_like(y)
    for start in range(0, len(y), _BLOCK):
        rows = slice(start, start + _BLOCK)
        high, low = two_sum(y[rows], -r[rows])
        for j, coefficient in enumerate(b):
            q, q_low = two_product(X[rows, j], -coefficient)
            high, s_low = two_sum(high, q)
            low = low + (s_low + q_low)
        out[rows] = high + low
    return out


def inner(X: NDArray[np.float64], r: Vector) -> Vector:
    """Return ``X' r`` (p,), each entry rounded once.

    >>> import numpy as np
    >>> inner(np.array([[1.0], [1e-20], [-1.0]]), np.ones(3))
    array([1.e-20])
    """
    out = np.empty(X.shape[1])
    for j in range(X.shape[1]):
        q, e = two_product(X[:, j], r)
        out[j] = math.fsum((math.fsum(q.tolist()), float(e.sum())))
    return out


def times_triangular(X: NDArray[np.float64], W: NDArray[np.float64]) -> NDArray[np.float64]:
    """Return ``X W`` (n, p) for an upper triangular ``W`` (p, p), each entry rounded once.

    >>> import numpy as np
    >>> times_triangular(np.array([[1.0, 1e-20]]), np.array([[1.0, 1.0], [0.0, 1.0]]))
    array([[1., 1.]])
    """
    out = np.empty(X.shape)
    for start in range(0, len(X), _BLOCK):
        rows = slice(start, start + _BLOCK)
        high = np.zeros(X[rows].shape)
        low = np.zeros(X[rows].shape)
        for k in range(X.shape[1]):  # column k enters into columns k, k + 1, ... of the product
            q, q_low = two_product(X[rows, k, None], W[k, k:])
            high[:, k:], s_low = two_sum(high[:, k:], q)
            low[:, k:] += s_low + q_low
        out[rows] = high + low
    return out
