r"""## Does the sick one score higher?

A blood test gives each person a number, and sick people tend to have larger ones. Where to draw the line
is a question of costs, which comes later. How good is the number itself, wherever the line will be drawn?

Call everyone sick whose score is at least t. The share of the sick who are found is the true positive
rate, the share of the healthy who are frightened the false positive rate. Let t fall from the largest score
to the smallest, and the two rates draw the **ROC curve**, from (0, 0) to (1, 1). The area under it, the
**AUC**, has a meaning that needs no curve: take one person from the sick and one from the healthy, at
random. It is the probability that the sick one has the larger score, where a tie counts one half:

$$\mathrm{AUC} = \frac{1}{m\,n} \sum_{i : y_i = 1} \; \sum_{j : y_j = 0}
\Big( [s_i > s_j] + \tfrac12\,[s_i = s_j] \Big)$$

with m people of class 1 and n of class 0. It is 1 where every sick person scores higher than every healthy
one, 1/2 for a coin, and below 1/2 where the score points the wrong way.

**Write** `roc_auc(scores, labels)`. It returns the AUC, one number from 0 to 1, right to nine digits
behind the point. Both arguments are array-like (lists, arrays or pandas objects) and equally long, in any
order. `scores` are finite numbers on any scale, negative ones and very large or very small ones too, and
larger where class 1 is likelier; equal scores are ties. `labels` are whole numbers, 1 or 0. There are at
least three and at most 3000 observations. Raise a `ValueError` where all labels are the same.

**For example**,

| | | | | |
|---|---|---|---|---|
| `scores` | 0.1 | 0.4 | 0.4 | 0.8 |
| `labels` | 0 | 0 | 1 | 1 |

`roc_auc(scores, labels)` is 0.875: of four pairs three are in the right order, and one is a tie.
"""

import numpy as np
from given import NotAttempted
from scipy import stats


def roc_auc(scores, labels):
    """Return the area under the ROC curve, one number from 0 to 1, ties counted half.

    scores: array-like, finite numbers, larger where class 1 is likelier; labels: array-like, as many
    whole numbers, 0 or 1. Raises ValueError where all labels are the same.
    """
    # BEGIN SOLUTION
    scores, sick = np.asarray(scores, dtype=float), np.asarray(labels).astype(bool)
    if sick.all() or not sick.any():
        raise ValueError("all labels are the same: there is no pair")
    positive, negative = scores[sick], scores[~sick]
    above = positive[:, None] > negative
    tied = positive[:, None] == negative
    return np.mean(above + tied / 2)
    # END SOLUTION
