"""Softmax regression in PyTorch, on a CPU or a CUDA device: the same optimum as in NumPy.

>>> from course.softmax import torch_regression
>>> x, labels = [[0.0], [1.0], [2.0], [3.0], [4.0], [5.0]], [0, 0, 1, 0, 1, 1]
>>> fitted = torch_regression.softmax_regression(x, labels, device="cpu")
>>> fitted.weight.round(3).tolist()
[[-0.607], [0.607]]
"""

from __future__ import annotations

from typing import Any

import numpy as np
import torch
from torch import Tensor

from course.softmax.regression import (
    Problem,
    SoftmaxRegression,
    explain,
    refuse_dependent_columns,
    settled,
)
from course.softmax.separation import checked_data
from course.softmax.training import pick_device

# Rows of a block. On a CPU its logits stay in the cache; on a CUDA device all blocks are done at once, and
# what is summed over rows is summed within blocks first, which keeps the processors busy and rounding low.
BLOCK = 2048


def softmax_regression(
    x: Any,
    labels: Any,
    ridge: float = 0.0,
    *,
    tolerance: float = 1e-9,
    max_passes: int = 1000,
    dtype: torch.dtype = torch.float64,
    device: str | torch.device = "auto",
) -> SoftmaxRegression:
    """Return the softmax regression with the least mean cross-entropy plus ridge/2 times sum of w².

    The objective, the choice among equally likely weights and the result are those of
    `course.softmax.softmax_regression`; the way is `torch.optim.LBFGS` with a strong Wolfe line search, on
    the gradients of `loss_and_gradient`. All rows lie on the device.

    Parameters
    ----------
    x : (n, d) array-like
        One row an observation, without a constant column.
    labels : (n,) integers from 0 to K - 1
        The classes, K >= 2, each of them seen.
    ridge : float
        The penalty on the weights, 0 or more. Biases have none.
    tolerance : float
        The fit ends where no entry of the gradient, by the weights of scaled columns, exceeds it. In
        float32 rounding leaves about 1e-6.
    max_passes : int
        Passes over the data after which the fit gives up.
    dtype : torch.float64 or torch.float32
        Float64 reaches the optimum of NumPy to eight digits, float32 to about three.
    device : "auto", "cpu", "cuda", ...
        "auto" takes the CUDA device where there is one.

    Raises
    ------
    ValueError
        As in `course.softmax.softmax_regression`.
    RuntimeError
        No convergence within `max_passes`.

    References
    ----------
    Nocedal and Wright (2006), Numerical Optimization, chapter 7.

    Examples
    --------
    >>> x, labels = [[0.0], [1.0], [2.0], [3.0]], [0, 0, 1, 1]
    >>> softmax_regression(x, labels, ridge=0.1, device="cpu").predict([[0.5], [2.5]]).tolist()
    [0, 1]
    """
    if not (np.isfinite(ridge) and ridge >= 0):
        raise ValueError(f"ridge is {ridge}: a penalty is a finite number, 0 or more.")
    problem = Problem.of(*checked_data(x, labels), ridge)
    if ridge == 0:
        refuse_dependent_columns(problem)
    where = pick_device(device)
    unit = 1 / np.sqrt(1 / problem.classes + problem.penalty)  # makes the curvatures about equal
    spread = problem.scale / unit[:-1]
    rows = torch.as_tensor((problem.x - problem.centre) / spread, dtype=dtype, device=where)
    y = torch.as_tensor(problem.y, device=where)
    penalty = torch.as_tensor(problem.penalty * unit**2, dtype=dtype, device=where)
    # The bias is scaled as well: theta is these parameters times the unit.
    bias_unit = float(unit[-1])
    scaled = torch.zeros(problem.classes, rows.shape[1] + 1, dtype=dtype, device=where)
    passes = 0

    def objective() -> Tensor:
        nonlocal passes
        passes += 1
        loss, by_weight, by_bias = loss_and_gradient(
            rows, y, scaled[:, :-1], scaled[:, -1] * bias_unit
        )
        scaled.grad = torch.column_stack([by_weight, by_bias * bias_unit]) + penalty * scaled
        return loss + 0.5 * (penalty * scaled**2).sum()

    optimiser = torch.optim.LBFGS(
        [scaled],
        max_iter=max_passes,
        max_eval=max_passes,
        tolerance_grad=tolerance,
        tolerance_change=0.0,
        history_size=20,
        line_search_fn="strong_wolfe",
    )
    optimiser.step(objective)  # type: ignore[no-untyped-call]
    value = float(objective())
    assert scaled.grad is not None
    rounding = 1e-7 if dtype == torch.float64 else 1e-4
    converged = float(scaled.grad.abs().max()) <= max(100 * tolerance, rounding)
    theta = scaled.cpu().double().numpy() * unit
    theta -= theta.mean(axis=0)
    if not (converged and settled(problem, theta)):
        explain(problem, theta, passes)
    weight, bias = problem.in_units_of_x(theta)
    return SoftmaxRegression(weight, bias, value - problem.penalty_of(theta), ridge, passes)


@torch.no_grad()
def loss_and_gradient(
    x: Tensor, labels: Tensor, weight: Tensor, bias: Tensor
) -> tuple[Tensor, Tensor, Tensor]:
    """Return the mean cross-entropy of softmax regression and its gradients by weights and biases.

    With P the probabilities and Y the labels as rows of zeros and a one, they are (P - Y)' x / n, of shape
    (K, d), and 1' (P - Y) / n: two products with x and no graph of operations to keep.

    Parameters
    ----------
    x : (n, d) tensor
        The rows, on any device.
    labels : (n,) tensor of int64
        The classes.
    weight, bias : (K, d) and (K,) tensors
        The parameters, in the precision of x.

    Examples
    --------
    >>> x, labels = torch.tensor([[1.0], [3.0]]), torch.tensor([0, 1])
    >>> loss, by_weight, by_bias = loss_and_gradient(x, labels, torch.zeros(2, 1), torch.zeros(2))
    >>> round(loss.item(), 4), by_weight.tolist(), by_bias.tolist()
    (0.6931, [[0.5], [-0.5]], [0.0, 0.0])
    """
    n = len(x)
    loss = torch.zeros((), dtype=torch.float64, device=x.device)
    by_weight, by_bias = torch.zeros_like(weight), torch.zeros_like(bias)
    whole = n // BLOCK * BLOCK if x.is_cuda else 0
    if whole:
        _add(x[:whole], labels[:whole], weight, bias, loss, by_weight, by_bias, whole // BLOCK)
    for start in range(whole, n, BLOCK):
        part = slice(start, start + BLOCK)
        _add(x[part], labels[part], weight, bias, loss, by_weight, by_bias, 1)
    return (loss / n).to(x.dtype), by_weight / n, by_bias / n


def _add(
    x: Tensor,
    labels: Tensor,
    weight: Tensor,
    bias: Tensor,
    loss: Tensor,
    by_weight: Tensor,
    by_bias: Tensor,
    blocks: int,
) -> None:
    """Add the sums over these rows to the loss and the gradients."""
    own = labels[:, None]
    logs = torch.addmm(bias, x, weight.t()).log_softmax(dim=1)
    loss.sub_(logs.gather(1, own).sum(dtype=torch.float64))
    excess = logs.exp_()
    excess.scatter_add_(1, own, torch.full_like(own, -1, dtype=excess.dtype))
    excess = excess.view(blocks, -1, len(bias))
    by_weight.add_(torch.bmm(excess.transpose(1, 2), x.view(blocks, -1, x.shape[1])).sum(dim=0))
    by_bias.add_(excess.sum(dim=(0, 1)))
