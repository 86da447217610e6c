"""The marginal density against quadrature of the explicit model, a joint normal, and PyMC itself."""

import math
import subprocess
import sys

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy import integrate, stats

from course import hierarchical

usual = settings(max_examples=60, deadline=None)
NAMES = ("mu_alpha", "sigma_alpha", "mu_beta", "sigma_beta", "alpha", "beta")


def a_point(rng, n_groups):
    return {
        "mu_alpha": rng.normal(0, 3),
        "sigma_alpha": rng.uniform(0.2, 4),
        "mu_beta": rng.normal(0, 3),
        "sigma_beta": rng.uniform(0.2, 4),
        "alpha": rng.normal(0, 3, size=n_groups),
        "beta": rng.normal(0, 3, size=n_groups),
    }


def some_data(rng, n=12, n_groups=3):
    group = np.append(np.arange(n_groups), rng.integers(0, n_groups, size=n - n_groups))
    return rng.normal(0, 1.2, size=n), rng.normal(1, 3, size=n), group


@pytest.mark.parametrize("sigma_x", [0.1, 0.5, 2.0])
@pytest.mark.parametrize("slope", [-2.0, 0.3, 4.0])
def test_integrating_the_true_x_out_by_quadrature_gives_the_same(sigma_x, slope):
    # The explicit model: x, then x_obs around x, then y_obs around the line, with two noises.
    x_obs, y_obs, intercept, sigma_y = 1.3, 2.1, -0.4, 0.7
    y_sd = math.sqrt(1 + sigma_y**2)

    def joint(x):
        return (
            stats.norm.pdf(x)
            * stats.norm.pdf(x_obs, x, sigma_x)
            * stats.norm.pdf(y_obs, intercept + slope * x, y_sd)
        )

    both = integrate.quad(joint, -9, 9, points=[x_obs], limit=400, epsabs=1e-14)[0]
    of_x = integrate.quad(
        lambda x: stats.norm.pdf(x) * stats.norm.pdf(x_obs, x, sigma_x), -9, 9, points=[x_obs],
        limit=400, epsabs=1e-14,
    )[0]  # fmt: skip
    got = hierarchical.marginal_log_likelihood(
        [x_obs], [y_obs], [0], sigma_x, sigma_y, alpha=[intercept], beta=[slope]
    )
    assert got == pytest.approx(math.log(both / of_x), abs=1e-8)


@usual
@given(
    st.floats(-3, 3), st.floats(-8, 8), st.floats(-4, 4), st.floats(-4, 4),
    st.floats(0, 3), st.floats(0, 3),
)  # fmt: skip
def test_x_and_y_are_jointly_normal(x_obs, y_obs, intercept, slope, sigma_x, sigma_y):
    covariance = [[1 + sigma_x**2, slope], [slope, slope**2 + 1 + sigma_y**2]]
    joint = stats.multivariate_normal([0, intercept], covariance).logpdf([x_obs, y_obs])
    of_x = stats.norm.logpdf(x_obs, 0, math.sqrt(1 + sigma_x**2))
    got = hierarchical.marginal_log_likelihood(
        [x_obs], [y_obs], [0], sigma_x, sigma_y, alpha=[intercept], beta=[slope]
    )
    assert got == pytest.approx(joint - of_x, rel=1e-8, abs=1e-8)


@usual
@given(st.integers(0, 2**32 - 1), st.floats(0, 2), st.floats(0, 2))
def test_the_density_is_that_of_scipy_term_by_term(seed, sigma_x, sigma_y):
    rng = np.random.default_rng(seed)
    x, y, g = some_data(rng)
    p = a_point(rng, 3)
    L = hierarchical.reliability(sigma_x)
    a, b = p["alpha"][g], p["beta"][g]
    wanted = (
        stats.norm.logpdf(p["mu_alpha"], 0, 5)
        + stats.norm.logpdf(p["mu_beta"], 0, 5)
        + stats.halfnorm.logpdf(p["sigma_alpha"], scale=3)
        + stats.halfnorm.logpdf(p["sigma_beta"], scale=3)
        + stats.norm.logpdf(p["alpha"], p["mu_alpha"], p["sigma_alpha"]).sum()
        + stats.norm.logpdf(p["beta"], p["mu_beta"], p["sigma_beta"]).sum()
        + stats.norm.logpdf(y, a + b * L * x, np.sqrt(b**2 * L * sigma_x**2 + 1 + sigma_y**2)).sum()
    )
    got = hierarchical.marginal_log_density(x, y, g, sigma_x, sigma_y, p)
    assert got == pytest.approx(wanted, rel=1e-10)


