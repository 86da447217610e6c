r"""## How surprised by the truth?

A weather service says for tomorrow: sun 25 %, clouds 25 %, rain 50 %. Over many such days there was sun in
50 %, clouds in 25 % and rain in 25 % of them. How good was the forecast? One measure is the *surprise*: an
outcome that was given the probability $q_i$ surprises by $-\log q_i$. What was thought certain does not
surprise at all; what was thought impossible surprises without bound. The **cross-entropy** is the average
surprise of somebody who believes q, where the outcomes occur with the probabilities p:

$$H(p, q) = -\sum_{i=1}^k p_i \log q_i$$

An outcome that never occurs surprises nobody: where $p_i = 0$ the term is zero, whatever $q_i$ is, also
where it is zero. Where $p_i > 0$ and $q_i = 0$, the cross-entropy is infinite: return `math.inf` (or
`np.inf`, which is the same).

**Write** `cross_entropy(p, q, base=math.e)`. It returns one number, right to six digits. Natural
logarithms give it in nats, logarithms to the base 2 in bits; `base` is a number above 1. `p` and `q` are
array-like (lists, arrays or pandas objects) and hold the probabilities of the same k outcomes in the same
order, k being one or more. Take a probability as it is, however small: do not replace a small one or
a zero by something larger.

Raise a `ValueError` where `p` and `q` differ in length, where one of them has an entry below zero, and
where the entries of one of them do not sum to one. In the checks a sum is either one, up to rounding in
the last digits, or it is off by a hundredth or more.

**For example**, the forecast of above:

| call | returns |
|---|---|
| `cross_entropy([0.5, 0.25, 0.25], [0.25, 0.25, 0.5])` | `1.2130` nats |
| `cross_entropy([0.5, 0.25, 0.25], [0.25, 0.25, 0.5], base=2)` | `1.75` bits |
| `cross_entropy([0.5, 0.5, 0], [0.5, 0, 0.5])` | `inf` |
"""

import math

import numpy as np
from given import NotAttempted
from scipy import special


def cross_entropy(p, q, base=math.e):
    """Return the cross-entropy -sum p log q, one number, in units of the base's logarithm.

    p, q: the true and the believed probabilities of the same k outcomes, array-like; base: the base
    of the logarithm, above 1. Raises ValueError where the lengths differ, where a probability is below
    zero and where a sum is not one.
    """
    raise NotAttempted  # replace this line with your code
