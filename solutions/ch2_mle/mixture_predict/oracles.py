"""Outside truth for `mixture_predict`."""

import numpy as np
from scipy import integrate, optimize, stats

from autograder.authors import Agreement, oracle
from course import mle


def _mixture(rng):
    """A mixture of three, of which the narrow component has the highest peak."""
    x = np.array([1.0, rng.normal(), rng.normal()])
    weights, coefs = rng.dirichlet(np.full(3, 9.0)), rng.normal(size=(3, 3))
    coefs[:, 0] += rng.permutation([0.0, 3.0, 6.0])
    sigmas = np.array([0.4 * weights[0], *rng.uniform(1, 2, size=2)])
    return x, weights, coefs, sigmas


@oracle("scipy.integrate.quad of y f(y), with SciPy's normal density")
def integral(student, rng):
    x, weights, coefs, sigmas = asked = _mixture(rng)
    means = coefs @ x

    def integrand(y):
        return y * (weights @ stats.norm.pdf(y, means, sigmas))

    low, high = means.min() - 9 * sigmas.max(), means.max() + 9 * sigmas.max()
    value, _ = integrate.quad(integrand, low, high, points=sorted(means), limit=400)
    return Agreement(
        solution=student.mixture_predict(*asked),
        reference=mle.mixture_predict(x[None, :], *asked[1:])[0],
        outside=value,
        rtol=1e-6,
        atol=1e-6,
    )


@oracle("scipy.optimize.brute on SciPy's normal density, polished by its simplex search")
def brute_force(student, rng):
    x, weights, coefs, sigmas = asked = _mixture(rng)
    means = coefs @ x

    def loss(y):
        return -(weights @ stats.norm.pdf(y, means, sigmas))

    def polished(function, start, **_):
        return optimize.fmin(function, start, xtol=1e-9, ftol=1e-14, disp=False, full_output=True)

    ends = slice(means.min() - 0.1, means.max() + 0.1, sigmas.min() / 10)
    found = optimize.brute(loss, (ends,), finish=polished)
    return Agreement(
        solution=student.mixture_predict(*asked, how="mode"),
        reference=mle.mixture_predict(x[None, :], *asked[1:], how="mode")[0],
        outside=float(np.ravel(found)[0]),
        rtol=0,
        atol=1e-3 * sigmas.min(),
    )