def test_the_density_over_the_shared_numbers_has_the_mass_of_its_priors():
    # With no group at all the density is the prior: it integrates to one.
    empty = np.zeros(0)

    def density(sd):
        point = dict.fromkeys(NAMES, 0.0) | {"alpha": [], "beta": [], "sigma_alpha": sd}
        at_zero = {"sigma_beta": 1e-12}
        return math.exp(
            hierarchical.marginal_log_density(empty, empty, empty, 0.5, 1.0, point | at_zero)
        )

    rest = stats.norm.pdf(0, 0, 5) ** 2 * stats.halfnorm.pdf(0, scale=3)
    mass = integrate.quad(density, 0, np.inf)[0] / rest
    assert mass == pytest.approx(1.0, abs=1e-8)


def test_a_negative_spread_has_no_density():
    rng = np.random.default_rng(1)
    point = a_point(rng, 3) | {"sigma_beta": -1.0}
    assert hierarchical.marginal_log_density(*some_data(rng), 0.5, 1.0, point) == -math.inf


@pytest.mark.parametrize("sigma_x", [0.0, 0.5])
def test_pymc_computes_the_same_density(sigma_x):
    from autograder.worker import pymc_model

    rng = np.random.default_rng(2)
    data = (*some_data(rng), sigma_x, 1.0)
    points = [a_point(rng, 3) for _ in range(4)]
    model = hierarchical.marginal_model(*data)
    wanted = [hierarchical.marginal_log_density(*data, p) for p in points]
    got = pymc_model.log_density(model, [{k: np.asarray(v) for k, v in p.items()} for p in points])
    # PyTensor takes constants such as 2.0 for single precision, and so their logarithms: a
    # constant in the density, which is gone from its changes.
    np.testing.assert_allclose(got, wanted, atol=1e-6)
    np.testing.assert_allclose(got - got[0], np.array(wanted) - wanted[0], rtol=1e-10, atol=1e-11)
    assert pymc_model.free_variables(model) == {
        **dict.fromkeys(NAMES[:4], ()),
        "alpha": (3,),
        "beta": (3,),
    }
    assert pymc_model.observed_variables(model) == {"y_obs": (12,)}


def test_other_priors_are_those_of_pymc_too():
    from autograder.worker import pymc_model

    rng = np.random.default_rng(3)
    data, point = (*some_data(rng), 0.5, 1.0), a_point(rng, 3)
    priors = hierarchical.Priors(mu_sd=2.0, sigma_scale=0.7)
    got = pymc_model.log_density(
        hierarchical.marginal_model(*data, priors), [{k: np.asarray(v) for k, v in point.items()}]
    )
    assert got[0] == pytest.approx(hierarchical.marginal_log_density(*data, point, priors))


def test_naming_the_chapter_does_not_import_pymc():
    code = "import sys, course; course.hierarchical; course.bpm; print('pymc' in sys.modules)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "False"


@pytest.mark.parametrize(
    ("change", "part"),
    [
        ({"y_obs": [1.0]}, "x_obs has shape (2,), y_obs (1,)"),
        ({"group": [0.5, 1]}, "whole numbers from 0"),
        ({"group": [-1, 0]}, "whole numbers from 0"),
        ({"group": [0, 2]}, "the groups go up to 2"),
        ({"sigma_x": -0.5}, "sigma_x is -0.5"),
        ({"sigma_y": float("nan")}, "sigma_y is nan"),
        ({"beta": [1.0]}, "alpha has shape (2,) and beta (1,)"),
    ],
)
def test_data_that_do_not_fit_are_refused(change, part):
    given = {"x_obs": [0.0, 1.0], "y_obs": [0.0, 1.0], "group": [0, 1], "sigma_x": 0.5}
    given |= {"sigma_y": 1.0, "alpha": [0.0, 0.0], "beta": [1.0, 1.0]} | change
    with pytest.raises(ValueError) as caught:
        hierarchical.marginal_log_likelihood(**given)
    assert part in str(caught.value) and "\n" not in str(caught.value)


def test_a_point_with_other_names_is_refused():
    with pytest.raises(ValueError, match="it must name mu_alpha, sigma_alpha, mu_beta"):
        hierarchical.marginal_log_density([0.0], [0.0], [0], 0.5, 1.0, {"alpha": [1.0]})
