r"""## Is B the better one?

The old page was shown to 100 visitors, and 30 signed up. The new one was shown to 100 others, and 45
did. Is the new page better, or was it luck? Neither rate is known. But each has a posterior: with a
uniform prior, s successes in n trials leave

$$p \mid s, n \ \sim\ \mathrm{Beta}(1 + s,\ 1 + n - s)$$

and the question has a number for an answer: the probability that one is above the other,

$$P(p_B > p_A) = \int_0^1 f_A(x)\; P(p_B > x)\; dx$$

with $f_A$ the posterior density of A's rate. Some textbooks put a normal distribution in the place of each
posterior. With many successes and many failures in each arm that is right to two or three digits; with few
it is not, and there is no need for it.

**Write** `prob_better_exact(successes_a, trials_a, successes_b, trials_b)`. It returns
$P(p_B > p_A)$, one number, off by at most 0.0000001 ($10^{-7}$). Counts are whole numbers, from none to a
hundred thousand in each arm, and the arms may be of very different sizes.

More successes than trials, or a negative count, in either arm is an error in the data: raise a
`ValueError`.

**For example**, `prob_better_exact(30, 100, 45, 100)` is 0.9854765, and with no trials at all,
`prob_better_exact(0, 0, 0, 0)` is 0.5.
"""

import numpy as np
from given import NotAttempted
from scipy import integrate, special, stats


def prob_better_exact(successes_a, trials_a, successes_b, trials_b):
    """Return the posterior probability that the rate of B is above that of A, one number.

    successes and trials of each: whole numbers, 0 <= successes <= trials. The priors are uniform.
    Raises ValueError for impossible counts.
    """
    # BEGIN SOLUTION
    for successes, trials in ((successes_a, trials_a), (successes_b, trials_b)):
        if not 0 <= successes <= trials:
            raise ValueError(f"{successes} successes in {trials} trials")
    a1, b1 = 1 + successes_a, 1 + trials_a - successes_a
    a2, b2 = 1 + successes_b, 1 + trials_b - successes_b
    i = np.arange(a2)
    log_terms = (
        special.betaln(a1 + i, b1 + b2)
        - np.log(b2 + i)
        - special.betaln(1 + i, b2)
        - special.betaln(a1, b1)
    )
    return float(np.exp(special.logsumexp(log_terms)))
    # END SOLUTION
