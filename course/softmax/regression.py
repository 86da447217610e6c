"""Softmax regression: logits linear in the inputs, fitted by maximum likelihood, with or without ridge."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any, Literal, NamedTuple

import numpy as np
from numpy.typing import NDArray
from scipy import linalg, optimize

from course.softmax.functions import softmax
from course.softmax.network import mlp_forward
from course.softmax.separation import checked_data, separation

Array = NDArray[np.float64]
Labels = NDArray[np.int64]
Solver = Literal["auto", "newton", "lbfgs"]

# Rows of a block: its logits stay in a processor's cache between the two products with x.
BLOCK = 2048
# Coefficients beyond which a Hessian, of their number squared, is dearer than it is worth.
LARGEST_HESSIAN = 2000
# Margins of a linear programme that is solved on the way to an error message.
LARGEST_PROGRAMME = 20_000


@dataclass(frozen=True)
class SoftmaxRegression:
    """A fitted softmax regression: logits z_k = w_k' x + b_k.

    weight      (K, d) one row a class; each column adds up to 0 over the classes
    bias        (K,) adding up to 0
    loss        the mean cross-entropy at the optimum, in nats, without the penalty
    ridge       the penalty that was used
    passes      how often the fit went through all of the data
    """

    weight: Array
    bias: Array
    loss: float
    ridge: float
    passes: int

    def logits(self, x: Any) -> Array:
        """Return the logits of the rows of `x`, shape (n, K)."""
        return mlp_forward([self.weight, self.bias], x)

    def probabilities(self, x: Any) -> Array:
        """Return P(class | row) for the rows of `x`, shape (n, K)."""
        return softmax(self.logits(x))

    def predict(self, x: Any) -> Labels:
        """Return the most probable class of each row, shape (n,); of equally probable ones the first."""
        return self.logits(x).argmax(axis=1)


def softmax_regression(
    x: Any,
    labels: Any,
    ridge: float = 0.0,
    *,
    solver: Solver = "auto",
    tolerance: float = 1e-7,
    max_passes: int = 1000,
) -> SoftmaxRegression:
    """Return the softmax regression with the least mean cross-entropy plus ridge/2 times sum of w².

    F(W, b) = -1/n sum_i log softmax(W x_i + b)[y_i] + ridge/2 sum_kj w_kj² is convex. The same vector added
    to all rows of W, or the same number to all biases, changes no probability: without ridge infinitely
    many W are equally likely, and the one is returned whose columns add up to 0, the shortest of them. With
    ridge > 0 it is the only optimum. scikit-learn's C is 1 / (n ridge); `weight_decay` of PyTorch's `SGD`
    on the weights, not on the biases, is `ridge`.

    Newton's method takes its Hessian, (1/n) sum_i (diag(p_i) - p_i p_i') (x) x_i x_i', from a sample of the
    rows where there are many. The gradient is that of all rows, so the optimum is theirs, and the sample
    grows where steps do not shrink. L-BFGS, for thousands of coefficients, needs no Hessian.

    Parameters
    ----------
    x : (n, d) array-like
        One row an observation, without a constant column: each class has its bias.
    labels : (n,) integers from 0 to K - 1
        The classes, K >= 2, each of them seen.
    ridge : float, default 0
        The penalty on the weights, 0 or more, in nats per squared unit of a weight. Biases have none.
    solver : "auto", "newton" or "lbfgs"
        The way to the optimum, which is the same. "auto" is "newton" for up to 2000 coefficients.
    tolerance : float
        Newton's method ends with a step that moves no logit by more than this; L-BFGS where no entry of
        the gradient, by the weights of scaled columns, exceeds a hundredth of it.
    max_passes : int
        Passes over the data after which the fit gives up.

    Raises
    ------
    ValueError
        Input that is no such data; and with ridge = 0 where the classes are separated, so that the
        likelihood has no maximum (see `separation`), or where the columns of x and the constant are
        linearly dependent, so that it has many.
    RuntimeError
        No convergence within `max_passes`.

    References
    ----------
    Bishop (2006), Pattern Recognition and Machine Learning, section 4.3.4. Albert and Anderson (1984), On
    the existence of maximum likelihood estimates in logistic regression models, Biometrika 71. Roosta and
    Mahoney (2019), Sub-sampled Newton methods, Mathematical Programming 174.

    Examples
    --------
    >>> x, labels = [[0.0], [1.0], [2.0], [3.0], [4.0], [5.0]], [0, 0, 1, 0, 1, 1]
    >>> fitted = softmax_regression(x, labels)
    >>> fitted.weight.round(3).tolist(), fitted.bias.round(3).tolist()
    ([[-0.607], [0.607]], [1.518, -1.518])
    >>> fitted.predict([[1.0], [4.0]]).tolist()
    [0, 1]
    """
    if not (np.isfinite(ridge) and ridge >= 0):
        raise ValueError(f"ridge is {ridge}: a penalty is a finite number, 0 or more.")
    if solver not in ("auto", "newton", "lbfgs"):
        raise ValueError(f"solver {solver!r}: it is auto, newton or lbfgs.")
    problem = Problem.of(*checked_data(x, labels), ridge)
    if ridge == 0:
        refuse_dependent_columns(problem)
    if solver == "auto":
        solver = "newton" if problem.coefficients <= LARGEST_HESSIAN else "lbfgs"
    fit = _newton if solver == "newton" else _lbfgs
    theta, value, passes, converged = fit(problem, tolerance, max_passes)
    if not converged:
        explain(problem, theta, passes)
    weight, bias = problem.in_units_of_x(theta)
    return SoftmaxRegression(weight, bias, value - problem.penalty_of(theta), ridge, passes)


@dataclass(frozen=True)
class Problem:
    """The data, and the objective as a function of theta (K, d + 1): weights of standardised columns, bias.

    Columns are standardised on paper only: (x - centre) / scale is never stored.
    """

    x: Array
    y: Labels
    classes: int
    centre: Array
    scale: Array
    penalty: Array  # (d + 1,) by the standardised weights; 0 for the bias

    @classmethod
    def of(cls, x: Array, y: Labels, classes: int, ridge: float) -> Problem:
        some = x[_sample(y, 8 * BLOCK)]  # good scales are enough, exact ones are not needed
        centre, scale = some.mean(axis=0), some.std(axis=0)
        scale[scale == 0] = 1.0
        return cls(x, y, classes, centre, scale, np.append(ridge / scale**2, 0.0))

    @property
    def coefficients(self) -> int:
        return self.classes * (self.x.shape[1] + 1)

    def in_units_of_x(self, theta: Array) -> tuple[Array, Array]:
        """The weights and biases that theta stands for."""
        weight = theta[:, :-1] / self.scale
        return weight, theta[:, -1] - weight @ self.centre

    def penalty_of(self, theta: Array) -> float:
        return float(0.5 * np.sum(self.penalty * theta**2))

    def standardised(self, rows: Any) -> Array:
        part = self.x[rows]
        return np.column_stack([(part - self.centre) / self.scale, np.ones(len(part))])

    def evaluate(self, theta: Array) -> tuple[float, Array, float]:
        """The objective, its gradient, and the loss of the row that is fitted worst."""
        weight, bias = self.in_units_of_x(theta)
        n = len(self.x)
        gradient, total, worst = np.zeros_like(theta), 0.0, 0.0
        for start in range(0, n, BLOCK):
            x, y = self.x[start : start + BLOCK], self.y[start : start + BLOCK]
            rows = np.arange(len(y))
            z = weight @ x.T  # one row a class: sums over classes run along whole rows
            z += bias[:, None]
            z -= z.max(axis=0)
            losses = -z[y, rows]
            np.exp(z, out=z)
            sums = z.sum(axis=0)
            losses += np.log(sums)
            z /= sums
            z[y, rows] -= 1.0
            gradient[:, :-1] += z @ x
            gradient[:, -1] += z.sum(axis=1)
            total += float(losses.sum())
            worst = max(worst, float(losses.max()))
        gradient[:, :-1] = (gradient[:, :-1] - gradient[:, -1:] * self.centre) / self.scale
        value = total / n + self.penalty_of(theta)
        return value, gradient / n + self.penalty * theta, worst

    def hessian(self, theta: Array, columns: Array) -> Array:
        """The Hessian by the rows of `columns`, made regular where the objective is flat.

        It is flat where one vector is added to all rows of theta; the gradient has no part in that
        direction, so what is added there changes no step.
        """
        classes, width = theta.shape
        size = classes * width
        found = np.zeros((size, size))
        for start in range(0, len(columns), BLOCK):
            part = columns[start : start + BLOCK]
            p = softmax(part @ theta.T)
            wide = (p[:, :, None] * part[:, None, :]).reshape(len(part), size)
            found -= wide.T @ wide
            blocks = (wide.T @ part).reshape(classes, width, width)
            for k in range(classes):
                found[k * width : (k + 1) * width, k * width : (k + 1) * width] += blocks[k]
            found += np.kron(np.full((classes, classes), 1 / classes), part.T @ part)
        found /= len(columns)
        found[np.diag_indices(size)] += np.tile(self.penalty, classes)
        return found

    def newton_step(self, theta: Array, gradient: Array, columns: Array) -> Array:
        """The step to the optimum of the quadratic approximation, or `LinAlgError` where it has none."""
        hessian = self.hessian(theta, columns)
        factor = linalg.cho_factor(hessian)
        if (factor[0].diagonal() ** 2 / hessian.diagonal()).min() < 1e-14:
            raise linalg.LinAlgError("the Hessian is singular to working precision")
        return -linalg.cho_solve(factor, gradient.ravel()).reshape(theta.shape)


class _Found(NamedTuple):
    theta: Array
    value: float
    passes: int
    converged: bool


def _newton(problem: Problem, tolerance: float, max_passes: int) -> _Found:
    """By Newton's method; converged where the last step was small enough."""
    n, d = problem.x.shape
    theta = np.zeros((problem.classes, d + 1))
    rows = max(30 * problem.coefficients, 2 * BLOCK)
    rows = n if n < 4 * rows else rows
    if rows < n:  # a start from the sample, with a little ridge, for it may be separated
        few = _sample(problem.y, rows)
        ridge = problem.penalty + np.append(np.full(d, 1 / rows), 0.0)
        start = replace(problem, x=problem.x[few], y=problem.y[few], penalty=ridge)
        theta = _lbfgs(start, 0.03, 50).theta  # cheaper than a Hessian for each step
    columns = problem.standardised(_sample(problem.y, rows))
    value, gradient, worst = problem.evaluate(theta)
    passes, before = 1, np.inf
    while passes < max_passes:
        if worst < np.log(2) and not problem.penalty.any():
            break  # each row's own class has more than half: a larger multiple of theta is better
        try:
            step = problem.newton_step(theta, gradient, columns)
        except linalg.LinAlgError:
            if rows == n:
                break
            rows, columns = _more(problem, rows)
            continue
        moved = float(np.abs(columns @ step.T).max())
        slope = float(np.sum(gradient * step))
        level = -slope <= 1e-15 * abs(value)  # the value will tell no more
        if moved <= tolerance or (level and moved < 1e-3):
            # A step brings half of what the slope promises.
            return _Found(theta + step, value + slope / 2, passes, True)
        if level:  # far steps that bring nothing: so it is where classes are separated
            if rows == n:
                break
            rows, columns = _more(problem, rows)
            continue
        length = 1.0
        while True:
            found = problem.evaluate(theta + length * step)
            passes += 1
            if found[0] <= value + 1e-4 * length * slope + 1e-14 * abs(value):
                break
            if passes >= max_passes or length < 1e-8:
                return _Found(theta, value, passes, False)
            length /= 2
        theta, (value, gradient, worst) = theta + length * step, found
        if moved > 0.3 * before and rows < n:
            rows, columns = _more(problem, rows)
        before = moved
    return _Found(theta, value, passes, False)


