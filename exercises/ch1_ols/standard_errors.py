r"""## How far off could a coefficient be?

A taxi ride costs 2.50 euros to get in and 2.20 a kilometre, so four receipts say. Four other
receipts would have said something else. The **standard error** of a coefficient is the standard
deviation it would show over many such samples, and the surprise is that one sample is enough to
estimate it.

It takes the noise, which the residuals show, and the design, which says how well that noise
averages out:

$$\hat\sigma^2 = \frac{1}{n - p} \sum_{i=1}^n (y_i - x_i^\top \hat\beta)^2, \qquad
\mathrm{SE}_j = \hat\sigma\, \sqrt{\left[(X^\top X)^{-1}\right]_{jj}}$$

Why $n - p$? The fit has bent towards the data in p ways, one for each column of $X$ (the constant
is one of them), so the residuals are a little too small. Dividing by $n - p$ makes up for it.

**Write** `standard_errors(X, y, coef)`. It returns the p standard errors, an array of shape (p,).
`X` has n rows and p columns, at least one, which are linearly independent. Where the model has a
constant, its column of ones is among them, in whichever place; add nothing to it. `coef` is the
least-squares fit of y on X, already computed. All three are array-like: arrays, lists or pandas objects,
of whole numbers or others, in which only the order counts. Units may differ, numbers in one column being
up to $10^8$ times as large as in another. With $n \le p$ nothing is left to estimate the noise from,
and with $n < p$ `coef` is one of many perfect fits: raise a `ValueError` (of your own: NumPy's
`LinAlgError` does not count).

**For example**, the taxi:

| | |
|---|---|
| `X`, `y` | `[[1, 1], [1, 2], [1, 3], [1, 4]]`, `[5, 7, 8, 12]` |
| `coef` | `[2.5, 2.2]` |
| residuals | 0.3, 0.1, -1.1, 0.7, so the sum of squares is 1.8 on 2 degrees of freedom |
| `standard_errors(X, y, coef)` | `[1.161895, 0.424264]` |
"""

import numpy as np
from given import NotAttempted


def standard_errors(X, y, coef):
    """Return the standard error of each coefficient, shape (p,).

    X: design matrix, n rows and p columns, with its constant if there is one; y: n responses; coef:
    the p least-squares coefficients, all array-like. Raises ValueError if n <= p.
    """
    raise NotAttempted  # replace this line with your code
