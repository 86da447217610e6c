"""Maximum likelihood for any model whose log density can be written down."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray
from scipy import optimize, stats

from course._levels import checked_level

Array = NDArray[np.float64]
LogDensity = Callable[[Array, Any], Any]
Gradient = Callable[[Array, Any], Any]

# A step of differences lowers the log-likelihood by about this much: small beside the half nat of a
# standard error, and large beside the rounding of a sum of a million logarithms.
_DROP = 1e-3
# A maximum is one from which another Newton step would gain less than this, in nats.
_GAIN = 1e-6
# In the place of a likelihood of zero: a line search cannot interpolate infinity.
_NONE = -1e250


class LikelihoodError(ValueError):
    """There is no maximum of the likelihood, or none that can be told from its neighbours."""


@dataclass(frozen=True, eq=False)
class LikelihoodFit:
    """A maximum of the likelihood, as `maximise_likelihood` returns it.

    estimates         (k,) the parameters that make the data most probable
    std_errors        (k,) their standard errors, the roots of the diagonal of `covariance`
    covariance        (k, k) the inverse of the observed information, minus the second derivative
    log_likelihood    the log-likelihood at the maximum, in nats
    n                 how many observations there are
    converged         True: what has not converged is an error and not a result
    """

    estimates: Array
    std_errors: Array
    covariance: Array
    log_likelihood: float
    n: int
    converged: bool
    log_density: LogDensity = field(repr=False)
    data: Any = field(repr=False)

    @property
    def aic(self) -> float:
        """-2 l + 2 k, Akaike's information criterion."""
        return -2 * self.log_likelihood + 2 * len(self.estimates)

    @property
    def bic(self) -> float:
        """-2 l + k log n, the Bayesian information criterion."""
        return -2 * self.log_likelihood + len(self.estimates) * float(np.log(self.n))

    def wald_intervals(self, level: float = 0.95) -> Array:
        """Return estimate -+ z SE for each parameter, shape (k, 2)."""
        half = stats.norm.ppf((1 + checked_level(level)) / 2) * self.std_errors
        return np.column_stack([self.estimates - half, self.estimates + half])


class LikelihoodRatio(NamedTuple):
    """A likelihood-ratio test of two nested fits."""

    statistic: float
    df: int
    p_value: float


class _Problem:
    """The log-likelihood as a function of the free parameters; zero probability is _NONE."""

    def __init__(
        self,
        log_density: LogDensity,
        data: Any,
        gradient: Gradient | None,
        full: Array,
        free: Array,
    ) -> None:
        self.log_density, self.data, self.by_hand = log_density, data, gradient
        self.full, self.free = full, free

    def place(self, theta: Array) -> Array:
        found = self.full.copy()
        found[self.free] = theta
        return found

    def __call__(self, theta: Array) -> float:
        with np.errstate(all="ignore"):
            found = np.asarray(self.log_density(self.place(theta), self.data), dtype=float).sum()
        return float(found) if np.isfinite(found) else _NONE

    def gradient(self, theta: Array, step: Array) -> Array:
        if self.by_hand is not None:
            found = np.asarray(self.by_hand(self.place(theta), self.data), dtype=float)
            return found[self.free]
        here = self(theta)
        slopes = np.empty(len(theta))
        for j, h in enumerate(step):
            move = np.zeros(len(theta))
            move[j] = h
            above, below = self(theta + move), self(theta - move)
            if above == _NONE or below == _NONE:  # next to the edge of what is permitted
                slopes[j] = (here - below) / h if above == _NONE else (above - here) / h
            else:
                slopes[j] = (above - below) / (2 * h)
        return slopes

    def steps(self, theta: Array, guess: Array) -> Array:
        """Steps that bend the log-likelihood by `_DROP`; infinite along a flat parameter."""
        here = self(theta)
        found = np.array(guess, dtype=float)
        for j in range(len(theta)):
            move = np.zeros(len(theta))
            h = found[j]
            for _ in range(60):
                move[j] = h
                bend = abs(self(theta + move) + self(theta - move) - 2 * here) / 2
                if 0.5 * _DROP <= bend <= 2 * _DROP:
                    break
                factor = np.sqrt(_DROP / bend) if bend > 0 else 30.0
                h *= float(np.clip(factor, 1e-3, 30.0))
                if not h < 1e12 * max(1.0, abs(theta[j])):
                    h = np.inf
                    break
            found[j] = h
        return found

    def information(self, theta: Array, step: Array) -> Array:
        """Minus the second derivative, by differences of the fourth order."""
        if self.by_hand is not None:
            columns = []
            for j, h in enumerate(step):
                move = np.zeros(len(theta))
                move[j] = h
                near = self.gradient(theta + move, step) - self.gradient(theta - move, step)
                far = self.gradient(theta + 2 * move, step) - self.gradient(theta - 2 * move, step)
                columns.append(-(8 * near - far) / (12 * h))
            found = np.array(columns)
            return (found + found.T) / 2
        # Richardson: the error of second differences falls with the square of the step.
        return (4 * self._second(theta, step) - self._second(theta, 2 * step)) / 3

    def _second(self, theta: Array, step: Array) -> Array:
        k = len(theta)
        moves = np.diag(step)
        here = self(theta)
        found = np.empty((k, k))
        for i in range(k):
            found[i, i] = self(theta + moves[i]) + self(theta - moves[i]) - 2 * here
            for j in range(i):
                both, apart = moves[i] + moves[j], moves[i] - moves[j]
                found[i, j] = found[j, i] = (
                    self(theta + both)
                    + self(theta - both)
                    - self(theta + apart)
                    - self(theta - apart)
                ) / 4
        return -found / np.outer(step, step)


