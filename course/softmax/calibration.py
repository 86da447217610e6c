"""Do probabilities come true as often as they say, and what can be done where they do not?"""

from __future__ import annotations

from typing import Any, Literal, NamedTuple

import numpy as np
from numpy.typing import NDArray
from scipy import optimize

from course.softmax._labels import checked_labels, checked_probabilities
from course.softmax.functions import softmax

Array = NDArray[np.float64]


class CalibrationCurve(NamedTuple):
    """For each bin that is not empty: the mean probability, the share that came true, and the count."""

    predicted: Array
    observed: Array
    counts: NDArray[np.int64]

    @property
    def error(self) -> float:
        """The expected calibration error: the mean distance of both, each bin weighted by its count."""
        return float(
            np.average(np.abs(self.predicted - self.observed), weights=self.counts),
        )


def calibration_curve(
    probabilities: Any,
    labels: Any,
    bins: int = 10,
    strategy: Literal["uniform", "quantile"] = "uniform",
) -> CalibrationCurve:
    """Return what was said against what came true, bin by bin, as `CalibrationCurve`.

    Where the model says 0.3, the event should happen in 30 % of the cases. Its `error` is the expected
    calibration error, sum_b n_b / n |predicted_b - observed_b|; it depends on the bins, and is not zero for
    a finite sample from a perfect model.

    Parameters
    ----------
    probabilities : (n,) array-like
        Probabilities of class 1.
    labels : (n,) integers 0 and 1
        The classes that were seen.
    bins : int
        Number of bins from 0 to 1. A probability on a border belongs to the lower bin.
    strategy : str
        "uniform": bins of the same width; "quantile": bins that hold about as many observations.

    Raises
    ------
    ValueError
        What is no probability, labels other than 0 and 1, no bin, or another strategy.

    References
    ----------
    Murphy and Winkler (1977), Reliability of subjective probability forecasts of precipitation and
    temperature, Applied Statistics 26. Guo, Pleiss, Sun and Weinberger (2017), On calibration of modern
    neural networks, ICML 34.

    Examples
    --------
    >>> curve = calibration_curve([0.1, 0.2, 0.7, 0.9], [0, 0, 0, 1], bins=2)
    >>> curve.predicted.round(2).tolist(), curve.observed.tolist(), round(curve.error, 3)
    ([0.15, 0.8], [0.0, 0.5], 0.225)
    """
    if np.ndim(probabilities) != 1:
        raise ValueError("the probabilities of class 1 alone are needed, along one axis.")
    p, y = checked_probabilities(probabilities)[:, 1], checked_labels(labels, 2)
    if len(p) != len(y):
        raise ValueError(f"{len(y)} labels for {len(p)} probabilities: they do not pair.")
    if bins < 1:
        raise ValueError(f"{bins} bins: at least one is needed.")
    if strategy == "uniform":
        borders = np.linspace(0, 1, bins + 1)
    elif strategy == "quantile":
        borders = np.quantile(p, np.linspace(0, 1, bins + 1))
    else:
        raise ValueError(f"strategy is {strategy!r} but must be 'uniform' or 'quantile'.")
    place = np.searchsorted(borders[1:-1], p)
    counts = np.bincount(place, minlength=bins)
    some = counts > 0
    said, true = (np.bincount(place, weights=w, minlength=bins)[some] for w in (p, y))
    return CalibrationCurve(said / counts[some], true / counts[some], counts[some])


def temperature(logits: Any, labels: Any) -> float:
    """Return the temperature T > 0 for which softmax(logits / T) has the least cross-entropy.

    One number is fitted on data that the model has not been trained on. T > 1 makes probabilities less
    sure, T < 1 surer; the order of the classes, and so every argmax, stays. With b = 1 / T the
    cross-entropy is convex, and its slope, mean_i (sum_k p_ik z_ik - z_(i, y_i)), is zero at the best b.

    Parameters
    ----------
    logits : (n, K) array-like
        One row an observation.
    labels : (n,) integers from 0 to K - 1
        The classes that were seen.

    Raises
    ------
    ValueError
        Labels that are no classes; or no best temperature: every label has its row's largest logit (ever
        smaller T are better), or the logits are no better than chance (ever larger T are).

    References
    ----------
    Guo, Pleiss, Sun and Weinberger (2017), On calibration of modern neural networks, ICML 34.

    Examples
    --------
    >>> found = temperature([[4.0, 0.0]] * 3 + [[0.0, 4.0]], [0, 0, 0, 0])
    >>> round(found, 4), softmax([4 / found, 0.0]).round(4).tolist()
    (3.641, [0.75, 0.25])
    """
    z = np.asarray(logits, dtype=float)
    if z.ndim != 2 or z.size == 0 or not np.isfinite(z).all():
        raise ValueError("logits have to be finite, in rows, with at least one row and one class.")
    y = checked_labels(labels, z.shape[1])
    if len(z) != len(y):
        raise ValueError(f"{len(y)} labels for {len(z)} rows of logits: they do not pair.")
    # In units of the widest row, 1 / T is a number that the search can start from.
    z = z - z.max(axis=1, keepdims=True)
    width = float(-z.min()) or 1.0
    z = z / width
    seen = z[np.arange(len(y)), y]

    def slope(inverse: float) -> float:
        return float(np.mean(np.sum(softmax(inverse * z) * z, axis=1) - seen))

    if not seen.any():
        raise ValueError(
            "every label has the largest logit: the smaller T, the better, without end."
        )
    if slope(0.0) >= 0:
        raise ValueError("the logits are no better than chance: the larger T, the better.")
    high = 1.0
    while slope(high) < 0:
        high *= 2
    best = optimize.brentq(slope, 0.0, high, xtol=1e-14 * high, rtol=1e-14)
    return width / float(best)
