"""Dense networks in PyTorch, and their training on a CPU or a CUDA device.

All of the data lies on the device as two tensors, and a batch is a slice of them: no `DataLoader`, which
fetches rows one by one. Numbers are in the precision of the network, float32 unless it is made otherwise.
TF32 and bfloat16 stay off: networks this small wait for the start of each operation, not for arithmetic.

>>> from course.softmax import training
>>> network = training.mlp([2, 16, 2], seed=1)
>>> x = [[0.0, 0.0], [1.0, 1.0], [0.0, 1.0], [1.0, 0.0]]
>>> found = training.train(network, x, [0, 0, 1, 1], epochs=300, batch_size=4, device="cpu")
>>> found.network(torch.tensor(x)).argmax(dim=1).tolist()
[0, 0, 1, 1]
"""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, Literal

import numpy as np
import torch
from torch import Tensor, nn
from torch.nn import functional

from course.softmax.network import Activation, random_layers
from course.softmax.separation import checked_data

Schedule = Literal["constant", "cosine"]

# AdamW's, as in PyTorch.
BETA1, BETA2, EPSILON = 0.9, 0.999, 1e-8
# A CUDA graph holds the steps of an epoch, as long as there are not too many to record.
GRAPH_STEPS = 1000

_MODULES: dict[str, type[nn.Module]] = {"tanh": nn.Tanh, "relu": nn.ReLU, "sigmoid": nn.Sigmoid}


def pick_device(device: str | torch.device = "auto") -> torch.device:
    """Return the device that is meant: for "auto" the CUDA device where there is one, else the CPU.

    Raises
    ------
    ValueError
        A CUDA device is asked for by name and PyTorch finds none.

    Examples
    --------
    >>> pick_device("cpu")
    device(type='cpu')
    """
    there = torch.cuda.is_available()
    if device == "auto":
        return torch.device("cuda" if there else "cpu")
    found = torch.device(device)
    if found.type == "cuda" and not there:
        raise ValueError('device "cuda": PyTorch finds no CUDA device here. Say "auto" or "cpu".')
    return found


def mlp(
    sizes: Sequence[int],
    activation: Activation = "tanh",
    *,
    dtype: torch.dtype = torch.float32,
    seed: Any = None,
) -> nn.Sequential:
    """Return a dense network that gives logits, as `torch.nn.Sequential`, on the CPU.

    Of sizes d, h_1, ..., K it has linear layers with a bias, the activation between them, and nothing after
    the last. [d, K] is softmax regression, and [d, h, K] has two layers, one of them hidden.

    Parameters
    ----------
    sizes : whole numbers
        Two or more, each at least 1.
    activation : "tanh", "relu" or "sigmoid"
        What the hidden units do.
    dtype : torch.float32 or torch.float64
        The precision of parameters, and so of all that is computed.
    seed : int or several, optional
        Makes the start repeatable, and the same on every device: parameters are `random_layers(sizes,
        activation, seed)`.

    Raises
    ------
    ValueError
        Fewer than two sizes, a size below 1, or an unknown activation.

    Examples
    --------
    >>> mlp([4, 8, 3], "relu")
    Sequential(
      (0): Linear(in_features=4, out_features=8, bias=True)
      (1): ReLU()
      (2): Linear(in_features=8, out_features=3, bias=True)
    )
    """
    start = random_layers(sizes, activation, seed)
    modules: list[nn.Module] = []
    for weight, bias in zip(start[::2], start[1::2], strict=True):
        linear = nn.Linear(weight.shape[1], weight.shape[0], dtype=dtype)
        with torch.no_grad():
            linear.weight.copy_(torch.from_numpy(weight))
            linear.bias.copy_(torch.from_numpy(bias))
        modules += [linear, _MODULES[activation]()]
    return nn.Sequential(*modules[:-1])


@dataclass(frozen=True)
class Training:
    """A trained network and the way there.

    network          the one that was given, on the device, with the parameters of the best epoch
    train_loss       mean cross-entropy of the training rows after each epoch, in nats
    validation_loss  the same of the validation rows; empty without them
    best_epoch       the epoch, counted from 1, whose parameters were kept: the one of least validation
                     loss, or the last where there are no validation rows
    """

    network: nn.Module
    train_loss: list[float]
    validation_loss: list[float]
    best_epoch: int


