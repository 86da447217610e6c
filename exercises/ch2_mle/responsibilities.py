r"""## Which district is this flat in?

Prices of flats in three districts were recorded with the living area, and nobody wrote down the district.
In district $k$, price is normal around a line of its own. The district is a **hidden variable**: it has a
probability before the price is seen, the weight $w_k$, and another one after. The second one is called the
**responsibility** of component $k$ for observation $i$, and Bayes' rule gives it:

$$r_{ik} = \frac{w_k\, \mathcal{N}(y_i \mid x_i^\top \beta_k,\ \sigma_k^2)}
{\sum_{j=1}^K w_j\, \mathcal{N}(y_i \mid x_i^\top \beta_j,\ \sigma_j^2)}$$

**Write** `responsibilities(X, y, weights, coefs, sigmas)`. It returns an array of n rows and K columns:
row i holds the K responsibilities for observation i, and adds up to 1. All arguments are array-like (lists,
arrays or pandas objects):

| | |
|---|---|
| `X` | n rows and p columns, with or without a constant among them |
| `y` | n responses, in any units |
| `weights` | K weights; none is negative, they add up to 1, and a weight may be zero |
| `coefs` | K rows and p columns: row k holds the coefficients of component k |
| `sigmas` | K standard deviations, in units of y |

n and p are at least 1, and K is from 1 to 30. Each responsibility has to be right to six digits; one
below $10^{-12}$ may be returned as 0. An observation may lie up to 1000 standard deviations away from every
line, so that all of its densities are zero for a computer. It has responsibilities nevertheless.

Where a standard deviation is not above zero, raise a `ValueError`.

**For example**, take two districts in which a square metre costs 2 and 4 thousand euros, and two flats of
50 m², for 150 and for 125 thousand:

| | |
|---|---|
| `X` | `[[1, 50], [1, 50]]` |
| `y` | `[150, 125]` |
| `weights` | `[0.75, 0.25]` |
| `coefs` | `[[0, 2], [0, 4]]` |
| `sigmas` | `[25, 25]` |
| `responsibilities(X, y, weights, coefs, sigmas)` | `[[0.75, 0.25], [0.9939, 0.0061]]` |

150 is as far from 100 as from 200, so that the first price says nothing new. The second price is 1 and 3
standard deviations away from the lines: its odds are $3 e^{(9 - 1) / 2} \approx 164$ to 1.
"""

import numpy as np
from given import NotAttempted


def responsibilities(X, y, weights, coefs, sigmas):
    """Return the probability of each component given the observation, n rows and K columns.

    X: design matrix, n rows and p columns; y: n responses; weights: K weights; coefs: K rows of p
    coefficients; sigmas: K standard deviations; all array-like. Raises ValueError where a sigma is
    not above zero.
    """
    raise NotAttempted  # replace this line with your code
