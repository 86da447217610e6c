r"""## An interval for every coefficient

A colleague reports that a kilometre by taxi costs 2.00 euros. Would 1.90 have been just as
plausible? Would -5? An estimate alone does not say. With its standard error it does: turn the two
into an interval, built so that it covers the truth in 95 of 100 such studies.

The noise is not known, it was estimated from the residuals on `df_resid` degrees of freedom. That
is why the quantile is Student's, wider than the normal one:

$$\hat\beta_j \pm t_{1 - \alpha/2,\ \mathrm{df}}\,\mathrm{SE}_j, \qquad
\alpha = 1 - \mathrm{level}$$

**Write** `confidence_interval(coef, std_error, df_resid, level=0.95)`. It returns an array of shape
(p, 2): one row a coefficient, lower bound first.

**For example**, an estimate of 2.0 with standard error 0.5 on 4 degrees of freedom: the quantile at
0.975 is 2.776, so `confidence_interval([2.0], [0.5], 4)` returns `[[0.612, 3.388]]`. The 95 % would
have been 1.02 to 2.98 had the noise been known.
"""

import numpy as np
from given import NotAttempted
from scipy import stats


def confidence_interval(coef, std_error, df_resid, level=0.95):
    """Return the bounds of the confidence interval of each coefficient, shape (p, 2).

    coef: p estimates; std_error: their p standard errors; df_resid: residual degrees of freedom,
    n - p; level: the probability with which such intervals cover the truth.
    """
    # BEGIN SOLUTION
    coef = np.asarray(coef, dtype=float)
    std_error = np.asarray(std_error, dtype=float)
    quantile = stats.t.ppf(1 - (1 - level) / 2, df_resid)
    return np.column_stack([coef - quantile * std_error, coef + quantile * std_error])
    # END SOLUTION
