r"""## Which of several is the best?

Three headlines were shown to 100 readers each, and 30, 45 and 41 clicked. Comparing the second with the
first, you are nearly sure. But the question is which of all three to keep, and that is not answered by
pairs: "B beats A" and "B beats C" both lean on the same rate of B, and their probabilities do not
multiply.

With uniform priors the rates are independent after the data, $p_i \sim \mathrm{Beta}(1 + s_i,\ 1 + n_i -
s_i)$. Arm i is the best if its rate is x and all the others lie below x, averaged over x:

$$P(i \text{ is best}) = \int_0^1 f_i(x) \prod_{j \ne i} F_j(x)\; dx$$

with $f_i$ the density and $F_j$ the distribution function of the posteriors.

**Write** `prob_best(successes, trials)`, with the counts of k arms, k from 2 to 8, as lists or arrays of
whole numbers. It returns an array of shape (k,): for each arm the probability that its rate is the highest,
off by at most 0.000001 ($10^{-6}$). An arm may have no success, no failure, or no trials yet. It may have a
hundred thousand trials; of more than a thousand, at least a tenth are successes and a tenth are failures.
Arms may be of very different sizes.

**For example**, `prob_best([30, 45, 41], [100, 100, 100])` returns `[0.005182, 0.711837, 0.282981]`. With
one failure, one success and no trial at all, `prob_best([0, 1, 0], [1, 1, 0])`, it is `[0.1, 0.6, 0.3]`.
"""

import numpy as np
from given import NotAttempted
from scipy import integrate, special, stats


def prob_best(successes, trials):
    """Return the probability that each of k arms has the highest rate, shape (k,).

    successes, trials: k whole numbers each, as lists or arrays, 0 <= successes <= trials, k from 2 to 8.
    The priors are uniform.
    """
    raise NotAttempted  # replace this line with your code
