"""The public checks of `marginal_model`: run them as often as you like."""

import numpy as np

from autograder.checks import density

BASE = {
    "mu_alpha": 1.0,
    "sigma_alpha": 1.0,
    "mu_beta": 2.0,
    "sigma_beta": 1.0,
    "alpha": [1.0],
    "beta": [2.0],
}


def test_the_variables(student, expect):
    """Three groups: six free variables, of which alpha and beta have three entries."""
    group = np.array([2, 0, 1, 0])
    model = student.marginal_model(np.zeros(4), np.ones(4), group, 0.5, 1.0)
    one, each = (), (3,)
    density.has_variables(
        model,
        {
            "mu_alpha": one,
            "sigma_alpha": one,
            "mu_beta": one,
            "sigma_beta": one,
            "alpha": each,
            "beta": each,
        },
    )


def test_one_observation(student, expect):
    """One group, one observation: intercepts and slopes of which the mean is known by hand."""
    model = student.marginal_model(np.array([1.0]), np.array([3.0]), np.array([0]), 0.5, 1.0)
    density.reacts(
        expect,
        model,
        BASE,
        [("alpha", [[2.0], [0.0]]), ("beta", [[1.0], [0.0], [4.0]])],
        [[-0.5357143, -0.8214286], [-0.6781203, -2.8031925, -2.4194097]],
        hint="what does the statement's example give for the mean and the variance of the response?",
    )


def test_the_shared_numbers(student, expect):
    """The means and spreads of the groups, changed one at a time; the data are given as lists."""
    model = student.marginal_model([1.0], [3.0], [0], 0.5, 1.0)
    density.reacts(
        expect,
        model,
        BASE,
        [
            ("mu_alpha", [0.0, 3.0]),
            ("sigma_alpha", [2.0, 0.5]),
            ("mu_beta", [0.0, 3.0]),
            ("sigma_beta", [2.0, 0.5]),
        ],
        [[-0.48, -2.16], [-0.8598138, 0.7348138], [-1.92, -0.6], [-0.8598138, 0.7348138]],
        hint="the priors of this variable, and of what is drawn with it as mean or spread",
    )


def test_a_perfect_instrument(student, expect):
    """Three patients of two clinics, no error in x: an ordinary regression with variance 1 + sigma_y²."""
    x, y, group = np.array([1.0, -1.0, 2.0]), np.array([3.0, 0.0, 2.5]), np.array([1, 0, 1])
    density.reacts(
        expect,
        student.marginal_model(x, y, group, 0.0, 2.0),
        BASE | {"alpha": [1.0, -1.0], "beta": [2.0, 0.5]},
        [("alpha", [[3.0, -1.0], [1.0, 1.0]]), ("beta", [[4.0, 0.5], [2.0, 1.5]])],
        [[-2.0, 3.6], [-2.8, 2.2]],
        hint="with sigma_x of zero, L is 1 and nothing about x is unsure; does each row use its own group?",
    )
