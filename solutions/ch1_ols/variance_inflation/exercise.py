r"""## What does a crowded model cost?

The price of a flat depends on its area and on its number of rooms. But large flats have many rooms, so
the two columns say much the same, and the data can hardly tell which of them moved the price. The
fit is as good as ever; its two coefficients are uncertain.

How much of that is due to the company a regressor keeps? Regress it on the others: what they explain
of it tells nothing new about $y$. With $R_j^2$ from the regression of column $j$ on **all the other
columns and a constant**, the variance of its coefficient is larger than beside uncorrelated regressors
by the **variance inflation factor**

$$\mathrm{VIF}_j = \frac{1}{1 - R_j^2}.$$

It is 1 for a column that is uncorrelated with the others, and for a single regressor, which has no
others. The standard error, and with it the width of the interval, grows as its square root.

**Write** `variance_inflation(X)`. `X` holds k regressors in n rows, **without** the constant column; it is
array-like: an array, a list of rows or a DataFrame, of whole numbers or of fractions. The function
returns the k factors, an array of shape (k,). No column is constant, and none is a combination of the
others and a constant; columns may be in different units, up to a factor of some ten thousand apart. With
$n \le k$ rows some column has to be a combination: raise a `ValueError` (of your own: NumPy's
`LinAlgError` does not count). One row more, $n = k + 1$, is enough, and one regressor is, too.

**For example**, four flats with 1, 2, 3 and 4 rooms and 30, 70, 50 and 90 square metres: the
correlation is 0.8, so each column explains 0.64 of the other, and the factors are 1 / 0.36:

`variance_inflation([[1, 30], [2, 70], [3, 50], [4, 90]])` returns `[2.777778, 2.777778]`

Both intervals are 1.67 times as wide as they would be, had the same areas and numbers of rooms been
uncorrelated.
"""

import numpy as np
from given import NotAttempted


def variance_inflation(X):
    """Return the variance inflation factor of each regressor, shape (k,), each at least 1.

    X: array-like, k regressors in n rows, without the constant column. Raises ValueError if n <= k.
    """
    # BEGIN SOLUTION
    X = np.asarray(X, dtype=float)
    n, k = X.shape
    if n <= k:
        raise ValueError(f"{n} observations are too few for {k} regressors and a constant")
    factors = []
    for j in range(k):
        others = np.column_stack([np.ones(n), np.delete(X, j, axis=1)])
        residuals = X[:, j] - others @ np.linalg.lstsq(others, X[:, j])[0]
        factors.append(np.var(X[:, j]) / np.mean(residuals**2))
    return np.array(factors)
    # END SOLUTION
