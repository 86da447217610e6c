r"""## Too small, and by how much?

Six taxi rides, four coefficients: the fare, the distance, the hour and the rain. The fitted prices are
off by 30 cents or so, and the company is delighted. But with as many coefficients as rides the fit would
have been perfect whatever the noise is: fitting makes residuals small. The estimate of maximum likelihood
divides by the number n of observations and takes no notice of the number p of coefficients. The usual one
does:

$$\hat\sigma_{\mathrm{ML}} = \sqrt{\mathrm{RSS} / n}, \qquad s = \sqrt{\mathrm{RSS} / (n - p)}, \qquad
\mathrm{RSS} = \sum_{i=1}^n e_i^2$$

where the $e_i$ are the residuals. The square of s is unbiased: on average it is $\sigma^2$. And how much
too small is $\hat\sigma_{\mathrm{ML}}$ on average? With independent normal errors,
$\mathrm{RSS} / \sigma^2$ has a chi-squared distribution with $m = n - p$ degrees of freedom, so that its
root has a chi distribution, whose mean is known:

$$\mathbb{E}\left[\sqrt{\mathrm{RSS}} / \sigma\right] = \sqrt 2\; \frac{\Gamma((m + 1) / 2)}{\Gamma(m / 2)},
\qquad \mathbb{E}\,[\hat\sigma_{\mathrm{ML}}] = b\,\sigma$$

**Write** `biased_sigma(residuals, n_coef)`. It returns three numbers in this order:
$\hat\sigma_{\mathrm{ML}}$ and $s$, in units of the residuals, and the factor $b$, which has no unit and
is below one. It depends on n and p only. All three have to be right to six digits. `residuals` is
array-like (a list, an array or a pandas object) and holds n numbers in any units, n being one or more, of
which at least one is not zero. Take them as they are: they come from a fit with or without a constant,
and their sum need not be zero. `n_coef` is p, a whole number from zero (the mean of y was known, and
nothing was fitted) up. It counts every coefficient, the constant too. There may be thousands of
residuals, and the Gamma function of 200 is too large for a computer, but its logarithm is not.

Raise a `ValueError` where no degree of freedom is left, $n \le p$.

**For example**, six residuals of a fit with four coefficients:

| | |
|---|---|
| `residuals` | `[0.3, -0.2, 0.4, -0.3, -0.4, 0.2]` |
| `n_coef` | `4` |
| `biased_sigma(residuals, n_coef)` | `(0.3109, 0.5385, 0.5117)` |

The noise is rather half a euro: on average the estimate of maximum likelihood is about half of the truth.
"""

import numpy as np
from given import NotAttempted
from scipy import special


def biased_sigma(residuals, n_coef):
    """Return the ML estimate of sigma, the root of the unbiased variance, and E[ML estimate] / sigma.

    residuals: n residuals, array-like, in units of y; n_coef: how many coefficients were fitted, the
    constant among them. Raises ValueError where n_coef is not below n.
    """
    # BEGIN SOLUTION
    residuals = np.asarray(residuals, dtype=float)
    n = len(residuals)
    df = n - n_coef
    if df < 1:
        raise ValueError("no degree of freedom is left to estimate sigma from")
    rss = residuals @ residuals
    chi = np.exp(special.gammaln((df + 1) / 2) - special.gammaln(df / 2))
    return np.sqrt(rss / n), np.sqrt(rss / df), chi * np.sqrt(2 / n)
    # END SOLUTION
