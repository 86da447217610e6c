r"""## How noisy, most likely?

A line has been fitted to four taxi rides, and misses them by 10 cents to 1.10 euros. How noisy are taxi
prices? A probability model makes noise a part of the question: each observation is drawn from a normal
density around its fitted value, with a standard deviation $\sigma$ that is a parameter like any other:

$$y_i \sim \mathcal{N}(x_i^\top \beta,\ \sigma^2), \qquad
\ell(\beta, \sigma) = \sum_{i=1}^n \log \mathcal{N}(y_i \mid x_i^\top \beta,\ \sigma^2)$$

Whatever $\sigma$ is, the $\beta$ that makes $\ell$ largest is that of least squares. You are given it.
What is left is a function of $\sigma$ alone, which is largest at one place.

**Write** `mle_sigma(X, y, coef)`. It returns two numbers: the $\hat\sigma$ that makes the likelihood of
the data largest, in units of y, and the log-likelihood $\ell(\hat\beta, \hat\sigma)$ itself, in nats
(natural logarithms), constants included. Both have to be right to six digits. All three arguments are
array-like (lists, arrays or pandas objects): `X` has n rows and p columns, with or without a constant
among them, `y` has n responses in any units, and `coef` holds the p coefficients of least squares.

Where the fit is perfect, every residual zero, the likelihood grows without bound as $\sigma$ goes to zero,
and there is no maximum: raise a `ValueError`. One residual that is zero is no perfect fit. In the checks of
a perfect fit all numbers are whole, so that the residuals are exactly zero; in all others n is above p, and
the largest residual is at least a thousandth of the largest response.

**For example**, the taxi, 2.50 euros to get in and 2.20 a kilometre:

| | |
|---|---|
| `X` | `[[1, 1], [1, 2], [1, 3], [1, 4]]` |
| `y` | `[5, 7, 8, 12]` |
| `coef` | `[2.5, 2.2]` |
| `mle_sigma(X, y, coef)` | `(0.6708, -4.0787)` |

The residuals are 0.3, 0.1, -1.1 and 0.7; their squares sum to 1.8.
"""

import numpy as np
from given import NotAttempted


def mle_sigma(X, y, coef):
    """Return the maximum-likelihood sigma and the log-likelihood at it, two numbers.

    X: design matrix, n rows and p columns; y: n responses; coef: the p coefficients of least
    squares; all array-like. Raises ValueError where every residual is zero.
    """
    raise NotAttempted  # replace this line with your code
