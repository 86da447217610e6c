r"""## Where does the border run?

A softmax regression tells salmon from sea bass by two features, length and brightness. Each class k has
a row of weights $w_k$ and a bias $b_k$, its logit at the point x is $w_k \cdot x + b_k$, and the larger
logit decides. On one side of a border the answer is class 0, on the other class 1; on it both
probabilities are 1/2. Nobody needs to try out points to find it. The two logits are equal where

$$(w_1 - w_0) \cdot x = b_0 - b_1,$$

and that is a straight line. Many equations describe the same line: multiply one by 5, or by -1. A
single one is left if the vector in front of x, the **normal**, has length 1 and points to the side of
class 1:

$$n \cdot x = d, \qquad n_1^2 + n_2^2 = 1, \qquad
n \cdot x > d \;\text{ where class 1 has the larger logit.}$$

The size of d is then the distance of the line from the origin. It is negative where the origin lies on
the side of class 1. Unlike a slope and an intercept, n and d exist for upright lines, too.

**Write** `boundary_line(W, b)`. It returns three numbers, $n_1$, $n_2$ and d, in this order. `W` has
two rows, one for each class, and two columns, one for each feature; `b` holds the two biases. Both are
array-like: lists, arrays or pandas objects. Their numbers are finite, of any sign and in any unit, very
small and very large ones too. A returned number may be off by at most $10^{-8}$, or by $10^{-8}$ times
its own size where it is larger than 1. Two weights of the same feature are equal, or they differ by at
least a thousandth of the larger one.

Where the two rows of weights are equal, the logits differ by the same amount everywhere, and there is
no line: raise a `ValueError`, whatever the biases are.

**For example**, `boundary_line([[0, 0], [3, 4]], [5, 0])` is `(0.6, 0.8, 1)`: the line
$0.6\,x_1 + 0.8\,x_2 = 1$, with class 1 beyond it.
"""

import numpy as np
from given import NotAttempted


def boundary_line(W, b):
    """Return the unit normal of the border, pointing to class 1, and its distance: three numbers.

    W: array-like, weights of two classes (rows) for two features (columns); b: array-like, two biases.
    Raises ValueError where the two rows of weights are equal.
    """
    # BEGIN SOLUTION
    W, b = np.asarray(W, dtype=float), np.asarray(b, dtype=float)
    across = W[1] - W[0]
    if not across.any():
        raise ValueError("the weights are the same: no line divides the classes")
    length = np.linalg.norm(across)
    return across[0] / length, across[1] / length, (b[0] - b[1]) / length
    # END SOLUTION
