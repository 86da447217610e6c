"""A mixture of K regressions: its density, its responsibilities, one step of EM, its predictions.

Each observation belongs to one of K components, and nobody recorded to which. In component k the
response is normal around a line of its own,

    f(y | x) = sum_k w_k N(y; x'b_k, s_k²),

with weights w_k, coefficients b_k and standard deviations s_k.
"""

from __future__ import annotations

from typing import Any, Literal

import numpy as np
from numpy.typing import NDArray
from scipy import optimize, special

Array = NDArray[np.float64]
How = Literal["mean", "mode"]

# Points of the search for the mode around each component's mean, before it is refined.
_SEARCHED = 201


class DegenerateMixtureError(ValueError):
    """A component has no observations left, or fits those that it has perfectly."""


def mixture_log_density(X: Any, y: Any, weights: Any, coefs: Any, sigmas: Any) -> Array:
    """Return the log density of each observation, an (n,) array, in nats.

    log f(y_i | x_i) = log sum_k w_k N(y_i; x_i'b_k, s_k²), by log-sum-exp: it is right where every
    one of the K densities is too small for a computer to write. Their sum over i is the
    log-likelihood.

    Parameters
    ----------
    X : (n, p) array-like
        The design matrix, with its constant column where one is wanted.
    y : (n,) array-like
        The response.
    weights : (K,) array-like
        The weights of the components: none negative, and 1 in sum.
    coefs : (K, p) array-like
        The coefficients, one row for each component.
    sigmas : (K,) array-like
        The standard deviations, above zero, in units of y.

    Raises
    ------
    ValueError
        Shapes that do not belong together, a value that is not finite, weights that are negative
        or do not add up to 1 (within 1e-8), or a sigma that is not above zero.

    References
    ----------
    McLachlan and Peel (2000), Finite Mixture Models, section 1.2.

    Examples
    --------
    >>> mixture_log_density([[1.0]], [0.0], [0.5, 0.5], [[-1.0], [1.0]], [1.0, 1.0]).round(6)
    array([-1.418939])
    """
    return special.logsumexp(weighted_log_densities(*checked(X, y, weights, coefs, sigmas)), axis=1)


def responsibilities(X: Any, y: Any, weights: Any, coefs: Any, sigmas: Any) -> Array:
    """Return the probability of each component given the observation, an (n, K) array.

    r_ik = w_k N(y_i; x_i'b_k, s_k²) / sum_j w_j N(y_i; x_i'b_j, s_j²), Bayes' rule with the weights
    as prior. Each row adds up to 1. It is computed from logarithms, so that an observation far away
    from every line has responsibilities too. Parameters and errors: as `mixture_log_density`.

    References
    ----------
    Bishop (2006), Pattern Recognition and Machine Learning, sections 9.2 and 14.5.1.

    Examples
    --------
    >>> responsibilities([[1.0]], [0.0], [0.8, 0.2], [[-1.0], [1.0]], [1.0, 1.0]).round(6).tolist()
    [[0.8, 0.2]]
    """
    return normalised(weighted_log_densities(*checked(X, y, weights, coefs, sigmas)))


def em_step(
    X: Any,
    y: Any,
    weights: Any,
    coefs: Any,
    sigmas: Any,
    *,
    equal_weights: bool = False,
    equal_sigmas: bool = False,
) -> tuple[Array, Array, Array]:
    """Return the parameters after one step of EM: weights (K,), coefficients (K, p), sigmas (K,).

    E: the responsibilities r at the old parameters. M: the parameters that make the expected
    log-likelihood largest, with n_k = sum_i r_ik,

        w_k  = n_k / n
        b_k  = argmin_b sum_i r_ik (y_i - x_i'b)²       weighted least squares
        s_k² = sum_i r_ik (y_i - x_i'b_k)² / n_k        with the new b_k

    and with `equal_weights` w_k = 1/K, with `equal_sigmas` s² = sum_ik r_ik (y_i - x_i'b_k)² / n for
    all. The likelihood of the new parameters is never below that of the old ones. Parameters: as
    `mixture_log_density`.

    Raises
    ------
    DegenerateMixtureError
        A `ValueError`: a component is empty, has not the observations to determine its coefficients,
        or fits them perfectly, so that its sigma is zero and the likelihood has no maximum.
    ValueError
        As `mixture_log_density`.

    References
    ----------
    Dempster, Laird and Rubin (1977), JRSS B 39, 1-38; DeSarbo and Cron (1988), Journal of
    Classification 5, 249-282.

    Examples
    --------
    >>> X, y = [[1.0]] * 4, [0.0, 1.0, 9.0, 10.0]
    >>> w, b, s = em_step(X, y, [0.5, 0.5], [[0.0], [10.0]], [1.0, 1.0])
    >>> w.round(4).tolist(), b.round(4).tolist(), s.round(4).tolist()
    ([0.5, 0.5], [[0.5], [9.5]], [0.5, 0.5])
    """
    X, y, weights, coefs, sigmas = checked(X, y, weights, coefs, sigmas)
    r = normalised(weighted_log_densities(X, y, weights, coefs, sigmas))
    return maximised(X, y, r, equal_weights, equal_sigmas)


