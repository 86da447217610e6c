"""Log-sum-exp, softmax and cross-entropy, safe for logits of any size."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

Array = NDArray[np.float64]


def log_sum_exp(values: Any) -> Any:
    """Return log(sum_k exp(v_k)) along the last axis: a float, or an array with one axis fewer.

    With m the largest value, it is m + log(sum_k exp(v_k - m)): no exponential exceeds 1, so that none
    overflows, and one of them is 1, so that the logarithm never meets a zero. It lies between m and
    m + log(K), and its gradient is the softmax.

    Parameters
    ----------
    values : (..., K) array-like
        Numbers, K >= 1 of them along the last axis. Minus infinity, the logarithm of 0, is permitted and
        adds nothing; where all are minus infinity, so is the result.

    Raises
    ------
    ValueError
        Nothing to add up (K = 0 or a single number), a NaN, or plus infinity.

    References
    ----------
    Blanchard, Higham and Higham (2021), Accurately computing the log-sum-exp and softmax functions,
    IMA Journal of Numerical Analysis 41.

    Examples
    --------
    >>> round(log_sum_exp([1000.0, 1000.0]), 4)
    1000.6931
    >>> log_sum_exp([[0.0, -np.inf], [np.log(2.0), np.log(3.0)]]).round(4).tolist()
    [0.0, 1.6094]
    """
    v = np.asarray(values, dtype=float)
    if v.ndim == 0 or v.shape[-1] == 0:
        raise ValueError(f"values of shape {v.shape} hold nothing to add up along the last axis.")
    if np.isnan(v).any() or (v == np.inf).any():
        raise ValueError("a value is NaN or plus infinity: its exponential cannot be added.")
    largest = v.max(axis=-1, keepdims=True)
    shift = np.where(np.isfinite(largest), largest, 0.0)  # -inf minus -inf would be NaN
    with np.errstate(divide="ignore"):  # the logarithm of 0 where all values are minus infinity
        found = np.log(np.sum(np.exp(v - shift), axis=-1)) + shift[..., 0]
    return float(found) if v.ndim == 1 else found


def log_softmax(logits: Any) -> Array:
    """Return the logarithm of the softmax along the last axis, of the shape of `logits`.

    log p_k = z_k - log(sum_j exp(z_j)). The largest logit is taken off first, which changes
    nothing on paper and keeps every exponential at most 1.

    Parameters
    ----------
    logits : (..., K) array-like
        Finite scores, K >= 1 of them along the last axis.

    Raises
    ------
    ValueError
        No class (K = 0 or a single number), or a logit that is not finite.

    References
    ----------
    Blanchard, Higham and Higham (2021), Accurately computing the log-sum-exp and softmax functions,
    IMA Journal of Numerical Analysis 41.

    Examples
    --------
    >>> log_softmax([0.0, 0.0]).round(4).tolist()
    [-0.6931, -0.6931]
    """
    z = _checked(logits)
    shifted = z - z.max(axis=-1, keepdims=True)
    return shifted - np.log(np.sum(np.exp(shifted), axis=-1, keepdims=True))


def softmax(logits: Any) -> Array:
    """Return probabilities from logits along the last axis, of the shape of `logits`.

    p_k = exp(z_k) / sum_j exp(z_j): above zero (or too small to be written), adding up to 1, and the
    same when a constant is added to all logits.

    Parameters
    ----------
    logits : (..., K) array-like
        Finite scores, K >= 1 of them along the last axis.

    Raises
    ------
    ValueError
        No class (K = 0 or a single number), or a logit that is not finite.

    References
    ----------
    Bishop (2006), Pattern Recognition and Machine Learning, section 4.3.4.

    Examples
    --------
    >>> softmax([[0.0, 0.0], [1000.0, 999.0]]).round(4).tolist()
    [[0.5, 0.5], [0.7311, 0.2689]]
    """
    z = _checked(logits)
    weights = np.exp(z - z.max(axis=-1, keepdims=True))
    return weights / weights.sum(axis=-1, keepdims=True)


def cross_entropy(logits: Any, labels: Any) -> float:
    """Return the mean of -log p(label) over the rows, in nats.

    H = -1/n sum_i log softmax(z_i)[y_i], which is -1/n times the log-likelihood of the labels.

    Parameters
    ----------
    logits : (n, K) array-like
        One row an observation.
    labels : (n,) integers from 0 to K - 1
        The classes that were seen.

    Raises
    ------
    ValueError
        Labels that are not classes, or of another length than the logits.

    Examples
    --------
    >>> round(cross_entropy([[0.0, 0.0], [3.0, 0.0]], [1, 0]), 4)
    0.3709
    """
    logs = log_softmax(logits)
    rows, y = _labelled(logs, labels)
    return float(-logs[rows, y].mean())


def cross_entropy_gradient(logits: Any, labels: Any) -> Array:
    """Return the gradient of `cross_entropy` by the logits, shape (n, K).

    dH/dz_ik = (p_ik - [k = y_i]) / n. Each row adds up to zero, since a constant added to a row's
    logits changes nothing.

    Parameters
    ----------
    logits : (n, K) array-like
        One row an observation.
    labels : (n,) integers from 0 to K - 1
        The classes that were seen.

    Raises
    ------
    ValueError
        Labels that are not classes, or of another length than the logits.

    Examples
    --------
    >>> cross_entropy_gradient([[0.0, 0.0]], [1]).tolist()
    [[0.5, -0.5]]
    """
    found = softmax(logits)
    rows, y = _labelled(found, labels)
    found[rows, y] -= 1.0
    return found / len(rows)


def _checked(logits: Any) -> Array:
    z = np.asarray(logits, dtype=float)
    if z.ndim == 0 or z.shape[-1] == 0:
        raise ValueError(
            f"logits of shape {z.shape} name no class: give at least one along the last axis."
        )
    if not np.isfinite(z).all():
        raise ValueError("a logit is NaN or infinite: no probabilities follow from it.")
    return z


def _labelled(scores: Array, labels: Any) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    y = np.asarray(labels)
    if scores.ndim != 2 or y.shape != scores.shape[:1]:
        raise ValueError(
            f"{y.shape} labels for logits of shape {scores.shape}: one label a row is needed."
        )
    classes = scores.shape[1]
    if y.dtype.kind not in "iu" or (y < 0).any() or (y >= classes).any():
        raise ValueError(f"labels have to be integers from 0 to {classes - 1}.")
    return np.arange(len(y)), y.astype(np.int64)
