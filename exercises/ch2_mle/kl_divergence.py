r"""## What does a wrong belief cost?

A sensor reports one of three states by radio, and each bit takes energy. A good code gives short words to
frequent states: the best word for a state of probability $q_i$ has $-\log_2 q_i$ bits. The code was built
for the states that were expected, with the probabilities q = (0.25, 0.25, 0.5), so that its words have 2, 2
and 1 bits. Outdoors the states occur with the probabilities p = (0.5, 0.25, 0.25), and the best words would
have had 1, 2 and 2 bits. A message takes 1.75 bits on average where 1.5 would have been enough. The
difference, 0.25 bits, is the **Kullback-Leibler divergence** of p from q:

$$\mathrm{KL}(p \,\|\, q) = \sum_{i=1}^k p_i \log \frac{p_i}{q_i}$$

It is zero where q equals p and above zero for every other q. It is no distance: which of the two is
the truth, and which the belief, matters. An outcome that never occurs costs nothing: where $p_i = 0$ the
term is zero, whatever $q_i$ is, also where it is zero. Where $p_i > 0$ and $q_i = 0$, the divergence is
infinite: return `math.inf` (or `np.inf`, which is the same).

**Write** `kl_divergence(p, q, base=math.e)`. It returns one number, right to six digits, or to within
0.000000001 ($10^{-9}$) where it is smaller than a thousandth. Natural logarithms give it in nats,
logarithms to the base 2 in bits; `base` is a number above 1. `p` and `q` are array-like (lists, arrays or
pandas objects) and hold the probabilities of k outcomes, in the same order, k being one or more. Take a
probability as it is, however small: do not replace a small one or a zero by something larger.

Raise a `ValueError` where `p` and `q` differ in length. Nothing else has to be refused: each of them has no
entry below zero, and sums to one up to rounding.

**For example**, the sensor, its code built the other way round, and a state that was not foreseen:

| call | returns |
|---|---|
| `kl_divergence([0.5, 0.25, 0.25], [0.25, 0.25, 0.5], base=2)` | `0.25` bits |
| `kl_divergence([0.8, 0.2], [0.5, 0.5])` | `0.1927` nats |
| `kl_divergence([0.5, 0.5], [0.8, 0.2])` | `0.2231` nats |
| `kl_divergence([0.5, 0.5, 0], [0.5, 0, 0.5])` | `inf` |
"""

import math

import numpy as np
from given import NotAttempted
from scipy import special


def kl_divergence(p, q, base=math.e):
    """Return the divergence sum p log(p/q), one number, in units of the base's logarithm.

    p, q: the true and the believed probabilities of the same k outcomes, array-like; base: the base
    of the logarithm, above 1. Raises ValueError where the lengths differ.
    """
    raise NotAttempted  # replace this line with your code
