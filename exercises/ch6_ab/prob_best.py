r"""## Which of several is the best?

Three headlines were shown to 100 readers each, and 30, 45 and 41 clicked. Comparing the second with the
first, you are nearly sure. But the question is which of all three to keep, and that is not answered by
pairs: "B beats A" and "B beats C" both lean on the same rate of B, and their probabilities do not
multiply.

With uniform priors the rates are independent after the data, $p_i \sim \mathrm{Beta}(1 + s_i,\ 1 + n_i -
s_i)$. Arm i is the best if its rate is x and all the others lie below x, averaged over x:

$$P(i \text{ is best}) = \int_0^1 f_i(x) \prod_{j \ne i} F_j(x)\; dx$$

with $f_i$ the density and $F_j$ the distribution function of the posteriors.

**Write** `prob_best(successes, trials)`, with the counts of k arms. It returns an array of shape (k,): for
each arm the probability that its rate is the highest, right to six digits after the point. An arm may have
no trials yet, and it may have a hundred thousand, then with many of either outcome.

**For example**, `prob_best([30, 45, 41], [100, 100, 100])` returns `[0.005182, 0.711837, 0.282981]`. With
one failure, one success and no trial at all, `prob_best([0, 1, 0], [1, 1, 0])`, it is `[0.1, 0.6, 0.3]`.
"""

import numpy as np
from given import NotAttempted
from scipy import integrate, special, stats


def prob_best(successes, trials):
    """Return the probability that each of k arms has the highest rate, shape (k,).

    successes, trials: k whole numbers each, 0 <= successes <= trials. The priors are uniform.
    """
    raise NotAttempted  # replace this line with your code
