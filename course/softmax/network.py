"""A network of two layers, forwards and backwards, by hand."""

from __future__ import annotations

from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

Array = NDArray[np.float64]


class Layers(NamedTuple):
    """The parameters of a two-layer network, or the gradients by them.

    hidden_weight (h, d), hidden_bias (h,), output_weight (K, h), output_bias (K,): one row a unit, as
    PyTorch's `nn.Linear` keeps them.
    """

    hidden_weight: Array
    hidden_bias: Array
    output_weight: Array
    output_bias: Array


def mlp_forward(layers: Layers, x: Any) -> Array:
    """Return the logits of a network with one hidden layer of tanh units, shape (n, K).

    a = tanh(x W1' + b1), logits = a W2' + b2. A layer is what has weights of its own: this is two
    layers, one hidden.

    Parameters
    ----------
    layers : Layers
        The parameters.
    x : (n, d) array-like
        One row an observation.

    References
    ----------
    Bishop (2006), Pattern Recognition and Machine Learning, section 5.1.

    Examples
    --------
    >>> layers = Layers(np.eye(2), np.zeros(2), np.ones((1, 2)), np.array([0.5]))
    >>> mlp_forward(layers, [[0.0, 0.0], [1.0, -1.0]]).tolist()
    [[0.5], [0.5]]
    """
    hidden = np.tanh(np.asarray(x, dtype=float) @ layers.hidden_weight.T + layers.hidden_bias)
    return hidden @ layers.output_weight.T + layers.output_bias


def mlp_gradients(layers: Layers, x: Any, upstream: Any) -> Layers:
    """Return the gradients of sum(logits * upstream) by the parameters, as `Layers`.

    With U the upstream gradient and a = tanh(x W1' + b1): dW2 = U' a, db2 = 1' U; and with
    D = (U W2) (1 - a²), the chain rule through tanh, dW1 = D' x, db1 = 1' D.

    Parameters
    ----------
    layers : Layers
        The parameters.
    x : (n, d) array-like
        One row an observation.
    upstream : (n, K) array-like
        The gradient of the loss by the logits, such as `cross_entropy_gradient`.

    References
    ----------
    Bishop (2006), Pattern Recognition and Machine Learning, section 5.3.

    Examples
    --------
    >>> layers = Layers(np.eye(2), np.zeros(2), np.ones((1, 2)), np.zeros(1))
    >>> mlp_gradients(layers, [[0.0, 0.0]], [[2.0]]).hidden_bias.tolist()
    [2.0, 2.0]
    """
    x, upstream = np.asarray(x, dtype=float), np.asarray(upstream, dtype=float)
    hidden = np.tanh(x @ layers.hidden_weight.T + layers.hidden_bias)
    back = (upstream @ layers.output_weight) * (1 - hidden**2)
    return Layers(back.T @ x, back.sum(axis=0), upstream.T @ hidden, upstream.sum(axis=0))
