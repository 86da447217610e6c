"""`course.mle`'s entropy, cross-entropy and divergence against SciPy, the identity and a likelihood."""

import math

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy import stats

from course import mle


def _distribution(rng, k, zeros=0):
    p = rng.dirichlet(np.ones(k))
    p[rng.permutation(k)[:zeros]] = 0
    return p / p.sum()


@pytest.mark.parametrize("base", [math.e, 2, 10, 1.5])
@pytest.mark.parametrize("k", [1, 2, 7, 3000])
def test_entropy_and_divergence_are_those_of_scipy(k, base):
    rng = np.random.default_rng(k)
    p, q = _distribution(rng, k, zeros=k // 3), _distribution(rng, k)
    assert mle.entropy(p, base=base) == pytest.approx(stats.entropy(p, base=base), rel=1e-12)
    want = stats.entropy(p, q, base=base)
    assert mle.kl_divergence(p, q, base=base) == pytest.approx(want, rel=1e-12, abs=1e-14)


@given(st.integers(1, 40), st.integers(0, 10**6), st.data())
@settings(max_examples=200, deadline=None)
def test_the_cross_entropy_is_the_entropy_and_the_divergence_together(k, seed, data):
    rng = np.random.default_rng(seed)
    p = _distribution(rng, k, zeros=data.draw(st.integers(0, k - 1)))
    q = _distribution(rng, k, zeros=data.draw(st.integers(0, k - 1)))
    together = mle.entropy(p) + mle.kl_divergence(p, q)
    assert mle.cross_entropy(p, q) == pytest.approx(together, rel=1e-12)
    assert mle.kl_divergence(p, q) >= 0
    assert math.isinf(mle.kl_divergence(p, q)) == bool(np.any((p > 0) & (q == 0)))


def test_the_average_surprise_of_data_is_the_cross_entropy_of_their_shares():
    counts, q = np.array([3, 0, 5, 2]), np.array([0.2, 0.3, 0.4, 0.1])
    log_likelihood = stats.multinomial.logpmf(counts, 10, q)
    log_ways = math.lgamma(11) - sum(math.lgamma(c + 1) for c in counts)
    want = -(log_likelihood - log_ways) / 10
    assert mle.cross_entropy(counts / 10, q) == pytest.approx(want, rel=1e-12)


def test_a_certain_outcome_has_no_surprise_and_equal_ones_have_the_most():
    assert mle.entropy([0, 1, 0]) == 0
    assert math.copysign(1, mle.cross_entropy([0, 1], [0, 1])) == 1
    assert mle.entropy(np.full(8, 1 / 8), base=2) == pytest.approx(3)
    assert mle.kl_divergence([0.3, 0.7], [0.3, 0.7]) == 0


@pytest.mark.parametrize("function", [mle.cross_entropy, mle.kl_divergence])
@pytest.mark.parametrize(
    ("p", "q", "says"),
    [
        ([0.5, 0.5], [1.0], "outcomes"),
        ([1.2, -0.2], [0.5, 0.5], "p must hold"),
        ([0.5, 0.5], [0.5, 0.6], "q must hold"),
        ([0.5, math.nan], [0.5, 0.5], "p must hold"),
        ([[0.5, 0.5]], [0.5, 0.5], "shape"),
        ([], [], "shape"),
    ],
)
def test_what_is_no_pair_of_distributions_is_refused(function, p, q, says):
    with pytest.raises(ValueError, match=says):
        function(p, q)


@pytest.mark.parametrize("base", [1, 0.5, 0, -2, math.inf, math.nan])
def test_a_base_that_counts_nothing_is_refused(base):
    with pytest.raises(ValueError, match="base"):
        mle.entropy([0.5, 0.5], base=base)
