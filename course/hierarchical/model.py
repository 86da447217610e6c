"""The same model in PyMC, ready to be sampled. PyMC is imported when a model is built."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from course.hierarchical.density import PRIORS, Priors, _data, reliability

if TYPE_CHECKING:
    import pymc


def marginal_model(
    x_obs: Any,
    y_obs: Any,
    group: Any,
    sigma_x: float,
    sigma_y: float,
    priors: Priors = PRIORS,
) -> pymc.Model:
    """Return the hierarchical regression with the true x integrated out, as a `pm.Model`.

    The density is that of `marginal_log_density`. The parametrisation is centred: alpha and beta
    are variables themselves, one entry a group, with the coordinate `group`. The observed variable
    is y_obs.

    Raises `ValueError` for data that do not fit together, and `ImportError` without PyMC.

    >>> model = marginal_model([0.1, 0.2, 0.3], [1.0, 2.0, 2.0], [0, 0, 1], 0.5, 1.0)
    >>> sorted(v.name for v in model.free_RVs)
    ['alpha', 'beta', 'mu_alpha', 'mu_beta', 'sigma_alpha', 'sigma_beta']
    """
    import pymc as pm

    x, y, g = _data(x_obs, y_obs, group, sigma_x, sigma_y)
    share = reliability(sigma_x)
    coords = {"group": np.arange(g.max(initial=-1) + 1), "observation": np.arange(len(g))}
    with pm.Model(coords=coords) as model:
        mu_alpha = pm.Normal("mu_alpha", 0.0, priors.mu_sd)
        sigma_alpha = pm.HalfNormal("sigma_alpha", priors.sigma_scale)
        mu_beta = pm.Normal("mu_beta", 0.0, priors.mu_sd)
        sigma_beta = pm.HalfNormal("sigma_beta", priors.sigma_scale)
        alpha = pm.Normal("alpha", mu_alpha, sigma_alpha, dims="group")
        beta = pm.Normal("beta", mu_beta, sigma_beta, dims="group")
        pm.Normal(
            "y_obs",
            alpha[g] + beta[g] * share * x,
            pm.math.sqrt(beta[g] ** 2 * share * sigma_x**2 + 1 + sigma_y**2),
            observed=y,
            dims="observation",
        )
    return model
