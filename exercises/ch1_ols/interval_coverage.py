r"""## Does a 95 % interval do what it says?

An interval at 95 % makes a promise about a method: of many studies made in this way, 95 in 100 give
an interval that contains the truth. In a real study nobody can see whether it does, since nobody
knows the truth. In a simulation you choose the truth yourself. So make many samples with it, fit
each of them, and count.

The design $X$ is the same for all samples. Sample i has responses of its own, so it has estimates
$\hat\beta_{ij}$ of its own, and residuals, from which the noise is estimated anew each time:

$$\hat\sigma_i^2 = \frac{\mathrm{RSS}_i}{n - p}, \qquad
\mathrm{SE}_{ij} = \hat\sigma_i \sqrt{\left[(X^\top X)^{-1}\right]_{jj}}$$

Its interval covers the true $\beta_j$ if

$$|\hat\beta_{ij} - \beta_j| \le t_{1 - \alpha/2,\ n - p}\ \mathrm{SE}_{ij}, \qquad
\alpha = 1 - \mathrm{level}$$

**Write** `interval_coverage(X, Y, coef, level=0.95)`. It returns an array of shape (p,): for each
coefficient the share of the samples, from 0 to 1, whose interval covers it. `X` is an array of n rows
and p linearly independent columns, n > p, with the constant at any place among them or nowhere; `Y` is
an array with one row of n responses for each sample, one sample or many; both may hold whole numbers.
`coef` is a list or an array of the p true coefficients, and `level` lies between 0 and 1. No interval ends
at the truth, and no sample lies exactly on a plane.

**For example**, the simplest design is a column of ones, and its coefficient the mean. Three
samples of three observations, all with standard error $1 / \sqrt 3$; the quantile on 2 degrees of
freedom is 4.303, the half-width 2.484, and the truth is 0:

| sample | estimate | interval | covers 0? |
|---|--:|---|---|
| 1, 2, 3 | 2 | -0.48 to 4.48 | yes |
| 2, 3, 4 | 3 | 0.52 to 5.48 | no |
| -1, 0, 1 | 0 | -2.48 to 2.48 | yes |

So `interval_coverage(X, Y, [0])` returns `[0.667]`. Three samples do not say much. With thousands, drawn
with normal noise, the share comes close to the level, however few observations each of them has.
"""

import numpy as np
from given import NotAttempted
from scipy import stats


def interval_coverage(X, Y, coef, level=0.95):
    """Return the share of samples whose interval covers the true coefficient, shape (p,).

    X: (n, p) array, the design matrix, n > p; Y: (m, n) array, one row a sample; coef: the p true
    coefficients, a list or an array; level: of the intervals.
    """
    raise NotAttempted  # replace this line with your code
