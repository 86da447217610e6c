"""The mixture of regressions fitted by maximum likelihood, by EM or by its gradient, from many starts."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Literal, NamedTuple

import numpy as np
from numpy.typing import NDArray
from scipy import optimize, special

from course.mle import mixture
from course.mle.mixture import DegenerateMixtureError, How

Array = NDArray[np.float64]
Method = Literal["em", "gradient"]


@dataclass(frozen=True, eq=False, repr=False)
class MixtureFit:
    """A mixture of K regressions fitted to n observations, as `fit_mixture` returns it.

    Arrays are read-only. The likelihood does not know the components by name: exchanged, they are the
    same density. Here they stand in the order of their fitted value at the mean row of X, lowest first.

    weights           (K,) weights, 1 in sum
    coefs             (K, p) coefficients, one row for each component
    sigmas            (K,) standard deviations, in units of y
    log_likelihood    the log-likelihood at the best maximum found, in nats
    history           the log-likelihood before and after each step from the best start; it never falls
    start_values      (starts,) the log-likelihood that each start came to; NaN where it degenerated
    converged         whether the best start came to rest before the last permitted step
    equal_weights, equal_sigmas, method    what was asked for
    n_obs             n
    """

    weights: Array
    coefs: Array
    sigmas: Array
    log_likelihood: float
    history: Array
    start_values: Array
    converged: bool
    equal_weights: bool
    equal_sigmas: bool
    method: Method
    n_obs: int

    @property
    def parameters(self) -> tuple[Array, Array, Array]:
        """Weights, coefficients and sigmas, as the functions of a mixture take them."""
        return self.weights, self.coefs, self.sigmas

    @property
    def n_params(self) -> int:
        """Free parameters: K p coefficients, K - 1 weights (or none), K sigmas (or one)."""
        k, p = self.coefs.shape
        return k * p + (0 if self.equal_weights else k - 1) + (1 if self.equal_sigmas else k)

    @property
    def bic(self) -> float:
        """Schwarz's criterion -2 l + n_params log n: of two models the lower one is preferred."""
        return -2 * self.log_likelihood + self.n_params * float(np.log(self.n_obs))

    def log_density(self, X: Any, y: Any) -> Array:
        """Return the (n,) log density of each observation, in nats; see `mixture_log_density`."""
        return mixture.mixture_log_density(X, y, *self.parameters)

    def responsibilities(self, X: Any, y: Any) -> Array:
        """Return the (n, K) probability of each component given the observation."""
        return mixture.responsibilities(X, y, *self.parameters)

    def predict(self, X: Any, how: How = "mean") -> Array:
        """Return the (n,) mean or mode of the conditional density; see `mixture_predict`."""
        return mixture.mixture_predict(X, *self.parameters, how=how)

    def density(self, X: Any, grid: Any) -> Array:
        """Return the (n, m) conditional density on a grid of y; see `mixture_density`."""
        return mixture.mixture_density(X, grid, *self.parameters)

    def __repr__(self) -> str:
        return (
            f"MixtureFit({len(self.weights)} components; n={self.n_obs}, "
            f"log_likelihood={self.log_likelihood:.6g}, bic={self.bic:.6g})"
        )


class _Run(NamedTuple):
    """What one start came to."""

    parameters: tuple[Array, Array, Array]
    history: list[float]
    converged: bool


