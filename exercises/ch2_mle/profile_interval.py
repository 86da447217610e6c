r"""## Which sigmas do the data support?

Four taxi rides miss a fitted line by 0.3, 0.1, -1.1 and 0.7 euros. The most likely $\sigma$ is 0.67. But
four rides say little: 0.6 or 0.9 explain them almost as well, and 5 does not. The likelihood itself tells
how well. The coefficients are at their best whatever $\sigma$ is, so that what is left, the **profile**
of the log-likelihood, is a function of $\sigma$ alone:

$$\ell_p(\sigma) = -\frac n2 \log(2\pi\sigma^2) - \frac{\mathrm{RSS}}{2\sigma^2}, \qquad
\hat\sigma = \sqrt{\mathrm{RSS} / n}$$

where RSS is the sum of the squared residuals. The **profile-likelihood interval** holds each $\sigma$ at
which the profile has not fallen too far from its maximum:

$$2\,\bigl(\ell_p(\hat\sigma) - \ell_p(\sigma)\bigr) \;\le\; c$$

where c is the quantile at `level` of the chi-squared distribution with one degree of freedom, since one
parameter is held fixed. For a level of 0.95 it is 3.841. The interval is not symmetric about
$\hat\sigma$: a small $\sigma$ makes large residuals incredible, and a large one is merely wasteful.

**Write** `profile_interval(residuals, level=0.95)`. It returns two numbers, the lower and the upper bound
for $\sigma$, in units of the residuals, right to six digits. `residuals` is array-like (a list, an array
or a pandas object) and holds n numbers in any units, n being two or more. Take them as they are: their
sum need not be zero. `level` is the probability with which such intervals hold the truth where n is
large, strictly between 0 and 1. In small units, such as $10^{-8}$, the tolerance that a root finder has by
itself is too coarse for $\sigma$: let it look for $\log(\sigma / \hat\sigma)$ instead.

Raise a `ValueError` where every residual is zero, since the likelihood has no maximum there, and where
`level` does not lie strictly between 0 and 1, such as 95 for 95 %.

**For example**, the four rides:

| call | returns |
|---|---|
| `profile_interval([0.3, 0.1, -1.1, 0.7])` | `(0.3818, 1.6451)` |
| `profile_interval([0.3, 0.1, -1.1, 0.7], level=0.5)` | `(0.5378, 0.8692)` |
"""

import numpy as np
from given import NotAttempted
from scipy import optimize, special, stats


def profile_interval(residuals, level=0.95):
    """Return the bounds of the profile-likelihood interval of sigma, lower bound first, shape (2,).

    residuals: n residuals, n >= 2, array-like, in units of y; level: between 0 and 1. Raises
    ValueError where every residual is zero or level is not strictly between 0 and 1.
    """
    raise NotAttempted  # replace this line with your code
