"""Known mistakes of `marginal_model`.

Each is the right model but for one thing, which `_model` takes as an argument.
"""

import numpy as np
import pandas as pd
import pymc as pm

from autograder.authors import mistake


def _model(
    x_obs,
    y_obs,
    group,
    sigma_x,
    sigma_y,
    *,
    mean=lambda a, b, x, L: a + b * L * x,
    sd=lambda b, L, sx, sy: pm.math.sqrt(b**2 * L * sx**2 + 1 + sy**2),
    reliability=lambda sx: 1 / (1 + sx**2),
    mu_sd=5,
    scale=3,
    spread=pm.HalfNormal,
    crossed=False,
):
    x_obs, y_obs, group = np.asarray(x_obs), np.asarray(y_obs), np.asarray(group)
    n_groups, L = len(np.unique(group)), reliability(sigma_x)
    with pm.Model() as model:
        mu_alpha = pm.Normal("mu_alpha", 0, mu_sd)
        sigma_alpha = spread("sigma_alpha", scale)
        mu_beta = pm.Normal("mu_beta", 0, mu_sd)
        sigma_beta = spread("sigma_beta", scale)
        alpha = pm.Normal("alpha", mu_alpha, sigma_alpha, shape=n_groups)
        shared = (mu_beta, sigma_alpha) if crossed else (mu_beta, sigma_beta)
        beta = pm.Normal("beta", *shared, shape=n_groups)
        a, b = alpha[group], beta[group]
        pm.Normal("y_obs", mean(a, b, x_obs, L), sd(b, L, sigma_x, sigma_y), observed=y_obs)
    return model


@mistake(
    says="Your model takes the measured x for the true one, and lets only the instrument of y make "
    "noise. Slopes come out too small by the factor L, and the spread around the line is too "
    "small: the mean needs L, the variance needs b² L sigma_x² and the 1.",
    caught_by="test_one_observation",
)
def as_the_source_has_it(x_obs, y_obs, group, sigma_x, sigma_y):
    return _model(
        x_obs, y_obs, group, sigma_x, sigma_y,
        mean=lambda a, b, x, L: a + b * x, sd=lambda b, L, sx, sy: sy,
    )  # fmt: skip


@mistake(
    says="Your model takes the measured x for the true one: sigma_x is not used. Part of the "
    "spread of x_obs is error, so a line through it is too flat. Multiply by L in the mean and "
    "add b² L sigma_x² to the variance.",
    caught_by="test_one_observation",
)
def measured_taken_for_true(x_obs, y_obs, group, sigma_x, sigma_y):
    return _model(
        x_obs, y_obs, group, sigma_x, sigma_y,
        mean=lambda a, b, x, L: a + b * x, sd=lambda b, L, sx, sy: np.sqrt(1 + sy**2),
    )  # fmt: skip


@mistake(
    says="Your residual standard deviation is sigma_y alone. Responses also differ by the unit "
    "noise of y itself, and by what is unsure about x, b² L sigma_x²: variances add, then the root.",
    caught_by="test_one_observation",
)
def spread_of_the_instrument_alone(x_obs, y_obs, group, sigma_x, sigma_y):
    return _model(x_obs, y_obs, group, sigma_x, sigma_y, sd=lambda b, L, sx, sy: sy)


@mistake(
    says="The variance b² L sigma_x² is missing: your model corrects the slope for the error in x, "
    "and then is as sure of x as if it had seen it.",
    caught_by="test_one_observation",
)
def unsure_x_forgotten(x_obs, y_obs, group, sigma_x, sigma_y):
    return _model(x_obs, y_obs, group, sigma_x, sigma_y, sd=lambda b, L, sx, sy: np.sqrt(1 + sy**2))


@mistake(
    says="The unit noise is missing from your variance. Even at the same x, and with a perfect "
    "instrument, responses differ with variance 1.",
    caught_by="test_one_observation",
)
def unit_noise_forgotten(x_obs, y_obs, group, sigma_x, sigma_y):
    return _model(
        x_obs, y_obs, group, sigma_x, sigma_y,
        sd=lambda b, L, sx, sy: pm.math.sqrt(b**2 * L * sx**2 + sy**2),
    )  # fmt: skip


@mistake(
    says="L is missing from your mean. The best guess of the true x lies L times as far out as the "
    "measured one, since an extreme measurement is partly an extreme error.",
    caught_by="test_one_observation",
)
def mean_not_shrunk(x_obs, y_obs, group, sigma_x, sigma_y):
    return _model(x_obs, y_obs, group, sigma_x, sigma_y, mean=lambda a, b, x, L: a + b * x)


