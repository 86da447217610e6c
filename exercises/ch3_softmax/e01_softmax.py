r"""## From scores to probabilities

A classifier has looked at a photograph and gives each of four animals a score, a **logit**: cat 1,
dog -3, fox 10, hen 1. A score may be any number. To bet on the fox you need probabilities: none
below zero, all adding up to one, and the larger the score the larger the probability.

Make the scores positive with the exponential, and divide by their sum:

$$\mathrm{softmax}(z)_k = \frac{e^{z_k}}{\sum_j e^{z_j}}$$

As it stands, this formula fails for a score of 1000: $e^{1000}$ is larger than any number that a
computer writes in the usual way, and infinity over infinity is not a number. But the same constant
added to all scores of a row cancels in the fraction. That is your way out.

**Write** `softmax(logits)`. `logits` is an array of finite numbers of any shape, with at least one
axis: the classes lie along the last one. It returns an array of the same shape, in which every row
along the last axis holds the probabilities of that row's scores. It works for scores of any size.

**For example**,

| `logits` | `softmax(logits)`, rounded |
|---|---|
| `[1, -3, 10, 1]` | `[0.0001, 0.0000, 0.9998, 0.0001]` |
| `[[0, 0], [1000, 999]]` | `[[0.5, 0.5], [0.7311, 0.2689]]` |
"""

import numpy as np
from given import NotAttempted


def softmax(logits):
    """Return the probabilities of each row of scores, an array of the shape of `logits`.

    logits: finite numbers of any shape with at least one axis, the classes along the last.
    """
    raise NotAttempted  # replace this line with your code
