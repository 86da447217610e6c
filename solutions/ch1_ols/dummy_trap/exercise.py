r"""## Which column is one too many?

A survey of salaries comes with a column for each of Montréal, Paris and London, and with a constant.
Every row has exactly one city, so the three add up to the constant: $X^\top X$ has no inverse, and
infinitely many coefficients fit equally well. Another survey has the year of birth, the age, and the
year of the survey, which is the sum of the two. Such a trap is easy to fall into and hard to see in a
table of numbers.

So let a function find it. Go through the columns from left to right. A column is **redundant** if it is
a linear combination of the columns before it,

$$x_j = \sum_{k < j} c_k\, x_k ,$$

and a column of zeros always is. Without the redundant columns, those that are left say all that $X$
said, and none of them is a combination of others. Where columns are measured in different units or
computed with rounding, "is" needs a tolerance: project $x_j$ onto the earlier columns that are not
redundant. If what is left of it is at most `tolerance` times as long as $x_j$ itself, it counts as a
combination. The length of a column is the root of its sum of squares, without the mean taken off.

**Write** `dummy_trap(X, tolerance=1e-8)`. `X` has n rows and p columns of numbers, with a constant
anywhere among them or nowhere; n may be smaller than p. It is array-like: an array, a list of rows or a
DataFrame. Units of the columns differ by a factor of up to $10^9$, and `tolerance` is between 1e-8 and
0.1. The function returns the indices of the redundant columns, counted from 0, in ascending order: a
list, a tuple or an array, which is empty where there is nothing to drop. (No column is close to the
limit: what is left of it is at most a third of what the tolerance allows, or at least three times that.)

**For example**, with a constant and three cities, `dummy_trap(X)` returns `[3]`:

| | constant | Montréal | Paris | London |
|---|---|---|---|---|
| index | 0 | 1 | 2 | 3 |
| first row | 1 | 1 | 0 | 0 |
| second row | 1 | 0 | 1 | 0 |
| third row | 1 | 0 | 0 | 1 |
| fourth row | 1 | 0 | 1 | 0 |

Which of the columns goes is a matter of their order. With London in front and Paris last, it would be
Paris.
"""

import numpy as np
from given import NotAttempted


def dummy_trap(X, tolerance=1e-8):
    """Return the indices of the columns that are combinations of columns before them, ascending.

    X: array-like, n rows and p columns, the constant among them if there is one; tolerance: the share
    of a column's length up to which what the earlier columns leave of it counts as nothing.
    """
    # BEGIN SOLUTION
    basis, redundant = [], []
    for j, column in enumerate(np.asarray(X, dtype=float).T):
        left = column
        for q in basis:
            left = left - q * np.sum(q * left)
        if np.linalg.norm(left) <= tolerance * np.linalg.norm(column):
            redundant.append(j)
        else:
            basis.append(left / np.linalg.norm(left))
    return redundant
    # END SOLUTION
