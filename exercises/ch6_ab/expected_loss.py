r"""## What if the choice is wrong?

Of 100 visitors to the old page 30 signed up, of 100 to the new one 45 did. B is better with probability
0.985. Is that sure enough? It depends on what is at stake. If A is better after all, but by a hair, then
choosing B costs next to nothing. So weigh each way of being wrong by what it costs. Choose B, and
$p_A - p_B$ is lost where A is the better one, nothing where it is not. On average,

$$L_B = \mathbb{E}\,[\max(p_A - p_B,\ 0)], \qquad L_A = \mathbb{E}\,[\max(p_B - p_A,\ 0)]$$

The average is over the two posteriors, which are independent. With uniform priors they are
Beta(1 + s, 1 + n - s). There is no need for a double integral. The length of the piece from $p_B$ to
$p_A$ is the integral over x of an indicator, one where $p_B < x < p_A$, and its average is a product:

$$L_B = \int_0^1 P(p_A > x)\; P(p_B < x)\; dx$$

**Write** `expected_loss(successes_a, trials_a, successes_b, trials_b)`. It returns an array of two numbers:
what choosing A is expected to lose, and what choosing B is. Each may be off by at most 0.00000001
($10^{-8}$). Counts are whole numbers from none to ten thousand, with no more successes than trials, and
the arms may be of very different sizes.

**For example**, `expected_loss(30, 100, 45, 100)` returns `[0.14740707, 0.00034825]`: whoever chooses B
loses, on average, one sign-up in about 2900 visitors. With no trials at all it is `[1/6, 1/6]`.
"""

import numpy as np
from given import NotAttempted
from scipy import integrate, special, stats


def expected_loss(successes_a, trials_a, successes_b, trials_b):
    """Return what choosing A and what choosing B is expected to lose, in units of the rate, shape (2,).

    successes and trials of each: whole numbers, 0 <= successes <= trials. The priors are uniform.
    """
    raise NotAttempted  # replace this line with your code
