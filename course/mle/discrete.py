"""Entropy, cross-entropy and Kullback-Leibler divergence of distributions over k outcomes."""

from __future__ import annotations

import math
from typing import Any

import numpy as np
from scipy import special

# How far from one the sum of probabilities may be: room for rounding, none for a forgotten outcome.
_SUM_TOLERANCE = 1e-9


def _probabilities(p: Any, name: str) -> np.ndarray:
    found = np.asarray(p, dtype=float)
    if found.ndim != 1 or not found.size:
        raise ValueError(
            f"{name} has the shape {found.shape} but must be a list of k probabilities, k >= 1."
        )
    # Written so that NaN is refused, too.
    if not np.all(found >= 0) or not abs(found.sum() - 1) <= _SUM_TOLERANCE:
        raise ValueError(f"{name} must hold probabilities: none below zero, with a sum of one.")
    return found


def _two(p: Any, q: Any) -> tuple[np.ndarray, np.ndarray]:
    p, q = _probabilities(p, "p"), _probabilities(q, "q")
    if len(p) != len(q):
        raise ValueError(
            f"p has {len(p)} outcomes and q has {len(q)}: both must be over the same outcomes."
        )
    return p, q


def _nats_per_unit(base: float) -> float:
    if not (math.isfinite(base) and base > 1):
        raise ValueError(
            f"base is {base!r} but must be a finite number above 1: 2 for bits, e for nats."
        )
    return math.log(base)


def entropy(p: Any, *, base: float = math.e) -> float:
    """Return the entropy H(p) = -sum_i p_i log p_i, in nats (bits with `base=2`).

    It is the average surprise of somebody who knows p, and lies between 0 (one outcome is certain)
    and log k (all k are equally probable). An outcome that never happens adds nothing: 0 log 0 = 0,
    the limit of x log x.

    Parameters
    ----------
    p : (k,) array-like
        Probabilities, none below zero, with a sum of one.
    base : float
        The base of the logarithm, above 1.

    Raises
    ------
    ValueError
        p holds no probabilities, or base is not a finite number above 1.

    References
    ----------
    Cover and Thomas (2006), Elements of Information Theory, section 2.1.

    Examples
    --------
    >>> entropy([0.5, 0.25, 0.25], base=2)
    1.5
    >>> entropy([1, 0])
    0.0
    """
    unit = _nats_per_unit(base)
    return float(special.entr(_probabilities(p, "p")).sum()) / unit


def cross_entropy(p: Any, q: Any, *, base: float = math.e) -> float:
    """Return the cross-entropy H(p, q) = -sum_i p_i log q_i, in nats (bits with `base=2`).

    It is the average surprise of somebody who believes q while p is true. If p holds the shares of
    the outcomes in n observations, n H(p, q) is the negative log-likelihood of q: the q of maximum
    likelihood is the q of least cross-entropy. An outcome with p_i = 0 adds nothing, whatever q_i
    is; an outcome with p_i > 0 and q_i = 0 makes it infinite.

    Parameters
    ----------
    p, q : (k,) array-like
        Probabilities of the same k outcomes, none below zero, each with a sum of one.
    base : float
        The base of the logarithm, above 1.

    Raises
    ------
    ValueError
        p or q holds no probabilities, their lengths differ, or base is not a finite number above 1.

    References
    ----------
    Murphy (2022), Probabilistic Machine Learning: An Introduction, section 6.1.2.

    Examples
    --------
    >>> cross_entropy([0.5, 0.5, 0], [0.25, 0.25, 0.5], base=2)
    2.0
    >>> cross_entropy([0.5, 0.5], [1, 0])
    inf
    """
    unit = _nats_per_unit(base)
    p, q = _two(p, q)
    # Taken from zero, so that a certain and foreseen outcome gives 0.0 and not -0.0.
    return float(0.0 - special.xlogy(p, q).sum()) / unit


def kl_divergence(p: Any, q: Any, *, base: float = math.e) -> float:
    """Return the divergence KL(p || q) = sum_i p_i log(p_i / q_i), in nats (bits with `base=2`).

    It is what believing q costs beyond the surprise that nobody is spared:
    H(p, q) = H(p) + KL(p || q). It is zero where q equals p and above zero elsewhere, and not
    symmetric. An outcome with p_i = 0 adds nothing; one with p_i > 0 and q_i = 0 makes it infinite.
    Where rounding would take it below zero, zero is returned.

    Parameters
    ----------
    p, q : (k,) array-like
        Probabilities of the same k outcomes, none below zero, each with a sum of one.
    base : float
        The base of the logarithm, above 1.

    Raises
    ------
    ValueError
        p or q holds no probabilities, their lengths differ, or base is not a finite number above 1.

    References
    ----------
    Cover and Thomas (2006), Elements of Information Theory, section 2.3.

    Examples
    --------
    >>> round(kl_divergence([0.5, 0.5], [0.25, 0.75], base=2), 6)  # 1 - log2(3) / 2
    0.207519
    >>> kl_divergence([0.5, 0.5, 0], [0.5, 0, 0.5])
    inf
    """
    unit = _nats_per_unit(base)
    p, q = _two(p, q)
    return max(float(special.rel_entr(p, q).sum()), 0.0) / unit
