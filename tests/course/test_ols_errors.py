"""What is refused, and that the message says what and where."""

import numpy as np
import pandas as pd
import pytest

from course import ols

X = np.column_stack([np.ones(6), np.arange(6.0), [1.0, 0, 2, 5, 3, 4]])
Y = np.array([1.0, 2, 4, 3, 6, 5])


def refused(call, *parts):
    with pytest.raises(ValueError) as caught:
        call()
    text = str(caught.value)
    assert "\n" not in text
    for part in parts:
        assert part in text, text


def with_entry(value, row, column):
    changed = X.copy()
    changed[row, column] = value
    return changed


def test_a_redundant_dummy_is_named_with_the_others():
    cities = {"city": ["London", "Paris", "Montréal", "Paris", "London", "Montréal"]}
    design = ols.design_matrix(cities, ["city"], base={"city": "Paris"})
    design["city[Paris]"] = [0.0, 1, 0, 1, 0, 0]
    refused(
        lambda: ols.fit(design, Y),
        "column 'city[Paris]' is a combination of 'const', 'city[London]', 'city[Montréal]'",
        "drop it",
    )


def test_only_the_columns_of_the_combination_are_named():
    bad = np.column_stack([X, X[:, 1] * 1e6])
    with pytest.raises(ValueError, match="'x3' is a combination of 'x1': drop it"):
        ols.fit(bad, Y)


def test_every_redundant_column_is_named():
    bad = np.column_stack([X, 2 * X[:, 1], X[:, 1] - X[:, 2]])
    refused(
        lambda: ols.fit(bad, Y, names=["const", "a", "b", "twice", "difference"]),
        "column 'twice' is a combination of 'a'; column 'difference' is a combination of 'a', 'b'",
        "drop them",
    )


@pytest.mark.parametrize("n", [50, 30_000])
@pytest.mark.parametrize("scale", [1e-8, 1.0, 1e8])
def test_a_sum_of_columns_is_refused_in_any_units(n, scale):
    rng = np.random.default_rng(n)
    a, b = rng.normal(size=(2, n)) * scale
    columns = [np.ones(n), a, b, 0.1 * a + 0.3 * b + 5]
    refused(lambda: ols.fit(np.column_stack(columns), a), "'x3' is a combination of")


def test_nearly_dependent_columns_are_fitted_all_the_same():
    rng = np.random.default_rng(2)
    a, b = rng.normal(size=(2, 60))
    near = np.column_stack([np.ones(60), a, a + 1e-9 * b])
    model = ols.fit(near, a)
    np.testing.assert_allclose(model.predict(near), a, atol=1e-12)
    assert model.condition_number > 1e8


def test_a_zero_column_is_named():
    refused(
        lambda: ols.fit(with_entry(0, slice(None), 2), Y), "column 'x2' of X is zero", "drop it"
    )


def test_entries_that_are_not_finite_are_named():
    refused(
        lambda: ols.fit(with_entry(np.nan, 4, 1), Y), "column 'x1' of X is nan in row 4", "1 of 6"
    )
    refused(lambda: ols.fit(with_entry(-np.inf, 2, 2), Y), "column 'x2' of X is -inf in row 2")
    refused(
        lambda: ols.fit(X, [1, 2, np.nan, 4, np.nan, 6]), "y is nan in row 2", "2 of 6 rows are"
    )


def test_large_finite_numbers_are_not_taken_for_infinity():
    assert np.isfinite(ols.fit(X * 3e307, Y).fitted).all()


@pytest.mark.parametrize(
    ("call", "parts"),
    [
        (lambda: ols.fit(X[:2], Y[:2]), ["2 rows for 3 columns", "Add observations"]),
        (lambda: ols.fit(X[:, 1], Y), ["X must have two dimensions", "X[:, None]"]),
        (lambda: ols.fit(X, Y[:, None]), ["y must have one dimension", "ravel"]),
        (lambda: ols.fit(X, Y[:5]), ["X has 6 rows but y has 5 values"]),
        (lambda: ols.fit(X[:, :0], Y), ["X has no column"]),
        (lambda: ols.fit(X, Y, names=["a", "b"]), ["names has 2 entries but X has 3"]),
        (lambda: ols.fit(X, Y, names=["a", "b", "a"]), ["the name 'a' is given to 2 columns"]),
        (lambda: ols.fit([["1", "x"], ["2", "y"]], [1, 2]), ["X cannot be read", "design_matrix"]),
        (lambda: ols.fit([[1, 2], [3]], [1, 2]), ["X cannot be read", "equal length"]),
        (lambda: ols.fit(X * 1j, Y), ["X cannot be read", "real numbers"]),
        (lambda: ols.fit(X, ["a"] * 6), ["y cannot be read"]),
        (
            lambda: ols.fit(pd.DataFrame({"const": 1.0, "city": list("ababab")}), Y),
            ["column 'city' of X does not hold numbers only", "design_matrix"],
        ),
    ],
)
def test_wrong_shapes_and_types_are_refused(call, parts):
    refused(call, *parts)


def test_predictions_for_other_columns_are_refused():
    model = ols.fit(X, Y, names=["const", "a", "b"])
    refused(lambda: model.predict([[1, 2]]), "X_new has 2 columns", "(const, a, b)")
    refused(lambda: model.predict([1, 2, 3]), "X_new must have two dimensions")
    refused(lambda: model.predict([[1, np.nan, 3]]), "column 'a' of X_new is nan in row 0")
    other = pd.DataFrame({"const": [1.0], "a": [2.0], "c": [3.0]})
    refused(lambda: model.predict(other), "missing: b; unknown: c", "levels_of")
    refused(lambda: model.predict(X, interval="confidence"), "'confidence'", "'mean'")
    for level in (0, 1, 95, -0.5, float("nan")):
        refused(lambda level=level: model.conf_int(level), "between 0 and 1", "0.95")


def test_wrong_arguments_of_simulate_are_refused():
    refused(lambda: ols.simulate(-1), "n is -1")
    refused(lambda: ols.simulate(3, noise_sd=-1), "noise_sd is -1")
    refused(lambda: ols.simulate(3, low=2, high=1), "low must be less than high")
    refused(lambda: ols.simulate(3, intercept=float("inf")), "finite")
