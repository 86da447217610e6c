r"""## Adding numbers that are known by their logarithms

The flats of a house were sold, and nobody knows in which of three districts the house stands. The log
densities of all the prices together are -800 in the first district, -801 in the second and -805 in the
third. What is the logarithm of the sum of the three densities? The formula is short, and the denominator of
a softmax needs it, too:

$$\operatorname{LSE}(v) = \log \sum_{k=1}^K e^{v_k}$$

Taken literally it fails. For a computer $e^{-800}$ is zero, and the logarithm of zero is minus infinity;
$e^{800}$ is infinity. But a number that is taken off all $v_k$ may be put back afterwards:

$$\operatorname{LSE}(v) = c + \log \sum_{k=1}^K e^{v_k - c} \qquad \text{for every number } c$$

and a good choice of $c$ keeps every exponential within what a computer can write.

**Write** `log_sum_exp(values)`. `values` is array-like (lists, an array or a pandas object): a row of K
numbers, or a table or a larger array with such rows along its last axis, whatever the number of axes. K is
at least 1. It returns one number for each row, that is an array of the shape of `values` without its last
axis; for a single row, one number. Logarithms are natural. Each number has to be right to nine digits, or
to twelve decimals where it is near zero.

The values are any numbers from -100 000 to 100 000, whole numbers too. Minus infinity, the logarithm of
zero, is permitted as well, and it adds nothing to the sum; in every row at least one value is finite.

**For example**, `log_sum_exp([-800, -801, -805])` is -799.6818, and
`log_sum_exp([[1000, 1000], [0, -np.inf]])` is `[1000.6931, 0]`.
"""

import numpy as np
from given import NotAttempted


def log_sum_exp(values):
    """Return the log of the sum of exponentials along the last axis: one number for each row.

    values: array-like with any number of axes, K numbers along the last of them; minus infinity is
    permitted. The shape is that of values without its last axis.
    """
    # BEGIN SOLUTION
    v = np.asarray(values, dtype=float)
    top = v.max(axis=-1)
    return np.log(np.exp(v - top[..., None]).sum(axis=-1)) + top
    # END SOLUTION
