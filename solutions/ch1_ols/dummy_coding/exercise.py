r"""## Three cities, two columns

Salaries in Montréal, Paris and London: what is a city worth? A city is not a number, and calling
the three 0, 1 and 2 would claim that Paris lies exactly half-way between the others. So ask
questions that have a yes or a no, one column each: *is it Montréal? is it Paris?*

London needs no column. A row that answers no twice is London, and its salary is the constant. The
coefficients of the others are differences from this **base level**:

$$\text{salary} = \beta_0 + \beta_1 [\text{Montréal}] + \beta_2 [\text{Paris}] + \varepsilon$$

A third column would add up with the other two to the constant column, and $X^\top X$ could not be
inverted. So k levels need k - 1 columns.

**Write** `dummy_coding(values, base)`. It returns an array of shape (n, k - 1) of zeros and ones:
one row a value, one column for each level other than `base`, in the order of Python's `sorted`:
numbers by size, text by the code of each character, so that all capitals come before all small letters,
and letters with an accent after both (`"Lyon"`, `"lyon"`, `"Évora"`). NumPy and pandas sort alike.

`values` is array-like, a list, an array or a pandas object, with at least one value: either all are
text, or all are numbers, 0 among them perhaps, and `base` is of the same sort. The levels are those
that occur in `values`, spelt as there: `"Paris"` is neither `"paris"` nor `"Paris 1"`. There is no
constant column in the result, and where the base is the only level, no column at all: the shape is
(n, 0). A base that does not occur, text or number, raises a `ValueError` whose message contains it.

**For example**, `dummy_coding(["Paris", "London", "Montréal", "Paris"], "London")` returns
`[[0, 1], [0, 0], [1, 0], [0, 1]]`:

| value | is it Montréal? | is it Paris? |
|---|---|---|
| Paris | 0 | 1 |
| London | 0 | 0 |
| Montréal | 1 | 0 |
| Paris | 0 | 1 |
"""

import numpy as np
from given import NotAttempted


def dummy_coding(values, base):
    """Return the dummy columns of a categorical input, shape (n, k - 1), of zeros and ones.

    values: n levels, array-like, text or numbers, k of them distinct; base: the level without a
    column. The columns are in the sorted order of the other levels. Raises ValueError, with the base in its
    message, if base is not among the values.
    """
    # BEGIN SOLUTION
    values = np.asarray(values)
    levels = np.unique(values)
    if base not in levels:
        raise ValueError(f"the base {base!r} does not occur; the levels are {levels.tolist()}")
    return (values[:, np.newaxis] == levels[levels != base]).astype(float)
    # END SOLUTION
