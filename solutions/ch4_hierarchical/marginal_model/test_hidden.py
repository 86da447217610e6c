"""The hidden checks of `marginal_model` beside those of its permitted inputs: one variable at a time.

The reference is in NumPy: nothing here imports PyMC, which only the student's side needs.
"""

import numpy as np
import pytest

from autograder.checks import density
from course import hierarchical


def _data(rng, sizes, sigma_x, sigma_y):
    """x, y and groups of these sizes in no order, and the measurement errors."""
    group = rng.permutation(np.repeat(np.arange(len(sizes)), sizes))
    x = rng.normal(0, np.sqrt(1 + sigma_x**2), size=len(group))
    y = rng.normal(2, 3, size=len(group))
    return x, y, group, sigma_x, sigma_y


def _point(rng, n_groups):
    """A point at which every variable matters, slopes away from zero."""
    return {
        "mu_alpha": rng.normal(0, 3),
        "sigma_alpha": rng.uniform(0.5, 3),
        "mu_beta": rng.normal(0, 3),
        "sigma_beta": rng.uniform(0.5, 3),
        "alpha": rng.normal(1, 2, size=n_groups),
        "beta": rng.uniform(0.5, 3, size=n_groups) * rng.choice([-1, 1], size=n_groups),
    }


def _reference(data):
    return lambda point: hierarchical.marginal_log_density(*data, point)


def test_the_intercepts(student, expect, rng):
    """The intercept of each group, changed on its own, moves that group's responses."""
    data = _data(rng, [3, 1, 2], 0.8, rng.uniform(0.5, 1.5))
    base = _point(rng, 3)
    moves = [base["alpha"] + rng.normal(0, 3) * np.eye(3)[g] for g in range(3)]
    density.reacts(
        expect,
        student.marginal_model(*data),
        base,
        [("alpha", moves)],
        _reference(data),
        hint="does each row use the intercept of its own group, whole, and which spread do its "
        "responses have around the line?",
    )


@pytest.mark.weight(2)
def test_the_slopes(student, expect, rng):
    """The slope of each group, changed on its own, moves the responses and their spread."""
    data = _data(rng, [2, 3], rng.uniform(0.6, 1.5), rng.uniform(0.3, 1.5))
    base = _point(rng, 2)
    moves = [base["beta"] + rng.uniform(1, 3) * np.eye(2)[g] for g in range(2)]
    density.reacts(
        expect,
        student.marginal_model(*data),
        base,
        [("beta", [*moves, 0 * moves[0]])],
        _reference(data),
        hint="a slope is in the mean, times L x_obs, and in the variance, squared, times what is "
        "left unsure about x",
    )
