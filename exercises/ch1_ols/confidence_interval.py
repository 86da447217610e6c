r"""## An interval for every coefficient

A colleague reports that a kilometre by taxi costs 2.00 euros, so four receipts say. Could the true
price be 1.90, and four receipts still say this? Could it be -5? An estimate alone does not tell. Its
standard error does: turn the two into an interval by a rule that covers the truth in 95 of 100 such
studies. The 95 % belong to the rule: a single interval holds the truth or does not.

The rule keeps its promise where the errors are independent and normal, with mean zero and one
standard deviation. That is not known, it was estimated from the residuals on `df_resid` degrees of
freedom, and so the quantile is Student's, wider than the normal one with few degrees of freedom and
hardly wider with many:

$$\hat\beta_j \pm t_{1 - \alpha/2,\ \mathrm{df}}\,\mathrm{SE}_j, \qquad
\alpha = 1 - \mathrm{level}$$

**Write** `confidence_interval(coef, std_error, df_resid, level=0.95)`. It returns an array of shape
(p, 2): one row a coefficient, lower bound first. `coef` and `std_error` hold p numbers each, at least
one. They are array-like: arrays, lists or pandas objects, of whole numbers or others, and of any size,
since units are free. Nothing has to be refused: standard errors are positive, `df_resid` is a whole
number from 1 up, and `level` lies between 0 and 1, neither of which it is. Use Student's quantile with
any `df_resid`, not a rule of thumb from 30 on: six digits of each bound have to be right.

**For example**, an estimate of 2.0 with standard error 0.5 on 4 degrees of freedom: the quantile at
0.975 is 2.776, so `confidence_interval([2.0], [0.5], 4)` returns `[[0.612, 3.388]]`. The 95 % would
have been 1.02 to 2.98 had the noise been known.
"""

import numpy as np
from given import NotAttempted
from scipy import stats


def confidence_interval(coef, std_error, df_resid, level=0.95):
    """Return the bounds of the confidence interval of each coefficient, shape (p, 2).

    coef: p estimates, array-like; std_error: their p standard errors, array-like; df_resid:
    residual degrees of freedom, n - p, at least 1; level: the probability with which such intervals
    cover the truth, between 0 and 1.
    """
    raise NotAttempted  # replace this line with your code