def maximise_likelihood(
    log_density: LogDensity, start: Any, data: Any, *, gradient: Gradient | None = None
) -> LikelihoodFit:
    """Return the parameters that make the data most probable, with their standard errors.

    theta = argmax l(theta), l(theta) = sum_i log f(y_i; theta). SciPy's BFGS climbs in units in which every
    parameter bends l equally, and Newton steps finish. At the top, the observed information
    J = -d²l / dtheta² gives the covariance J^-1, which is right for many observations and a
    maximum inside the permitted set.

    A search finds a local maximum: where there may be several, try several starts. The density has to be
    smooth in theta: a Laplace or a uniform one is not, and has no observed information. Write a parameter
    that must be above zero as its logarithm, or return minus infinity where it is not permitted.

    Parameters
    ----------
    log_density : callable
        log_density(theta, data) returns the log density of each of n observations, an (n,) array, in nats;
        minus infinity for what is impossible.
    start : (k,) array-like
        Where the search starts; the log-likelihood is finite there.
    data : any
        Handed to `log_density` as it is.
    gradient : callable, optional
        gradient(theta, data) returns the derivative of the log-likelihood, a (k,) array; without it,
        differences are taken.

    Raises
    ------
    LikelihoodError
        A `ValueError`: no convergence; the likelihood grows without bound or is flat in some direction,
        which the message names; or the place found is no maximum.
    ValueError
        start is not (k,) finite numbers, the log density is not an (n,) array or not finite at start, or
        the gradient is not the derivative there.

    References
    ----------
    Davison (2003), Statistical Models, sections 4.2 to 4.4.

    Examples
    --------
    >>> def log_exponential(theta, y):  # theta is the logarithm of the rate
    ...     return theta[0] - np.exp(theta[0]) * np.asarray(y)
    >>> fitted = maximise_likelihood(log_exponential, [0.0], [1, 2, 3, 6])
    >>> round(float(np.exp(fitted.estimates[0])), 6), round(float(fitted.std_errors[0]), 6)
    (0.333333, 0.5)
    """
    start = np.array(start, dtype=float)
    if start.ndim != 1 or not start.size or not np.isfinite(start).all():
        raise ValueError("start must be a list of finite numbers, one for each parameter.")
    each = np.asarray(log_density(start.copy(), data), dtype=float)
    if each.ndim != 1 or not each.size:
        raise ValueError(
            f"log_density returns the shape {each.shape}: it must return one number for each observation."
        )
    if not np.isfinite(each.sum()):
        raise ValueError(
            "The log-likelihood is not finite at start: start where the data are possible."
        )
    problem = _Problem(log_density, data, gradient, start, np.ones(len(start), dtype=bool))
    if gradient is not None:
        _check_gradient(problem, gradient, start)
    theta, value, information = _climbed(problem, start)
    covariance = _covariance(problem, theta, value, information)
    std_errors = np.sqrt(np.diag(covariance))
    for array in (theta, std_errors, covariance):
        array.setflags(write=False)
    return LikelihoodFit(theta, std_errors, covariance, value, len(each), True, log_density, data)


