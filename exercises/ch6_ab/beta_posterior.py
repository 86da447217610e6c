r"""## What is known of one rate?

A new form was shown to 20 visitors, and 4 of them signed up. That is 20 %. Earlier forms had about
10 %, so part of it may be luck. How plausible is each rate, given both? Before the data a Beta
distribution says it, with density

$$f(p) \ \propto\ p^{a - 1} (1 - p)^{b - 1}$$

The s successes and n - s failures have probability proportional to $p^s (1 - p)^{n - s}$. Multiply
the two: the powers add up, and what comes out is a Beta distribution again.

$$p \mid s, n \ \sim\ \mathrm{Beta}(\alpha, \beta), \qquad \alpha = a + s, \quad \beta = b + n - s$$

So the prior's numbers mean something: the prior counts as much as a successes and b failures that had been
seen before. Beta(1, 1) is uniform. It has the weight of two trials, one of them a success; Beta(3, 27)
has that of thirty, three of them successes. (To count so is a convention, which fits the mean below. Some
books count a - 1 and b - 1, the powers of the density.) A Beta distribution has

$$\mathrm{mean} = \frac{\alpha}{\alpha + \beta}, \qquad
\mathrm{variance} = \frac{\mathrm{mean}\,(1 - \mathrm{mean})}{\alpha + \beta + 1}$$

**Write** `beta_posterior(successes, trials, prior=(1, 1))`. It returns an array of four numbers:
$\alpha$, $\beta$, the mean and the standard deviation of the posterior, each right to six digits.
Counts are whole numbers, up to a hundred thousand; there may be no success, no failure, or no trial. The
prior is the pair (a, b), a tuple or a list of two numbers above zero, not always whole.

More successes than trials, or a negative count, is an error in the data: raise a `ValueError`. Nothing else
is refused.

**For example**, `beta_posterior(4, 20, prior=(3, 27))` returns `[7, 43, 0.14, 0.0486]`: the mean lies
between the 10 % of before and the 20 % that were seen. With the uniform prior it is
`[5, 17, 0.2273, 0.0874]`.
"""

import numpy as np
from given import NotAttempted


def beta_posterior(successes, trials, prior=(1, 1)):
    """Return alpha, beta, mean and standard deviation of the posterior of a rate, shape (4,).

    successes, trials: whole numbers, 0 <= successes <= trials; prior: the parameters (a, b) of the
    Beta prior, both above zero. Raises ValueError for impossible counts.
    """
    raise NotAttempted  # replace this line with your code
