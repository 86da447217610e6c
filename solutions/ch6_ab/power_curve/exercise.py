r"""## How many visitors until a better page is found?

Your team will put the new page B online if the posterior probability of its being the better one is above
0.95. Before the test begins, the manager asks: if 30 % sign up on the old page and 60 % on the new one,
how often will this rule find it? With 10 visitors to each page? With 40?

Nothing has to be simulated. With n visitors to each page there are only $(n + 1)^2$ pairs of counts
$(s_A, s_B)$, and the rule says of each whether it chooses B. The counts are binomial and independent, so
that the **power** of the rule is a sum over the pairs for which it does:

$$\mathrm{power}(n) = \sum_{(s_A, s_B)\,:\,\text{B is chosen}}
\binom{n}{s_A} p_A^{s_A} (1 - p_A)^{n - s_A} \binom{n}{s_B} p_B^{s_B} (1 - p_B)^{n - s_B}$$

With equal rates the same sum is the rule's rate of false alarms.

**Write** `power_curve(rate_a, rate_b, choose)`. `choose` is a list of boolean arrays, one for each size n,
of shape (n + 1, n + 1): `choose[i][sa, sb]` is True where the rule chooses B after `sa` successes of A and
`sb` of B. It may be any rule, even one that makes no sense. The sizes go from 1 to 200, come in any order,
and may repeat; the rates go from 0 to 1, both included. Return an array with the power at each size, in
the order of `choose`, each off by at most 0.000001 ($10^{-6}$).

**For example**, with one visitor each and a rule that chooses B if that visitor signed up and A's did
not, `power_curve(0.3, 0.45, [np.array([[False, True], [False, False]])])` returns `[0.315]`, which is
0.7 times 0.45. For the team's rule the answers at 10, 20 and 40 visitors to each page are 0.4172, 0.5754
and 0.8559, and if both rates are 30 % they are 0.0498, 0.0437 and 0.0486.
"""

import numpy as np
from given import NotAttempted
from scipy import stats


def power_curve(rate_a, rate_b, choose):
    """Return the probability that a rule chooses B, shape (k,), at each of k sizes.

    rate_a, rate_b: the true rates, from 0 to 1; choose: a list of k boolean arrays, that of n visitors to
    each arm of shape (n + 1, n + 1), with A's successes down the rows and B's across the columns.
    """
    # BEGIN SOLUTION
    powers = []
    for rule in choose:
        n = len(rule) - 1
        s = np.arange(n + 1)
        pairs = np.outer(stats.binom.pmf(s, n, rate_a), stats.binom.pmf(s, n, rate_b))
        powers.append(np.sum(pairs * rule))
    return np.array(powers)
    # END SOLUTION
