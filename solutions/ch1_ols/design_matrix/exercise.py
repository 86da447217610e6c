r"""## What does the model see?

You are looking for a flat, and you suspect that the rent depends on the surface and on the floor:

$$\text{rent}_i = \beta_0 + \beta_1\, x_{1i} + \beta_2\, x_{2i} + \varepsilon_i$$

A model never sees a flat. It sees one row of numbers, those that the coefficients are multiplied
by: $(1, x_{1i}, x_{2i})$. All rows together are the **design matrix** $X$, and the model is
$X\beta + \varepsilon$.

Does a square metre cost more on a high floor, where the view is? Then the slope of the surface
depends on the floor, and the model needs one more term, $\beta_3\, x_{1i} x_{2i}$. This is an
**interaction**. For the coefficients it is just one more column.

**Write** `design_matrix(x1, x2, interaction=False)`. It returns an array of shape (n, 3) with the
columns 1, x1, x2, in this order; with `interaction=True` an array of shape (n, 4), whose last
column is the product of x1 and x2, row by row. `x1` and `x2` are array-like: lists, arrays or pandas
objects, of whole numbers or others, and `np.asarray(x1, dtype=float)` makes an array of any of them.
They hold n numbers each, at least one, and only their order counts. Inputs of different lengths raise
a `ValueError`, whichever is the shorter one, and also where one of them holds a single number.

**For example**, 20 m² on the ground floor and 35 m² on the third:

| call | returns |
|---|---|
| `design_matrix([20, 35], [0, 3])` | `[[1, 20, 0], [1, 35, 3]]` |
| `design_matrix([20, 35], [0, 3], interaction=True)` | `[[1, 20, 0, 0], [1, 35, 3, 105]]` |
"""

import numpy as np
from given import NotAttempted


def design_matrix(x1, x2, interaction=False):
    """Return the design matrix, shape (n, 3), or (n, 4) with the interaction.

    x1, x2: array-like, n numbers each; interaction: whether the product of the two is a column,
    the last one. Raises ValueError if x1 and x2 differ in length.
    """
    # BEGIN SOLUTION
    x1, x2 = np.asarray(x1, dtype=float), np.asarray(x2, dtype=float)
    if len(x1) != len(x2):
        raise ValueError(f"x1 has {len(x1)} values and x2 has {len(x2)}")
    columns = [np.ones(len(x1)), x1, x2]
    if interaction:
        columns.append(x1 * x2)
    return np.column_stack(columns)
    # END SOLUTION