def train(
    network: nn.Module,
    x: Any,
    labels: Any,
    *,
    validation: tuple[Any, Any] | None = None,
    epochs: int = 100,
    batch_size: int = 64,
    learning_rate: float = 1e-3,
    schedule: Schedule = "constant",
    weight_decay: float = 0.0,
    patience: int | None = None,
    seed: int = 0,
    device: str | torch.device = "auto",
    graph: bool = True,
) -> Training:
    """Return the network trained by AdamW on the mean cross-entropy of minibatches.

    Each epoch goes through the rows once, in an order drawn anew. With the gradient g of a batch, the
    running means m of g and v of g², and m^ and v^, which are m and v freed of the zeros that they started
    from, a step is w <- w - eta weight_decay w - eta m^ / (sqrt(v^) + 1e-8). The gradients of an `mlp` are
    those of `mlp_gradients`, written out in PyTorch; other modules leave theirs to autograd. On a CUDA
    device an epoch of an `mlp` is recorded once, as a CUDA graph, and then replayed.

    Parameters
    ----------
    network : torch.nn.Module
        From rows (n, d) to logits (n, K), such as `mlp(sizes)`. It is trained in place, and moved to the
        device.
    x : (n, d) array-like
        The training rows.
    labels : (n,) integers from 0 to K - 1
        Their classes.
    validation : (x, labels), optional
        Rows to choose the best epoch by. They are then no test of it.
    epochs : int
        How often to go through the rows, at most.
    batch_size : int
        Rows of a step. The last step of an epoch takes what is left.
    learning_rate : float
        eta, above 0.
    schedule : "constant" or "cosine"
        eta from the first step to the last: as it is, or eta (1 + cos(pi t / T)) / 2 at step t of T.
    weight_decay : float
        0 or more; for weights, not for biases.
    patience : int, optional
        Stop after so many epochs in a row without a lower validation loss.
    seed : int
        Of the order of the rows: the same on every device. On one machine the same call gives the same
        numbers; a CPU and a CUDA device differ by rounding.
    device : "auto", "cpu", "cuda", ...
        "auto" takes the CUDA device where there is one.
    graph : bool
        Whether a CUDA device records the epoch. It saves most of the time of a small network, takes some
        milliseconds once, and changes no number. A CPU records nothing.

    Raises
    ------
    ValueError
        Input that is no such data, an option outside its range, `patience` without `validation`, or a loss
        that is no longer finite: a smaller learning rate helps.

    References
    ----------
    Loshchilov and Hutter (2019), Decoupled weight decay regularization, ICLR. Prechelt (1998), Early
    stopping - but when?

    Examples
    --------
    >>> found = train(mlp([1, 4, 2], seed=0), [[0.0], [1.0]], [0, 1], epochs=3, device="cpu")
    >>> len(found.train_loss), found.best_epoch
    (3, 3)
    """
    _check_options(epochs, batch_size, learning_rate, schedule, weight_decay, patience)
    if patience is not None and validation is None:
        raise ValueError("patience needs validation rows: the training loss says not when to stop.")
    where = pick_device(device)
    network.to(where)
    network.train()
    rows = _on_device(x, labels, network, where)
    data = [rows] if validation is None else [rows, _on_device(*validation, network, where)]
    flat = _Flat.of(network)
    gradient = _gradient_of(network, flat)
    n = len(rows[0])
    steps = math.ceil(n / batch_size)
    adam = AdamW(flat.values, flat.decayed * weight_decay, steps)
    order = torch.arange(n, device=where)
    seen = torch.zeros(len(data), dtype=flat.values.dtype, device=where)  # the losses of an epoch

    @torch.no_grad()
    def epoch() -> None:
        shuffled, classes = rows[0].index_select(0, order), rows[1].index_select(0, order)
        batches = zip(shuffled.split(batch_size), classes.split(batch_size), strict=True)
        for step, (some, their_classes) in enumerate(batches):
            gradient(some, their_classes)
            adam.step(flat.gradient, step)
        network.eval()
        for place, (some, their_classes) in enumerate(data):
            seen[place] = functional.cross_entropy(network(some), their_classes)
        network.train()

    rates = learning_rates(learning_rate, schedule, epochs * steps)
    adam.prepare(rates[:steps], 0)
    graph = graph and gradient.__name__ == "by_hand"
    run = recorded(epoch, [flat.values, *adam.state], steps) if graph else epoch
    shuffle = torch.Generator().manual_seed(seed)
    losses: list[float] = []
    validation_losses: list[float] = []
    best, best_epoch, kept = math.inf, 0, flat.values.clone()
    for number in range(epochs):
        adam.prepare(rates[number * steps : (number + 1) * steps], number * steps)
        order.copy_(torch.randperm(n, generator=shuffle))
        run()
        found = seen.tolist()
        losses.append(found[0])
        validation_losses += found[1:]
        if not math.isfinite(sum(found)):
            raise ValueError(
                f"the loss is {found[0]} after {number + 1} epochs: try a smaller learning rate."
            )
        if validation is None or found[1] < best:
            best, best_epoch = found[-1], number + 1
            kept.copy_(flat.values)
        elif patience is not None and number + 1 - best_epoch >= patience:
            break
    flat.values.copy_(kept)
    flat.release()
    return Training(network, losses, validation_losses, best_epoch)


