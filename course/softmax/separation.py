"""Separated classes, where the likelihood of softmax regression has no maximum."""

from __future__ import annotations

from typing import Any, Literal, NamedTuple

import numpy as np
from numpy.typing import NDArray
from scipy import optimize, sparse

Array = NDArray[np.float64]
Labels = NDArray[np.int64]


class Separation(NamedTuple):
    """Whether straight boundaries separate the classes, and logits that show it.

    kind    "overlap": the likelihood has a maximum; "quasi-complete" or "complete": it has none
    weight  (K, d) and bias (K,): logits w_k' x + b_k by which no row's own class is below another.
            "complete": every row's own class is above all others; "quasi-complete": some are level;
            "overlap": all are zero, since no other logits would do
    """

    kind: Literal["overlap", "quasi-complete", "complete"]
    weight: Array
    bias: Array


def separation(x: Any, labels: Any) -> Separation:
    """Return whether the classes are separated, and a direction along which the likelihood only grows.

    The margin of row i against class k is m_ik = z_i,y_i - z_ik. If some logits, linear in x and not all
    equal, have no margin below 0 and one above 0, then adding a multiple of their coefficients to any fit
    raises the likelihood for ever: it has no maximum. If there are none, and the columns of x and the
    constant are linearly independent, it has exactly one (up to a constant added to all logits). A linear
    programme decides: maximise sum s_ik with 0 <= s_ik <= 1 and s_ik <= m_ik, over coefficients of any
    size. Each s_ik comes out 0 or 1, for the sum of two such directions is one.

    Parameters
    ----------
    x : (n, d) array-like
        One row an observation, without a constant column.
    labels : (n,) integers from 0 to K - 1
        The classes, each of them seen.

    Raises
    ------
    ValueError
        Input that is no such data.

    References
    ----------
    Albert and Anderson (1984), Biometrika 71. Konis (2007), Linear programming algorithms for detecting
    separated data in binary logistic regression models, thesis, Oxford.

    Examples
    --------
    >>> separation([[1.0], [2.0], [3.0], [4.0]], [0, 0, 1, 1]).kind
    'complete'
    >>> separation([[1.0], [2.0], [2.0], [4.0]], [0, 0, 1, 1]).kind
    'quasi-complete'
    >>> separation([[1.0], [3.0], [2.0], [4.0]], [0, 0, 1, 1]).kind
    'overlap'
    """
    x, y, classes = checked_data(x, labels)
    centre, scale = x.mean(axis=0), x.std(axis=0)
    scale[scale == 0] = 1.0
    rows, d = x.shape
    columns = np.column_stack([(x - centre) / scale, np.ones(rows)])
    # One margin for each row and each class but its own. The last class has the logit 0: only differences
    # count, so this loses nothing.
    row, other = np.nonzero(np.arange(classes) != y[:, None])
    pairs = np.arange(len(row))
    own = sparse.csr_array((np.ones(len(row)), (pairs, y[row])), shape=(len(row), classes))
    against = sparse.csr_array((np.ones(len(row)), (pairs, other)), shape=(len(row), classes))
    signs = (own - against).tocsc()[:, :-1]
    wide = sparse.csr_array(columns[row])
    margins = sparse.hstack([wide.multiply(signs[:, [k]].toarray()) for k in range(classes - 1)])
    size = margins.shape[1]
    solved = optimize.linprog(
        np.concatenate([np.zeros(size), -np.ones(len(row))]),
        A_ub=sparse.hstack([-margins, sparse.eye_array(len(row))]).tocsc(),
        b_ub=np.zeros(len(row)),
        bounds=[(None, None)] * size + [(0.0, 1.0)] * len(row),
        method="highs",
    )
    if solved.x is None:
        raise RuntimeError(f"the linear programme was not solved: {solved.message}")
    strict = solved.x[size:] > 0.5
    if not strict.any():
        return Separation("overlap", np.zeros((classes, d)), np.zeros(classes))
    found = np.vstack([solved.x[:size].reshape(classes - 1, d + 1), np.zeros(d + 1)])
    found -= found.mean(axis=0)
    weight = found[:, :d] / scale
    kind: Literal["complete", "quasi-complete"] = "complete" if strict.all() else "quasi-complete"
    return Separation(kind, weight, found[:, d] - weight @ centre)


def checked_data(x: Any, labels: Any, *, every_class: bool = True) -> tuple[Array, Labels, int]:
    """Return x as an array of floats, labels as integers, and K, or raise `ValueError`.

    A fit without a prior needs two classes or more and rows of each of them; a network's batch does not.
    """
    x, y = np.asarray(x, dtype=float), np.asarray(labels)
    if x.ndim != 2 or x.shape[0] == 0 or x.shape[1] == 0:
        raise ValueError(f"x of shape {x.shape}: one row an observation, and at least one column.")
    if y.shape != x.shape[:1]:
        raise ValueError(f"{y.shape} labels for {len(x)} rows: one label a row is needed.")
    if y.dtype.kind not in "iu" or y.min() < 0:
        raise ValueError("labels have to be integers: 0, 1, ..., K - 1.")
    with np.errstate(
        all="ignore"
    ):  # a NaN or infinity in any entry shows in the sum, which is faster
        suspect = not np.isfinite(x.sum())
    if suspect and not np.isfinite(x).all():
        raise ValueError("x holds a NaN or an infinite value.")
    classes = int(y.max()) + 1
    if not every_class:
        return x, y.astype(np.int64, copy=False), classes
    if classes < 2:
        raise ValueError("all labels are 0: there is nothing to tell apart.")
    seen = np.bincount(y, minlength=classes)
    if not seen.all():
        raise ValueError(
            f"class {int(seen.argmin())} was never seen, so that its bias would be minus infinity: number "
            "the classes that were seen from 0."
        )
    return x, y.astype(np.int64, copy=False), classes