def _lbfgs(problem: Problem, tolerance: float, max_passes: int) -> _Found:
    """By L-BFGS; converged where the gradient was small enough."""
    shape = (problem.classes, problem.x.shape[1] + 1)
    unit = 1 / np.sqrt(1 / problem.classes + problem.penalty)  # makes the curvatures about equal

    def objective(flat: Array) -> tuple[float, Array]:
        value, gradient, _ = problem.evaluate(flat.reshape(shape) * unit)
        return value, (gradient * unit).ravel()

    limits = {"maxfun": max_passes, "maxiter": max_passes}
    options = {"gtol": tolerance / 100, "ftol": 0.0, "maxcor": 20, **limits}
    found = optimize.minimize(
        objective, np.zeros(shape).ravel(), jac=True, method="L-BFGS-B", options=options
    )
    theta = found.x.reshape(shape) * unit
    # Rounding may end a line search short of the tolerance, but not by much.
    converged = bool(np.abs(found.jac).max() <= tolerance) and found.nfev < max_passes
    return _Found(theta, float(found.fun), found.nfev, converged and settled(problem, theta))


def settled(problem: Problem, theta: Array) -> bool:
    """Whether theta is near an optimum, and not only where the gradient is small.

    Where classes are separated it is small far out, too. Newton's step is not.
    """
    if problem.penalty.any():
        return True
    columns = problem.standardised(_sample(problem.y, 32 * BLOCK))
    _, gradient, worst = problem.evaluate(theta)
    if worst < np.log(2) or problem.coefficients > LARGEST_HESSIAN:
        return bool(worst >= np.log(2))
    try:
        step = problem.newton_step(theta, gradient, columns)
    except linalg.LinAlgError:
        return False
    return bool(np.abs(columns @ step.T).max() < 0.1)


