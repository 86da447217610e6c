r"""## All corners, each once

A baker wants to know what a degree and what a minute do to the volume of a loaf. The oven may go
from 180 to 240 °C, the loaf may stay in for 20 to 40 minutes. Change one thing at a time? Then each
comparison rests on two runs, and the other runs do not help.

The **two-level factorial design** tries every combination of the lowest and the highest value of
each input: $2^k$ runs for k inputs. Half of all runs are at either end of each input, and no two
inputs are correlated, so every run counts for every slope, and no other design with as many runs in
this box gives a slope a smaller standard error.

What it cannot see is a bend between the ends. Runs at the centre of the box can. They make no slope
surer by themselves; they show whether the plane passes where it should, and repeated ones add degrees
of freedom for the noise.

**Write** `factorial_design(low, high, centre_points=0)`. It returns an array of shape
($2^k$ + centre_points, k), in the units of the inputs: every corner of the box once, and the centre
of the box as often as asked. The order of the rows is yours. (Bake in random order, whatever the order
of the table: an oven that warms up during the day is then no part of any slope.) `low` and `high` are
lists or arrays of k numbers, whole or not, with k from 1 to 8; `centre_points` is a whole number, 0 or
more. If the low end of **any** input is not below its high end, because the two are equal or exchanged,
raise a `ValueError`.

**For example**, `factorial_design([180, 20], [240, 40], centre_points=1)` returns these five rows,
in any order:

| °C | minutes |
|--:|--:|
| 180 | 20 |
| 180 | 40 |
| 240 | 20 |
| 240 | 40 |
| 210 | 30 |
"""

from itertools import product

import numpy as np
from given import NotAttempted


def factorial_design(low, high, centre_points=0):
    """Return the corners of the box and its centre points, shape (2^k + centre_points, k).

    low, high: k numbers each, lists or arrays, the ends of the k inputs; centre_points: how many
    runs at the centre of the box. The rows may stand in any order. Raises ValueError if low >= high
    for some input.
    """
    # BEGIN SOLUTION
    low, high = np.asarray(low, dtype=float), np.asarray(high, dtype=float)
    if np.any(low >= high):
        raise ValueError(f"each low end has to be below its high end: {low} and {high}")
    corners = list(product(*np.column_stack([low, high])))
    centre = (low + high) / 2
    return np.array(corners + [centre] * centre_points)
    # END SOLUTION
