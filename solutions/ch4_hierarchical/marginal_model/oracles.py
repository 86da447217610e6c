"""Outside truth for `marginal_model`: the same density, put together by SciPy."""

import numpy as np
from scipy import integrate, stats

from autograder.authors import Agreement, oracle
from course import hierarchical


def _case(rng):
    group = np.array([0, 1, 1, 0])
    data = (rng.normal(size=4), rng.normal(2, 3, size=4), group, rng.uniform(0.3, 1.5), 0.8)
    points = [
        {
            "mu_alpha": rng.normal(),
            "sigma_alpha": rng.uniform(0.5, 3),
            "mu_beta": rng.normal(),
            "sigma_beta": rng.uniform(0.5, 3),
            "alpha": rng.normal(size=2),
            "beta": rng.normal(size=2),
        }
        for _ in range(3)
    ]
    return data, points


def _priors(point):
    return (
        stats.norm.logpdf([point["mu_alpha"], point["mu_beta"]], 0, 5).sum()
        + stats.halfnorm.logpdf([point["sigma_alpha"], point["sigma_beta"]], scale=3).sum()
        + stats.norm.logpdf(point["alpha"], point["mu_alpha"], point["sigma_alpha"]).sum()
        + stats.norm.logpdf(point["beta"], point["mu_beta"], point["sigma_beta"]).sum()
    )


def _agreement(student, data, points, outside):
    """Only changes from point to point count: a constant is no part of a posterior."""
    model = student.marginal_model(*data)
    sent = [{k: np.asarray(v, dtype=float) for k, v in point.items()} for point in points]
    found = np.asarray(model.log_density(sent))
    ours = np.array([hierarchical.marginal_log_density(*data, point) for point in points])
    theirs = np.array([outside(point) for point in points])
    return Agreement(np.diff(found), np.diff(ours), np.diff(theirs), rtol=1e-5, atol=1e-5)


@oracle("SciPy's quadrature over each true x of the model with x in it")
def quadrature(student, rng):
    data, points = _case(rng)
    x_obs, y_obs, group, sigma_x, sigma_y = data

    def outside(point):
        total = _priors(point)
        for x, y, g in zip(x_obs, y_obs, group, strict=True):
            a, b = point["alpha"][g], point["beta"][g]

            def joint(t, x=x, y=y, a=a, b=b):
                seen = stats.norm.pdf(t) * stats.norm.pdf(x, t, sigma_x)
                return seen * stats.norm.pdf(y, a + b * t, np.sqrt(1 + sigma_y**2))

            total += np.log(integrate.quad(joint, -12, 12, epsabs=0, limit=200, points=[0, x])[0])
        return total  # of y and x together: that of x alone is no matter of the parameters

    return _agreement(student, data, points, outside)


@oracle("the conditional of SciPy's bivariate normal of observed x and y")
def bivariate(student, rng):
    data, points = _case(rng)
    x_obs, y_obs, group, sigma_x, sigma_y = data

    def outside(point):
        total = _priors(point)
        for x, y, g in zip(x_obs, y_obs, group, strict=True):
            a, b = point["alpha"][g], point["beta"][g]
            covariance = [[1 + sigma_x**2, b], [b, b**2 + 1 + sigma_y**2]]
            total += stats.multivariate_normal.logpdf([x, y], [0, a], covariance)
        return total

    return _agreement(student, data, points, outside)
