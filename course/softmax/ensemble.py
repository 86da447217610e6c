"""Many small networks trained at once: bootstrap ensembles, seeds, and rates side by side.

>>> from course.softmax import ensemble
>>> x = [[0.0], [1.0], [2.0], [3.0]]
>>> found = ensemble.train_ensemble([1, 4, 2], x, [0, 0, 1, 1], networks=5, epochs=2, device="cpu")
>>> found.probabilities(x).shape
(4, 2)
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor
from torch.nn import functional

from course.softmax.network import Activation, random_layers
from course.softmax.separation import checked_data
from course.softmax.training import AdamW, Schedule, learning_rates, pick_device, recorded

_BENDS = {"tanh": torch.tanh, "relu": torch.relu, "sigmoid": torch.sigmoid}


@dataclass(frozen=True)
class Ensemble:
    """Networks of one shape, trained side by side.

    sizes       d, h_1, ..., K of each of them
    activation  of their hidden units
    parameters  (networks, number of parameters): of each W1, b1, W2, b2, ..., row by row, on the device
    """

    sizes: tuple[int, ...]
    activation: Activation
    parameters: Tensor

    def layers(self, network: int) -> list[NDArray[np.floating[Any]]]:
        """Return W1, b1, W2, b2, ... of one network as arrays, as `mlp_forward` takes them."""
        parts = _parts(self.parameters[network], self.sizes)
        return [part.cpu().numpy() for part in parts]

    def logits(self, x: Any) -> NDArray[np.floating[Any]]:
        """Return the logits of each network for the rows of `x`, shape (networks, n, K)."""
        rows = torch.as_tensor(np.asarray(x, dtype=float)).to(self.parameters)
        with torch.no_grad():
            each = torch.func.vmap(_logits, in_dims=(0, None, None, None))
            found = each(self.parameters, rows, self.sizes, self.activation)
        return found.cpu().numpy()

    def probabilities(self, x: Any) -> NDArray[np.floating[Any]]:
        """Return the mean of the networks' probabilities for the rows of `x`, shape (n, K)."""
        return torch.from_numpy(self.logits(x)).softmax(dim=-1).mean(dim=0).numpy()


