"""Outside truth for `entropy_identity`."""

import numpy as np
from scipy import stats
from sklearn.metrics import log_loss

from autograder.authors import Agreement, oracle
from course import mle


def _reference(counts, q):
    p = counts / counts.sum()
    return mle.entropy(p), mle.kl_divergence(p, q), mle.cross_entropy(p, q)


@oracle(
    "scipy.stats.entropy for the first two, and scikit-learn's log_loss of the sample for the third"
)
def scipy_and_scikit_learn(student, rng):
    q = rng.dirichlet(np.full(4, 3.0))
    sample = rng.choice(4, size=30, p=q)
    counts = np.bincount(sample, minlength=4)
    return Agreement(
        solution=student.entropy_identity(counts, q),
        reference=_reference(counts, q),
        outside=(
            stats.entropy(counts),
            stats.entropy(counts, q),
            log_loss(sample, np.tile(q, (30, 1)), labels=range(4)),
        ),
    )


@oracle("SciPy's likelihood-ratio (G) test: 2 n times the divergence is its statistic")
def g_test(student, rng):
    counts, q = rng.integers(1, 30, size=6), rng.dirichlet(np.full(6, 3.0))
    n = counts.sum()
    statistic, _ = stats.power_divergence(counts, n * q, lambda_="log-likelihood")
    return Agreement(
        solution=np.asarray(student.entropy_identity(counts, q))[1],
        reference=_reference(counts, q)[1],
        outside=statistic / (2 * n),
    )
