r"""## The way down from a loss

Three species of iris, two measurements. A softmax regression gives each species a score that is linear in
the measurements, and the scores become probabilities. Its weights are found by walking downhill: the
gradient of the loss says in which direction the loss grows fastest, and the step goes the other way. The
model and its loss for n observations are

$$z_{ik} = w_k^\top x_i, \qquad p_{ik} = \frac{e^{z_{ik}}}{\sum_j e^{z_{ij}}}, \qquad
H(W) = -\frac1n \sum_{i=1}^n \log p_{i, y_i}$$

and the gradient comes out simpler than the loss. It holds what was expected, $p_{ik}$, less what was seen,
which is 1 for the label's class and 0 for the others.

**Write** `softmax_gradient(W, X, y)`. It returns the gradient $\partial H / \partial W$, an array of the
shape of `W`: K rows and d columns, one row a class. `X` has n rows and d columns, one row an observation;
a constant is wanted where `X` holds its column of ones, in whichever place, and nothing is added to it. `y`
holds the n labels, whole numbers from 0 to K - 1; not every class has to be among them. All three are
array-like (lists, arrays or pandas objects, of whole numbers or others), in which only the order counts.
K, d and n are at least 1. Nothing has to be refused.

Each entry has to be right to eight digits, or to twelve decimals where it is near zero. Logits, the entries
of $X W^\top$, may be any numbers from -100 000 to 100 000: a softmax that overflows will not do.

**For example**, with all weights zero every class has the probability 1/3, and the gradient points away
from what was seen:

| | |
|---|---|
| `W` | `[[0, 0], [0, 0], [0, 0]]` |
| `X` | `[[1, 2], [1, -1]]` |
| `y` | `[0, 2]` |
| `softmax_gradient(W, X, y)` | `[[-0.1667, -0.8333], [0.3333, 0.1667], [-0.1667, 0.6667]]` |
"""

import numpy as np
from given import NotAttempted


def softmax_gradient(W, X, y):
    """Return the gradient of the mean cross-entropy by the weights, of the shape of W.

    W: K rows, one a class, and d columns; X: n rows, one an observation, and d columns; y: n labels from
    0 to K - 1; all array-like.
    """
    # BEGIN SOLUTION
    W, X, y = np.asarray(W, dtype=float), np.asarray(X, dtype=float), np.asarray(y)
    z = X @ W.T
    weights = np.exp(z - z.max(axis=1, keepdims=True))
    difference = weights / weights.sum(axis=1, keepdims=True)
    difference[np.arange(len(y)), y] -= 1
    return difference.T @ X / len(X)
    # END SOLUTION
