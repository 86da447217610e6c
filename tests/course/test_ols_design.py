"""Design matrices: columns, names, levels, and what is refused."""

import numpy as np
import pandas as pd
import pytest

from course import ols

DATA = {
    "age": [31, 45, 52, 28],
    "city": ["Paris", "London", "Montréal", "Paris"],
    "smoker": [True, False, True, True],
    "study": [3.0, 5.0, 0.0, 8.0],
}


def refused(call, *parts):
    with pytest.raises(ValueError) as caught:
        call()
    text = str(caught.value)
    assert "\n" not in text
    for part in parts:
        assert part in text, text


def columns(terms, data=DATA, **options):
    return ols.design_matrix(data, terms, **options).columns.tolist()


def test_numeric_inputs_are_columns_and_the_constant_comes_first():
    X = ols.design_matrix(DATA, ["study", "age"])
    assert X.columns.tolist() == ["const", "study", "age"]
    assert X.to_numpy().tolist() == [[1, 3, 31], [1, 5, 45], [1, 0, 52], [1, 8, 28]]
    assert (X.dtypes == np.float64).all()
    assert columns(["age"], intercept=False) == ["age"]
    assert columns([]) == ["const"]


def test_a_categorical_input_has_a_dummy_for_each_level_but_the_base():
    X = ols.design_matrix(DATA, ["city"])
    assert X.columns.tolist() == ["const", "city[Montréal]", "city[Paris]"]
    assert X["city[Paris]"].tolist() == [1, 0, 0, 1]
    assert columns(["smoker"]) == ["const", "smoker[True]"]


def test_the_base_can_be_chosen_by_name_by_levels_or_by_category_order():
    assert columns(["city"], base={"city": "Paris"}) == ["const", "city[London]", "city[Montréal]"]
    order = ["Montréal", "Paris", "London"]
    expected = ["const", "city[Paris]", "city[London]"]
    assert columns(["city"], levels={"city": order}) == expected
    frame = pd.DataFrame(DATA)
    frame["city"] = pd.Categorical(frame["city"], [*order, "Oslo"])
    assert columns(["city"], frame) == expected


def test_integers_can_be_declared_levels():
    assert columns(["study"], levels={"study": [0, 3, 5, 8]}) == [
        "const",
        "study[3]",
        "study[5]",
        "study[8]",
    ]


def test_interactions_multiply_columns():
    X = ols.design_matrix(DATA, ["age:study", "age:city", "city:smoker"], intercept=False)
    assert X.columns.tolist() == [
        "age:study",
        "age:city[Montréal]",
        "age:city[Paris]",
        "city[Montréal]:smoker[True]",
        "city[Paris]:smoker[True]",
    ]
    assert X["age:study"].tolist() == [93, 225, 0, 224]
    assert X["age:city[Paris]"].tolist() == [31, 0, 0, 28]
    assert X["city[Montréal]:smoker[True]"].tolist() == [0, 0, 1, 0]
    assert columns(["age:study:city"], intercept=False) == [
        "age:study:city[Montréal]",
        "age:study:city[Paris]",
    ]


def test_functions_of_the_inputs_are_columns():
    terms = [
        ("log(age)", lambda d: np.log(d["age"])),
        ("age·study", lambda d: d["age"] * d["study"]),
    ]
    X = ols.design_matrix(DATA, terms)
    np.testing.assert_allclose(X["log(age)"], np.log(DATA["age"]))
    assert X["age·study"].tolist() == [93, 225, 0, 224]


def test_a_frame_keeps_its_index_and_a_mapping_of_series_its_order():
    frame = pd.DataFrame(DATA, index=[7, 3, 9, 1])
    X = ols.design_matrix(frame, ["age", "city", ("half", lambda d: d["age"] / 2)])
    assert X.index.tolist() == [7, 3, 9, 1]
    assert X["half"].tolist() == [15.5, 22.5, 26, 14]
    series = {"a": pd.Series([1, 2], index=[5, 6]), "b": pd.Series([3, 4], index=[6, 5])}
    assert ols.design_matrix(series, ["a", "b"]).to_numpy().tolist() == [[1, 1, 3], [1, 2, 4]]


def test_new_rows_get_the_columns_of_the_data_fitted():
    terms = ["age", "city"]
    kept = ols.levels_of(DATA, terms, base={"city": "Paris"})
    assert kept == {"city": ["Paris", "London", "Montréal"]}
    new = ols.design_matrix({"age": [40], "city": ["Montréal"]}, terms, levels=kept)
    assert new.columns.tolist() == ["const", "age", "city[London]", "city[Montréal]"]
    assert new.to_numpy().tolist() == [[1, 40, 0, 1]]


def test_data_are_left_alone():
    frame = pd.DataFrame(DATA)
    before = frame.copy()
    ols.design_matrix(frame, ["age", "city:smoker"])
    pd.testing.assert_frame_equal(frame, before)


def build(terms, data=DATA, **options):
    return lambda: ols.design_matrix(data, terms, **options)


@pytest.mark.parametrize(
    ("call", "parts"),
    [
        (build(["ages"]), ["'ages'", "no column of data", "Did you mean 'age'?", "'city'"]),
        (build(["age:town"]), ["'age:town' names 'town'"]),
        (build(["age*city"]), ["Write 'a*b' as 'a', 'b', 'a:b'"]),
        (build("age"), ["terms is the string 'age'", "['age']"]),
        (build([3]), ["the term 3 must be a string or a pair"]),
        (build([("f", 3)]), ["is not a pair of a name and a function"]),
        (build(["age", "age"]), ["column 'age' comes twice"]),
        (build([("f", lambda d: 1.0)]), ["'f' returned an array of shape ()", "4 rows"]),
        (build([("log", lambda d: np.log(d["study"]))]), ["column 'log' is -inf in row 2"]),
        (build(["a"], {"a": [1, 2], "b": [1]}), ["differ in length", "'b' has 1"]),
        (build(["a"], {"a": [[1, 2]]}), ["column 'a' of data has 2 dimensions"]),
        (build(["a"], [1, 2]), ["DataFrame or a mapping", "not list"]),
        (build(["a"], {"a": [1, None]}), ["column 'a' has no value in row 1"]),
        (build(["a"], {"a": [1.0, np.inf]}), ["column 'a' is inf in row 1"]),
        (build(["a"], {"a": ["x", None]}), ["column 'a' has no value in row 1"]),
        (build(["a"], {"a": ["x", 1]}), ["column 'a' mixes text and numbers"]),
        (build(["a"], {"a": ["x", "x"]}), ["column 'a' has the one level 'x'"]),
        (build(["a"], {"a": pd.to_datetime(["2020-01-01"])}), ["column 'a' holds neither", "days"]),
        (build(["city"], base={"city": "Rome"}), ["base 'Rome' is not a level", "'London'"]),
        (build(["city"], base={"age": 3}), ["'age', which is in none of the terms"]),
        (build(["age"], base={"age": 3}), ["'age', which is not categorical"]),
        (
            build(["city"], levels={"city": ["London", "Paris"]}),
            ["level 'Montréal' in row 2", "no coefficient", "'London', 'Paris'"],
        ),
        (
            build(["city"], levels={"city": ["London", "Paris", "Paris", "Montréal"]}),
            ["a level of column 'city' twice"],
        ),
        (build(["a"], pd.DataFrame([[1, 2]], columns=["a", "a"])), ["two columns named 'a'"]),
    ],
)
def test_what_cannot_be_built_is_refused_by_name(call, parts):
    refused(call, *parts)
