r"""## Better by enough?

Of 100 visitors to the old page 30 signed up, of 100 to the new one 45 did. The new page is probably the
better one. But to switch costs work, and pays only if at least five more of a hundred sign up. So the
question is not whether $p_B > p_A$, but whether $p_B - p_A > 0.05$. Sometimes the bar is below zero: a
checkout that is cheaper to run may lose two visitors of a hundred, and the question is whether
$p_B - p_A > -0.02$.

The priors are uniform, so that s successes in n trials leave a Beta(1 + s, 1 + n - s). Fix A's rate at x:
B then has to be above x + d. Average that over the posterior of A,

$$P(p_B - p_A > d) = \int_0^1 f_A(x)\; P(p_B > x + d)\; dx$$

with $f_A$ the density of A's rate. Where x + d is below 0, every rate of B is above it; where x + d is
above 1, none is. The integrand may have an edge at these places.

**Write** `prob_lift(successes_a, trials_a, successes_b, trials_b, at_least)`. It returns the posterior
probability that $p_B - p_A$ is above `at_least`, one number, off by at most 0.000001 ($10^{-6}$).
`at_least` is a difference of rates between -1 and 1, both excluded; it may be 0. Counts are whole numbers
from none to ten thousand, with no more successes than trials, and the arms may be of very different sizes.

**For example**, `prob_lift(30, 100, 45, 100, 0.05)` is 0.925895. With no trials at all both rates are
uniform, and `prob_lift(0, 0, 0, 0, 0.5)` is 0.125, the area of a triangle in the unit square.
"""

import numpy as np
from given import NotAttempted
from scipy import integrate, special, stats


def prob_lift(successes_a, trials_a, successes_b, trials_b, at_least):
    """Return the posterior probability that the rate of B exceeds that of A by more than `at_least`.

    successes and trials of each: whole numbers, 0 <= successes <= trials; at_least: a difference of
    rates, -1 < at_least < 1. The priors are uniform.
    """
    # BEGIN SOLUTION
    a = stats.beta(1 + successes_a, 1 + trials_a - successes_a)
    b = stats.beta(1 + successes_b, 1 + trials_b - successes_b)
    low, high = max([0, -at_least]), min([1, 1 - at_least])
    # Between the two edges the integrand is smooth, and a thousand Gauss nodes are plenty.
    inside, _ = integrate.fixed_quad(lambda x: a.pdf(x) * b.sf(x + at_least), low, high, n=1000)
    return a.cdf(-at_least) + inside
    # END SOLUTION
