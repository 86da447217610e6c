"""The factorised scheme against the printed posteriors of an Infer.NET notebook, and exact cases."""

import numpy as np
import pytest
from scipy.special import log_ndtr

from course import bpm

# Two features, eight points: data and printed results as published in the notebook.
FEATURES = [[1, 2], [2, 1.5], [1.5, 3], [3, 3.5], [4, 2], [3.5, 4], [5, 3], [4.5, 5]]
LABELS = [-1, -1, -1, 1, -1, 1, 1, 1]
MAILS = [[5, 0, 2.5], [3, 0, 3], [15, 1, 1], [20, 1, 0.5], [2, 0, 4], [25, 1, 1.5], [8, 0, 2],
         [18, 1, 0.8]]  # fmt: skip
SPAM = [-1, -1, 1, 1, -1, 1, -1, 1]


def printed(values, digits):
    return [f"{v:.{digits}g}" for v in values]


@pytest.mark.parametrize("sweeps", [50, 500])
def test_two_features_agree_with_every_printed_digit(sweeps):
    fit = bpm.fit_factorised(bpm.with_threshold(FEATURES), LABELS, 10.0, max_sweeps=sweeps)
    assert printed(fit.mean, 4) == ["0.5454", "1.254", "5.058"]
    assert printed(fit.variance, 4) == ["0.06499", "0.07999", "0.6716"]
    assert fit.converged is (sweeps == 500)


def test_the_bayes_point_machine_agrees_with_every_printed_digit():
    fit = bpm.fit_factorised(bpm.with_threshold(FEATURES), LABELS, 1.0, max_sweeps=50)
    got = fit.predict_proba(bpm.with_threshold([[1, 1], [3, 3], [5, 4], [2, 4]]))
    assert [f"{p:.3f}" for p in got] == ["0.268", "0.603", "0.751", "0.633"]


def test_spam_agrees_with_every_printed_digit():
    fit = bpm.fit_factorised(bpm.with_threshold(MAILS), SPAM, 1.0, max_sweeps=50)
    mails = [[4, 0, 3], [22, 1, 1], [10, 0, 2.5], [30, 1, 0.5]]
    got = fit.predict_proba(bpm.with_threshold(mails))
    assert [f"{p:.3f}" for p in got] == ["0.053", "0.952", "0.334", "0.984"]


def test_one_datum_is_exact():
    fit = bpm.fit_factorised([[2.0]], [-1], prior_variance=3.0, noise_variance=0.5)
    score = bpm.tilted_moments(0.0, 12.0, -1, 0.5)
    np.testing.assert_allclose([fit.mean[0], fit.variance[0]], [score.mean / 2, score.variance / 4])


def test_the_fixed_point_does_not_depend_on_the_order_of_the_data():
    X = bpm.with_threshold(FEATURES)
    one = bpm.fit_factorised(X, LABELS, 10.0)
    other = bpm.fit_factorised(X[::-1], LABELS[::-1], 10.0)
    np.testing.assert_allclose(other.mean, one.mean, rtol=1e-9)
    np.testing.assert_allclose(other.variance, one.variance, rtol=1e-9)


def test_the_posterior_is_too_sure_of_each_coefficient():
    # Standard deviations of the exact posterior on a grid of the three coefficients.
    grids = [np.linspace(-4, 6, 81), np.linspace(-4, 8, 81), np.linspace(-8, 16, 81)]
    w1, w2, b = np.meshgrid(*grids, indexing="ij")
    log_p = -(w1**2 + w2**2 + b**2) / 20
    for (x1, x2), label in zip(FEATURES, LABELS, strict=True):
        log_p += log_ndtr(label * (w1 * x1 + w2 * x2 - b))
    p = np.exp(log_p - log_p.max())
    p /= p.sum()
    exact = [np.sqrt((p * c**2).sum() - (p * c).sum() ** 2) for c in (w1, w2, b)]
    np.testing.assert_allclose(exact, [0.499, 0.709, 2.109], rtol=0.01)
    fit = bpm.fit_factorised(bpm.with_threshold(FEATURES), LABELS, 10.0)
    assert (np.sqrt(fit.variance) < np.array(exact) / 1.9).all()


def test_data_that_say_nothing_leave_the_prior():
    none = bpm.fit_factorised(np.zeros((0, 2)), [], 4.0)
    zeros = bpm.fit_factorised(np.zeros((3, 2)), [1, -1, 1], 4.0)
    for fit in (none, zeros):
        assert fit.converged
        np.testing.assert_array_equal(fit.mean, [0, 0])
        np.testing.assert_array_equal(fit.variance, [4, 4])


def test_a_coefficient_that_no_datum_has_keeps_its_prior():
    fit = bpm.fit_factorised([[1.0, 0.0], [2.0, 0.0]], [1, -1], 2.0)
    assert fit.mean[1] == 0 and fit.variance[1] == 2
    assert fit.variance[0] < 2


def test_a_single_feature_may_be_a_flat_list():
    np.testing.assert_array_equal(bpm.with_threshold([1, 2]), [[1, -1], [2, -1]])


@pytest.mark.parametrize(
    ("call", "part"),
    [
        (lambda: bpm.fit_factorised([1.0, 2.0], [1, -1]), "X has shape (2,)"),
        (lambda: bpm.fit_factorised([[1.0]], [1, -1]), "labels (2,)"),
        (lambda: bpm.fit_factorised([[1.0], [2.0]], [0, 1]), "2 * y - 1"),
        (lambda: bpm.fit_factorised([[float("nan")]], [1]), "NaN or infinity"),
        (lambda: bpm.fit_factorised([[1.0]], [1], 0.0), "prior_variance is 0.0"),
        (lambda: bpm.fit_factorised([[1.0]], [1], 1.0, -1.0), "noise_variance -1.0"),
    ],
)
def test_what_makes_no_sense_is_refused(call, part):
    with pytest.raises(ValueError) as caught:
        call()
    assert part in str(caught.value) and "\n" not in str(caught.value)
