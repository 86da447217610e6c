"""Densities: what makes a function one, and how far one is from an observation."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from itertools import pairwise
from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy import integrate

Density = Callable[[Any], Any]


def check_density(
    density: Density, support: Iterable[Any], *, discrete: bool = False, tol: float = 1e-6
) -> float:
    """Return the total of a density, and raise `ValueError` unless it is a density.

    A density has no negative value and a total of one: sum_y f(y) = 1 over the outcomes of a
    discrete variable, where f(y) is the probability of y, and the integral of f over the line for a
    continuous one, where only areas are probabilities and f(y) may be above one.

    Parameters
    ----------
    density : callable
        f of one outcome, a number (never minus infinity or a logarithm).
    support : iterable
        For a discrete variable, every outcome that is possible (of infinitely many, enough of them).
        For a continuous one the ends of the line in increasing order, such as (0, 1) or (-inf, inf),
        with break points between them where f jumps or has a narrow peak: an integral that is computed
        at single points can miss what happens between them.
    discrete : bool
        Whether to sum or to integrate.
    tol : float
        How far from one the total may be.

    Raises
    ------
    ValueError
        A value is negative or not finite, the total is further than `tol` from one, an outcome is
        named twice, or the ends are fewer than two or not in order.

    References
    ----------
    Wasserman (2004), All of Statistics, section 2.2.

    Examples
    --------
    >>> from scipy import stats
    >>> round(check_density(lambda y: 12 * y**2 * (1 - y), (0, 1)), 9)  # Beta(3, 2)
    1.0
    >>> round(check_density(lambda y: stats.poisson.pmf(y, 4), range(60), discrete=True), 9)
    1.0
    """
    places = list(support)

    def value(y: Any) -> float:
        found = float(density(y))
        if not (np.isfinite(found) and found >= 0):
            where = f"{y:.4g}" if isinstance(y, float) else repr(y)
            raise ValueError(
                f"The function is {found:.4g} at {where}: a density is a finite number, and not negative."
            )
        return found

    if discrete:
        if len(set(places)) != len(places) or not places:
            raise ValueError("support must name at least one outcome, and each of them once.")
        total = float(sum(value(y) for y in places))
    else:
        if len(places) < 2 or not np.all(np.diff(np.asarray(places, dtype=float)) > 0):
            raise ValueError("support must hold the ends of the line, two or more, in order.")
        # quad takes break points between finite ends only, so each piece is integrated for itself.
        total = sum(
            integrate.quad(value, a, b, epsabs=tol / 100, limit=200)[0] for a, b in pairwise(places)
        )
    if not abs(total - 1) <= tol:
        raise ValueError(f"The total is {total:.6g}: that of a density is 1.")
    return float(total)


def density_distance(log_density: Density, observed: Any) -> NDArray[np.float64]:
    """Return H(y, f) = -log f(y) for each observation, in nats: how far a density is from it.

    It is the cross-entropy of the point mass at y to f, and the sum over a data set is the negative
    log-likelihood: to maximise likelihood is to minimise this distance. It is small where the density
    is high. It is not a distance in the sense of geometry: for a continuous variable it is negative
    wherever the density is above one, and other units of y add a constant (y in cents in the place
    of euros adds log 100). Only differences between densities of the same variable mean something.

    Parameters
    ----------
    log_density : callable
        log f of an array of outcomes, an array of that shape; minus infinity where f is zero.
    observed : (n,) array-like
        The observations.

    Raises
    ------
    ValueError
        A log density is NaN or plus infinity, or has not the shape of the observations.

    References
    ----------
    Murphy (2022), Probabilistic Machine Learning: An Introduction, section 4.2.

    Examples
    --------
    >>> from scipy import stats
    >>> density_distance(stats.beta(3, 2).logpdf, [0.15, 0.6]).round(4)
    array([ 1.4719, -0.547 ])
    """
    observed = np.asarray(observed)
    found = np.asarray(log_density(observed), dtype=float)
    if found.shape != observed.shape:
        raise ValueError(
            f"log_density returns the shape {found.shape} for {observed.shape} observations: it must "
            "return one number for each."
        )
    if np.any(np.isnan(found) | (found == np.inf)):
        raise ValueError(
            "A log density is NaN or plus infinity: at that observation f is no density."
        )
    return np.negative(found)