def profile_log_likelihood(fit: LikelihoodFit, index: int, value: float) -> float:
    """Return the log-likelihood of one parameter's value, with all the others at their best, in nats.

    Raises
    ------
    LikelihoodError
        The search over the other parameters finds no maximum.
    ValueError
        There is no such parameter.

    References
    ----------
    Davison (2003), Statistical Models, section 4.5.2.

    Examples
    --------
    >>> def log_normal(theta, y):
    ...     return stats.norm.logpdf(y, theta[0], np.exp(theta[1]))
    >>> fitted = maximise_likelihood(log_normal, [0.0, 0.0], [1.0, 2.0, 3.0, 6.0])
    >>> round(profile_log_likelihood(fitted, 0, 4.0), 4)  # sigma² is 3.5 + 1² at mean 4
    -8.6839
    """
    _check_index(fit, index)
    return _profiled(fit, index, value, fit.estimates)[0]


def profile_interval(fit: LikelihoodFit, index: int, level: float = 0.95) -> Array:
    """Return the profile-likelihood interval of one parameter, lower bound first, shape (2,).

    It holds each value with 2 (l_max - l_p(value)) <= c, where l_p is the profile log-likelihood and c the
    quantile of chi-squared with one degree of freedom at `level`. Unlike estimate -+ z SE it need not
    be symmetric, and other units or a logarithm of the parameter carry it along. A bound is infinite where
    the profile never falls by c / 2 within 1000 standard errors. The level is right for many observations
    and a parameter inside its permitted set.

    Raises
    ------
    LikelihoodError
        The search over the other parameters finds no maximum, or a higher one than the fit's.
    ValueError
        There is no such parameter, or level is not strictly between 0 and 1.

    References
    ----------
    Venzon and Moolgavkar (1988), Applied Statistics 37, 87-94.

    Examples
    --------
    >>> def log_exponential(theta, y):
    ...     return theta[0] - np.exp(theta[0]) * np.asarray(y)
    >>> fitted = maximise_likelihood(log_exponential, [0.0], [1, 2, 3, 6])
    >>> np.exp(profile_interval(fitted, 0)).round(4)
    array([0.1035, 0.7744])
    """
    _check_index(fit, index)
    threshold = float(stats.chi2.ppf(checked_level(level), 1))
    return np.array([_bound(fit, index, threshold, side) for side in (-1, 1)])


def likelihood_ratio_test(
    restricted: LikelihoodFit, full: LikelihoodFit, *, on_boundary: bool = False
) -> LikelihoodRatio:
    """Return the likelihood-ratio test of a restricted model inside a full one.

    2 (l_full - l_restricted) is chi-squared with k_full - k_restricted degrees of freedom if the restricted
    model holds and there are many observations (Wilks' theorem). It takes a restriction *inside* the
    permitted set. Where it puts one parameter on the edge, such as a variance at zero, half of the
    probability moves to one degree of freedom less: give `on_boundary=True`. That a mixture
    has one component fewer is neither case: there, weights at zero leave parameters without a meaning, and
    simulation is the way.

    Raises
    ------
    ValueError
        Different numbers of observations, no parameter more in the full model, or a full model that is
        less likely than the restricted one: then they are not nested, or one is not at its maximum.

    References
    ----------
    Wilks (1938), Annals of Mathematical Statistics 9, 60-62; Self and Liang (1987), JASA 82, 605-610.

    Examples
    --------
    >>> def rate(theta, y):
    ...     return stats.poisson.logpmf(y[:, 0], np.exp(theta[0]))
    >>> def two_rates(theta, y):
    ...     return stats.poisson.logpmf(y[:, 0], np.exp(theta[0] + theta[1] * y[:, 1]))
    >>> y = np.array([[3, 0], [4, 0], [8, 1], [9, 1]])
    >>> one, two = maximise_likelihood(rate, [1.0], y), maximise_likelihood(two_rates, [1.0, 0.0], y)
    >>> [round(float(v), 4) for v in likelihood_ratio_test(one, two)]
    [4.2965, 1.0, 0.0382]
    """
    if restricted.n != full.n:
        raise ValueError(
            f"The fits have {restricted.n} and {full.n} observations: both must be of the same data."
        )
    df = len(full.estimates) - len(restricted.estimates)
    if df < 1:
        raise ValueError("The full model must have more parameters than the restricted one.")
    statistic = 2 * (full.log_likelihood - restricted.log_likelihood)
    if statistic < -1e-4:
        raise ValueError(
            "The full model is less likely than the restricted one: they are not nested, or its search "
            "ended at a local maximum."
        )
    statistic = max(statistic, 0.0)
    p_value = float(stats.chi2.sf(statistic, df))
    if on_boundary:
        inner = float(stats.chi2.sf(statistic, df - 1)) if df > 1 else float(statistic <= 0)
        p_value = (p_value + inner) / 2
    return LikelihoodRatio(statistic, df, p_value)


