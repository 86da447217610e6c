r"""## Whose forecast was the better one?

Four taxi rides cost 5, 7, 8 and 12 euros. One model had said 4.70, 6.90, 9.10 and 11.30, give or take 67
cents. Another had said 8 euros for every ride, give or take 2.50. The first one misses by less, but it
also promised more. A probability model is judged by the density that it gave to what came: if each price
is drawn from a normal density of its own, all of them independently, the **negative log-likelihood** is

$$-\ell = -\sum_{i=1}^n \log \mathcal{N}(y_i \mid \mu_i,\ \sigma_i^2), \qquad
\mathcal{N}(y \mid \mu, \sigma^2) = \frac{1}{\sqrt{2\pi}\,\sigma}\, e^{-(y - \mu)^2 / (2\sigma^2)}$$

The smaller it is, the better the model foresaw the data. This is the loss that a network is trained with
when it says how sure it is.

**Write** `gaussian_nll(y, mean, sigma)`. It returns one number, the sum over all observations, in nats
(natural logarithms), constants included, right to six digits. `y` holds n observations, n being one or
more. `mean` is either one number, which is the mean of every observation, or n numbers, one for each; and
so is `sigma`, the standard deviation, independently of `mean`. All three are in the same units. What
holds n numbers is array-like: a list, an array or a pandas object (if there are several, they have the
same index).

It has to work wherever the answer is an ordinary number. An observation may lie a thousand standard
deviations from its mean, where the density itself is too small for a computer. And units are free:
`sigma` may be as small as $10^{-200}$ or as large as $10^{200}$, whose squares no longer are
floating-point numbers.

Raise a `ValueError` where one of the standard deviations is zero or below zero, and where `mean` or
`sigma` is array-like and holds another number of entries than `y`. That includes one entry in an array or
a list where `y` has several: only a plain number is meant for all.

**For example**, the two models of above:

| call | returns |
|---|---|
| `gaussian_nll([5, 7, 8, 12], [4.7, 6.9, 9.1, 11.3], 0.67)` | `4.0787` |
| `gaussian_nll([5, 7, 8, 12], 8, 2.5)` | `9.4209` |
| `gaussian_nll([5, 7, 8, 12], 8, [1, 1, 2, 2])` | `12.0620` |
"""

import numpy as np
from given import NotAttempted


def gaussian_nll(y, mean, sigma):
    """Return the negative log-likelihood of independent normal observations, one number, in nats.

    y: n observations, array-like; mean, sigma: means and standard deviations in units of y, each one
    number or n of them. Raises ValueError where a sigma is not above zero, or where mean or sigma
    is array-like and holds another number of entries than y.
    """
    # BEGIN SOLUTION
    y, mean, sigma = (np.asarray(a, dtype=float) for a in (y, mean, sigma))
    if any(a.shape not in ((), y.shape) for a in (mean, sigma)):
        raise ValueError("mean and sigma must be one number, or as many as y has")
    if np.any(sigma <= 0):
        raise ValueError("a standard deviation is above zero")
    z = (y - mean) / sigma
    return np.sum(0.5 * np.log(2 * np.pi) + np.log(sigma) + 0.5 * z**2)
    # END SOLUTION
