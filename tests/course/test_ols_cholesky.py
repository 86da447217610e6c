"""The way by Cholesky against the way by QR: the same numbers, and left where it would lose some."""

import json
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from course import ols
from course.ols.cholesky import well_conditioned
from course.ols.solution import CHEAP
from course.ols.solve import by_qr

NIST = Path(__file__).parents[1] / "oracles" / "nist_strd"


@st.composite
def problems(draw):
    """Regressors of condition number below about 20 in any units, with little noise or much."""
    p = draw(st.integers(1, 8))
    n = draw(st.one_of(st.integers(2 * p + 4, 200), st.just(CHEAP // p + 50)))
    rng = np.random.default_rng(draw(st.integers(0, 2**32 - 1)))
    X = rng.normal(size=(n, p))
    X += draw(st.sampled_from([0.0, 0.5])) * X[:, :1]
    if draw(st.booleans()):
        X[:, -1] = 1.0
    units = 10.0 ** rng.integers(-60, 60, size=p)
    noise = 10.0 ** draw(st.integers(-6, 2))
    y = X @ rng.uniform(0.5, 2, p) + noise * rng.normal(size=n)
    return X * units, y * 10.0 ** draw(st.integers(-60, 60))


def same(got, expected, rtol=1e-12):
    size = np.linalg.norm(expected)
    np.testing.assert_allclose(got, expected, rtol=rtol, atol=rtol * size)


@settings(max_examples=80, deadline=None)
@given(problems())
def test_both_ways_give_the_same_fit(problem):
    X, y = problem
    fast = well_conditioned(X, y)
    slow = by_qr(X, y, tuple(f"x{j}" for j in range(X.shape[1])))
    assert fast is not None
    units = np.linalg.norm(X, axis=0)
    same(fast.coef * units, slow.coef * units)
    np.testing.assert_allclose(fast.residuals, slow.residuals, rtol=0, atol=1e-13 * np.abs(y).max())
    same(
        np.linalg.norm(fast.cov_root, axis=1) * units, np.linalg.norm(slow.cov_root, axis=1) * units
    )
    assert fast.condition_number == pytest.approx(slow.condition_number, rel=1e-10)
    assert fast.constant_in_span == slow.constant_in_span


@settings(max_examples=40, deadline=None)
@given(st.integers(0, 2**32 - 1), st.integers(2, 6), st.sampled_from([40, CHEAP]))
def test_an_ill_conditioned_x_is_left_to_qr(seed, p, n):
    rng = np.random.default_rng(seed)
    X = rng.normal(size=(n, p))
    X[:, 1] = X[:, 0] + 1e-5 * X[:, 1]
    assert well_conditioned(X, X[:, 0]) is None
    X[:, 1] = 3 * X[:, 0]
    assert well_conditioned(X, X[:, 0]) is None
    with pytest.raises(ValueError, match="'x2' is a combination of 'x1': drop it"):
        ols.fit(X, X[:, 0])


def test_the_hard_sets_of_nist_are_left_to_qr():
    longley = json.loads((NIST / "longley.json").read_text())
    X = np.column_stack([np.ones(len(longley["y"])), np.array(longley["x"], dtype=float)])
    assert well_conditioned(X, np.array(longley["y"], dtype=float)) is None
    filip = json.loads((NIST / "filip.json").read_text())
    X = np.array(filip["x"], dtype=float).reshape(-1, 1) ** np.arange(11)
    assert well_conditioned(X, np.array(filip["y"], dtype=float)) is None


@pytest.mark.parametrize("unit", [1e-300, 1e-160, 1e160, 1e300])
def test_units_whose_squares_overflow_or_vanish_are_left_to_qr(unit):
    rng = np.random.default_rng(3)
    X, y = rng.normal(size=(50, 2)), rng.normal(size=50)
    assert well_conditioned(X * [1, unit], y) is None
    assert well_conditioned(X, y * unit) is None
    plain, scaled = ols.fit(X, y), ols.fit(X * [1, unit], y)
    np.testing.assert_allclose(scaled.coef * [1, unit], plain.coef, rtol=1e-12)
    np.testing.assert_allclose(scaled.std_error * [1, unit], plain.std_error, rtol=1e-12)


def test_a_large_problem_of_doubtful_standard_errors_is_left_to_qr():
    rng = np.random.default_rng(4)
    X = np.column_stack([np.ones(CHEAP), 500 + rng.normal(size=CHEAP)])
    assert well_conditioned(X, X[:, 1]) is None
    assert well_conditioned(X[:50], X[:50, 1]) is not None


@pytest.mark.parametrize("n", [30, 12_000])
def test_an_intercept_without_a_constant_column_is_found_by_both_ways(n):
    rng = np.random.default_rng(n)
    dummies, x = np.eye(3)[np.arange(n) % 3], rng.normal(size=n)
    mixed = np.column_stack([dummies, x]) @ rng.normal(size=(4, 4))
    names = ("a", "b", "c", "d")
    for X, inside in ((mixed, True), (mixed[:, :3], False), (np.c_[dummies[:, 1:], x], False)):
        assert well_conditioned(X, x).constant_in_span is inside
        assert by_qr(X, x, names[: X.shape[1]]).constant_in_span is inside


def test_an_exact_fit_has_no_residual_and_a_zero_coefficient_is_zero():
    x = 3.0 * np.arange(1, 20)
    model = ols.fit(np.column_stack([np.ones(19), x, x**2 % 7]), x / 3)  # 1 / 3 is no float
    assert model.coef.tolist() == [0, 1 / 3, 0]
    assert model.sigma == 0 and not model.residuals.any()


def test_the_same_call_gives_the_same_bits():
    rng = np.random.default_rng(5)
    X, y = rng.normal(size=(5_000, 8)), rng.normal(size=5_000)
    first, second = ols.fit(X, y), ols.fit(X.copy(), y.copy())
    assert np.array_equal(first.coef, second.coef)
    assert np.array_equal(first.std_error, second.std_error)