def _sample(y: Labels, rows: int) -> Any:
    """About `rows` rows drawn at random, the same each time, with at least one of each class."""
    if rows >= len(y):
        return slice(None)
    drawn = np.random.default_rng(0).choice(len(y), rows, replace=False, shuffle=False)
    missed = np.flatnonzero(np.bincount(y[drawn], minlength=int(y.max()) + 1) == 0)
    return np.union1d(drawn, [int(np.argmax(y == k)) for k in missed]).astype(np.int64)


def _more(problem: Problem, rows: int) -> tuple[int, Array]:
    rows = min(len(problem.x), 4 * rows)
    return rows, problem.standardised(_sample(problem.y, rows))


def refuse_dependent_columns(problem: Problem) -> None:
    n, d = problem.x.shape
    for rows in (min(n, 4 * (d + 1) + BLOCK), n):
        columns = problem.standardised(_sample(problem.y, rows))
        if linalg.eigvalsh(columns.T @ columns / len(columns))[0] > 1e-12:
            return
    raise ValueError(
        "the columns of x and the constant are linearly dependent, so that many fits are equally likely: "
        "leave a column out, or give ridge > 0."
    )


def explain(problem: Problem, theta: Array, passes: int) -> None:
    """Raise the error that says why a fit has not converged."""
    if not problem.penalty.any():
        kind = "complete" if problem.evaluate(theta)[2] < np.log(2) else "overlap"
        if kind == "overlap" and len(problem.x) * (problem.classes - 1) <= LARGEST_PROGRAMME:
            kind = separation(problem.x, problem.y).kind
        if kind != "overlap":
            raise ValueError(
                f"the separation of the classes is {kind}: the likelihood has no maximum, since larger and "
                "larger weights make it larger and larger. Give ridge > 0."
            )
    raise RuntimeError(
        f"no convergence after {passes} passes over the data. Without ridge, separated classes are one "
        "possible reason: `separation` tells, in minutes where rows are many; ridge > 0 mends it."
    )
