r"""## A network of two layers, backwards

A network has a hundred weights. For each of them we want to know whether the loss falls when it grows or
when it shrinks. Trying out one weight after the other takes a hundred passes through the network.
**Backpropagation** takes one pass forwards and one backwards, whatever the number of weights: it is the
chain rule, applied from the loss back to the inputs, with nothing computed twice. The network and its loss
for n observations are

$$a = g(X W_1^\top + b_1), \qquad z = a W_2^\top + b_2, \qquad
p_{ik} = \frac{e^{z_{ik}}}{\sum_j e^{z_{ij}}}, \qquad H = -\frac1n \sum_{i=1}^n \log p_{i, y_i}$$

The first step backwards is known from the softmax regression: the gradient by the logits is
$(p_{ik} - e_{ik}) / n$, where $e_{ik}$ is 1 if $k$ is the label of row i, and 0 elsewhere. From there on,
each layer passes back to the one before it what its inputs contributed.

**Write** `backward_two_layers(X, y, W1, b1, W2, b2, activation="tanh")`. It returns a tuple of four arrays,
the gradients of H by `W1`, `b1`, `W2` and `b2`, in this order and each in the shape of its parameter:

| argument | shape | |
|---|---|---|
| `X` | (n, d) | one row an observation |
| `y` | (n,) | the labels, whole numbers from 0 to K - 1; not every class has to be seen |
| `W1`, `b1` | (h, d), (h,) | the hidden layer, one row of `W1` a unit |
| `W2`, `b2` | (K, h), (K,) | the output layer, one row of `W2` a class |

n, d, h and K are at least 1. All of these are array-like (lists, arrays or pandas objects, of whole numbers
or others), in which only the order counts. `activation` is `"tanh"`, `"relu"` or `"sigmoid"`: g(t) is the
hyperbolic tangent of t, t where it is above 0 and 0 elsewhere, or 1 / (1 + exp(-t)). At exactly 0 the relu
has no derivative; take 0 for it there, as PyTorch does. Nothing has to be refused.

All numbers lie between -1000 and 1000, and all logits z between -100 000 and 100 000. Each gradient has to
be right to eight digits, or to twelve decimals where it is near zero.

**For example**, one observation, one input, two hidden units and two classes, with relu:

| | |
|---|---|
| `X`, `y` | `[[2]]`, `[1]` |
| `W1`, `b1` | `[[1], [-1]]`, `[0, 1]` |
| `W2`, `b2` | `[[1, 0], [0, 2]]`, `[0, 2]` |
| hidden units, logits, probabilities | `[[2, 0]]`, `[[2, 2]]`, `[[0.5, 0.5]]` |
| gradients by `W1` and `b1` | `[[1], [0]]`, `[0.5, 0]`: nothing passes through the second unit |
| gradients by `W2` and `b2` | `[[1, 0], [-1, 0]]`, `[0.5, -0.5]` |
"""

import numpy as np
from given import NotAttempted
from scipy import special


def backward_two_layers(X, y, W1, b1, W2, b2, activation="tanh"):
    """Return the gradients of the mean cross-entropy by W1, b1, W2 and b2, a tuple of four arrays.

    X: (n, d); y: n labels from 0 to K - 1; W1: (h, d), b1: (h,), the hidden layer; W2: (K, h), b2: (K,),
    the output layer; all array-like; activation: "tanh", "relu" or "sigmoid". Each gradient has the shape
    of its parameter.
    """
    raise NotAttempted  # replace this line with your code
