r"""## What does looking ten times cost?

"Stop as soon as P(B is better) is above 0.95", says a blog, "the posterior does not mind how often you
look." So your team looks after every 20 visitors to each page, up to ten times. What they have never
asked: if the two pages are equally good, how often does this end with "B is better"?

You have simulated experiments without any difference. Work out how many have raised an alarm by each
look. At a look with n visitors to each arm so far, and s successes among them, the posterior of an arm is
Beta(1 + s, 1 + n - s). For this exercise put a normal distribution with the same mean and variance in the
place of each. That is fast, and it is part of the rule: the exact posteriors would give other shares.

$$P(p_B > p_A) \approx \Phi\!\left(\frac{m_B - m_A}{\sqrt{v_A + v_B}}\right), \qquad
m = \frac{1 + s}{2 + n}, \quad v = \frac{m\,(1 - m)}{3 + n}$$

It is an **alarm** where this is above the threshold. At the threshold is not above: equal counts give
one half, which is no alarm at a threshold of 0.5. An experiment ends with its first alarm: whatever the
later looks would say, it has raised one.

**Write** `false_alarm_of_peeking(new_a, new_b, batch, threshold=0.95)`. `new_a` and `new_b` have shape
(experiments, looks), at least one of each, and hold the successes among the `batch` *new* visitors to each
arm since the look before, whole numbers from 0 to `batch`. They are arrays or lists of rows. The batch is
at least 1, the threshold lies between 0 and 1. Return an array of shape (looks,): the share of the
experiments that have raised an alarm at that look or before.

**For example**, take ten visitors a batch and three experiments of two looks, `new_a = [[1, 5], [2, 2],
[3, 3]]` and `new_b = [[8, 1], [5, 5], [3, 4]]`. The first has 0.9999 at look one and 0.83 at look two, an
alarm that the second look does not take back. The second has 0.91, then 0.98. The third has none. The
answer is `[0.333, 0.667]`.

With ten looks after 20 visitors to each page, and 30 % signing up on both, the true value is 0.052 at the
first look and 0.174 at the last. Looking once, at the end, it is 0.050.
"""

import numpy as np
from given import NotAttempted
from scipy import stats


def false_alarm_of_peeking(new_a, new_b, batch, threshold=0.95):
    """Return the share of experiments with an alarm at each look or before, shape (looks,).

    new_a, new_b: successes among the new visitors to each arm, arrays or lists of shape (experiments,
    looks); batch: the number of new visitors to each arm before each look, at least 1; threshold: what an
    alarm has to exceed.
    """
    raise NotAttempted  # replace this line with your code
