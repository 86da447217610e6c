"""R's lm on the same data: stored output, and a fresh run where R is installed."""

import json
import shutil
import subprocess
from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from course import ols

FOLDER = Path(__file__).parents[1] / "oracles" / "r"
STORED = json.loads((FOLDER / "ols_lm.json").read_text(encoding="utf-8"))
RSCRIPT = shutil.which("Rscript")
each_case = pytest.mark.parametrize("name", sorted(STORED))

# The terms and options of `design_matrix` that stand for each formula of the R script, where they
# are not y ~ x1 + x2 of the data set of the same name.
TERMS = {
    "no_intercept": ("noise_100", ["x1", "x2"], {"intercept": False}),
    "mean_only": ("noise_100", [], {}),
    "small_units": ("noise_100", [("x1 * 1e6", lambda d: d["x1"] * 1e6), "x2"], {}),
    "dummies": ("salaries", ["age", "study", "city"], {}),
    "interaction": ("salaries", ["age", "city", "age:city"], {}),
    "dummies_only": (
        "salaries",
        [
            (city, lambda d, city=city: d["city"] == city)
            for city in ("London", "Montreal", "Paris")
        ],
        {"intercept": False},
    ),
    "other_base": ("salaries", ["age", "city"], {"base": {"city": "Paris"}}),
    "two_factors": ("salaries", ["city", "long", "city:long"], {}),
}


def table(name):
    frame = pd.read_csv(FOLDER / "data" / f"{name}.csv")
    return frame.assign(long=frame["study"] > 4) if "study" in frame else frame


def fit_case(name):
    """The model fitted as a user would, under R's names, and its design for the new rows."""
    file, terms, options = TERMS.get(name, (name, ["x1", "x2"], {}))
    data = table(file)
    X = ols.design_matrix(data, terms, **options)
    y = data["salary"] if file == "salaries" else data["y"]
    if name == "small_units":
        y = y / 1e9
    # R calls a model with a full set of dummies and no constant one without intercept.
    intercept = False if name == "dummies_only" else None
    model = ols.fit(X.to_numpy(), y, names=STORED[name]["names"], intercept=intercept)
    if "predict_mean" not in STORED[name]:
        return model, None
    new = table("new_salaries" if file == "salaries" else "new_points")
    options = {k: v for k, v in options.items() if k == "intercept"}
    kept = ols.levels_of(data, terms)
    return model, ols.design_matrix(new, terms, levels=kept, **options).to_numpy()


def floats(values):
    return np.array(values, dtype=float)  # null becomes NaN


def close(got, expected, rtol=1e-9):
    expected = floats(expected)
    scale = float(np.nanmax(np.abs(expected), initial=0.0))
    np.testing.assert_allclose(got, expected, rtol=rtol, atol=1e-13 * scale)


@each_case
def test_estimates_and_tests_are_those_of_r(name):
    model, _ = fit_case(name)
    r = STORED[name]
    close(model.coef, r["coef"])
    close(model.std_error, r["std_error"])
    close(model.t, r["t"])
    np.testing.assert_allclose(model.p_value, floats(r["p_value"]), rtol=1e-7, atol=1e-290)
    close(model.conf_int(), r["conf_int_95"])
    close(model.conf_int(level=0.8), r["conf_int_80"])
    for row, expected in zip(model.cov, r["cov"], strict=True):
        close(row, expected)


@each_case
def test_the_fit_as_a_whole_is_that_of_r(name):
    model, _ = fit_case(name)
    r = STORED[name]
    assert model.df_resid == r["df_resid"]
    if model.df_resid:
        close(np.quantile(model.residuals, [0, 0.25, 0.5, 0.75, 1]), r["residual_quantiles"])
    for key in ("sigma", "r2", "r2_adj", "f_stat", "f_p_value"):
        np.testing.assert_allclose(
            getattr(model, key), floats(r.get(key)), rtol=1e-8, atol=1e-290, err_msg=key
        )


@pytest.mark.parametrize("name", sorted(k for k, v in STORED.items() if "predict_mean" in v))
def test_predictions_and_both_intervals_are_those_of_r(name):
    model, rows = fit_case(name)
    r = STORED[name]
    close(model.predict(rows), floats(r["predict_mean"])[:, 0])
    close(model.predict(rows, interval="mean"), r["predict_mean"])
    close(model.predict(rows, interval="prediction", level=0.9), r["predict_prediction"])


@each_case
def test_the_printed_summary_is_that_of_r(name):
    model, _ = fit_case(name)
    expected = [line.rstrip() for line in STORED[name]["printed"].split("\n")]
    assert model.summary().rstrip("\n").split("\n") == "\n".join(expected).rstrip("\n").split("\n")


@pytest.mark.parametrize("name", sorted(k for k, v in STORED.items() if "sigma_matrix" in v))
def test_the_elements_of_the_fit_agree_to_ten_digits(name):
    model, _ = fit_case(name)
    r = STORED[name]
    regressors = table(name)[["x1", "x2"]]
    root = model.cov_root
    correlation = ols.estimator_correlation(regressors)
    efficiency = ols.efficiency(regressors)
    for got, expected in (
        (model.coef, r["coef"]),
        (model.std_error, r["std_error"]),
        (root @ root.T, r["sigma_matrix"]),
        (model.coef, r["sigma_xty"]),
        (model.std_error, r["std_error_by_hand"]),
        (np.ptp(model.conf_int(), axis=1) / 2, r["half_width_95"]),
        (np.ptp(model.conf_int(), axis=1) / 2 / model.std_error, [r["t_quantile_975"]] * 3),
        (correlation, r["estimator_correlation"]),
        (efficiency[["x1", "x2"]], r["efficiency"]),
        (ols.design_std_error(regressors, sigma=10), r["design_std_error_10"]),
        (model.r2, r["r2"]),
        (np.var(model.fitted) / np.var(table(name)["y"]), r["r2_by_variances"]),
    ):
        close(got, expected, rtol=1e-10)
    assert np.isnan(efficiency["const"])


@pytest.mark.slow
@pytest.mark.skipif(RSCRIPT is None, reason="Rscript is not installed: install r-base-core")
def test_a_fresh_run_of_r_gives_the_stored_output(tmp_path):
    output = tmp_path / "ols_lm.json"
    script = [RSCRIPT, "--vanilla", str(FOLDER / "ols_lm.R"), str(FOLDER / "data"), str(output)]
    run = subprocess.run(script, capture_output=True, text=True, timeout=120, check=False)
    assert run.returncode == 0, run.stderr
    fresh = json.loads(output.read_text(encoding="utf-8"))
    assert fresh.keys() == STORED.keys()
    for name, expected in STORED.items():
        assert fresh[name].keys() == expected.keys()
        for key, value in expected.items():
            if key in ("formula", "names"):
                assert fresh[name][key] == value, (name, key)
            elif key == "printed":  # R 4.4 rounds the quantiles of the residuals otherwise
                after = "Coefficients:"
                assert fresh[name][key].split(after)[1] == value.split(after)[1], name
            else:  # another BLAS may change last digits
                np.testing.assert_allclose(
                    floats(fresh[name][key]),
                    floats(value),
                    rtol=1e-8,
                    atol=1e-12,
                    err_msg=f"{name}.{key}",
                )
