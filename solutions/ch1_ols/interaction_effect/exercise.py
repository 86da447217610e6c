r"""## What is a year of work worth at 30, at 50?

A model of salaries, in thousands of euros, holds the years of work $x$, the age $z$ and their
product:

$$y = \beta_0 + \beta_1 x + \beta_2 z + \beta_3\, x z + \varepsilon$$

What does one more year of work add? Not $\beta_1$: that is its worth at age zero, a person whom no
one has met. Take the difference of the model at $x + 1$ and at $x$, and the answer depends on the age.
The estimate of it is a sum of two estimates, which are correlated, and that enters its standard error:

$$\hat\beta_1 + z \hat\beta_3, \qquad
\mathrm{SE}(z) = \sqrt{V_{11} + 2 z V_{13} + z^2 V_{33}}$$

$V$ is the covariance matrix of the four estimates, with rows and columns numbered from 0 as the
coefficients are. Its entry $V_{13}$ is mostly negative where the ages in the data are positive: what
one of the two estimates gains, the other loses. So the sum can be known far better than $\hat\beta_1$ is.

**Write** `interaction_effect(coef, cov, z)`. `coef` holds the estimates of $\beta_0$ to $\beta_3$, in
this order, and `cov` is $V$, of shape (4, 4), symmetric and such that no combination of the estimates
has a variance of zero. `z` are not the ages of the data but the m ages, at least one, at which you want
to know the effect: any numbers, zero and negative ones too, in any order. All three are array-like:
arrays, lists or pandas objects, of whole numbers or others and in any units. It returns an array of
shape (m, 2): one row a value of `z`, in the order given, with the effect of one more unit of $x$ first
and its standard error second.

**For example**, with

| | constant | work | age | work · age |
|---|---|---|---|---|
| `coef` | 12 | 2 | 0.5 | -0.02 |
| `cov`, row of the constant | 9 | -0.9 | -0.22 | 0.024 |
| `cov`, row of work | -0.9 | 0.2061 | 0.02 | -0.0042 |
| `cov`, row of age | -0.22 | 0.02 | 0.0061 | -0.0005 |
| `cov`, row of work · age | 0.024 | -0.0042 | -0.0005 | 0.0001 |

`interaction_effect(coef, cov, [30, 50])` returns `[[1.4, 0.21], [1.0, 0.19]]`. At 30 the effect is
2 - 30 · 0.02 = 1.4, and its variance 0.2061 - 60 · 0.0042 + 900 · 0.0001 = 0.0441. At age zero the
standard error would be 0.454, more than twice as large.
"""

import numpy as np
from given import NotAttempted


def interaction_effect(coef, cov, z):
    """Return the effect of one more unit of x at each z, and its standard error, shape (m, 2).

    coef: the four estimates, of the constant, x, z and x z; cov: their covariance matrix, shape
    (4, 4); z: m values at which the effect is asked for. All are array-like.
    """
    # BEGIN SOLUTION
    coef, cov, z = (np.asarray(a, dtype=float) for a in (coef, cov, z))
    effect = coef[1] + coef[3] * z
    variance = cov[1, 1] + 2 * z * cov[1, 3] + z**2 * cov[3, 3]
    return np.column_stack([effect, np.sqrt(variance)])
    # END SOLUTION
