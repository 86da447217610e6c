r"""## How much better than the mean?

Someone shows you a model and says "R² is 0.7". What was measured? Two predictions of the same
responses were compared: the model's fitted values, and the mean of y, the prediction of a person
who knows nothing else.

$$R^2 = 1 - \frac{\mathrm{RSS}}{\mathrm{TSS}}, \qquad
\mathrm{RSS} = \sum_i (y_i - \hat y_i)^2, \quad \mathrm{TSS} = \sum_i (y_i - \bar y)^2$$

It is 1 for a perfect fit, 0 for no better than the mean, and *negative* for worse than the mean,
which predictions from elsewhere can well be. It is not a grade: three points and three coefficients
give $R^2 = 1$, and a further column never lowers it on the data that the model was fitted to, however
useless. The **adjusted** version makes a column pay for its degree of freedom, and can be negative too:

$$R^2_\mathrm{adj} = 1 - \frac{\mathrm{RSS} / (n - p)}{\mathrm{TSS} / (n - 1)}$$

**Write** `r_squared(y, fitted, n_params, adjusted=False)`. It returns one number: $R^2$, or with
`adjusted=True` the adjusted one. `n_params` is $p$, the number of coefficients, the constant among
them, at least 1. `y` and `fitted` are array-like: arrays, lists or pandas objects, of whole numbers or
others, in any units, with n values each. The fitted values may come from anywhere, and may all be
equal; y is not constant, but may lie far from zero beside its spread, so take the mean off before you
square. Where the adjusted version is asked for and $n \le p$ it does not exist: raise a `ValueError`.
The plain one exists for any p, and does not look at it.

**For example**, a line (two coefficients) fitted to four points:

| | |
|---|---|
| `y` | `[3, 5, 4, 8]`, with mean 5, so TSS = 4 + 0 + 1 + 9 = 14 |
| `fitted` | `[2.9, 4.3, 5.7, 7.1]`, so RSS = 0.01 + 0.49 + 2.89 + 0.81 = 4.2 |
| `r_squared(y, fitted, 2)` | `0.7` |
| `r_squared(y, fitted, 2, adjusted=True)` | `0.55` |
"""

import numpy as np
from given import NotAttempted


def r_squared(y, fitted, n_params, adjusted=False):
    """Return R², the share of the squared error of the mean that the fitted values take away.

    y: n responses, not all equal, array-like; fitted: n predictions of them, array-like; n_params:
    the number of coefficients, the constant included; adjusted: whether to divide each sum of
    squares by its degrees of freedom. Raises ValueError if adjusted and n <= n_params.
    """
    # BEGIN SOLUTION
    y, fitted = np.asarray(y, dtype=float), np.asarray(fitted, dtype=float)
    ratio = np.sum((y - fitted) ** 2) / np.sum((y - y.mean()) ** 2)
    if adjusted:
        if len(y) <= n_params:
            raise ValueError(f"{len(y)} observations leave nothing over for {n_params} parameters")
        ratio *= (len(y) - 1) / (len(y) - n_params)
    return 1 - ratio
    # END SOLUTION
