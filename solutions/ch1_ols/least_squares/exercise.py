r"""## The closest fit

Four taxi rides of 1, 2, 3 and 4 km cost 5, 7, 8 and 12 euros. What is the price of getting in, and
what is the price of a kilometre? No line passes through all four points, so take the one that
misses them least, in the sum of squares:

$$\hat\beta = \arg\min_b\ \lVert y - X b \rVert^2$$

Where this sum is smallest its gradient is zero, and what is left is a set of linear equations, the
**normal equations**:

$$X^\top (y - X\hat\beta) = 0 \qquad\Longleftrightarrow\qquad X^\top X\, \hat\beta = X^\top y$$

The first form says it in a picture: the residuals are at right angles to every column of $X$.

**Write** `least_squares(X, y)`. It returns the p coefficients, an array of shape (p,). `X` has n
rows and p columns, at least one, and `y` n numbers. Where a constant is wanted, `X` holds its column
of ones already, in whichever place; where none is wanted, it does not. Add nothing to it. Both are
array-like: arrays, lists or pandas objects, of whole numbers or others, in which only the order of the
rows counts. `np.asarray(X, dtype=float)` makes an array of any of them.

With at least as many rows as columns, the columns are linearly independent, clearly so, but in
different units: numbers in one may be up to $10^8$ times as large as in another, and all of them may
be very small. Six digits of each coefficient have to be right, and every solver below gives more.

With fewer rows than columns infinitely many coefficients fit perfectly: raise a `ValueError`. As many
rows as columns are enough. Test for it yourself: NumPy's `LinAlgError` does not count, because rounding
decides whether NumPy notices that a matrix is singular.

**For example**, the taxi:

| | |
|---|---|
| `X` | `[[1, 1], [1, 2], [1, 3], [1, 4]]` |
| `y` | `[5, 7, 8, 12]` |
| `least_squares(X, y)` | `[2.5, 2.2]`: 2.50 euros to get in, 2.20 a kilometre |

NumPy's own solvers are welcome here: `np.linalg.solve` for the normal equations, or
`np.linalg.lstsq` on `X` itself.
"""

import numpy as np
from given import NotAttempted


def least_squares(X, y):
    """Return the least-squares coefficients, shape (p,).

    X: design matrix, array-like, n rows and p columns; y: n responses, array-like. Raises ValueError
    if n < p.
    """
    # BEGIN SOLUTION
    X, y = np.asarray(X, dtype=float), np.asarray(y, dtype=float)
    n, p = X.shape
    if n < p:
        raise ValueError(f"{n} rows cannot determine {p} coefficients")
    return np.linalg.lstsq(X, y, rcond=None)[0]
    # END SOLUTION
