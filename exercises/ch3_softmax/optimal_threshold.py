r"""## How sure before you act?

A model says: healthy with probability 0.52, sick with probability 0.48. Healthy is likelier, so the
patient is sent home? Not if a sick patient at home is worse than a healthy one treated. A decision
needs a second thing besides probabilities: what each outcome costs. Put it in a table with a row for
each truth and a column for each decision:

| | decide 0: send home | decide 1: treat |
|---|---|---|
| **truth 0:** healthy | $c_{00}$ | $c_{01}$ |
| **truth 1:** sick | $c_{10}$ | $c_{11}$ |

All four are costs in the same unit, euros or days; a gain is a negative cost. If the patient is sick
with probability p, then on average

$$\text{sending home costs } (1 - p)\,c_{00} + p\,c_{10}, \qquad
\text{treating costs } (1 - p)\,c_{01} + p\,c_{11}$$

The better decision is the one that costs less. For a small p it is to send home, for a large p to
treat, and at one probability between, the **threshold**, both cost the same.

**Write** `optimal_threshold(cost)`. `cost` is array-like (a list of two lists, an array or a DataFrame)
with the two rows and two columns of the table above. Its entries are numbers of any sign and in any
unit. The function returns the threshold, a number between 0 and 1, right to eight digits.

That there is a threshold takes two things: for a healthy person treating costs more than sending home,
$c_{01} > c_{00}$, and for a sick one sending home costs more than treating, $c_{10} > c_{11}$. Where
one of the two does not hold, or neither does, raise a `ValueError`. Equal costs are one such case. In
the checks, two costs that are not equal differ by at least a thousandth of the larger one.

**For example**, `optimal_threshold([[0, 1], [1, 0]])` is 0.5. If a sick patient at home is ten times as
bad as a healthy one treated, `optimal_threshold([[0, 1], [10, 0]])` is 0.0909: with 0.48, treat.
"""

import numpy as np
from given import NotAttempted


def optimal_threshold(cost):
    """Return the probability of class 1 from which on deciding for class 1 costs less on average.

    cost: array-like, two rows (the truth) and two columns (the decision). Raises ValueError where a wrong
    decision does not cost more than the right one, for either truth.
    """
    raise NotAttempted  # replace this line with your code