def fit_mixture(
    X: Any,
    y: Any,
    components: int,
    *,
    equal_weights: bool = False,
    equal_sigmas: bool = False,
    method: Method = "em",
    starts: int = 20,
    seed: int = 0,
    max_steps: int = 2000,
    tol: float = 1e-10,
    min_sigma: float = 0.01,
) -> MixtureFit:
    """Return the mixture of K regressions that makes the data most probable, of all starts' maxima.

    The log-likelihood l = sum_i log sum_k w_k N(y_i; x_i'b_k, s_k²) has many local maxima: each start
    draws a few observations for each component, fits a line to them, and climbs from there. Two ways up
    lead to the same maxima: "em" repeats `em_step`, "gradient" is SciPy's L-BFGS with the gradient in
    log weights, coefficients and log sigmas.

    With free sigmas l has no global maximum: where a component's line goes through a few points exactly, it
    grows without bound as that sigma goes to zero. What is wanted is the highest of the other maxima. A
    start whose sigma falls below `min_sigma` times the residual standard deviation of a single
    regression, or one of whose components is left without observations, is given up.

    Parameters
    ----------
    X : (n, p) array-like
        The design matrix, with its constant column where one is wanted; n above p.
    y : (n,) array-like
        The response.
    components : int
        K, at least 1. With K = 1 the fit is least squares, with sigma² = RSS / n.
    equal_weights, equal_sigmas : bool
        Whether all weights are 1/K, and whether all components share one sigma.
    method : "em" or "gradient"
        The way up.
    starts : int
        How many random starts. `seed` makes them, so that a fit can be repeated.
    max_steps, tol : int, float
        A climb ends after `max_steps` steps, or where one gains less than `tol` nats for each of the n
        observations (for "gradient", where the gradient is that small).
    min_sigma : float
        See above, from 0 to below 1.

    Raises
    ------
    DegenerateMixtureError
        A `ValueError`: every start degenerated, or a single regression already fits perfectly.
    ValueError
        X and y do not belong together, hold values that are not finite, or have too few rows;
        dependent columns; or an option is out of its range.

    References
    ----------
    McLachlan and Peel (2000), Finite Mixture Models, sections 2.8 to 2.12 and 3.9; Hathaway (1985),
    Annals of Statistics 13, 795-800 (the unbounded likelihood).

    Examples
    --------
    >>> from course.mle import simulate_flats
    >>> flats = simulate_flats(200, seed=3)
    >>> found = fit_mixture(flats.X, flats.price, 3, equal_weights=True, equal_sigmas=True, starts=5)
    >>> found.coefs[:, 1].round(1).tolist()
    [1.9, 4.0, 7.0]
    """
    X, y = np.array(X, dtype=float), np.array(y, dtype=float)
    mixture.check_data(X, y)
    n, p = X.shape
    _check_options(components, method, starts, max_steps, tol, min_sigma)
    if n <= p:
        raise ValueError(f"X has {n} rows and {p} columns: a fit takes more rows than columns.")
    # Coordinates in which columns are orthogonal and all units are 1: what is climbed is then a
    # hill of ordinary shape, whatever the units of the data.
    scale = np.linalg.norm(X, axis=0)
    if not scale.all():
        raise ValueError("a column of X is zero throughout: leave it out.")
    Q, R = np.linalg.qr(X / scale)
    if np.abs(np.diag(R)).min() < 1e-10:
        raise ValueError("the columns of X depend on each other linearly: leave one out.")
    Q *= np.sqrt(n)
    unit = float(np.sqrt(np.mean((y - Q @ (Q.T @ y) / n) ** 2)))
    if unit <= 1e-12 * np.abs(y).max():
        raise DegenerateMixtureError(
            "a single regression fits every observation: sigma is zero, and the likelihood has no maximum."
        )
    climb = _climbing_by_em if method == "em" else _climbing_by_gradient
    rng = np.random.default_rng(seed)
    options = (equal_weights, equal_sigmas, max_steps, tol, min_sigma)
    best, values = _best_of(climb, Q, y / unit, components, starts, rng, options)
    shift = n * np.log(unit)
    weights, rotated, sigmas = best.parameters
    coefs = np.linalg.solve(R, rotated.T).T * np.sqrt(n) * unit / scale[None, :]
    # The order that the result promises; of equal fitted values the larger weight comes first.
    order = np.lexsort((-weights, X.mean(axis=0) @ coefs.T))
    weights, coefs, sigmas = weights[order], coefs[order], sigmas[order] * unit
    history, values = np.array(best.history) - shift, values - shift
    for array in (weights, coefs, sigmas, history, values):
        array.setflags(write=False)
    return MixtureFit(
        weights, coefs, sigmas, float(history[-1]), history, values, best.converged,
        equal_weights, equal_sigmas, method, n,
    )  # fmt: skip