def _check_gradient(problem: _Problem, gradient: Gradient, start: Array) -> None:
    found = np.asarray(gradient(start.copy(), problem.data), dtype=float)
    if found.shape != start.shape or not np.isfinite(found).all():
        raise ValueError(f"gradient must return {len(start)} finite numbers, one a parameter.")
    step = problem.steps(start, 1e-3 * np.maximum(1.0, np.abs(start)))
    step = np.where(np.isfinite(step), step, 1e-3)
    by_differences = _Problem(
        problem.log_density, problem.data, None, problem.full, problem.free
    ).gradient(start, step)
    # In units of a step both are changes of l, of which the second order is at most about _DROP.
    if np.any(np.abs(found - by_differences) * step > _DROP + 0.01 * np.abs(by_differences * step)):
        raise ValueError(
            "gradient is not the derivative of the summed log density: at start, differences disagree."
        )


def _climbed(problem: _Problem, start: Array) -> tuple[Array, float, Array]:
    """Return the top, the log-likelihood there and the information, or raise `LikelihoodError`."""
    theta = start
    step = 1e-3 * np.maximum(1.0, np.abs(start))
    why = ""
    for attempt in range(4):
        step = problem.steps(theta, np.where(np.isfinite(step), step, 1e-3))
        scale = np.where(np.isfinite(step), step, np.maximum(1.0, np.abs(theta)))
        theta = (
            _bfgs(problem, theta, scale) if attempt % 2 == 0 else _simplex(problem, theta, scale)
        )
        for _ in range(20):
            step = problem.steps(theta, scale)
            _refuse_flat(problem, step)
            information = problem.information(theta, step)
            slope = problem.gradient(theta, step / 10)
            unit = np.outer(step, step)
            try:
                factor = np.linalg.cholesky(information * unit)
            except np.linalg.LinAlgError:
                why = "the log-likelihood is not concave there"
                break
            whitened = np.linalg.solve(factor, slope * step)
            gain = float(whitened @ whitened) / 2
            if gain < _GAIN:
                newton = theta + step * np.linalg.solve(factor.T, whitened)
                theta = newton if problem(newton) >= problem(theta) else theta
                return theta, problem(theta), information
            move = step * np.linalg.solve(factor.T, whitened)
            here, size = problem(theta), 1.0
            while problem(theta + size * move) <= here and size > 1e-4:
                size /= 2
            if size <= 1e-4:
                why = f"a step would still gain {gain:.2g} nats"
                break
            theta = theta + size * move
    raise LikelihoodError(
        f"The search for the maximum has not converged: at {_told(theta)}, {why or 'it still climbs'}. "
        "The likelihood may have no maximum, as with separable data, where parameters grow for ever; or "
        "start is too far from it."
    )


def _told(theta: Array) -> str:
    return "[" + ", ".join(f"{t:.4g}" for t in theta) + "]"


def _bfgs(problem: _Problem, theta: Array, scale: Array) -> Array:
    big = 10 * scale  # a step bends l by _DROP: ten of them by a tenth of a nat

    def loss(phi: Array) -> float:
        return -problem(theta + big * phi)

    def slope(phi: Array) -> Array:
        return -problem.gradient(theta + big * phi, scale / 100) * big

    with np.errstate(all="ignore"):
        found = optimize.minimize(
            loss,
            np.zeros(len(theta)),
            jac=slope,
            method="BFGS",
            options={"gtol": 1e-5, "maxiter": 500},
        )
    # It may stop for want of digits, which is no failure: the Newton steps judge.
    return theta + big * found.x if np.isfinite(found.x).all() else theta


def _simplex(problem: _Problem, theta: Array, scale: Array) -> Array:
    found = optimize.minimize(
        lambda phi: -problem(theta + 10 * scale * phi),
        np.zeros(len(theta)),
        method="Nelder-Mead",
        options={"maxiter": 400 * len(theta), "fatol": 1e-8, "xatol": 1e-6, "adaptive": True},
    )
    return theta + 10 * scale * found.x


def _refuse_flat(problem: _Problem, step: Array) -> None:
    if not np.isfinite(step).all():
        flat = np.flatnonzero(problem.free)[np.flatnonzero(~np.isfinite(step))]
        raise LikelihoodError(
            f"The likelihood does not change with parameter {flat[0]}: the data say nothing about it. "
            "Remove it from the model."
        )