def learning_rates(learning_rate: float, schedule: Schedule, steps: int) -> np.ndarray:
    """Return the learning rate of each step, shape (steps,).

    Examples
    --------
    >>> learning_rates(1.0, "cosine", 4).round(3).tolist()
    [1.0, 0.854, 0.5, 0.146]
    """
    if schedule == "constant":
        return np.full(steps, learning_rate)
    return learning_rate * (1 + np.cos(np.pi * np.arange(steps) / steps)) / 2


class AdamW:
    """AdamW on one tensor, or on one row a network, as a handful of operations that a graph can record.

    `decay` is the weight decay of each entry, and `scale` multiplies the rates: one factor, or one a row.
    `prepare` says what changes from step to step; on a CUDA device it is copied to where a recorded epoch
    reads it. `torch.optim.AdamW` takes the same steps.
    """

    def __init__(
        self, values: Tensor, decay: Tensor, steps: int, scale: Tensor | None = None
    ) -> None:
        self.values, self.decay, self.scale = values, decay, scale
        self.state = [torch.zeros_like(values), torch.zeros_like(values)]
        self.decays = bool(decay.any())
        self.on_cuda = values.is_cuda
        self.plan: Any = torch.zeros(steps, 3, dtype=values.dtype, device=values.device)

    def prepare(self, rates: np.ndarray, before: int) -> None:
        """Set the rates of the next steps, of which `before` have been taken."""
        number = before + 1 + np.arange(len(rates))
        root = np.sqrt(1 - BETA2**number)
        plan = np.column_stack([rates, rates * root / (1 - BETA1**number), EPSILON * root])
        if self.on_cuda:
            self.plan.copy_(torch.from_numpy(plan))
        else:
            self.plan = plan.tolist()  # plain numbers are read faster than tensors

    def step(self, gradient: Tensor, step: int) -> None:
        """Take step number `step` of those prepared."""
        mean, square = self.state
        rate, length, epsilon = self.plan[step]
        if self.decays:
            decay = self.decay if self.scale is None else self.decay * self.scale
            self.values.sub_(self.values * decay * rate)
        mean.lerp_(gradient, 1 - BETA1)
        square.mul_(BETA2).addcmul_(gradient, gradient, value=1 - BETA2)
        change = torch.div(mean, square.sqrt().add_(epsilon)).mul_(length)
        self.values.sub_(change if self.scale is None else change.mul_(self.scale))


def recorded(epoch: Callable[[], None], state: list[Tensor], steps: int) -> Callable[[], Any]:
    """Return what runs `epoch`: on a CUDA device a graph of all its operations, else `epoch` itself.

    A graph starts them all at once, where starting one after the other takes longer than they do. `state`
    is what an epoch changes: it is put back after the run that warms up.
    """
    if not state[0].is_cuda or steps > GRAPH_STEPS:
        return epoch
    with torch.cuda.device(state[0].device):
        saved = [part.clone() for part in state]
        side = torch.cuda.Stream()
        side.wait_stream(torch.cuda.current_stream())
        with torch.cuda.stream(side):
            epoch()
        torch.cuda.current_stream().wait_stream(side)
        for part, before in zip(state, saved, strict=True):
            part.copy_(before)
        graph = torch.cuda.CUDAGraph()
        with torch.cuda.graph(graph):
            epoch()
    return graph.replay


@dataclass(frozen=True)
class _Flat:
    """All parameters of a network in one tensor, and their gradients in another: faster to update."""

    values: Tensor
    gradient: Tensor
    decayed: Tensor  # 1 for the entries of matrices, 0 for those of biases
    parameters: list[nn.Parameter]

    @classmethod
    def of(cls, network: nn.Module) -> _Flat:
        parameters = [p for p in network.parameters() if p.requires_grad]
        values = torch.cat([p.detach().reshape(-1) for p in parameters])
        gradient = torch.zeros_like(values)
        decayed = torch.cat([torch.full_like(p, p.ndim > 1).reshape(-1) for p in parameters])
        sizes = [p.numel() for p in parameters]
        for p, value, g in zip(parameters, values.split(sizes), gradient.split(sizes), strict=True):
            p.data, p.grad = value.view_as(p), g.view_as(p)
        return cls(values, gradient, decayed.detach(), parameters)

    def release(self) -> None:
        """Give each parameter a tensor of its own again, and no gradient."""
        for p in self.parameters:
            p.data, p.grad = p.data.clone(), None