def _best_of(
    climb: Callable[..., _Run],
    X: Array,
    y: Array,
    components: int,
    starts: int,
    rng: np.random.Generator,
    options: tuple[bool, bool, int, float, float],
) -> tuple[_Run, Array]:
    best, why = None, ""
    values = np.full(starts, np.nan)
    for i in range(starts):
        try:
            run = climb(X, y, _start(X, y, components, rng), *options)
        except DegenerateMixtureError as error:
            why = str(error)
            continue
        values[i] = run.history[-1]
        if best is None or run.history[-1] > best.history[-1]:
            best = run
    if best is None:
        raise DegenerateMixtureError(
            f"every one of {starts} starts degenerated; the last one because {why} With {components} "
            f"components for {len(y)} observations, try fewer components, equal sigmas, or more starts."
        )
    return best, values


def _start(
    X: Array, y: Array, components: int, rng: np.random.Generator
) -> tuple[Array, Array, Array]:
    """Equal weights, the sigma of a single regression, and lines through a few random observations."""
    n, p = X.shape
    coefs = []
    for _ in range(components):
        few = rng.choice(n, size=min(n, p + 1), replace=False)
        # Drawn towards the single regression, so that a few close points do not make a wild line.
        centre = X.T @ y / n
        A = X[few].T @ X[few] + 0.1 * np.eye(p)
        coefs.append(centre + np.linalg.solve(A, X[few].T @ (y[few] - X[few] @ centre)))
    return np.full(components, 1 / components), np.array(coefs), np.ones(components)


def _climbing_by_em(
    X: Array,
    y: Array,
    start: tuple[Array, Array, Array],
    equal_weights: bool,
    equal_sigmas: bool,
    max_steps: int,
    tol: float,
    min_sigma: float,
) -> _Run:
    before = now = start
    history: list[float] = []
    for _ in range(max_steps + 1):
        joint = mixture.weighted_log_densities(X, y, *now)
        total = special.logsumexp(joint, axis=1, keepdims=True)
        history.append(float(total.sum()))
        if len(history) > 1 and history[-1] - history[-2] <= tol * len(y):
            # Rounding may take a last bit away; then the step before was the top.
            if history[-1] < history[-2]:
                history.pop()
                now = before
            return _Run(now, history, True)
        before = now
        now = mixture.maximised(X, y, np.exp(joint - total), equal_weights, equal_sigmas)
        _refuse_small(now[2], min_sigma)
    return _Run(before, history, False)


def _refuse_small(sigmas: Array, min_sigma: float) -> None:
    k = int(np.argmin(sigmas))
    if sigmas[k] < min_sigma:
        raise DegenerateMixtureError(
            f"component {k} closes in on a few observations: its sigma is below {min_sigma:g} of that of "
            "a single regression."
        )


def mixture_gradient(
    X: Array, y: Array, weights: Array, coefs: Array, sigmas: Array
) -> tuple[float, Array, Array, Array]:
    """Return the log-likelihood and its gradient in log weights (K,), coefs (K, p), log sigmas (K,).

    With r the responsibilities, z_ik = (y_i - x_i'b_k) / s_k, and weights w = softmax(a),

        dl/da_k = sum_i r_ik - n w_k
        dl/db_k = sum_i r_ik z_ik x_i / s_k
        dl/dlog s_k = sum_i r_ik (z_ik² - 1)

    Each is the derivative of a weighted normal log-likelihood, with the responsibilities held fixed:
    that is why EM and the gradient agree on where the top is. Parameters and errors: as
    `mixture_log_density`.

    References
    ----------
    McLachlan and Peel (2000), Finite Mixture Models, section 2.15 (the score of a mixture).

    Examples
    --------
    >>> l, a, b, s = mixture_gradient([[1.0]], [2.0], [1.0], [[0.0]], [1.0])
    >>> b.tolist(), s.tolist()
    ([[2.0]], [3.0])
    """
    return _gradient(*mixture.checked(X, y, weights, coefs, sigmas))