@mistake(
    says="You add b² sigma_x² to the variance, the error of the instrument in full. What is unsure "
    "about x after its measurement is less, L sigma_x²: that x is N(0, 1) is information too.",
    caught_by="test_one_observation",
)
def error_of_x_in_full(x_obs, y_obs, group, sigma_x, sigma_y):
    return _model(
        x_obs, y_obs, group, sigma_x, sigma_y,
        sd=lambda b, L, sx, sy: pm.math.sqrt(b**2 * sx**2 + 1 + sy**2),
    )  # fmt: skip


@mistake(
    says="You shrink the whole line. L belongs to x: a group's intercept is its response at x = 0, "
    "and stays as it is.",
    caught_by="test_one_observation",
)
def intercept_shrunk_too(x_obs, y_obs, group, sigma_x, sigma_y):
    return _model(x_obs, y_obs, group, sigma_x, sigma_y, mean=lambda a, b, x, L: L * (a + b * x))


@mistake(
    says="Your L is 1 / (1 + sigma_x). Variances add, not standard deviations: the share of the "
    "true x in the variance of the measured one is 1 / (1 + sigma_x²).",
    caught_by="test_one_observation",
)
def reliability_of_standard_deviations(x_obs, y_obs, group, sigma_x, sigma_y):
    return _model(x_obs, y_obs, group, sigma_x, sigma_y, reliability=lambda sx: 1 / (1 + sx))


@mistake(
    says="You hand PyMC a variance where it wants a standard deviation: take the root.",
    caught_by="test_one_observation",
)
def variance_for_standard_deviation(x_obs, y_obs, group, sigma_x, sigma_y):
    return _model(
        x_obs, y_obs, group, sigma_x, sigma_y,
        sd=lambda b, L, sx, sy: b**2 * L * sx**2 + 1 + sy**2,
    )  # fmt: skip


@mistake(
    says="You add standard deviations. Independent noises add by their variances: square, add, and "
    "take the root of the sum.",
    caught_by="test_one_observation",
)
def standard_deviations_added(x_obs, y_obs, group, sigma_x, sigma_y):
    return _model(
        x_obs, y_obs, group, sigma_x, sigma_y,
        sd=lambda b, L, sx, sy: pm.math.abs(b) * np.sqrt(L) * sx + 1 + sy,
    )  # fmt: skip


@mistake(
    says="Noise is subtracted from the measured x. Nobody knows which error was made, and drawing "
    "another one makes x worse, not true: use what is expected of x, L x_obs.",
    caught_by="test_one_observation",
)
def noise_subtracted_from_x(x_obs, y_obs, group, sigma_x, sigma_y):
    x_obs = np.asarray(x_obs, dtype=float)
    x = x_obs - np.random.default_rng(0).normal(0, sigma_x, size=x_obs.shape)
    return _model(
        x, y_obs, group, sigma_x, sigma_y,
        mean=lambda a, b, x, L: a + b * x, sd=lambda b, L, sx, sy: np.sqrt(1 + sy**2),
    )  # fmt: skip


@mistake(
    says="Your priors have their scales squared. PyMC takes standard deviations: 5 and 3, not the "
    "variances 25 and 9.",
    caught_by="test_the_shared_numbers",
)
def scales_of_priors_squared(x_obs, y_obs, group, sigma_x, sigma_y):
    return _model(x_obs, y_obs, group, sigma_x, sigma_y, mu_sd=25, scale=9)


@mistake(
    says="Your priors of sigma_alpha and sigma_beta are half-Cauchy. The statement asks for "
    "half-normal ones, whose tails are far lighter.",
    caught_by="test_the_shared_numbers",
)
def half_cauchy_priors(x_obs, y_obs, group, sigma_x, sigma_y):
    return _model(x_obs, y_obs, group, sigma_x, sigma_y, spread=pm.HalfCauchy)


@mistake(
    says="Your slopes are drawn with the spread of the intercepts: sigma_beta is in no other line "
    "than its own. A variable that nothing depends on is a slip of the pen.",
    caught_by="test_the_shared_numbers",
)
def spreads_mixed_up(x_obs, y_obs, group, sigma_x, sigma_y):
    return _model(x_obs, y_obs, group, sigma_x, sigma_y, crossed=True)