def maximised(
    X: Array, y: Array, r: Array, equal_weights: bool, equal_sigmas: bool
) -> tuple[Array, Array, Array]:
    """Return the M step's weights, coefficients and sigmas from responsibilities (n, K)."""
    n, components = r.shape
    totals = r.sum(axis=0)
    coefs = np.empty((components, X.shape[1]))
    # The size of a column is a matter of its units: it must not decide what is a small singular value.
    scale = np.linalg.norm(X, axis=0)
    scale[scale == 0] = 1.0
    for k in range(components):
        if not totals[k] > 0:
            raise DegenerateMixtureError(
                f"component {k} is empty: no observation belongs to it. Use fewer components, or "
                "start elsewhere."
            )
        # Divided by the largest one, so that a small component is solved as exactly as a large one.
        root = np.sqrt(r[:, k] / r[:, k].max())
        solved, _, rank, _ = np.linalg.lstsq(root[:, None] * (X / scale), root * y, rcond=1e-12)
        if rank < X.shape[1]:
            raise DegenerateMixtureError(
                f"component {k} has too few observations to determine its {X.shape[1]} coefficients. "
                "Use fewer components, or start elsewhere."
            )
        coefs[k] = solved / scale
    squares = r * (y[:, None] - X @ coefs.T) ** 2
    if equal_sigmas:
        variances = np.full(components, squares.sum() / n)
    else:
        variances = squares.sum(axis=0) / totals
    least = (1e-12 * np.abs(y).max()) ** 2
    for k in range(components):
        if variances[k] <= least:
            raise DegenerateMixtureError(
                f"component {k} fits its observations perfectly: its sigma is zero, and the "
                "likelihood grows without bound. Use fewer components, or equal sigmas."
            )
    weights = np.full(components, 1 / components) if equal_weights else totals / n
    return weights, coefs, np.sqrt(variances)


def mixture_density(X: Any, grid: Any, weights: Any, coefs: Any, sigmas: Any) -> Array:
    """Return the conditional density f(y | x) on a grid of y, an (n, m) array, per unit of y.

    f(y | x_i) = sum_k w_k N(y; x_i'b_k, s_k²) for each of the n rows of X and the m values of the
    grid: all that the model says about the next y, of which mean and mode are summaries. The other
    parameters and the errors: as `mixture_log_density`.

    Parameters
    ----------
    X : (n, p) array-like
        Rows of the design, one for each situation.
    grid : (m,) array-like
        Values of y.

    References
    ----------
    Bishop (1994), Mixture density networks, Aston University, NCRG/94/004.

    Examples
    --------
    >>> mixture_density([[1.0]], [-1.0, 0.0, 1.0], [0.5, 0.5], [[-1.0], [1.0]], [0.5, 0.5]).round(4)
    array([[0.3991, 0.108 , 0.3991]])
    """
    grid = np.atleast_1d(np.asarray(grid, dtype=float))
    X = np.asarray(X, dtype=float)
    if grid.ndim != 1 or not np.isfinite(grid).all():
        raise ValueError("grid has to be finite numbers along one axis: values of y.")
    X, _, weights, coefs, sigmas = checked(X, np.zeros(len(X)), weights, coefs, sigmas)
    means = X @ coefs.T
    return np.array([np.exp(_log_mixture(grid, row, weights, sigmas)) for row in means])


def mixture_predict(X: Any, weights: Any, coefs: Any, sigmas: Any, how: How = "mean") -> Array:
    """Return one prediction for each row of X, an (n,) array in units of y.

    "mean"  E[y | x] = sum_k w_k x'b_k, which has the smallest expected squared error
    "mode"  argmax_y f(y | x), the most likely value; of equally high peaks the lowest y

    They agree for one component. Between two lines far apart the mean lies where the density is
    small: a price that nobody pays. The other parameters: as `mixture_log_density`.

    The highest peak is searched in all of the places where it can be. There, some component j gives
    at least a K-th of the density f(y) >= w_j N(m_j; m_j, s_j²), so that y is within
    s_j sqrt(2 log K) of its mean m_j.

    Raises
    ------
    ValueError
        As `mixture_log_density`; and `how` is another word.

    References
    ----------
    Bishop (2006), Pattern Recognition and Machine Learning, section 5.6; Carreira-Perpinan (2000),
    Mode-finding for mixtures of Gaussian distributions, IEEE PAMI 22.

    Examples
    --------
    >>> model = [0.6, 0.4], [[0.0, 2.0], [0.0, 5.0]], [1.0, 1.0]
    >>> mixture_predict([[1.0, 10.0]], *model).round(4).tolist()
    [32.0]
    >>> mixture_predict([[1.0, 10.0]], *model, how="mode").round(4).tolist()
    [20.0]
    """
    if how not in ("mean", "mode"):
        raise ValueError(f"how is {how!r}: a prediction is the 'mean' or the 'mode'.")
    X = np.asarray(X, dtype=float)
    X, _, weights, coefs, sigmas = checked(X, np.zeros(len(X)), weights, coefs, sigmas)
    means = X @ coefs.T
    if how == "mean":
        return means @ weights
    return np.array([_mode(row, weights, sigmas) for row in means])


