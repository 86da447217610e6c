r"""## One step uphill

Three lines were drawn by eye through the prices of flats, one for each district. They explain the data
somehow. How can they be made to explain them better, when nobody knows which flat is in which district?
The **EM algorithm** answers in two halves. The E step asks, with the old parameters, to what extent each
observation belongs to each component:

$$r_{ik} = \frac{w_k\, \mathcal{N}(y_i \mid x_i^\top \beta_k,\ \sigma_k^2)}
{\sum_j w_j\, \mathcal{N}(y_i \mid x_i^\top \beta_j,\ \sigma_j^2)}, \qquad n_k = \sum_{i=1}^n r_{ik}$$

The M step fits each component, and every observation counts as much as its responsibility says:

$$w_k^\text{new} = \frac{n_k}{n}, \qquad
\beta_k^\text{new} = \arg\min_\beta \sum_{i=1}^n r_{ik} (y_i - x_i^\top \beta)^2, \qquad
(\sigma_k^\text{new})^2 = \frac1{n_k} \sum_{i=1}^n r_{ik} (y_i - x_i^\top \beta_k^\text{new})^2$$

The likelihood of the data is never lower after a step than before.

**Write** `em_step(X, y, weights, coefs, sigmas)`. It makes one step, an E step and then an M step, and
returns a tuple of three arrays: the new weights, of shape (K,); the new coefficients, of shape (K, p), a
row for each component; and the new standard deviations, of shape (K,). Component k of the answer is
component k of the arguments. All arguments are array-like (lists, arrays or pandas objects):

| | |
|---|---|
| `X` | n rows and p columns, with or without a constant among them; n is above p |
| `y` | n responses, in any units |
| `weights` | K weights, which add up to 1; K is from 1 to 30 |
| `coefs` | K rows and p columns: row k holds the coefficients of component k |
| `sigmas` | K standard deviations above zero, in units of y |

All numbers have to be right to six digits. An observation may lie up to 400 standard deviations away from
every line, where its densities are zero for a computer; it has responsibilities nevertheless. A component
may be small: its $n_k$ may be as little as $10^{-4}$, far below one observation.

Where a component is **empty**, raise a `ValueError`: where all of its responsibilities are zero, because
its weight is zero or because it is so far away from every observation that each of them is below
$10^{-400}$. In all other checks the observations determine every line: the weighted columns of `X` are
linearly independent, and each new standard deviation is at least a thousandth of the largest response.

**For example**, four prices and two components, with a constant alone:

| | |
|---|---|
| `X` | `[[1], [1], [1], [1]]` |
| `y` | `[0, 1, 9, 10]` |
| `weights` | `[0.3, 0.7]` |
| `coefs` | `[[0], [10]]` |
| `sigmas` | `[1, 1]` |
| `em_step(X, y, weights, coefs, sigmas)` | `([0.5, 0.5], [[0.5], [9.5]], [0.5, 0.5])` |

No observation leaves any doubt here. Each component takes its own two, with their mean and their spread.
"""

import numpy as np
from given import NotAttempted


def em_step(X, y, weights, coefs, sigmas):
    """Return new weights (K,), new coefficients (K, p) and new sigmas (K,), a tuple of three arrays.

    X: design matrix, n rows and p columns; y: n responses; weights: K weights; coefs: K rows of p
    coefficients; sigmas: K standard deviations; all array-like. Raises ValueError where a component
    is empty.
    """
    raise NotAttempted  # replace this line with your code