def _gradient(
    X: Array, y: Array, weights: Array, coefs: Array, sigmas: Array
) -> tuple[float, Array, Array, Array]:
    joint = mixture.weighted_log_densities(X, y, weights, coefs, sigmas)
    total = special.logsumexp(joint, axis=1, keepdims=True)
    r = np.exp(joint - total)
    z = (y[:, None] - X @ coefs.T) / sigmas
    by_weights = r.sum(axis=0) - len(y) * weights
    by_coefs = (r * z / sigmas).T @ X
    return float(total.sum()), by_weights, by_coefs, (r * (z**2 - 1)).sum(axis=0)


def _climbing_by_gradient(
    X: Array,
    y: Array,
    start: tuple[Array, Array, Array],
    equal_weights: bool,
    equal_sigmas: bool,
    max_steps: int,
    tol: float,
    min_sigma: float,
) -> _Run:
    n, p = X.shape
    k = len(start[0])
    # The logit of component 0 stays at zero: only differences count.
    n_logits, n_sigmas = (0 if equal_weights else k - 1), (1 if equal_sigmas else k)

    def unpacked(theta: Array) -> tuple[Array, Array, Array]:
        logits = np.zeros(k)
        logits[k - n_logits :] = theta[:n_logits]
        sigmas = np.exp(np.broadcast_to(theta[n_logits + k * p :], (k,)))
        return special.softmax(logits), theta[n_logits : n_logits + k * p].reshape(k, p), sigmas

    def loss(theta: Array) -> tuple[float, Array]:
        value, a, b, s = _gradient(X, y, *unpacked(theta))
        s = s.sum(keepdims=True) if equal_sigmas else s
        return -value / n, -np.concatenate([a[k - n_logits :], b.ravel(), s]) / n

    history: list[float] = []

    def keep(intermediate_result: optimize.OptimizeResult) -> None:
        history.append(-n * float(intermediate_result.fun))

    theta = np.concatenate([np.zeros(n_logits), start[1].ravel(), np.zeros(n_sigmas)])
    history.append(-n * loss(theta)[0])
    # Weights stay above about 1e-13: an empty component is given up, not divided by.
    least = np.log(min_sigma) if min_sigma > 0 else -30.0
    bounds = [(-30.0, 30.0)] * n_logits + [(None, None)] * (k * p) + [(least, None)] * n_sigmas
    options = {"maxiter": max_steps, "maxfun": 20 * max_steps, "ftol": 1e-15, "gtol": tol}
    found = optimize.minimize(
        loss, theta, jac=True, method="L-BFGS-B", bounds=bounds, callback=keep, options=options
    )
    weights, coefs, sigmas = unpacked(found.x)
    _refuse_small(sigmas, np.exp(least) * (1 + 1e-6))
    joint = mixture.weighted_log_densities(X, y, weights, coefs, sigmas)
    totals = mixture.normalised(joint).sum(axis=0)
    if totals.min() < 1e-6:
        raise DegenerateMixtureError(
            f"component {int(np.argmin(totals))} is empty: no observation belongs to it."
        )
    if -n * float(found.fun) > history[-1]:
        history.append(-n * float(found.fun))
    # At the limit of the digits a line search may find no better point: that is the top as well.
    at_top = bool(found.success) or float(np.abs(found.jac).max()) < 1e-6
    return _Run((weights, coefs, sigmas), history, at_top)


def _check_options(
    components: int, method: str, starts: int, max_steps: int, tol: float, min_sigma: float
) -> None:
    if components < 1 or starts < 1 or max_steps < 1:
        raise ValueError("components, starts and max_steps have to be whole numbers from 1.")
    if method not in ("em", "gradient"):
        raise ValueError(f"method is {method!r}: the ways up are 'em' and 'gradient'.")
    if not (tol > 0 and 0 <= min_sigma < 1):
        raise ValueError("tol has to be above zero, and min_sigma from 0 to below 1.")
