r"""## A network of two layers, forwards

A softmax regression separates classes by straight lines. Three rings, one inside the other, have no
straight line between them. A network bends the lines: its first layer makes h new inputs from the old
ones, the **hidden units**, and a softmax regression works on these. What bends is the **activation** g
between the two layers; without it, two layers are one.

$$a = g(X W_1^\top + b_1), \qquad z = a W_2^\top + b_2, \qquad
p_{ik} = \frac{e^{z_{ik}}}{\sum_j e^{z_{ij}}}$$

A layer is what has weights of its own, so this network has two. In each of them a row of the weights
belongs to a unit, as in PyTorch: `W1` has h rows and d columns and `b1` h numbers, `W2` has K rows and h
columns and `b2` K numbers. The three activations are applied to each number of its own:

| `activation` | g(t) |
|---|---|
| `"tanh"` | the hyperbolic tangent of t, between -1 and 1 |
| `"relu"` | t where t is above 0, and 0 elsewhere |
| `"sigmoid"` | 1 / (1 + exp(-t)), between 0 and 1 |

**Write** `forward_two_layers(X, W1, b1, W2, b2, activation="tanh")`. It returns the probabilities, an array
of n rows and K columns, one row an observation. `X` has n rows and d columns. n, d, h and K are at least 1.
The first five arguments are array-like (lists, arrays or pandas objects, of whole numbers or others), in
which only the order counts. An activation that is none of the three has to be refused: raise a
`ValueError`.

All numbers lie between -1000 and 1000, and all logits z between -100 000 and 100 000: a softmax that
overflows will not do. Each probability has to be right to eight digits, or to twelve decimals where it is
near zero.

**For example**, one input, two hidden units and two classes:

| | |
|---|---|
| `X` | `[[0], [2]]` |
| `W1`, `b1` | `[[1], [-1]]`, `[0, 1]` |
| `W2`, `b2` | `[[1, 0], [0, 2]]`, `[0.5, 0]` |
| with `"relu"` | the hidden units are `[[0, 1], [2, 0]]`, the logits `[[0.5, 2], [2.5, 0]]` |
| `forward_two_layers(X, W1, b1, W2, b2, "relu")` | `[[0.1824, 0.8176], [0.9241, 0.0759]]` |
"""

import numpy as np
from given import NotAttempted
from scipy import special


def forward_two_layers(X, W1, b1, W2, b2, activation="tanh"):
    """Return the probabilities of a network with one hidden layer, shape (n, K).

    X: n rows of d inputs; W1: (h, d), b1: (h,), the hidden layer; W2: (K, h), b2: (K,), the output layer;
    all array-like; activation: "tanh", "relu" or "sigmoid". Raises ValueError where it is another.
    """
    # BEGIN SOLUTION
    X, W1, b1, W2, b2 = (np.asarray(part, dtype=float) for part in (X, W1, b1, W2, b2))
    z = X @ W1.T + b1
    if activation == "tanh":
        hidden = np.tanh(z)
    elif activation == "relu":
        hidden = np.maximum(z, 0)
    elif activation == "sigmoid":
        hidden = special.expit(z)
    else:
        raise ValueError(f"{activation!r} is no activation")
    logits = hidden @ W2.T + b2
    weights = np.exp(logits - logits.max(axis=1, keepdims=True))
    return weights / weights.sum(axis=1, keepdims=True)
    # END SOLUTION
