"""Calibration curves against scikit-learn, temperatures against SciPy's minimiser."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import optimize
from sklearn import calibration

from course import softmax

# Some probabilities lie on the borders of the bins.
SAID = st.lists(
    st.tuples(st.sampled_from([0.0, 0.1, 0.25, 0.5, 1.0]) | st.floats(0, 1), st.integers(0, 1)),
    min_size=2,
    max_size=40,
).filter(lambda pairs: len({label for _, label in pairs}) == 2)


def _is_scikit_learns(p, y, bins, strategy):
    found = softmax.calibration_curve(p, y, bins=bins, strategy=strategy)
    observed, predicted = calibration.calibration_curve(y, p, n_bins=bins, strategy=strategy)
    np.testing.assert_allclose(found.observed, observed, atol=1e-12)
    np.testing.assert_allclose(found.predicted, predicted, atol=1e-12)
    assert found.counts.sum() == len(y)
    gaps = np.abs(found.predicted - found.observed)
    assert found.error == pytest.approx((found.counts * gaps).sum() / len(y))


@given(SAID, st.integers(1, 12))
def test_the_curve_with_bins_of_one_width_is_scikit_learns(pairs, bins):
    p, y = np.array(pairs).T
    _is_scikit_learns(p, y.astype(int), bins, "uniform")


@pytest.mark.parametrize("bins", [1, 5, 10])
def test_the_curve_with_bins_of_one_size_is_scikit_learns(bins):
    # With 98 values no border but those at both ends is a value itself, where rounding would decide.
    p = np.random.default_rng(5).beta(0.5, 0.7, size=98)
    _is_scikit_learns(p, np.arange(98) % 2, bins, "quantile")


def test_a_model_that_is_right_is_nearly_calibrated_and_a_sure_one_is_not():
    """20 000 observations in 10 bins: the expected error is about 0.8 / sqrt(2000) times 0.4 or less, so
    that 0.02 is passed with a probability far below one in a million."""
    rng = np.random.default_rng(6)
    z = rng.normal(size=20_000)
    p = 1 / (1 + np.exp(-z))
    y = (rng.uniform(size=20_000) < p).astype(int)
    assert softmax.calibration_curve(p, y).error < 0.02
    assert softmax.calibration_curve(1 / (1 + np.exp(-4 * z)), y).error > 0.1


@pytest.mark.parametrize("size", [1e-3, 1.0, 1e3])
def test_the_temperature_is_where_scipy_finds_the_least_cross_entropy(size):
    rng = np.random.default_rng(7)
    z, y = rng.normal(size=(80, 4)), rng.integers(4, size=80)
    z[np.arange(80), y] += 1.5
    found = softmax.temperature(size * z, y)
    best = optimize.minimize_scalar(
        lambda log_t: softmax.cross_entropy(z / np.exp(log_t), y), bracket=(-1, 1), tol=1e-12
    )
    # Around a minimum half of the digits are left to a minimiser.
    assert found == pytest.approx(size * np.exp(best.x), rel=1e-6)


def test_the_temperature_of_two_classes_is_the_closed_form():
    """One gap g in all rows, a share q of which is right: g / T is the log odds of q."""
    z, y = np.tile([0.0, 2.5], (10, 1)), np.repeat([1, 0], [8, 2])
    assert softmax.temperature(z, y) == pytest.approx(2.5 / np.log(4), rel=1e-12)


def test_too_sure_by_a_factor_is_put_right_by_that_factor():
    """Logits three times too large, 40 000 labels: T is 3 within its standard error of about 0.03."""
    rng = np.random.default_rng(8)
    z = rng.normal(scale=1.5, size=(40_000, 3))
    u = rng.gumbel(size=z.shape)
    y = np.argmax(z + u, axis=1)
    assert softmax.temperature(3 * z, y) == pytest.approx(3, abs=0.15)


@pytest.mark.parametrize(
    ("logits", "labels", "words"),
    [
        ([[2.0, 0.0], [0.0, 1.0]], [0, 1], "largest logit"),
        ([[1.0, 1.0], [0.0, 1.0]], [0, 1], "largest logit"),
        ([[2.0, 0.0], [0.0, 2.0]], [1, 0], "no better than chance"),
        ([[2.0, 0.0], [2.0, 0.0]], [1, 0], "no better than chance"),
        ([[np.inf, 0.0]], [1], "finite"),
        ([[2.0, 0.0]], [2], "integers"),
        ([[2.0, 0.0]], [0, 1], "do not pair"),
    ],
)
def test_where_no_temperature_is_best_it_is_refused(logits, labels, words):
    with pytest.raises(ValueError, match=words):
        softmax.temperature(logits, labels)


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (([[0.5, 0.5]], [1]), "one axis"),
        (([0.5], [1, 0]), "do not pair"),
        (([0.5], [1], 0), "at least one"),
        (([0.5], [1], 5, "equal"), "strategy"),
        (([1.5], [1]), "probability"),
    ],
)
def test_what_has_no_calibration_curve_is_refused(arguments, words):
    with pytest.raises(ValueError, match=words):
        softmax.calibration_curve(*arguments)
