"""Unusual right answers to `marginal_model`."""

import math
import warnings

import numpy as np
import pandas as pd
import pymc as pm

from autograder.authors import alternative


@alternative("coordinates and dims, the data in pm.Data, and deterministics on the way")
def with_coordinates(x_obs, y_obs, group, sigma_x, sigma_y):
    frame = pd.DataFrame({"x": x_obs, "y": y_obs, "g": group})
    coords = {"clinic": sorted(frame["g"].unique()), "patient": frame.index}
    print("building a model of", len(frame), "patients")
    warnings.warn("this is only a warning", stacklevel=1)
    with pm.Model(coords=coords) as model:
        x = pm.Data("x", frame["x"], dims="patient")
        g = pm.Data("g", frame["g"].to_numpy(), dims="patient")
        mu_alpha, mu_beta = (pm.Normal(f"mu_{k}", sigma=5.0) for k in ("alpha", "beta"))
        sigma_alpha, sigma_beta = (
            pm.HalfNormal(f"sigma_{k}", sigma=3.0) for k in ("alpha", "beta")
        )
        alpha = pm.Normal("alpha", mu=mu_alpha, sigma=sigma_alpha, dims="clinic")
        beta = pm.Normal("beta", mu=mu_beta, tau=sigma_beta**-2, dims="clinic")
        guess = pm.Deterministic("guess", x / (1 + sigma_x**2), dims="patient")
        line = pm.Deterministic("line", alpha[g] + beta[g] * guess, dims="patient")
        variance = 1 + sigma_y**2 + beta[g] ** 2 * (sigma_x**2 / (1 + sigma_x**2))
        pm.Normal("response", line, tau=1 / variance, observed=frame["y"], dims="patient")
    return model


@alternative("a potential without its constants, truncated normals, and lists of floats")
def by_a_potential(x_obs, y_obs, group, sigma_x, sigma_y):
    x, y, g = [float(v) for v in x_obs], [float(v) for v in y_obs], [int(v) for v in group]
    left = sigma_x**2 / (1 + sigma_x**2)
    model = pm.Model()
    with model:
        shared = {}
        for name in "alpha", "beta":
            mu = pm.Normal(f"mu_{name}", mu=0, sigma=5)
            sigma = pm.TruncatedNormal(f"sigma_{name}", mu=0, sigma=3, lower=0)
            shared[name] = pm.Normal(name, mu, sigma, shape=(max(g) + 1,))
        total = 0.0
        for x_i, y_i, g_i in zip(x, y, g, strict=True):
            a, b = shared["alpha"][g_i], shared["beta"][g_i]
            variance = b * b * left + 1 + sigma_y * sigma_y
            gap = y_i - a - b * x_i / (1 + sigma_x * sigma_x)
            total = total - gap**2 / (2 * variance) - pm.math.log(variance) / 2
        pm.Potential("likelihood", total)
    return model


@alternative("a loop over the groups, each with an observed node of its own")
def group_by_group(x_obs, y_obs, group, sigma_x, sigma_y):
    class Lines(pm.Model):
        pass

    L = 1 / (1 + sigma_x**2)
    with Lines() as model:
        mu = [pm.Normal("mu_alpha", 0, 5), pm.Normal("mu_beta", 0, 5)]
        sigma = [pm.HalfNormal("sigma_alpha", 3), pm.HalfNormal("sigma_beta", 3)]
        groups = np.unique(group)
        alpha = pm.Normal("alpha", mu[0], sigma[0], size=len(groups))
        beta = pm.Normal("beta", mu[1], sigma[1], size=len(groups))
        for g in groups:
            mine = np.flatnonzero(np.asarray(group) == g)
            sd = pm.math.sqrt((beta[g] * sigma_x) ** 2 * L + math.hypot(1, sigma_y) ** 2)
            pm.Normal(
                f"y_{g}",
                alpha[g] + L * beta[g] * np.asarray(x_obs)[mine],
                sd,
                observed=np.asarray(y_obs)[mine],
            )
    return model


@alternative("one multivariate normal, and the measured x modelled too, which is a constant")
def multivariate(x_obs, y_obs, group, sigma_x, sigma_y):
    n, J = len(group), int(np.max(group)) + 1
    member = np.zeros((n, J))
    member[np.arange(n), np.asarray(group)] = 1.0
    spread = math.sqrt(1 + sigma_x**2)
    with pm.Model() as model:
        mu_beta = pm.Normal("mu_beta", 0, 5)
        sigma_beta = pm.HalfNormal("sigma_beta", 3)
        mu_alpha = pm.Normal("mu_alpha", 0, 5)
        sigma_alpha = pm.HalfNormal("sigma_alpha", 3)
        b = pm.Normal("beta", mu_beta, sigma_beta, shape=J)
        a = pm.Normal("alpha", mu_alpha, sigma_alpha, shape=J)
        pm.Normal("x_obs", 0, spread, observed=np.asarray(x_obs))
        slope = pm.math.dot(member, b)
        mean = pm.math.dot(member, a) + slope * np.asarray(x_obs) / spread**2
        variance = slope**2 * sigma_x**2 / spread**2 + (1 + sigma_y**2)
        root = pm.math.sqrt(variance)[:, None] * np.eye(n)
        pm.MvNormal("y_obs", mean, chol=root, observed=np.asarray(y_obs))
    return model


@alternative("a distribution of one's own: x and y jointly normal, divided by the density of x")
def custom_distribution(x_obs, y_obs, group, sigma_x, sigma_y):
    x, g = np.asarray(x_obs, dtype=float), np.asarray(group)
    var_x = 1 + sigma_x**2

    def log_density(y, a, b):
        var_y = b**2 + 1 + sigma_y**2
        inverse = 1 / (var_x * var_y - b**2)
        gap = y - a
        form = (var_y * x**2 - 2 * b * x * gap + var_x * gap**2) * inverse
        joint = -0.5 * form + 0.5 * pm.math.log(inverse)
        return joint + 0.5 * x**2 / var_x + 0.5 * np.log(var_x)

    with pm.Model() as model:
        top = [(pm.Normal(f"mu_{k}", 0, 5), pm.HalfNormal(f"sigma_{k}", 3)) for k in ALL]
        a, b = (pm.Normal(k, *t, shape=int(g.max()) + 1) for k, t in zip(ALL, top, strict=True))
        pm.CustomDist("y_obs", a[g], b[g], logp=log_density, observed=np.asarray(y_obs))
    return model


ALL = ("alpha", "beta")
