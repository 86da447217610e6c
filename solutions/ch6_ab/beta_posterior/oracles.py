"""Outside truth for `beta_posterior`."""

import numpy as np
from scipy import integrate, stats

from autograder.authors import Agreement, oracle
from course import ab


def _asked(rng, largest):
    n = int(rng.integers(1, largest))
    return int(rng.integers(n + 1)), n, tuple(rng.uniform(1, 6, size=2).tolist())


def _ours(s, n, prior):
    found = ab.posterior(s, n, prior)
    return [found.alpha, found.beta, found.mean, found.sd]


@oracle("SciPy's quadrature of the prior times the binomial probability")
def quadrature(student, rng):
    # Nothing is taken for granted here but Bayes' rule: the parameters come back from the moments.
    s, n, (a, b) = asked = _asked(rng, 30)

    def moment(k):
        def f(p):
            prior, likelihood = p ** (a - 1) * (1 - p) ** (b - 1), p**s * (1 - p) ** (n - s)
            return p**k * prior * likelihood

        return integrate.quad(f, 0, 1, epsabs=0, epsrel=1e-11)[0]

    m0, m1, m2 = (moment(k) for k in range(3))
    mean, variance = m1 / m0, m2 / m0 - (m1 / m0) ** 2
    both = mean * (1 - mean) / variance - 1
    outside = [both * mean, both * (1 - mean), mean, np.sqrt(variance)]
    return Agreement(student.beta_posterior(*asked), _ours(*asked), outside, rtol=1e-6)


@oracle("scipy.stats.beta")
def scipy_beta(student, rng):
    s, n, prior = asked = _asked(rng, 5000)
    known = stats.beta(prior[0] + s, prior[1] + n - s)
    outside = [*known.args, known.mean(), known.std()]
    return Agreement(student.beta_posterior(*asked), _ours(*asked), outside)
