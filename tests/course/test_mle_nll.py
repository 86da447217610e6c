"""`course.mle.gaussian_nll` against SciPy and PyTorch."""

import numpy as np
import pytest
from scipy import stats

from course import mle

RNG = np.random.default_rng(21)


@pytest.mark.parametrize("size", [1e-150, 1e-8, 1.0, 1e8, 1e150])
def test_it_is_the_sum_of_scipys_log_densities_at_any_scale(size):
    y, mean, sigma = (
        RNG.normal(size=9) * size,
        RNG.normal(size=9) * size,
        RNG.uniform(1, 2, 9) * size,
    )
    for m in (mean, float(mean[0])):
        for s in (sigma, float(sigma[0])):
            want = -stats.norm.logpdf(y, m, s).sum()
            assert mle.gaussian_nll(y, m, s) == pytest.approx(want, rel=1e-10)


def test_it_is_pytorchs_gaussian_nll_loss():
    torch = pytest.importorskip("torch")
    y, mean, sigma = RNG.normal(size=(3, 7))
    sigma = np.exp(sigma)
    y_, m_, v_ = (torch.from_numpy(a) for a in (y, mean, sigma**2))
    want = torch.nn.functional.gaussian_nll_loss(m_, y_, v_, full=True, eps=1e-12, reduction="sum")
    assert mle.gaussian_nll(y, mean, sigma) == pytest.approx(float(want), rel=1e-12)


def test_it_is_the_negative_of_the_log_likelihood_of_the_linear_model():
    X, y, coef = RNG.normal(size=(8, 2)), RNG.normal(size=8), RNG.normal(size=2)
    want = -mle.gaussian_log_likelihood(X, y, coef, 0.7)
    assert mle.gaussian_nll(y, X @ coef, 0.7) == pytest.approx(want, rel=1e-12)


@pytest.mark.parametrize("sigma", [0.0, [1.0, -1.0], [np.nan, 1.0], np.inf])
def test_a_sigma_that_is_none_is_refused(sigma):
    with pytest.raises(ValueError, match="sigma"):
        mle.gaussian_nll([1.0, 2.0], 0.0, sigma)


@pytest.mark.parametrize(("mean", "sigma"), [([1.0] * 3, 1.0), (0.0, [1.0]), ([[0.0, 0.0]], 1.0)])
def test_lengths_that_do_not_fit_are_refused(mean, sigma):
    with pytest.raises(ValueError, match="shape"):
        mle.gaussian_nll([1.0, 2.0], mean, sigma)
