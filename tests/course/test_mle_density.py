"""`course.mle`: what makes a function a density, and its distance to an observation, against SciPy."""

import numpy as np
import pytest
from scipy import stats

from course import mle


@pytest.mark.parametrize(
    ("frozen", "support"),
    [
        (stats.norm(3, 1e-3), (-np.inf, 2.9, 3, 3.1, np.inf)),
        (stats.beta(3, 2), (0, 1)),
        (stats.beta(0.5, 0.5), (0, 1)),
        (stats.expon(scale=4), (0, np.inf)),
        (stats.uniform(2, 0.1), (2, 2.1)),
    ],
)
def test_scipys_continuous_densities_are_densities(frozen, support):
    assert mle.check_density(frozen.pdf, support) == pytest.approx(1, abs=1e-6)


@pytest.mark.parametrize("frozen", [stats.poisson(3), stats.binom(9, 0.2), stats.geom(0.5)])
def test_scipys_discrete_densities_are_densities(frozen):
    assert mle.check_density(frozen.pmf, range(200), discrete=True) == pytest.approx(1, abs=1e-6)


def test_what_is_no_density_is_refused():
    with pytest.raises(ValueError, match="total is 2"):
        mle.check_density(lambda y: 2.0, (0, 1))
    with pytest.raises(ValueError, match="not negative"):
        mle.check_density(lambda y: 3 * y - 0.5, (0, 1))  # its integral is 1
    with pytest.raises(ValueError, match="not negative"):
        mle.check_density(lambda y: float("nan"), (0, 1))
    with pytest.raises(ValueError, match=r"total is 0\.9"):
        mle.check_density({"a": 0.5, "b": 0.4}.get, "ab", discrete=True)
    with pytest.raises(ValueError, match="each of them once"):
        mle.check_density({"a": 0.5}.get, "aa", discrete=True)
    with pytest.raises(ValueError, match="in order"):
        mle.check_density(lambda y: 1.0, (1, 0))


def test_the_distances_add_up_to_the_negative_log_likelihood():
    y = np.array([0.3, -2.0, 40.0])
    got = mle.density_distance(stats.norm(1, 2).logpdf, y)
    assert got.sum() == pytest.approx(stats.norm.nnlf((1, 2), y), rel=1e-12)


def test_a_distance_is_negative_where_the_density_is_above_one_and_infinite_where_it_is_zero():
    got = mle.density_distance(stats.beta(3, 2).logpdf, [0.6, 0.15, 2.0])
    assert got[0] == pytest.approx(-np.log(12 * 0.6**2 * 0.4)) and got[0] < 0
    assert got[1] == pytest.approx(-np.log(12 * 0.15**2 * 0.85)) and got[1] > 0
    assert got[2] == np.inf


def test_the_mean_distance_is_least_for_the_true_density():
    # Gibbs' inequality, by quadrature: 50 other Beta densities are all further away.
    rng = np.random.default_rng(4)
    truth = stats.beta(3, 2)
    at_home = truth.expect(lambda y: mle.density_distance(truth.logpdf, np.asarray(y)))
    assert at_home == pytest.approx(truth.entropy(), rel=1e-6)
    for a, b in rng.uniform(0.5, 6, size=(50, 2)):
        log_density = stats.beta(a, b).logpdf
        away = truth.expect(lambda y, q=log_density: mle.density_distance(q, y))
        assert away > at_home


def test_a_log_density_that_is_none_is_refused():
    with pytest.raises(ValueError, match="NaN or plus infinity"):
        mle.density_distance(lambda y: y * np.nan, [1.0])
    with pytest.raises(ValueError, match="one number for each"):
        mle.density_distance(lambda y: 0.0, [1.0, 2.0])