def _mode(means: Array, weights: Array, sigmas: Array) -> float:
    there = weights > 0
    means, weights, sigmas = means[there], weights[there], sigmas[there]
    if len(means) == 1:
        return float(means[0])
    reach = np.linspace(-1, 1, _SEARCHED) * np.sqrt(2 * np.log(len(means)))
    places = np.unique(np.clip(means[:, None] + sigmas[:, None] * reach, means.min(), means.max()))
    heights = _log_mixture(places, means, weights, sigmas)
    low, high = np.r_[-np.inf, heights[:-1]], np.r_[heights[1:], -np.inf]
    peaks = np.flatnonzero((heights >= low) & (heights >= high))
    found = [_refined(places, int(i), means, weights, sigmas) for i in peaks]
    tops = _log_mixture(np.array(found), means, weights, sigmas)
    return float(min(y for y, top in zip(found, tops, strict=True) if top >= tops.max() - 1e-12))


def _refined(places: Array, i: int, means: Array, weights: Array, sigmas: Array) -> float:
    """The zero of the slope of the log density between the neighbours of a place of the grid."""

    def slope(y: float) -> float:
        z = (y - means) / sigmas
        r = special.softmax(np.log(weights / sigmas) - 0.5 * z**2)
        return float(-(r * z / sigmas).sum())

    a, b = float(places[max(i - 1, 0)]), float(places[min(i + 1, len(places) - 1)])
    if not slope(a) > 0 > slope(b):
        return float(places[i])
    return float(optimize.brentq(slope, a, b, xtol=1e-12 * float(sigmas.min())))


def _log_mixture(y: Array, means: Array, weights: Array, sigmas: Array) -> Array:
    return special.logsumexp(_weighted(y[:, None] - means, weights, sigmas), axis=1)


def weighted_log_densities(
    X: Array, y: Array, weights: Array, coefs: Array, sigmas: Array
) -> Array:
    """Return log(w_k N(y_i; x_i'b_k, s_k²)), an (n, K) array, of arguments that were checked."""
    return _weighted(y[:, None] - X @ coefs.T, weights, sigmas)


def _weighted(residuals: Array, weights: Array, sigmas: Array) -> Array:
    with np.errstate(divide="ignore"):
        constant = np.log(weights) - np.log(sigmas) - 0.5 * np.log(2 * np.pi)
    return constant - 0.5 * (residuals / sigmas) ** 2


def normalised(joint: Array) -> Array:
    """Return the rows' exponentials, divided by their sum: responsibilities (n, K)."""
    return np.exp(joint - special.logsumexp(joint, axis=1, keepdims=True))


def checked(
    X: Any, y: Any, weights: Any, coefs: Any, sigmas: Any
) -> tuple[Array, Array, Array, Array, Array]:
    """Return the five as float arrays that belong together, or raise `ValueError`."""
    X, y, weights, coefs, sigmas = (
        np.asarray(a, dtype=float) for a in (X, y, weights, coefs, sigmas)
    )
    check_data(X, y)
    p = X.shape[1]
    if weights.ndim != 1 or coefs.shape != (len(weights), p) or sigmas.shape != weights.shape:
        raise ValueError(
            f"weights, coefs and sigmas have the shapes {weights.shape}, {coefs.shape} and "
            f"{sigmas.shape}: K components take (K,), (K, {p}) and (K,)."
        )
    if not np.isfinite(coefs).all():
        raise ValueError("coefs holds a value that is not finite.")
    if not (np.all(weights >= 0) and abs(weights.sum() - 1) <= 1e-8):
        raise ValueError("weights have to be probabilities: none negative, and 1 in sum.")
    if not np.all((sigmas > 0) & np.isfinite(sigmas)):
        raise ValueError("sigmas have to be finite numbers above zero.")
    return X, y, weights, coefs, sigmas


def check_data(X: Array, y: Array) -> None:
    """Raise `ValueError` unless X is (n, p) and y is (n,), of finite numbers, n and p above zero."""
    if X.ndim != 2 or y.shape != X.shape[:1] or not X.size:
        raise ValueError(
            f"X and y have the shapes {X.shape} and {y.shape}: give X n rows and p columns, and y "
            "one value for each row."
        )
    if not (np.isfinite(X).all() and np.isfinite(y).all()):
        raise ValueError("X or y holds a value that is not finite: remove such rows first.")
