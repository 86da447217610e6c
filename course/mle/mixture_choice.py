"""How many components: by BIC, and by the likelihood of observations that were held out."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from course.mle import mixture
from course.mle.mixture_fit import MixtureFit, fit_mixture

Array = NDArray[np.float64]


@dataclass(frozen=True, eq=False)
class ComponentChoice:
    """Mixtures of several sizes beside each other, as `choose_components` returns them.

    components    the sizes that were tried, in the order given
    fits          the fit of each to all observations
    bic           -2 l + n_params log n of each: the lowest is preferred
    held_out      the mean log density of an observation under a fit that has not seen it, in nats;
                  the highest is preferred
    by_bic, by_held_out    the size that each of them prefers
    """

    components: tuple[int, ...]
    fits: tuple[MixtureFit, ...]
    bic: Array
    held_out: Array

    @property
    def by_bic(self) -> int:
        return self.components[int(np.argmin(self.bic))]

    @property
    def by_held_out(self) -> int:
        return self.components[int(np.argmax(self.held_out))]


def choose_components(
    X: Any,
    y: Any,
    components: Sequence[int] = (1, 2, 3, 4),
    *,
    folds: int = 5,
    seed: int = 0,
    **options: Any,
) -> ComponentChoice:
    """Return mixtures of each size with their BIC and their held-out log density.

    With free weights the best larger mixture is at least as likely on the data that were fitted. (With
    `equal_weights` it need not be: every component has to take its share.) BIC takes
    n_params log(n) / 2 off the log-likelihood. Cross-validation asks for new data: the observations are
    shuffled into `folds` parts, each is judged by the fit to the others, and the log densities of all n
    are averaged. `seed` makes the folds and the starts; `options` go to `fit_mixture`.

    Parameters
    ----------
    X, y : (n, p) and (n,) array-likes
        The data, as `fit_mixture` takes them.
    components : sequence of int
        The sizes to try.
    folds : int
        How many parts, from 2 to n.

    Raises
    ------
    ValueError
        As `fit_mixture`; no size at all; or `folds` out of range.

    References
    ----------
    Schwarz (1978), Annals of Statistics 6, 461-464; Smyth (2000), Model selection for probabilistic
    clustering using cross-validated likelihood, Statistics and Computing 10, 63-72.

    Examples
    --------
    >>> from course.mle import simulate_flats
    >>> flats = simulate_flats(120, seed=2)
    >>> choice = choose_components(flats.X, flats.price, (1, 3), starts=3, equal_sigmas=True)
    >>> choice.by_bic, choice.by_held_out
    (3, 3)
    """
    X, y = np.array(X, dtype=float), np.array(y, dtype=float)
    mixture.check_data(X, y)
    if not len(components):
        raise ValueError("components is empty: name at least one size to try.")
    if not 2 <= folds <= len(y):
        raise ValueError(f"folds is {folds}: it has to be from 2 to the number of observations.")
    part = np.random.default_rng(seed).permutation(len(y)) % folds
    fits, held_out = [], []
    for k in components:
        fits.append(fit_mixture(X, y, k, seed=seed, **options))
        log_density = np.empty(len(y))
        for fold in range(folds):
            out = part == fold
            fitted = fit_mixture(X[~out], y[~out], k, seed=seed, **options)
            log_density[out] = fitted.log_density(X[out], y[out])
        held_out.append(log_density.mean())
    return ComponentChoice(
        tuple(components), tuple(fits), np.array([f.bic for f in fits]), np.array(held_out)
    )
