r"""## Who was taken for whom?

A program sorts photographs into cats, dogs and foxes, and is right for 80 of 100. That one number hides
most of the story: perhaps it knows every cat, and takes half of the foxes for dogs. The **confusion
matrix** tells it. With n observations, true classes $t_m$ and predicted classes $p_m$,

$$C_{ij} = \#\{m : t_m = i \text{ and } p_m = j\}$$

Each row is a true class, each column a predicted class. What was right stands on the diagonal; every other
cell counts one kind of error. Row i adds up to how often class i is the truth, column j to how often class
j was predicted.

**Write** `confusion_matrix(truth, predicted, k)`. It returns the k x k matrix of these counts. `truth` and
`predicted` are array-like (lists, arrays or pandas objects) and hold n whole numbers each, n at least 1:
the classes, numbered from 0 to k - 1. `k` is a whole number from 1 to 20. A class that occurs nowhere has
a row and a column all the same, full of zeros.

Raise a `ValueError` where `truth` and `predicted` differ in length, and where one of them holds a number
that is no class: one below 0, or one above k - 1.

**For example**, with 0 for a cat, 1 for a dog and 2 for a fox, five photographs:

| | | | | | |
|---|---|---|---|---|---|
| `truth` | 0 | 0 | 1 | 2 | 2 |
| `predicted` | 0 | 1 | 1 | 2 | 0 |

`confusion_matrix(truth, predicted, 3)` is `[[1, 1, 0], [0, 1, 0], [1, 0, 1]]`: one cat was taken for a dog,
and one fox for a cat.
"""

import numpy as np
from given import NotAttempted


def confusion_matrix(truth, predicted, k):
    """Return how often each class was predicted as each, counts of shape (k, k), one row a true class.

    truth, predicted: array-like, n whole numbers from 0 to k - 1; k: the number of classes. Raises
    ValueError where the lengths differ or a number is no class.
    """
    # BEGIN SOLUTION
    truth, predicted = np.asarray(truth), np.asarray(predicted)
    if len(truth) != len(predicted):
        raise ValueError("truth and predicted differ in length")
    labels = np.concatenate([truth, predicted])
    if labels.min() < 0 or labels.max() >= k:
        raise ValueError("a label is no class")
    counts = np.zeros((k, k), dtype=int)
    np.add.at(counts, (truth, predicted), 1)
    return counts
    # END SOLUTION
