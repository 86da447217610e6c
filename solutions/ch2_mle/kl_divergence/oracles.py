"""Outside truth for `kl_divergence`."""

import numpy as np
from scipy import integrate, stats

from autograder.authors import Agreement, oracle
from course import mle


@oracle("scipy.stats.entropy with two arguments")
def scipy_entropy(student, rng):
    k, base = int(rng.integers(2, 30)), float(rng.uniform(1.5, 12))
    p, q = rng.dirichlet(np.ones(k)), rng.dirichlet(np.ones(k))
    p[0] = 0
    p /= p.sum()
    return Agreement(
        solution=student.kl_divergence(p, q, base),
        reference=mle.kl_divergence(p, q, base=base),
        outside=stats.entropy(p, q, base=base),
    )


@oracle(
    "the integral of a chi-squared distance along the straight line from p to q, by SciPy's quad"
)
def along_a_line(student, rng):
    # With m = p + s (q - p), the second derivative of KL(p || m) by s is sum p (q - p)² / m², and
    # value and slope are zero at s = 0; so KL(p || q) is the integral of (1 - s) times it.
    p, q = rng.dirichlet(np.full(4, 3.0)), rng.dirichlet(np.full(4, 3.0))

    def weighted(s):
        return (1 - s) * np.sum(p * ((q - p) / (p + s * (q - p))) ** 2)

    outside, _ = integrate.quad(weighted, 0, 1, epsabs=1e-12, epsrel=1e-10, limit=200)
    return Agreement(
        student.kl_divergence(p, q), mle.kl_divergence(p, q), outside, rtol=1e-7, atol=1e-9
    )