def _covariance(problem: _Problem, theta: Array, value: float, information: Array) -> Array:
    root = np.sqrt(np.diag(information))
    values, vectors = np.linalg.eigh(information / np.outer(root, root))
    if values[0] <= 1e-8:
        heavy = np.flatnonzero(np.abs(vectors[:, 0]) > 0.1)
        raise LikelihoodError(
            f"The information is singular: the likelihood is flat along a direction of the parameters "
            f"{heavy.tolist()}. They can only be estimated together: fix one, or remove it."
        )
    for curvature, vector in zip(values, vectors.T, strict=True):
        error = vector / root / np.sqrt(curvature)
        _refuse_unbounded(problem, theta, value, error)
        _refuse_kinks(problem, theta, value, error)
    inverse = np.linalg.inv(information / np.outer(root, root)) / np.outer(root, root)
    return (inverse + inverse.T) / 2


def _refuse_unbounded(problem: _Problem, theta: Array, value: float, error: Array) -> None:
    """A standard error away the likelihood has to fall by about half a nat, and a tenth away by 0.005.

    Where it stays level or goes on rising, the maximum is at infinity, as for a logistic regression of
    separable data, or for the degrees of freedom of a t distribution where data are normal.
    """
    for size, least in ((1.0, 0.05), (0.1, 0.0005)):
        for side in (-size, size):
            if value - problem(theta + side * error) < least:
                raise LikelihoodError(
                    f"The likelihood does not fall on one side of {_told(theta)}: it has no maximum there, "
                    "and may go on rising for ever, as with separable data."
                )


def _refuse_kinks(problem: _Problem, theta: Array, value: float, error: Array) -> None:
    """A curve bends with the square of the step, a kink with the step itself.

    Kinks that are many and close, as those of a Laplace likelihood, can pass for a curve by chance: hence
    several steps.
    """
    sizes = np.array([0.02, 0.05, 0.1, 0.2])
    bends = np.array(
        [2 * value - problem(theta + d * error) - problem(theta - d * error) for d in sizes]
    )
    if not np.all(np.abs(bends / sizes**2 - 1) < 0.15):
        raise LikelihoodError(
            f"The log-likelihood has a kink or a jump at its maximum {_told(theta)}, so that its curvature "
            "says nothing about the standard errors. Use the bootstrap, or a smooth density."
        )


def _check_index(fit: LikelihoodFit, index: int) -> None:
    if not 0 <= index < len(fit.estimates):
        raise ValueError(f"index is {index}: the parameters are 0 to {len(fit.estimates) - 1}.")


def _profiled(fit: LikelihoodFit, index: int, value: float, near: Array) -> tuple[float, Array]:
    """Return the profile log-likelihood and the place where it is reached, from a start near it."""
    full = near.copy()
    full[index] = value
    free = np.arange(len(full)) != index
    problem = _Problem(fit.log_density, fit.data, None, full, free)
    if not free.any() or problem(full[free]) == _NONE:
        return problem(full[free]), full
    theta, best, _ = _climbed(problem, full[free])
    return best, problem.place(theta)


def _bound(fit: LikelihoodFit, index: int, threshold: float, side: int) -> float:
    centre, error = float(fit.estimates[index]), float(fit.std_errors[index])
    near = fit.estimates

    def excess(value: float) -> float:
        nonlocal near
        found, place = _profiled(fit, index, value, near)
        if found > fit.log_likelihood + 1e-3:
            raise LikelihoodError(
                f"With parameter {index} at {value:g} the data are more probable than at the fit: it is a "
                "local maximum. Fit again from there."
            )
        if found != _NONE:
            near = place
        return min(2 * (fit.log_likelihood - found) - threshold, 1e3)

    inner, distance = centre, error * float(np.sqrt(threshold))
    # Short moves, so that each search starts near its end.
    while excess(centre + side * distance) < 0:
        inner, distance = centre + side * distance, 1.5 * distance
        if distance > 1000 * error:
            return side * float("inf")
    outer = centre + side * distance
    if not (inner == centre or excess(inner) < 0):
        raise LikelihoodError(
            f"The search over the other parameters ends at different places for parameter {index} at "
            f"{inner:g}: the profile likelihood cannot be computed."
        )
    return float(optimize.brentq(excess, inner, outer, xtol=1e-9 * error, rtol=1e-12))
