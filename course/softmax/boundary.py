"""Where one class gives way to another: a line, sectors, a complex of segments, and a curve."""

from __future__ import annotations

from collections.abc import Callable
from itertools import combinations
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

Array = NDArray[np.float64]


class Line(NamedTuple):
    """All x with normal . x = distance; class 1 lies where normal . x is larger. `normal` has length 1."""

    normal: Array
    distance: float


class Sectors(NamedTuple):
    """Three half-lines from one point: `directions[i]` (unit length) divides the two `classes[i]`."""

    point: Array
    classes: NDArray[np.int64]
    directions: Array


class Boundary(NamedTuple):
    """What is drawn: segments (m, 2, 2), each from point to point, and the two classes (m, 2) of each."""

    segments: Array
    classes: NDArray[np.int64]


def boundary_line(weight: Any, bias: Any) -> Line:
    """Return the boundary of a softmax regression with two classes in closed form, as `Line`.

    Both classes have the probability 1/2 where the logits are equal, (w_1 - w_0) . x = b_0 - b_1. Divided
    by the length of w_1 - w_0 that is unique: the unit normal points to the side of class 1, and the
    distance is that of the origin, negative where the origin lies on the side of class 1. In two features
    this is a line, in more a plane.

    Parameters
    ----------
    weight : (2, d) array-like
        One row a class: logits = weight x + bias.
    bias : (2,) array-like
        One number a class.

    Raises
    ------
    ValueError
        Other shapes, a number that is not finite, or equal rows of weights: then the logits differ by the
        same amount everywhere, and there is no boundary.

    References
    ----------
    Bishop (2006), Pattern Recognition and Machine Learning, section 4.1.1.

    Examples
    --------
    >>> line = boundary_line([[0.0, 0.0], [3.0, 4.0]], [5.0, 0.0])
    >>> line.normal.round(6).tolist(), line.distance
    ([0.6, 0.8], 1.0)
    """
    w, b = _checked(weight, bias, classes=2)
    across = w[1] - w[0]
    # Scaled first: the squares of very small or large numbers cannot be written.
    size = np.abs(across).max()
    if size == 0:
        raise ValueError("the two rows of weights are equal: no boundary divides the classes.")
    length = size * np.linalg.norm(across / size)
    return Line(across / length, float((b[0] - b[1]) / length))


def sectors(weight: Any, bias: Any) -> Sectors:
    """Return the boundary of a softmax regression with three classes in the plane, as `Sectors`.

    All three logits are equal at one point. From there one half-line runs between each two classes i and
    j, along the direction at right angles to w_i - w_j in which the third logit falls behind. Beyond the
    point the line of i and j lies inside the third class, and divides nothing.

    Parameters
    ----------
    weight : (3, 2) array-like
        One row a class: logits = weight x + bias.
    bias : (3,) array-like
        One number a class.

    Raises
    ------
    ValueError
        Other shapes, a number that is not finite, or weights whose three rows lie on a line: then the
        boundaries are parallel, or there are none, and they meet nowhere.

    References
    ----------
    Bishop (2006), Pattern Recognition and Machine Learning, section 4.1.2.

    Examples
    --------
    >>> found = sectors([[0.0, 0.0], [1.0, 0.0], [0.0, 1.0]], [1.0, 0.0, 0.0])
    >>> found.point.tolist(), found.classes.tolist()
    ([1.0, 1.0], [[0, 1], [0, 2], [1, 2]])
    >>> found.directions.round(4).tolist()
    [[0.0, -1.0], [-1.0, 0.0], [0.7071, 0.7071]]
    """
    w, b = _checked(weight, bias, classes=3)
    if w.shape[1] != 2:
        raise ValueError(
            f"weights for {w.shape[1]} features: sectors are drawn in a plane, of two."
        )
    differences = w[1:] - w[0]
    if np.linalg.matrix_rank(differences) < 2:
        raise ValueError("the three rows of weights lie on a line: their boundaries do not meet.")
    point = np.linalg.solve(differences, b[0] - b[1:])
    pairs, directions = list(combinations(range(3), 2)), []
    for i, j in pairs:
        along = np.array([w[j, 1] - w[i, 1], w[i, 0] - w[j, 0]])
        ahead = (w[i] - w[3 - i - j]) @ along
        directions.append(np.sign(ahead) * along / np.linalg.norm(along))
    return Sectors(point, np.array(pairs), np.array(directions) + 0.0)


