r"""## The shortest interval

Of 20 visitors, 2 signed up. With a uniform prior the rate's posterior is Beta(3, 19). Which interval
holds 95 % of it? Cut 2.5 % off at either end, and you get 3.0 % to 30.4 %. But look at the ends: a rate
of 2.9 % is left out, and one of 30 % is in, though the density at the first is more than three times as
high. Where a posterior is skewed, equal tails leave out rates that are more plausible than some they hold.

The **highest-density interval** leaves out no such rate. The density is the same at both of its ends,
and higher everywhere between them than outside:

$$f(\mathrm{lower}) = f(\mathrm{upper}), \qquad P(\mathrm{lower} < p < \mathrm{upper}) = \mathrm{level}$$

So it is also the shortest interval that holds this probability: here 1.8 % to 27.7 %. Where the density
only falls, which it does for $\alpha \le 1$, the interval begins at 0. Where it only rises, for
$\beta \le 1$, it ends at 1. A common rule takes the mean plus and minus two standard deviations.
Here that begins at -0.7 %, which is no rate.

**Write** `hdi(alpha, beta, level=0.95)`. It returns the two ends of the highest-density interval of a
Beta(alpha, beta), lower first. Each is to be right to a thousandth of the interval's width. Alpha and beta
are numbers from 0.5 to 1000, not always whole. At least one of them is above 1, so that the density has
a single top, perhaps at 0 or at 1. The level lies between 0.1 and 0.99, both included.

**For example**, `hdi(3, 19)` returns `[0.0176, 0.2766]`. With no sign-up among 20,
`hdi(1, 21)` is `[0, 0.1329]`.
"""

import numpy as np
from given import NotAttempted
from scipy import optimize, special, stats


def hdi(alpha, beta, level=0.95):
    """Return the ends of the highest-density interval of a Beta(alpha, beta), shape (2,).

    alpha, beta: numbers from 0.5 to 1000, at least one of them above 1; level: the probability that
    the interval holds, from 0.1 to 0.99.
    """

    # BEGIN SOLUTION
    def ends(left):
        return special.betaincinv(alpha, beta, np.array([left, left + level]))

    def rise(left):
        x = ends(left)
        log_density = special.xlogy(alpha - 1, x) + special.xlog1py(beta - 1, -x)
        return log_density[1] - log_density[0]

    if alpha <= 1:
        return ends(0.0)
    if beta <= 1:
        return ends(1 - level)
    return ends(optimize.brentq(rise, 0, 1 - level))
    # END SOLUTION