def _gradient_of(network: nn.Module, flat: _Flat) -> Callable[[Tensor, Tensor], None]:
    """What writes the gradient of a batch's mean cross-entropy into `flat.gradient`."""
    linear, bends = _dense_layers(network)

    weights = [layer.weight.detach() for layer in linear]  # they share the memory of the parameters
    turned, biases = [weight.t() for weight in weights], [layer.bias.detach() for layer in linear]
    by_weight, by_bias = (
        [layer.weight.grad for layer in linear],
        [layer.bias.grad for layer in linear],
    )

    def by_autograd(x: Tensor, classes: Tensor) -> None:
        flat.gradient.zero_()
        with torch.enable_grad():
            functional.cross_entropy(network(x), classes).backward()  # type: ignore[no-untyped-call]

    def by_hand(x: Tensor, classes: Tensor) -> None:
        values = [x]
        for place, bend in enumerate(bends):
            values.append(bend(torch.addmm(biases[place], values[-1], turned[place])))
        back = torch.addmm(biases[-1], values[-1], turned[-1]).softmax(dim=1)
        back.sub_(classes).div_(len(x))
        for place in range(len(weights) - 1, -1, -1):
            torch.mm(back.t(), values[place], out=by_weight[place])
            torch.sum(back, 0, out=by_bias[place])
            if place:
                back = torch.mm(back, weights[place]).mul_(_SLOPES[bends[place - 1]](values[place]))

    return by_hand if linear else by_autograd


_BENDS: dict[type[nn.Module], Callable[[Tensor], Tensor]] = {
    nn.Tanh: torch.tanh_,
    nn.ReLU: torch.relu_,
    nn.Sigmoid: torch.sigmoid_,
}
# The slope of each, written in what it gives.
_SLOPES: dict[Callable[[Tensor], Tensor], Callable[[Tensor], Tensor]] = {
    torch.tanh_: lambda a: 1 - a * a,
    torch.relu_: lambda a: a > 0,
    torch.sigmoid_: lambda a: a * (1 - a),
}


def _dense_layers(network: nn.Module) -> tuple[list[Any], list[Callable[[Tensor], Tensor]]]:
    """The linear layers of an `mlp` and its activations; no layers for any other module."""
    parts: list[Any] = list(network) if type(network) is nn.Sequential else []
    linear, bends = parts[::2], parts[1::2]
    dense = len(linear) == len(bends) + 1 and all(
        type(layer) is nn.Linear
        and layer.bias is not None
        and layer.weight.requires_grad
        and layer.bias.requires_grad
        for layer in linear
    )
    if not dense or any(type(bend) not in _BENDS for bend in bends):
        return [], []
    return linear, [_BENDS[type(bend)] for bend in bends]


def _on_device(
    x: Any, labels: Any, network: nn.Module, where: torch.device
) -> tuple[Tensor, Tensor]:
    """The rows, and their classes as rows of zeros and a one, in the network's precision on its device."""
    x, labels, _ = checked_data(x, labels, every_class=False)
    dtype = next(network.parameters()).dtype
    rows = torch.as_tensor(x, dtype=dtype, device=where)
    with torch.no_grad():
        classes = network(rows[:1]).shape[1]
    if labels.max() >= classes:
        raise ValueError(
            f"label {labels.max()} and {classes} logits: labels are 0 to {classes - 1}."
        )
    there = torch.as_tensor(labels, device=where)
    return rows, functional.one_hot(there, classes).to(dtype)


def _check_options(
    epochs: int,
    batch_size: int,
    learning_rate: float,
    schedule: str,
    weight_decay: float,
    patience: int | None,
) -> None:
    if epochs < 1 or batch_size < 1 or (patience is not None and patience < 1):
        raise ValueError("epochs, batch_size and patience are whole numbers, 1 or more.")
    if not (math.isfinite(learning_rate) and learning_rate > 0):
        raise ValueError(f"learning_rate is {learning_rate}: a finite number above 0 is needed.")
    if not (math.isfinite(weight_decay) and weight_decay >= 0):
        raise ValueError(f"weight_decay is {weight_decay}: a finite number, 0 or more, is needed.")
    if schedule not in ("constant", "cosine"):
        raise ValueError(f"schedule {schedule!r}: it is constant or cosine.")
