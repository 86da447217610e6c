r"""## How surprised were the logits?

A model has given scores to three animals on each of a thousand photographs, and somebody has looked at the
photographs. How good are the scores? The **cross-entropy** asks how surprised the model was: it takes the
probability of the class that was seen, and minus its logarithm is the surprise, 0 where the model was
certain and right, and more the less it expected what came. The loss is the mean over the observations,

$$H = -\frac1n \sum_{i=1}^n \log p_{i, y_i}, \qquad
p_{ik} = \frac{e^{z_{ik}}}{\sum_j e^{z_{ij}}}$$

which is the log-likelihood of the labels, divided by $-n$. A smaller loss is a larger likelihood.

**Write** `cross_entropy_loss(logits, labels)`. `logits` has n rows and K columns, one row an observation,
one column a class; `labels` holds the n classes that were seen, whole numbers from 0 to K - 1. Both are
array-like: lists, arrays or pandas objects, in which only the order counts. n and K are at least 1, and not
every class has to be seen. It returns one number, in nats (natural logarithms), right to nine digits, or to
twelve decimals where it is near zero. Logits are any numbers from -100 000 to 100 000, whole numbers too,
and the loss has to be right for all of them: for the logits `[1000, 0]` and the label 1 it is 1000.

A label that is no class, below 0 or above K - 1, has to be refused: raise a `ValueError`.

**For example**, `cross_entropy_loss([[0, 0], [3, 0]], [1, 0])` is 0.3709: log 2 = 0.6931 for the row that
knew nothing, 0.0486 for the row that was nearly sure and right, and their mean.
"""

import numpy as np
from given import NotAttempted


def cross_entropy_loss(logits, labels):
    """Return the mean over the rows of minus the log probability of the label, in nats.

    logits: array-like, n rows of K logits; labels: array-like, n whole numbers from 0 to K - 1. Raises
    ValueError where a label is below 0 or above K - 1.
    """
    raise NotAttempted  # replace this line with your code
