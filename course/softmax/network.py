"""Dense networks of any number of layers, forwards and backwards, by hand."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from itertools import pairwise
from typing import Any, Literal, NamedTuple, overload

import numpy as np
from numpy.typing import NDArray
from scipy import special

Array = NDArray[np.float64]
Activation = Literal["tanh", "relu", "sigmoid"]


class Layers(NamedTuple):
    """The parameters of a two-layer network, or the gradients by them.

    hidden_weight (h, d), hidden_bias (h,), output_weight (K, h), output_bias (K,): one row a unit, as
    PyTorch's `nn.Linear` keeps them.
    """

    hidden_weight: Array
    hidden_bias: Array
    output_weight: Array
    output_bias: Array


# Each activation a = g(z), and its derivative g'(z) written in a. At 0, where relu has no derivative,
# it is taken to be 0, as PyTorch does.
ACTIVATIONS: dict[str, tuple[Callable[[Array], Array], Callable[[Array], Array]]] = {
    "tanh": (np.tanh, lambda a: 1 - a**2),
    "relu": (lambda z: np.maximum(z, 0.0), lambda a: (a > 0).astype(float)),
    "sigmoid": (special.expit, lambda a: a * (1 - a)),
}


def layer_sizes(layers: Sequence[Any]) -> list[int]:
    """Return the sizes of a dense network, [d, h_1, ..., K], from its parameters.

    A layer is what has weights of its own, so the inputs are none: sizes [d, h, K] are two layers, one of
    them hidden, and [d, K] is one layer, which is softmax regression. A layer of m units on p inputs has
    m (p + 1) parameters.

    Parameters
    ----------
    layers : W1, b1, W2, b2, ...
        A weight (m, p) and a bias (m,) for each layer, in the order of `nn.Module.parameters()`.

    Raises
    ------
    ValueError
        No layer, a weight without a bias, or a shape that does not follow on the one before.

    Examples
    --------
    >>> sizes = layer_sizes([np.zeros((8, 2)), np.zeros(8), np.zeros((3, 8)), np.zeros(3)])
    >>> sizes, len(sizes) - 1
    ([2, 8, 3], 2)
    """
    shapes = [np.shape(part) for part in layers]
    if not shapes or len(shapes) % 2 or len(shapes[0]) != 2:
        raise ValueError("a network is W1, b1, W2, b2, ...: a matrix and a bias for each layer.")
    sizes = [shapes[0][1]]
    for number, (weight, bias) in enumerate(zip(shapes[::2], shapes[1::2], strict=True), start=1):
        if len(weight) != 2 or weight[1] != sizes[-1] or bias != weight[:1]:
            raise ValueError(
                f"layer {number} has weights {weight} and biases {bias}: (m, {sizes[-1]}) and (m,) fit."
            )
        sizes.append(weight[0])
    return sizes


def random_layers(
    sizes: Sequence[int], activation: Activation = "tanh", rng: Any = None
) -> tuple[Array, ...]:
    """Return random parameters W1, b1, W2, b2, ... to start training from.

    Biases are 0 and weights uniform on (-c, c), where c keeps the variance of a signal about the same from
    layer to layer: c² = 6 / (p + m) for tanh and sigmoid, 6 / p for relu, which sets half of it to zero.
    Equal weights would stay equal for ever: all units of a layer would get the same gradient.

    Parameters
    ----------
    sizes : whole numbers d, h_1, ..., K
        Two or more, each at least 1.
    activation : "tanh", "relu" or "sigmoid"
        What the hidden units do.
    rng : int, numpy.random.Generator or None
        The seed.

    Raises
    ------
    ValueError
        Fewer than two sizes, a size below 1, or an unknown activation.

    References
    ----------
    Glorot and Bengio (2010), AISTATS; He, Zhang, Ren and Sun (2015), ICCV.

    Examples
    --------
    >>> [part.shape for part in random_layers([2, 8, 3], rng=1)]
    [(8, 2), (8,), (3, 8), (3,)]
    """
    _functions(activation)
    if len(sizes) < 2 or min(sizes) < 1:
        raise ValueError(f"sizes {list(sizes)}: two or more are needed, each at least 1.")
    rng = np.random.default_rng(rng)
    parts: list[Array] = []
    for p, m in pairwise(sizes):
        limit = np.sqrt(6 / (p if activation == "relu" else p + m))
        parts += [rng.uniform(-limit, limit, size=(m, p)), np.zeros(m)]
    return tuple(parts)


def mlp_forward(layers: Sequence[Any], x: Any, activation: Activation = "tanh") -> Array:
    """Return the logits of a dense network, shape (n, K).

    a_0 = x, a_l = g(a_(l-1) W_l' + b_l) for the hidden layers, and logits = a_(L-1) W_L' + b_L: the last
    layer is linear. With one layer this is softmax regression, with `Layers` the network of two.

    Parameters
    ----------
    layers : Layers, or W1, b1, W2, b2, ...
        The parameters: a weight (m, p) and a bias (m,) for each layer.
    x : (n, d) array-like
        One row an observation.
    activation : "tanh", "relu" or "sigmoid"
        What the hidden units do: g(z) = tanh(z), max(z, 0) or 1 / (1 + exp(-z)).

    Raises
    ------
    ValueError
        Shapes that do not fit together, or an unknown activation.

    References
    ----------
    Bishop (2006), Pattern Recognition and Machine Learning, section 5.1.

    Examples
    --------
    >>> layers = Layers(np.eye(2), np.zeros(2), np.ones((1, 2)), np.array([0.5]))
    >>> mlp_forward(layers, [[0.0, 0.0], [1.0, -1.0]]).tolist()
    [[0.5], [0.5]]
    >>> mlp_forward(layers, [[0.0, 0.0], [1.0, -1.0]], "relu").tolist()
    [[0.5], [1.5]]
    """
    parts, values = _forward(layers, x, activation)
    return values[-1] @ parts[-2].T + parts[-1]


@overload
def mlp_gradients(
    layers: Layers, x: Any, upstream: Any, activation: Activation = ...
) -> Layers: ...
@overload
def mlp_gradients(
    layers: Sequence[Any], x: Any, upstream: Any, activation: Activation = ...
) -> tuple[Array, ...]: ...
def mlp_gradients(
    layers: Sequence[Any], x: Any, upstream: Any, activation: Activation = "tanh"
) -> tuple[Array, ...]:
    """Return the gradients of sum(logits * upstream) by the parameters, in their order and shapes.

    Backwards from D_L = upstream, layer by layer: dW_l = D_l' a_(l-1), db_l = 1' D_l, and by the chain
    rule D_(l-1) = (D_l W_l) g'(z_(l-1)), where g' is 1 - a² for tanh, a (1 - a) for the sigmoid, and 1 or 0
    for relu. For `Layers` the gradients come as `Layers`.

    Parameters
    ----------
    layers : Layers, or W1, b1, W2, b2, ...
        The parameters: a weight (m, p) and a bias (m,) for each layer.
    x : (n, d) array-like
        One row an observation.
    upstream : (n, K) array-like
        The gradient of the loss by the logits, such as `cross_entropy_gradient`.
    activation : "tanh", "relu" or "sigmoid"
        What the hidden units do.

    Raises
    ------
    ValueError
        Shapes that do not fit together, or an unknown activation.

    References
    ----------
    Bishop (2006), Pattern Recognition and Machine Learning, section 5.3.

    Examples
    --------
    >>> layers = Layers(np.eye(2), np.zeros(2), np.ones((1, 2)), np.zeros(1))
    >>> mlp_gradients(layers, [[0.0, 0.0]], [[2.0]]).hidden_bias.tolist()
    [2.0, 2.0]
    """
    parts, values = _forward(layers, x, activation)
    back = np.asarray(upstream, dtype=float)
    if back.shape != (len(values[0]), len(parts[-1])):
        raise ValueError(
            f"upstream gradients of shape {back.shape}: the logits are {len(values[0])} rows of "
            f"{len(parts[-1])}."
        )
    _, derivative = _functions(activation)
    found: list[Array] = []
    for layer in range(len(values) - 1, -1, -1):  # the last first; found is kept in order
        found = [back.T @ values[layer], back.sum(axis=0), *found]
        if layer:
            back = (back @ parts[2 * layer]) * derivative(values[layer])
    return Layers(*found) if isinstance(layers, Layers) else tuple(found)


def _forward(layers: Sequence[Any], x: Any, activation: str) -> tuple[list[Array], list[Array]]:
    """The parameters as arrays, and what each layer is given: x, a_1, ..., a_(L-1)."""
    sizes = layer_sizes(layers)
    parts = [np.asarray(part, dtype=float) for part in layers]
    bend, _ = _functions(activation)
    values = [np.asarray(x, dtype=float)]
    if values[0].ndim != 2 or values[0].shape[1] != sizes[0]:
        raise ValueError(
            f"x of shape {values[0].shape}: the network takes n rows of {sizes[0]} inputs."
        )
    for weight, bias in zip(parts[:-2:2], parts[1:-2:2], strict=True):
        values.append(bend(values[-1] @ weight.T + bias))
    return parts, values


def _functions(activation: str) -> tuple[Callable[[Array], Array], Callable[[Array], Array]]:
    if activation not in ACTIVATIONS:
        raise ValueError(f"activation {activation!r}: it is one of {', '.join(ACTIVATIONS)}.")
    return ACTIVATIONS[activation]
