r"""## From scores to probabilities

A model looks at a photograph and gives each of four animals a score: 1, -3, 10, 1. Scores may be any
numbers, and the higher the likelier. What probabilities are they? Two things are asked of the answer:
no probability negative, and all of them adding up to one. The **softmax** does it,

$$p_k = \frac{e^{z_k}}{\sum_j e^{z_j}}$$

and the scores $z$ are then called **logits**. Only their differences count: adding 5 to all four changes
no probability. That is also what saves a computer, for which $e^{1000}$ is too large a number.

**Write** `softmax(logits)`. It returns an array of the shape of `logits`, which is array-like (lists, an
array or a pandas object): a row of K logits, or a table or a larger array with such rows along its last
axis, whatever the number of axes. K is at least 1. Each row becomes probabilities, right to nine digits.
Logits are any numbers from -100 000 to 100 000, whole numbers too, and every probability has to be a
finite number. One that is too small for a computer to write, as that of the 0 in `[1000, 0]`, is 0.

**For example**, `softmax([1, -3, 10, 1])` is `[0.00012, 0.0000023, 0.99975, 0.00012]`, and
`softmax([[0, 0], [1000, 999]])` is `[[0.5, 0.5], [0.7311, 0.2689]]`.
"""

import numpy as np
from given import NotAttempted


def softmax(logits):
    """Return probabilities along the last axis, an array of the shape of logits.

    logits: array-like with any number of axes, K logits along the last of them.
    """
    # BEGIN SOLUTION
    z = np.asarray(logits, dtype=float)
    weights = np.exp(z - z.max(axis=-1, keepdims=True))
    return weights / weights.sum(axis=-1, keepdims=True)
    # END SOLUTION
