"""What may be asked of `marginal_model`, kind by kind. Each form of a call builds a model: few are made."""

import numpy as np

from autograder.authors import array, kind, number, truth
from autograder.checks import density
from course import hierarchical

DOMAIN = {
    "x_obs": array(units=False, most=30),
    "y_obs": array(units=False, most=30),
    "group": array(low=0, whole=True, most=30),
    "sigma_x": number(low=0, units=False),
    "sigma_y": number(low=0, units=False),
}


def points_of(group):
    """Points at which every variable matters, slopes away from zero: the same for the same groups."""
    n_groups = len(set(np.asarray(group).tolist()))
    rng = np.random.default_rng([len(group), n_groups])
    return [
        {
            "mu_alpha": rng.normal(0, 3),
            "sigma_alpha": rng.uniform(0.5, 3),
            "mu_beta": rng.normal(0, 3),
            "sigma_beta": rng.uniform(0.5, 3),
            "alpha": rng.normal(1, 2, size=n_groups),
            "beta": rng.uniform(0.5, 3, size=n_groups) * rng.choice([-1, 1], size=n_groups),
        }
        for _ in range(5)
    ]


def densities_of(student, *args, **kwargs):
    """The log density of a student's model at these points."""
    group = kwargs["group"] if "group" in kwargs else args[2]
    return density.asked(student.marginal_model(*args, **kwargs), points_of(group))


@truth(what="the log density", ask=densities_of, judge=density.changes_agree, repeatable=False)
def right(x_obs, y_obs, group, sigma_x, sigma_y):
    data = (x_obs, y_obs, group, sigma_x, sigma_y)
    return [hierarchical.marginal_log_density(*data, point) for point in points_of(group)]


def _data(rng, sizes, sigma_x, sigma_y):
    """Data in groups of these sizes; rows in no order, and the last group comes first."""
    rest = np.repeat(np.arange(len(sizes)), [*sizes[:-1], sizes[-1] - 1])
    group = np.concatenate([[len(sizes) - 1], rng.permutation(rest)])
    x = rng.normal(0, np.sqrt(1 + sigma_x**2), size=len(group))
    return x, rng.normal(2, 3, size=len(group)), group, sigma_x, sigma_y


@kind("groups of unequal sizes in no order", weight=2)
def unequal_groups(rng):
    return _data(rng, [1, 4, 2], rng.uniform(0.3, 0.9), rng.uniform(1.2, 2))


@kind("an instrument for x that is worse than that for y", weight=2)
def bad_x(rng):
    return _data(rng, [2, 1, 3, 2], rng.uniform(1.5, 2.5), rng.uniform(0.2, 0.5))


@kind("whole numbers, among them zeros, and a perfect instrument for y")
def whole(rng):
    x, y = rng.permutation([0, 1, -2, 1, 2]), rng.permutation([0, 3, -1, 5, 3])
    return x, y, np.array([1, 0, 1, 0, 0]), 2, 0
