r"""## What can no model save?

Of 8 calls to a help line 4 were about a password, 2 about a bill, 2 about a delivery and none about
anything else. A model says: 1/4, 1/4, 1/4, 1/4. The probability of the eight calls, in the order in which
they came, is the product of what the model says about each. Its logarithm, divided by n = 8, with a
minus, is how much the model is surprised by a call on average. The order of the calls does not matter,
since only the shares $p_i = n_i / n$ of the outcomes enter:

$$-\frac{1}{n} \log L(q) = -\sum_{i=1}^k p_i \log q_i = H(p, q)$$

So the average negative log-likelihood is a cross-entropy. It falls into two parts:

$$\underbrace{-\sum_i p_i \log q_i}_{H(p, q)} \;=\; \underbrace{-\sum_i p_i \log p_i}_{H(p)} \;+\;
\underbrace{\sum_i p_i \log \frac{p_i}{q_i}}_{\mathrm{KL}(p \,\|\, q)}$$

The first part, the **entropy**, depends on the data alone: no model can save it. The second part, the
**Kullback-Leibler divergence**, is never below zero, and zero where $q = p$. That is why the most likely
q consists of the shares themselves, and why it is the same to maximise the likelihood, to minimise the
cross-entropy and to minimise the divergence.

**Write** `entropy_identity(counts, q)`. It returns three numbers in this order: the entropy $H(p)$, the
divergence $\mathrm{KL}(p \,\|\, q)$ and the cross-entropy $H(p, q)$, all in nats (natural logarithms).
Each has to be right to six digits, or to within 0.000000001 ($10^{-9}$) where it is smaller than a
thousandth. `counts` and `q` are array-like (lists, arrays or pandas objects with the same index): how
often each of k outcomes was observed, whole numbers from zero up, and the probabilities that the model
gives to the same outcomes, none of them below zero, with a sum of one up to rounding. There is one
outcome or more.

What was never observed adds nothing to any of the three, whatever its q is, also where it is zero. What
was observed and has $q_i = 0$ makes the divergence and the cross-entropy infinite: return `math.inf` (or
`np.inf`, which is the same) for these two. Take probabilities and shares as they are: smooth and clip
nothing.

Raise a `ValueError` where nothing was observed at all, every count zero, and where `counts` and `q`
differ in length.

**For example**, the help line, with the model of above and with one that does not know of deliveries:

| call | returns |
|---|---|
| `entropy_identity([4, 2, 2, 0], [0.25, 0.25, 0.25, 0.25])` | `(1.0397, 0.3466, 1.3863)` |
| `entropy_identity([4, 2, 2, 0], [0.5, 0.25, 0, 0.25])` | `(1.0397, inf, inf)` |
"""

import numpy as np
from given import NotAttempted
from scipy import special


def entropy_identity(counts, q):
    """Return the entropy of the shares, their divergence from q and the cross-entropy, in nats.

    counts: how often each of k outcomes was observed, array-like; q: the k probabilities of a model,
    array-like. Raises ValueError where every count is zero and where the lengths differ.
    """
    raise NotAttempted  # replace this line with your code
