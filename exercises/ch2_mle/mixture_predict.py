r"""## A price that nobody pays

A flat of 50 m² is for sale, and nobody says in which district. In one, such flats cost about 100 thousand
euros; in the other, about 200 thousand. What price do you predict? The mixture of regressions answers
with a whole density, a bell for each component:

$$f(y \mid x) = \sum_{k=1}^K w_k\, \mathcal{N}(y \mid x^\top \beta_k,\ \sigma_k^2)$$

Whoever wants one number has to say which one. The **mean** of the density, $\int y f(y \mid x)\, dy$, has
the smallest expected squared error, and may lie where hardly any price does. The **mode**,
$\arg\max_y f(y \mid x)$, is the likeliest value: the place of the highest peak of the sum.

**Write** `mixture_predict(x, weights, coefs, sigmas, how="mean")`. It returns one number, in units of y:
the mean of the conditional density where `how` is `"mean"`, and its mode where `how` is `"mode"`.

| | |
|---|---|
| `x` | p numbers: one row of the design, p from 1 to 30 |
| `weights` | K weights; none is negative, they add up to 1, and a weight may be zero |
| `coefs` | K rows and p columns: row k holds the coefficients of component k |
| `sigmas` | K standard deviations, in units of y |

All four are array-like (lists, arrays or pandas objects), and K is from 1 to 10. The mean has to be right
to a millionth of the largest $|x^\top \beta_k|$, and the mode to a thousandth of the smallest standard
deviation. In the checks, no two of the K values $x^\top \beta_k$ are further apart than 50 times the
smallest standard deviation, and where the density has several peaks, the highest is at least 1 % higher
than the next.

Where a standard deviation is not above zero, or `how` is any other word, raise a `ValueError`.

**For example**, the flat of 50 m², in a town of which the cheaper district is the smaller one, with prices
that differ less:

| | |
|---|---|
| `x` | `[1, 50]` |
| `weights` | `[0.4, 0.6]` |
| `coefs` | `[[0, 2], [0, 4]]` |
| `sigmas` | `[10, 40]` |
| `mixture_predict(x, weights, coefs, sigmas)` | `160.0` |
| `mixture_predict(x, weights, coefs, sigmas, how="mode")` | `100.103` |

The peak near 100 is higher: 0.4 / 10 against 0.6 / 40. It is a little to the right of 100, since the other
bell rises there.
"""

import numpy as np
from given import NotAttempted


def mixture_predict(x, weights, coefs, sigmas, how="mean"):
    """Return the mean or the mode of the conditional density at x, one number in units of y.

    x: p numbers; weights: K weights; coefs: K rows of p coefficients; sigmas: K standard deviations;
    all array-like; how: "mean" or "mode". Raises ValueError where a sigma is not above zero or how is
    another word.
    """
    raise NotAttempted  # replace this line with your code
