r"""## What is this design worth?

An oven has two dials, each between 0 and 100, and every run costs a day. You want the slope of each
dial. Which runs should you make? The standard errors depend on the noise, which you do not choose,
and on the rows of the design, which you do. So designs can be compared before any y is measured.

With n runs in a box of half-width $S_j$, no slope has a standard error below
$\sigma / (S_j \sqrt n)$. It is reached with half of the runs at either end, and no correlation with
the other inputs. The **efficiency** of a design is this bound over its own standard error, and the
noise cancels:

$$P_j = \frac{1}{S_j \sqrt{n\, [(D^\top D)^{-1}]_{jj}}}, \qquad
S_j = \frac{\mathrm{high}_j - \mathrm{low}_j}{2}$$

$D$ is the design matrix: a column of ones, and then the columns of X. Efficiency 1 is the best
there is. A standard error falls as one over the root of n, so a design of efficiency $P_j$ needs
$1 / P_j^2$ times as many runs as the best one to be as sure of slope j. ($P_j$ compares standard errors.
Many textbooks compare variances, and what they call the efficiency is $P_j^2$.)

The ends `low` and `high` are those of the box: what each input *could* have been. All runs between
40 and 60, on a dial that goes from 0 to 100, are a poor design, however they are spread in between.

**Write** `efficiency(X, low, high)`. It returns an array of shape (k,): the efficiency for the
slope of each column of X, none for the constant. `X` is array-like, one row a run: an array, a list of
rows or a DataFrame, with more rows than columns. `low` and `high` are lists or arrays of k numbers. Every
value of X lies within its box, ends included; no column is constant, and none is a combination of the
others and a constant. Units of the inputs differ by a factor of up to ten thousand.

**For example**, four runs with both dials between 0 and 100. Someone meant to try all four
corners, and wrote one of them down twice:

| run | first dial | second dial |
|--:|--:|--:|
| 1 | 0 | 0 |
| 2 | 0 | 100 |
| 3 | 100 | 100 |
| 4 | 100 | 100 |

Then `efficiency(X, [0, 0], [100, 100])` returns `[0.816, 0.707]`. To be as sure of the slopes as
with the four different corners, you need 1.5 and 2 times as many runs.
"""

import numpy as np
from given import NotAttempted


def efficiency(X, low, high):
    """Return the efficiency of the design for the slope of each input, shape (k,).

    X: array-like, n rows and k columns of inputs, one row a run, without the constant column; its
    columns and the constant are linearly independent. low, high: k numbers each, lists or arrays,
    the ends of the box; every value of X lies within.
    """
    # BEGIN SOLUTION
    half_range = (np.asarray(high, dtype=float) - np.asarray(low, dtype=float)) / 2
    D = np.column_stack([np.ones(len(X)), np.asarray(X, dtype=float)])
    slopes = np.diag(np.linalg.inv(D.T @ D))[1:]
    return 1 / (half_range * np.sqrt(len(X) * slopes))
    # END SOLUTION
