r"""## An interval for every coefficient

A fitted slope of 2.0 means little until you know whether 1.9 or -5 would have been just as
plausible. Each coefficient comes with its standard error; turn the two into an interval.

The error's standard deviation is not known, it was estimated from the residuals on `df_resid`
degrees of freedom. That is why the quantile is Student's:

$$\hat\beta_j \pm t_{1 - \alpha/2,\ \mathrm{df}}\,\mathrm{SE}_j, \qquad \alpha = 1 - \mathrm{level}$$

**Write** `confidence_interval(coef, std_error, df_resid, level=0.95)`. It returns an array of shape
(p, 2): one row a coefficient, lower bound first.
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
