"""Outside truth for `cross_entropy`."""

import numpy as np
from scipy import stats
from sklearn.metrics import log_loss

from autograder.authors import Agreement, oracle
from course import mle


@oracle("scipy.stats.entropy: the entropy of p and the divergence of p from q, added")
def scipy_entropy(student, rng):
    k, base = int(rng.integers(2, 30)), float(rng.uniform(1.5, 12))
    p, q = rng.dirichlet(np.ones(k)), rng.dirichlet(np.ones(k))
    p[0] = 0
    p /= p.sum()
    return Agreement(
        solution=student.cross_entropy(p, q, base),
        reference=mle.cross_entropy(p, q, base=base),
        outside=stats.entropy(p, base=base) + stats.entropy(p, q, base=base),
    )


@oracle("scikit-learn's log_loss of a sample whose shares are p")
def scikit_learn(student, rng):
    q = rng.dirichlet(np.full(4, 3.0))
    sample = rng.choice(4, size=30, p=q)
    shares = np.bincount(sample, minlength=4) / 30
    return Agreement(
        solution=student.cross_entropy(shares, q),
        reference=mle.cross_entropy(shares, q),
        outside=log_loss(sample, np.tile(q, (30, 1)), labels=range(4)),
    )
