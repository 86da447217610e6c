"""Outside truth for `profile_interval`."""

import numpy as np
import statsmodels.api as sm
from scipy import optimize, stats

from autograder.authors import Agreement, oracle
from course import mle


def _data(rng):
    n, p = int(rng.integers(6, 40)), int(rng.integers(1, 5))
    X = np.column_stack([np.ones(n), rng.normal(size=(n, p - 1))])
    return X, X @ rng.normal(size=p) + rng.normal(scale=rng.uniform(0.5, 5), size=n)


@oracle("statsmodels' log-likelihood with a given scale, and brentq on each side of its maximum")
def statsmodels_profile(student, rng):
    X, y = _data(rng)
    level = float(rng.uniform(0.5, 0.99))
    model = sm.OLS(y, X)
    fitted = model.fit()
    best = np.sqrt(fitted.ssr / len(y))

    def beyond(sigma):
        fall = fitted.llf - model.loglike(fitted.params, scale=sigma**2)
        return 2 * fall - stats.chi2.ppf(level, 1)

    sides = ((best / 20, best), (best, 20 * best))
    return Agreement(
        solution=student.profile_interval(fitted.resid, level),
        reference=mle.sigma_profile_interval(X, y, level=level),
        outside=[optimize.brentq(beyond, *side, xtol=1e-12) for side in sides],
    )


@oracle(
    "scipy.optimize: the least and the largest sigma that the inequality permits, coefficients free"
)
def over_all_parameters(student, rng):
    # The extremes of sigma over all (coefficients, sigma) in the region are those of the profile.
    X = np.column_stack([np.ones(8), rng.normal(size=8)])
    y = X @ rng.normal(size=2) + rng.normal(size=8)
    coef = np.linalg.lstsq(X, y, rcond=None)[0]
    best = np.sqrt(np.mean((y - X @ coef) ** 2))
    top = stats.norm.logpdf(y, X @ coef, best).sum()
    region = {
        "type": "ineq",
        "fun": lambda b: (
            stats.chi2.ppf(0.9, 1) / 2 - top + stats.norm.logpdf(y, X @ b[:2], np.exp(b[2])).sum()
        ),
    }
    ends = [
        optimize.minimize(
            lambda b, s=sign: s * b[2], np.r_[coef, np.log(best)], constraints=region,
            method="SLSQP", options={"ftol": 1e-14, "maxiter": 500},
        ).x[2]
        for sign in (1, -1)
    ]  # fmt: skip
    return Agreement(
        solution=student.profile_interval(y - X @ coef, 0.9),
        reference=mle.sigma_profile_interval(X, y, level=0.9),
        outside=np.exp(ends),
        rtol=1e-5,
    )
