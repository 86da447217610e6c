r"""## Where will the next observation fall?

You kept four taxi receipts, for rides of one to four kilometres, and now you take a taxi for five.
What will *this* ride cost? The fitted line says 13.50 euros. It will hardly be 13.50: the line was
fitted to four noisy receipts, and the new ride is as noisy as they were.

The two errors are independent, so their variances add. The fitted value at a row $x$ has the variance
$\sigma^2\, x^\top (X^\top X)^{-1} x$, and the new observation brings $\sigma^2$ of its own:

$$x^\top \hat\beta \pm t_{1 - \alpha/2,\ n - p}\ \hat\sigma\,
\sqrt{1 + x^\top (X^\top X)^{-1} x}, \qquad
\hat\sigma^2 = \frac{1}{n - p} \sum_{i=1}^n (y_i - x_i^\top \hat\beta)^2, \qquad
\alpha = 1 - \mathrm{level}$$

More data make the second term under the root small. The 1 stays: a mean can be known as well as you
like, a single ride cannot. If the model is right and all errors, the new one too, are independent and
normal with one standard deviation, then in 95 of 100 such studies the 95 % interval holds its new
observation. However many data there are, that takes normal errors: a single one of them is to be caught.

**Write** `prediction_interval(X, y, x_new, level=0.95)`. It returns the interval for one new
observation as two numbers, `[lower, upper]`. `X` has n rows and p columns, at least one, which are
linearly independent; where the model has a constant, its column of ones is among them, in whichever
place. `x_new` is one row of the same kind, of length p, and `level` lies between 0 and 1, neither of
which it is. `X`, `y` and `x_new` are array-like: arrays, lists or pandas objects, of whole numbers or
others, in which only the order counts. Units may differ, numbers in one column being up to $10^8$ times
as large as in another. With $n \le p$ nothing is left to estimate the noise from: raise a `ValueError`
(of your own: NumPy's `LinAlgError` does not count).

**For example**, the taxi, at five kilometres. That lies outside the data, and nothing in the interval
says whether the line goes on straight:

| | |
|---|---|
| `X`, `y` | `[[1, 1], [1, 2], [1, 3], [1, 4]]`, `[5, 7, 8, 12]` |
| `x_new` | `[1, 5]`, so the fitted value is 2.5 + 5 · 2.2 = 13.5 |
| noise | the sum of squared residuals is 1.8 on 2 degrees of freedom, so $\hat\sigma^2$ = 0.9 |
| $x^\top (X^\top X)^{-1} x$ | 1.5, so the root of 0.9 · (1 + 1.5) = 2.25 is 1.5 |
| quantile | 4.302653, so the half-width is 6.453980 |
| `prediction_interval(X, y, [1, 5])` | `[7.046020, 19.953980]` |
"""

import numpy as np
from given import NotAttempted
from scipy import stats


def prediction_interval(X, y, x_new, level=0.95):
    """Return the lower and the upper bound for one new observation at x_new.

    X: design matrix, n rows and p columns, with its constant if there is one; y: n responses;
    x_new: the p numbers of the new row, all array-like; level: the probability with which such
    intervals cover the new observation, between 0 and 1. Raises ValueError if n <= p.
    """
    raise NotAttempted  # replace this line with your code
