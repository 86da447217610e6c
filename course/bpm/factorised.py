"""Expectation propagation in which no two coefficients ever meet: the fully factorised scheme."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy.special import ndtr

from course.bpm.site import from_cavity

Array = NDArray[np.float64]


@dataclass(frozen=True, eq=False)
class FactorisedResult:
    """A product of Gaussians, one a coefficient, that stands for the posterior.

    `mean` and `variance` have one entry for each column of X. There is no covariance: the scheme
    keeps none, which makes it too sure of each coefficient.
    """

    mean: Array
    variance: Array
    noise_variance: float
    sweeps: int
    converged: bool

    def predict_proba(self, X: Any) -> Array:
        """Return P(label = +1) for each row of X, with the coefficients integrated out.

        Phi(x'mean / sqrt(sum of x² variance + noise_variance)), shape (n,).
        """
        rows = np.atleast_2d(np.asarray(X, dtype=float))
        total = rows**2 @ self.variance + self.noise_variance
        return np.asarray(ndtr(rows @ self.mean / np.sqrt(total)))


def with_threshold(features: Any) -> Array:
    """Return the design matrix of the score w'x - b: the features, then a column of -1.

    >>> with_threshold([[1.0, 2.0]]).tolist()
    [[1.0, 2.0, -1.0]]
    """
    columns = np.asarray(features, dtype=float)
    if columns.ndim == 1:
        columns = columns[:, None]
    return np.column_stack([columns, -np.ones(len(columns))])


def fit_factorised(
    X: Any,
    labels: Any,
    prior_variance: float = 1.0,
    noise_variance: float = 1.0,
    *,
    max_sweeps: int = 500,
    tolerance: float = 1e-12,
) -> FactorisedResult:
    """Return the factorised EP posterior of probit coefficients with priors N(0, prior_variance).

    The model is label = sign of (x'w + e), e ~ N(0, noise_variance). Each coefficient of each datum
    has a Gaussian message of its own. One datum's turn: take its messages out of the coefficients,
    add the rest up to the score's cavity, find the label's site on the score (`from_cavity`), and
    send it back to each coefficient through the sum, with the cavities of the other coefficients
    as its noise. The data take their turns one after another; undamped parallel turns diverge.

    Parameters
    ----------
    X : (n, p) array-like
        One row a datum; for the score w'x - b see `with_threshold`.
    labels : n times +1 or -1
    max_sweeps, tolerance
        Sweeps stop when no mean and no variance moves by more than `tolerance` relative to
        itself or 1, whichever is larger.

    Raises
    ------
    ValueError
        X and labels that do not fit together, a label other than +1 and -1, or a variance that
        is not above zero.

    References
    ----------
    Minka (2001), sections 3.2 and 5; the scheme is that of Infer.NET.

    Examples
    --------
    >>> fit = fit_factorised([[1.0], [2.0]], [1, 1], prior_variance=1.0)
    >>> bool(fit.mean[0] > 0), fit.converged
    (True, True)
    """
    rows, signs = np.asarray(X, dtype=float), np.asarray(labels)
    if rows.ndim != 2 or signs.shape != (len(rows),):
        raise ValueError(
            f"X has shape {rows.shape} and labels {signs.shape}: give one row of X, with one "
            "column a coefficient, for each label."
        )
    if not np.isfinite(rows).all():
        raise ValueError("X holds NaN or infinity: remove or fill such rows.")
    if not np.isin(signs, (1, -1)).all():
        raise ValueError("labels must be +1 or -1, one a datum: write 2 * y - 1 for y of 0 and 1.")
    if not (prior_variance > 0 and noise_variance >= 0):
        raise ValueError(
            f"prior_variance is {prior_variance} and noise_variance {noise_variance}: the first "
            "must be above zero, the second not below."
        )
    n, p = rows.shape
    precisions, shifts = np.zeros((n, p)), np.zeros((n, p))
    total = np.full(p, 1 / prior_variance)
    shift = np.zeros(p)
    before = np.concatenate([shift / total, 1 / total])
    converged, sweeps = n == 0, 0
    while not converged and sweeps < max_sweeps:
        sweeps += 1
        for i in range(n):
            rest, rest_shift = total - precisions[i], shift - shifts[i]
            precisions[i], shifts[i] = _messages(
                rows[i], rest_shift / rest, 1 / rest, int(signs[i]), noise_variance
            )
            total, shift = rest + precisions[i], rest_shift + shifts[i]
        after = np.concatenate([shift / total, 1 / total])
        moved = np.abs(after - before) / np.maximum(np.abs(after), 1.0)
        converged = bool(moved.max() <= tolerance)
        before = after
    return FactorisedResult(shift / total, 1 / total, noise_variance, sweeps, converged)


def _messages(
    x: Array, mean: Array, variance: Array, label: int, noise_variance: float
) -> tuple[Array, Array]:
    """What one datum tells each coefficient, given all coefficients without it."""
    precision, shift = np.zeros_like(x), np.zeros_like(x)
    score, spread = x * mean, x**2 * variance
    if not spread.any():  # the score is zero whatever the coefficients are
        return precision, shift
    site = from_cavity(float(score.sum()), float(spread.sum()), label, noise_variance)
    for j in np.flatnonzero(x):
        # In the score's units, times 1 / (1 + precision * others): nothing is divided by zero.
        others = float(spread.sum() - spread[j])
        weaker = 1 / (1 + site.precision * others)
        precision[j] = x[j] ** 2 * site.precision * weaker
        shift[j] = x[j] * (site.shift - site.precision * float(score.sum() - score[j])) * weaker
    return precision, shift
