"""The result object, its edge cases, and the running example."""

import subprocess
import sys
from dataclasses import FrozenInstanceError

import numpy as np
import pandas as pd
import pytest

import course
from course import ols


def example(n=100, **options):
    data = ols.simulate(n, rng=3, **options)
    return ols.design_matrix(data, ["x1", "x2"]), data["y"]


def test_import_course_imports_no_numpy_and_chapters_on_demand():
    code = (
        "import sys, course; assert 'numpy' not in sys.modules; "
        "assert 'ols' in dir(course); course.ols.fit; assert 'numpy' in sys.modules"
    )
    subprocess.run([sys.executable, "-c", code], check=True, timeout=60)


def test_an_unknown_chapter_is_an_attribute_error():
    with pytest.raises(AttributeError, match="no attribute 'nothing'"):
        course.nothing  # noqa: B018
    assert course.__version__ == "0.1.0"


def test_a_result_cannot_be_changed():
    model = ols.fit(*example())
    with pytest.raises(FrozenInstanceError):
        model.sigma = 1.0
    for array in (model.coef, model.residuals, model.std_error, model.cov, model.t, model.p_value):
        with pytest.raises(ValueError, match="read-only"):
            array[0] = 1.0


def test_the_arguments_of_fit_are_left_alone():
    X, y = np.column_stack([np.ones(4), np.arange(4.0)]), np.array([1.0, 3, 4, 8])
    before = X.copy(), y.copy()
    ols.fit(X, y)
    assert np.array_equal(X, before[0]) and np.array_equal(y, before[1])
    assert X.flags.writeable and y.flags.writeable


def test_names_come_from_the_argument_the_frame_or_the_constant():
    X, y = example()
    assert ols.fit(X, y).names == ("const", "x1", "x2")
    last = X[["x1", "x2", "const"]].to_numpy()
    assert ols.fit(last, y).names == ("x1", "x2", "const")
    assert ols.fit(last, y, names=["a", "b", "c"]).names == ("a", "b", "c")
    assert ols.fit(last[:, :2], y).names == ("x1", "x2")


def test_an_intercept_is_found_wherever_a_constant_is_in_the_span():
    rng = np.random.default_rng(0)
    x, y = rng.normal(size=(2, 12))
    dummies = np.eye(3)[np.arange(12) % 3]
    assert ols.fit(np.column_stack([x, np.full(12, 7.0)]), y).has_intercept
    assert ols.fit(dummies, y).has_intercept
    assert ols.fit(np.column_stack([dummies, x]), y).has_intercept
    assert not ols.fit(x[:, None], y).has_intercept
    assert not ols.fit(np.column_stack([dummies[:, 1:], x]), y).has_intercept
    assert not ols.fit(dummies, y, intercept=False).has_intercept


def test_a_full_set_of_dummies_fits_as_a_constant_and_the_others():
    rng = np.random.default_rng(1)
    y = rng.normal(size=12)
    full = np.eye(3)[np.arange(12) % 3]
    reduced = np.column_stack([np.ones(12), full[:, 1:]])
    a, b = ols.fit(full, y), ols.fit(reduced, y)
    for key in ("r2", "r2_adj", "f_stat", "f_p_value", "sigma"):
        assert getattr(a, key) == pytest.approx(getattr(b, key), rel=1e-12)


def test_an_exact_fit_of_zeros_has_no_warning():
    model = ols.fit([[1, 0], [1, 1], [1, 2], [1, 3]], [0, 0, 0, 0])
    assert model.sigma == 0
    assert np.isnan(model.t).all() and np.isnan(model.p_value).all()
    assert np.isnan(model.r2) and np.isnan(model.f_stat) and np.isnan(model.f_p_value)
    assert "NaN" in model.summary()


def test_an_exact_line_has_infinite_t_and_zero_p():
    model = ols.fit([[1, 1], [1, 2], [1, 3], [1, 4]], [3, 5, 7, 9])
    assert model.coef.tolist() == [1, 2]
    assert model.sigma == 0
    assert np.isinf(model.t).all() and (model.p_value == 0).all()
    assert model.r2 == 1 and np.isinf(model.f_stat) and model.f_p_value == 0
    assert "Inf" in model.summary() and "exact but for rounding" in model.summary()


def test_as_many_rows_as_columns_fit_exactly_and_leave_no_degree_of_freedom():
    X, y = example(3)
    model = ols.fit(X, y)
    assert model.r2 == 1 and model.df_resid == 0
    assert np.isnan(model.sigma) and np.isnan(model.r2_adj) and np.isnan(model.f_p_value)
    assert np.isnan(model.std_error).all() and np.isnan(model.conf_int()).all()
    assert np.isfinite(model.predict(X)).all()


def test_a_constant_response_has_no_r2():
    X, _ = example(10)
    assert np.isnan(ols.fit(X, np.full(10, 0.1)).r2)


def test_extreme_units_neither_overflow_nor_vanish():
    X, y = example(20)
    plain = ols.fit(X, y)
    for unit in (1e-200, 1e200):
        model = ols.fit(X * unit, y * unit)
        np.testing.assert_allclose(model.coef, plain.coef, rtol=1e-10)
        np.testing.assert_allclose(model.std_error, plain.std_error, rtol=1e-10)
        np.testing.assert_allclose(model.r2, plain.r2, rtol=1e-10)
        np.testing.assert_allclose(model.f_stat, plain.f_stat, rtol=1e-10)


def test_predict_takes_the_columns_of_a_frame_by_name():
    X, y = example()
    model = ols.fit(X, y)
    assert np.array_equal(model.predict(X[["x2", "const", "x1"]]), model.predict(X))
    assert model.predict(X.iloc[:1]).shape == (1,)
    assert model.predict(X.iloc[:1], interval="mean").shape == (1, 3)


def test_the_table_is_plain_data():
    table = ols.fit(*example()).table()
    assert isinstance(table, pd.DataFrame)
    assert table.index.tolist() == ["const", "x1", "x2"]
    assert table.columns.tolist() == ["coef", "std_error", "t", "p_value", "lower", "upper"]


def test_the_running_example_is_reproducible_and_scales_its_noise():
    a, b = ols.simulate(50, rng=5), ols.simulate(50, noise_sd=10, rng=np.random.default_rng(5))
    assert a[["x1", "x2"]].equals(b[["x1", "x2"]])
    truth = 2 * a["x1"] + 3 * a["x2"] + 1
    np.testing.assert_allclose(a["y"] - truth, 10 * (b["y"] - truth), atol=1e-9)
    assert a[["x1", "x2"]].to_numpy().min() > 0 and a[["x1", "x2"]].to_numpy().max() < 100
    wide = ols.simulate(4, coef=[1, 2, 3], low=-1, high=1, rng=0)
    assert wide.columns.tolist() == ["x1", "x2", "x3", "y"]


def test_four_times_the_observations_give_twice_the_precision():
    small, large = (ols.fit(*example(n)).std_error for n in (2_000, 8_000))
    np.testing.assert_allclose(small / large, 2, rtol=0.1)


def test_many_residuals_wrap_at_eighty_columns():
    X, y = example(7)
    model = ols.fit(np.column_stack([X, np.arange(7) ** 3]), y * 1e6)
    assert max(map(len, model.summary().split("\n"))) <= 80