@mistake(
    says="Your rows use the groups in sorted order, not their own: each response is set against "
    "somebody else's line. Index with `group` as it comes, alpha[group].",
    caught_by="test_the_intercepts",
)
def rows_of_other_groups(x_obs, y_obs, group, sigma_x, sigma_y):
    return _model(x_obs, y_obs, np.sort(group), sigma_x, sigma_y)


@mistake(
    says="You number the groups anew, in the order in which they first appear, so that the first row's "
    "group becomes group 0. The numbers in `group` say already which entry of alpha and beta is a row's.",
    caught_by="test_a_perfect_instrument",
)
def numbered_by_first_appearance(x_obs, y_obs, group, sigma_x, sigma_y):
    return _model(x_obs, y_obs, pd.factorize(np.asarray(group))[0], sigma_x, sigma_y)


@mistake(
    says="One slope serves all groups in your model. Each group has its own, with mean mu_beta and "
    "spread sigma_beta: give beta the shape of the groups.",
    caught_by="test_the_variables",
)
def one_slope_for_all(x_obs, y_obs, group, sigma_x, sigma_y):
    group, L = np.asarray(group), 1 / (1 + sigma_x**2)
    with pm.Model() as model:
        mu_alpha, sigma_alpha = pm.Normal("mu_alpha", 0, 5), pm.HalfNormal("sigma_alpha", 3)
        mu_beta, sigma_beta = pm.Normal("mu_beta", 0, 5), pm.HalfNormal("sigma_beta", 3)
        alpha = pm.Normal("alpha", mu_alpha, sigma_alpha, shape=len(np.unique(group)))
        b = pm.Normal("beta", mu_beta, sigma_beta)
        sd = pm.math.sqrt(b**2 * L * sigma_x**2 + 1 + sigma_y**2)
        pm.Normal("y_obs", alpha[group] + b * L * np.asarray(x_obs), sd, observed=y_obs)
    return model


@mistake(
    says="Your model keeps every true x as an unknown of its own. That is a right model of the "
    "data, and not the one asked for: here x is integrated out, by the formula of the statement.",
    caught_by="test_the_variables",
)
def true_x_left_in(x_obs, y_obs, group, sigma_x, sigma_y):
    group = np.asarray(group)
    with pm.Model() as model:
        mu_alpha, sigma_alpha = pm.Normal("mu_alpha", 0, 5), pm.HalfNormal("sigma_alpha", 3)
        mu_beta, sigma_beta = pm.Normal("mu_beta", 0, 5), pm.HalfNormal("sigma_beta", 3)
        alpha = pm.Normal("alpha", mu_alpha, sigma_alpha, shape=len(np.unique(group)))
        beta = pm.Normal("beta", mu_beta, sigma_beta, shape=len(np.unique(group)))
        x = pm.Normal("x", 0, 1, shape=len(group))
        pm.Normal("x_obs", x, sigma_x, observed=x_obs)
        y_sd = np.sqrt(1 + sigma_y**2)
        pm.Normal("y_obs", alpha[group] + beta[group] * x, y_sd, observed=y_obs)
    return model


@mistake(
    says="Your alpha and beta are computed from standard normal variables, the non-centred form. "
    "The exercise asks for the centred one: alpha and beta are variables themselves, drawn around "
    "the shared mean.",
    caught_by="test_the_variables",
)
def non_centred(x_obs, y_obs, group, sigma_x, sigma_y):
    group, L = np.asarray(group), 1 / (1 + sigma_x**2)
    with pm.Model() as model:
        mu_alpha, sigma_alpha = pm.Normal("mu_alpha", 0, 5), pm.HalfNormal("sigma_alpha", 3)
        mu_beta, sigma_beta = pm.Normal("mu_beta", 0, 5), pm.HalfNormal("sigma_beta", 3)
        z_alpha = pm.Normal("z_alpha", 0, 1, shape=len(np.unique(group)))
        z_beta = pm.Normal("z_beta", 0, 1, shape=len(np.unique(group)))
        alpha = pm.Deterministic("alpha", mu_alpha + sigma_alpha * z_alpha)
        beta = pm.Deterministic("beta", mu_beta + sigma_beta * z_beta)
        b = beta[group]
        sd = pm.math.sqrt(b**2 * L * sigma_x**2 + 1 + sigma_y**2)
        pm.Normal("y_obs", alpha[group] + b * L * np.asarray(x_obs), sd, observed=y_obs)
    return model
