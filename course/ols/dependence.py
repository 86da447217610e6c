"""Columns that are combinations of other columns: finding them, and saying so."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray
from scipy.linalg import solve_triangular

_SHOWN = 1e-6  # a column enters the message if its share of the combination exceeds this


def refuse_dependent_columns(
    R: NDArray[np.float64], tolerance: float, names: tuple[str, ...]
) -> None:
    """Raise `ValueError` if a column of X is zero or a combination of the columns before it.

    R (p, p) is the triangular factor of X with its columns scaled to norms near one. The message
    names each such column and the columns that make it up.
    """
    dead = [name for j, name in enumerate(names) if not np.any(R[: j + 1, j])]
    if dead:
        raise ValueError(
            f"{_column_list(dead)} of X {'is' if len(dead) == 1 else 'are'} zero in every row, so "
            "no coefficient can be estimated: drop it, or check how it was computed."
        )
    kept = list(range(len(names)))
    findings: list[str] = []
    while (found := _first_dependent(R, tolerance)) is not None:
        position, combination = found
        share = np.abs(combination)
        others = [names[kept[k]] for k in np.flatnonzero(share > _SHOWN * share.max())]
        findings.append(
            f"column {names[kept[position]]!r} is a combination of "
            + ", ".join(repr(name) for name in others)
        )
        del kept[position]
        R = np.linalg.qr(np.delete(R, position, axis=1)).R
    if findings:
        verb = "drop it" if len(findings) == 1 else "drop them"
        raise ValueError(
            "X does not have full column rank, so its coefficients are not determined: "
            + "; ".join(findings)
            + f": {verb}. (With an intercept, a categorical input of k levels takes k - 1 dummy "
            "columns.)"
        )


def _first_dependent(
    R: NDArray[np.float64], tolerance: float
) -> tuple[int, NDArray[np.float64]] | None:
    """The first column at relative distance <= tolerance from those before it, and its weights."""
    diagonal = np.abs(np.diag(R))
    stop = int(np.argmin(diagonal > 0)) if not np.all(diagonal > 0) else len(diagonal)
    # Column j of the inverse is (-c, 1) / R_jj, with c the weights of column j on those before
    # it: its norm is the inverse of the distance per unit of combination.
    inverse = solve_triangular(R[:stop, :stop], np.eye(stop))
    near = np.flatnonzero(np.linalg.norm(inverse, axis=0) * tolerance >= 1)
    j = int(near[0]) if len(near) else stop
    if j == len(diagonal):
        return None
    return j, solve_triangular(R[:j, :j], R[:j, j])


def _column_list(names: list[str]) -> str:
    return ("column " if len(names) == 1 else "columns ") + ", ".join(repr(n) for n in names)