def train_ensemble(
    sizes: Sequence[int],
    x: Any,
    labels: Any,
    *,
    networks: int = 256,
    activation: Activation = "tanh",
    bootstrap: bool = True,
    epochs: int = 100,
    batch_size: int = 64,
    learning_rate: Any = 1e-3,
    schedule: Schedule = "constant",
    weight_decay: Any = 0.0,
    seed: int = 0,
    dtype: torch.dtype = torch.float32,
    device: str | torch.device = "auto",
    graph: bool = True,
) -> Ensemble:
    """Return networks trained all at once by AdamW, each as `train` would train it alone.

    One step takes a batch of each network's own: `torch.func.vmap` turns the gradient of one network's loss
    into those of all, and each product of matrices into one batched product. On a CUDA device an epoch is a
    CUDA graph, as in `train`. What differs from network to network is the start, the order of the rows,
    and, with `bootstrap`, the rows themselves: n drawn with replacement, so that about 37 % are left out.

    Parameters
    ----------
    sizes, activation, epochs, batch_size, schedule, seed, device, graph
        As in `mlp` and `train`. Network i starts from `random_layers(sizes, activation, [seed, i])`.
    x : (n, d) array-like
        The training rows.
    labels : (n,) integers from 0 to K - 1
        Their classes.
    networks : int
        How many.
    bootstrap : bool
        Whether each network has a bootstrap sample of its own.
    learning_rate, weight_decay : float or (networks,) array-like
        One number for all, or one for each network.
    dtype : torch.float32 or torch.float64
        The precision of all that is computed.

    Raises
    ------
    ValueError
        Input that is no such data, sizes that do not fit it, or an option outside its range.

    References
    ----------
    Breiman (1996), Bagging predictors, Machine Learning 24.

    Examples
    --------
    >>> x, labels = [[0.0], [1.0], [2.0], [3.0]], [0, 0, 1, 1]
    >>> options = {"networks": 2, "learning_rate": [0.001, 0.1], "epochs": 50, "device": "cpu"}
    >>> found = train_ensemble([1, 4, 2], x, labels, **options)
    >>> found.logits([[0.0], [3.0]]).shape
    (2, 2, 2)
    """
    x, y, classes = checked_data(x, labels, every_class=False)
    sizes = tuple(sizes)
    if len(sizes) < 2 or sizes[0] != x.shape[1] or sizes[-1] < classes:
        raise ValueError(
            f"sizes {list(sizes)}: the data needs {x.shape[1]} first and at least {classes} last."
        )
    if networks < 1 or epochs < 1 or batch_size < 1:
        raise ValueError("networks, epochs and batch_size are whole numbers, 1 or more.")
    if schedule not in ("constant", "cosine"):
        raise ValueError(f"schedule {schedule!r}: it is constant or cosine.")
    rate = _one_each("learning_rate", learning_rate, networks)
    decay = _one_each("weight_decay", weight_decay, networks)
    where = pick_device(device)
    starts = [random_layers(sizes, activation, [seed, i]) for i in range(networks)]
    flat = np.stack([np.concatenate([part.ravel() for part in start]) for start in starts])
    decayed = np.concatenate([np.full(part.size, part.ndim - 1.0) for part in starts[0]])
    there: dict[str, Any] = {"dtype": dtype, "device": where}
    values = torch.as_tensor(flat, **there)
    rows, targets = torch.as_tensor(x, **there), torch.as_tensor(y, device=where)
    n = len(y)
    steps = math.ceil(n / batch_size)
    rng = np.random.default_rng(seed)
    drawn = (
        rng.integers(n, size=(networks, n)) if bootstrap else np.tile(np.arange(n), (networks, 1))
    )
    sample = torch.as_tensor(rng.permuted(drawn, axis=1), device=where)
    # The plan of the rates is that of the rate 1: the scale makes it each network's own.
    decays, scale = (torch.as_tensor(a, **there) for a in (np.outer(decay, decayed), rate[:, None]))
    adam = AdamW(values, decays, steps, scale)
    order = torch.arange(n, device=where)
    gradients = torch.func.vmap(torch.func.grad(_loss), in_dims=(0, 0, 0, None, None))

    @torch.no_grad()
    def epoch() -> None:
        for step, some in enumerate(order.split(batch_size)):
            chosen = sample.index_select(1, some)
            found = gradients(values, rows[chosen], targets[chosen], sizes, activation)
            adam.step(found, step)

    rates = learning_rates(1.0, schedule, epochs * steps)
    adam.prepare(rates[:steps], 0)
    run = recorded(epoch, [values, *adam.state], steps) if graph else epoch
    for number in range(epochs):
        adam.prepare(rates[number * steps : (number + 1) * steps], number * steps)
        order.copy_(torch.as_tensor(rng.permutation(n)))
        run()
    if not torch.isfinite(values).all():
        raise ValueError(
            "a network's parameters are no longer finite: try a smaller learning rate."
        )
    return Ensemble(sizes, activation, values)


def _one_each(name: str, given: Any, networks: int) -> NDArray[np.float64]:
    found = np.asarray(given, dtype=float)
    low = found <= 0 if name == "learning_rate" else found < 0
    if found.shape not in ((), (networks,)) or not np.isfinite(found).all() or low.any():
        raise ValueError(
            f"{name} is one number or {networks}, finite, and "
            + ("above 0." if name == "learning_rate" else "0 or more.")
        )
    return np.broadcast_to(found, (networks,)).copy()


def _parts(flat: Tensor, sizes: tuple[int, ...]) -> list[Tensor]:
    """W1, b1, W2, b2, ... as views of the parameters of one network."""
    counts = [count for p, m in pairwise(sizes) for count in (m * p, m)]
    shapes = [shape for p, m in pairwise(sizes) for shape in ((m, p), (m,))]
    return [part.view(shape) for part, shape in zip(flat.split(counts), shapes, strict=True)]


def _logits(flat: Tensor, x: Tensor, sizes: tuple[int, ...], activation: str) -> Tensor:
    parts = _parts(flat, sizes)
    for weight, bias in zip(parts[:-2:2], parts[1:-2:2], strict=True):
        x = _BENDS[activation](functional.linear(x, weight, bias))
    return functional.linear(x, parts[-2], parts[-1])


def _loss(flat: Tensor, x: Tensor, y: Tensor, sizes: tuple[int, ...], activation: str) -> Tensor:
    return functional.cross_entropy(_logits(flat, x, sizes, activation), y)
