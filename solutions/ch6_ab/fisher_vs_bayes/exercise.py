r"""## Two small numbers, two questions

30 of 100 visitors signed up on the old page A, 45 of 100 on the new page B. A colleague runs Fisher's
exact test and reports 0.0203. You compute a posterior and report 0.0145. The numbers are close, and each
of you takes the other's for a slip of the pen. Neither is. They answer two questions:

1. **Fisher:** suppose that the rates are equal. Then the $s_A + s_B$ successes fell among the
   $n_A + n_B$ visitors by chance. How probable is it that so many of them, or more, fell to B?

$$p = P(K \ge s_B), \qquad K \sim \mathrm{Hypergeometric}$$

with $K$ the number of successes among $n_B$ visitors drawn without replacement from all of them. This is
the one-sided p-value: large counts of B speak against equal rates.

2. **The posterior:** after these counts, and with uniform priors, how probable is it that B is *not* the
   better one?

$$1 - P(p_B > p_A) = P(p_A > p_B) = \int_0^1 f_B(x)\, P(p_A > x)\, dx, \qquad
p_i \sim \mathrm{Beta}(1 + s_i,\ 1 + n_i - s_i)$$

with $f_B$ the density of B's posterior.

The first is always the larger. Altham (1969) found out why: Fisher's p-value is a posterior probability
too, under the priors Beta(1, 0) for A and Beta(0, 1) for B, which both speak against B. (They are
improper: a parameter of zero leaves a density without a finite area, and only the data make it one.)

**Write** `fisher_vs_bayes(successes_a, trials_a, successes_b, trials_b)`. It returns an array of two
numbers, Fisher's one-sided p-value first and the posterior probability second, each off by at most
0.000001 ($10^{-6}$). The question is always the same, also where A does better: then both are large.
Counts are whole numbers, with 1 to 500 trials in each arm and no more successes than trials.

**For example**, `fisher_vs_bayes(30, 100, 45, 100)` returns `[0.020267, 0.014524]`. After one failure of
A and one success of B, `fisher_vs_bayes(0, 1, 1, 1)`, it is `[0.5, 0.166667]`.
"""

import numpy as np
from given import NotAttempted
from scipy import integrate, stats


def fisher_vs_bayes(successes_a, trials_a, successes_b, trials_b):
    """Return Fisher's one-sided p-value and the posterior probability that B is not better, (2,).

    successes and trials of each arm: whole numbers, 0 <= successes <= trials, trials from 1 to 500.
    """
    # BEGIN SOLUTION
    successes, trials = successes_a + successes_b, trials_a + trials_b
    fisher = stats.hypergeom.sf(successes_b - 1, trials, successes, trials_b)
    # s + 1 of n + 1 points on a line: B is lower if its point comes first when both are shuffled.
    posterior = stats.hypergeom.sf(successes_b, trials + 2, successes + 1, trials_b + 1)
    return np.array([fisher, posterior])
    # END SOLUTION