def decision_boundary(
    logits: Callable[[Array], Any], low: Any, high: Any, cells: int = 100
) -> Boundary:
    """Return the decision boundaries of any classifier of two features within a box, as `Boundary`.

    The box is cut into cells x cells rectangles, and each of these into two triangles. In a triangle the
    logits are taken to be linear between its corners, and the boundary of linear logits is known: of the
    line where logits i and j are equal, the part on which none of the others is larger. So for softmax
    regression, whatever its number of classes, one cell gives the exact boundary. A network needs as many
    as its curves ask for: the error falls with the square of a cell's width.

    Parameters
    ----------
    logits : function of an (m, 2) array
        It returns the logits (m, K), K >= 2, or any scores of which the largest decides.
    low, high : (2,) array-like
        The corners of the box.
    cells : int
        Rectangles along each side.

    Raises
    ------
    ValueError
        A box without an area, no cell, or logits that are not finite or not (m, K) with K >= 2.

    References
    ----------
    Bloomenthal (1988), Polygonization of implicit surfaces, Computer Aided Geometric Design 5: triangles
    leave no ambiguous case, as squares do.

    Examples
    --------
    >>> weight, bias = np.array([[1.0, 0.0], [-1.0, 0.0]]), np.array([0.0, 1.0])
    >>> found = decision_boundary(lambda x: x @ weight.T + bias, [0, 0], [1, 1], cells=1)
    >>> np.sort(found.segments.reshape(-1, 2), axis=0).tolist()
    [[0.5, 0.0], [0.5, 0.5], [0.5, 0.5], [0.5, 1.0]]
    """
    corners, triangles = _triangles(low, high, cells)
    z = np.asarray(logits(corners), dtype=float)
    if z.ndim != 2 or len(z) != len(corners) or z.shape[1] < 2 or not np.isfinite(z).all():
        raise ValueError(
            f"logits of shape {z.shape} for {len(corners)} points: finite (m, K), K >= 2."
        )
    # Linear logits: the class that leads at all three corners leads in the whole triangle.
    leads = z.argmax(axis=1)[triangles]
    triangles = triangles[(leads != leads[:, :1]).any(axis=1)]
    segments, classes = [np.empty((0, 2, 2))], [np.empty((0, 2), dtype=np.int64)]
    for i, j in combinations(range(z.shape[1]), 2):
        found = _segments(corners[triangles], z[triangles], i, j)
        segments.append(found)
        classes.append(np.tile([i, j], (len(found), 1)))
    return Boundary(np.concatenate(segments), np.concatenate(classes))


def _segments(corners: Array, z: Array, i: int, j: int) -> Array:
    """Where i and j share the largest logit in triangles (m, 3, 2) with logits (m, 3, K): (s, 2, 2)."""
    ahead = z[:, :, i] - z[:, :, j]
    side = ahead >= 0
    crossed = (side.any(axis=1)) & ~side.all(axis=1)
    corners, z, ahead, side = corners[crossed], z[crossed], ahead[crossed], side[crossed]
    # The corner that lies alone on its side is turned to the front: both its edges are crossed.
    alone = np.where(side.sum(axis=1) == 1, side.argmax(axis=1), side.argmin(axis=1))
    rows = np.arange(len(alone))
    ends, ends_z = [], []
    for step in (1, 2):
        other = (alone + step) % 3
        from_, to = ahead[rows, alone], ahead[rows, other]
        share = (from_ / (from_ - to))[:, None]
        ends.append((1 - share) * corners[rows, alone] + share * corners[rows, other])
        ends_z.append((1 - share) * z[rows, alone] + share * z[rows, other])
    # Along the segment, from 0 to 1, every other class has to stay behind.
    first, last = np.zeros(len(rows)), np.ones(len(rows))
    for k in set(range(z.shape[2])) - {i, j}:
        start, end = (e[:, i] - e[:, k] for e in ends_z)
        with np.errstate(divide="ignore", invalid="ignore"):
            crossing = start / (start - end)
        first = np.where((start < 0) & (end >= 0), np.maximum(first, crossing), first)
        last = np.where((start >= 0) & (end < 0), np.minimum(last, crossing), last)
        last = np.where((start < 0) & (end < 0), -1.0, last)
    kept = last > first
    a, across = ends[0][kept], (ends[1] - ends[0])[kept]
    return np.stack([a + first[kept, None] * across, a + last[kept, None] * across], axis=1)


def _triangles(low: Any, high: Any, cells: int) -> tuple[Array, NDArray[np.int64]]:
    low, high = np.asarray(low, dtype=float), np.asarray(high, dtype=float)
    if low.shape != (2,) or high.shape != (2,) or not (low < high).all():
        raise ValueError(
            "low and high have to be two numbers each, every one of low below its of high."
        )
    if cells < 1:
        raise ValueError(f"{cells} cells: at least one along each side is needed.")
    across, up = (np.linspace(low[a], high[a], cells + 1) for a in (0, 1))
    corners = np.stack(np.meshgrid(across, up), axis=-1).reshape(-1, 2)
    number = np.arange((cells + 1) ** 2).reshape(cells + 1, cells + 1)
    a, b, c, d = number[:-1, :-1], number[:-1, 1:], number[1:, :-1], number[1:, 1:]
    triangles = np.stack([np.stack([a, b, d]), np.stack([a, d, c])])
    return corners, triangles.transpose(0, 2, 3, 1).reshape(-1, 3)


def _checked(weight: Any, bias: Any, classes: int) -> tuple[Array, Array]:
    w, b = np.asarray(weight, dtype=float), np.asarray(bias, dtype=float)
    if w.ndim != 2 or len(w) != classes or w.shape[1] == 0 or b.shape != (classes,):
        raise ValueError(
            f"weights of shape {w.shape} and biases of shape {b.shape}: for {classes} classes, "
            f"({classes}, d) and ({classes},) are needed."
        )
    if not (np.isfinite(w).all() and np.isfinite(b).all()):
        raise ValueError("a weight or a bias is NaN or infinite.")
    return w, b
