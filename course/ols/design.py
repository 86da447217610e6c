"""Design matrices: main effects, interactions, dummies and fixed functions of the inputs."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from difflib import get_close_matches
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray

Term = str | tuple[str, Callable[[pd.DataFrame], Any]]
Data = Mapping[str, Sequence[Any]] | pd.DataFrame
_Block = dict[str, NDArray[np.float64]]


def design_matrix(
    data: Data,
    terms: Sequence[Term],
    intercept: bool = True,
    *,
    base: Mapping[str, Any] | None = None,
    levels: Mapping[str, Sequence[Any]] | None = None,
) -> pd.DataFrame:
    """Return the design matrix X (n, p) of a linear model as a DataFrame with named columns.

    The first column is "const" (ones) unless `intercept` is False; then come the columns of each
    term, in the order of `terms`:

    =================== ===========================================================================
    term                columns
    =================== ===========================================================================
    "age"               a numeric input: itself
    "city"              a categorical input (text, bool or pandas categorical) of k levels: k - 1
                        columns "city[Paris]" of 0 and 1, none for the base level, whose effect is
                        in the constant
    "age:city"          an interaction: products of a column of each, "age:city[Paris]"
    ("log(x)", f)       f(data), one value for each row, where data is a DataFrame of the inputs
    =================== ===========================================================================

    Parameters
    ----------
    data : mapping of names to n values, or DataFrame
        The inputs.
    terms : list
        As in the table. An interaction does not bring its main effects: list them too.
    intercept : bool
        Whether there is a constant column.
    base : mapping of names to levels, optional
        Base levels; by default the first level of each input.
    levels : mapping of names to lists of levels, optional
        All levels of an input, base first. By default those that occur in the data: sorted, or in
        the order of a pandas categorical. For new rows give `levels_of` of the data fitted.

    Raises
    ------
    ValueError
        An unknown name, inputs of different lengths, missing or infinite values, a level not in
        `levels`, a base that is no level, a column named twice. The message names the column.

    References
    ----------
    The coding is R's ``contr.treatment``; Seber and Lee (2003), Linear Regression Analysis,
    section 8.2.

    Examples
    --------
    >>> data = {"age": [30, 40, 50], "city": ["Paris", "London", "Paris"]}
    >>> design_matrix(data, ["age", "city", "age:city"])
       const   age  city[Paris]  age:city[Paris]
    0    1.0  30.0          1.0             30.0
    1    1.0  40.0          0.0              0.0
    2    1.0  50.0          1.0             50.0
    >>> design_matrix(data, [("age²", lambda d: d["age"] ** 2)], intercept=False)
         age²
    0   900.0
    1  1600.0
    2  2500.0
    """
    frame = _frame(data)
    known = levels_of(frame, terms, base=base, levels=levels)
    columns: _Block = {"const": np.ones(len(frame))} if intercept else {}
    for term in terms:
        block = _function(frame, *term) if isinstance(term, tuple) else {"": np.ones(len(frame))}
        if isinstance(term, str):
            for name in term.split(":"):
                # The levels of the first input vary fastest, as in R.
                block = {
                    f"{left}:{right}".lstrip(":"): a * b
                    for right, b in _input(frame, name, known.get(name)).items()
                    for left, a in block.items()
                }
        for name in block:
            if name in columns:
                raise ValueError(
                    f"column {name!r} comes twice in the design matrix: remove the second "
                    f"{term if isinstance(term, str) else term[0]!r} from terms, or rename it."
                )
        columns.update(block)
    return pd.DataFrame(columns, index=frame.index)


def levels_of(
    data: Data,
    terms: Sequence[Term],
    *,
    base: Mapping[str, Any] | None = None,
    levels: Mapping[str, Sequence[Any]] | None = None,
) -> dict[str, list[Any]]:
    """Return the levels of each categorical input that the terms name, base level first.

    Keep them from the data fitted, so that new rows get the same columns even where a level does
    not occur among them. Arguments and errors are those of `design_matrix`.

    >>> old = {"city": ["Paris", "London", "Oslo"]}
    >>> kept = levels_of(old, ["city"], base={"city": "Paris"})
    >>> kept
    {'city': ['Paris', 'London', 'Oslo']}
    >>> design_matrix({"city": ["Oslo"]}, ["city"], levels=kept).columns.tolist()
    ['const', 'city[London]', 'city[Oslo]']
    """
    frame = _frame(data)
    if isinstance(terms, str):
        raise ValueError(f"terms is the string {terms!r}: give a list of terms, as [{terms!r}].")
    inputs = [name for term in terms for name in _inputs(term, frame)]
    given, chosen = dict(levels or {}), dict(base or {})
    found: dict[str, list[Any]] = {}
    for name in dict.fromkeys(inputs):
        if name in given or _is_categorical(frame[name]):
            found[name] = _levels(frame[name], name, given.get(name))
    for name in [*given, *chosen]:
        if name not in found:
            why = "not categorical" if name in inputs else "in none of the terms"
            raise ValueError(
                f"levels or base are given for {name!r}, which is {why}: remove that entry, or "
                "use a categorical input of the terms."
            )
    for name, level in chosen.items():
        if level not in found[name]:
            raise ValueError(
                f"the base {level!r} is not a level of column {name!r}: choose one of "
                f"{_shown(found[name])}."
            )
        found[name].remove(level)
        found[name].insert(0, level)
    return found


def _frame(data: Data) -> pd.DataFrame:
    if isinstance(data, pd.DataFrame):
        if data.columns.has_duplicates:
            name = data.columns[data.columns.duplicated()][0]
            raise ValueError(f"data has two columns named {name!r}: rename one of them.")
        return data
    if not isinstance(data, Mapping):
        raise ValueError(
            "data must be a DataFrame or a mapping of column names to values, such as "
            f"{{'age': [31, 45]}}, not {type(data).__name__}."
        )
    columns = {name: _series(name, values) for name, values in data.items()}
    lengths = {name: len(column) for name, column in columns.items()}
    if len(set(lengths.values())) > 1:
        sizes = ", ".join(f"{name!r} has {n}" for name, n in lengths.items())
        raise ValueError(f"the columns of data differ in length ({sizes}): give one value a row.")
    return pd.DataFrame(columns)


def _series(name: str, values: Any) -> pd.Series:
    if np.ndim(values) != 1:
        raise ValueError(
            f"column {name!r} of data has {np.ndim(values)} dimensions: give one value a row."
        )
    # Indices of the caller's series must not realign its rows.
    return pd.Series(values).reset_index(drop=True)


def _inputs(term: Any, frame: pd.DataFrame) -> list[str]:
    """The inputs that a term names, each known to be in the data."""
    if isinstance(term, tuple):
        if len(term) != 2 or not isinstance(term[0], str) or not callable(term[1]):
            raise ValueError(
                f"the term {term!r} is not a pair of a name and a function: write "
                '("log(x)", lambda d: np.log(d["x"])).'
            )
        return []
    if not isinstance(term, str):
        raise ValueError(f"the term {term!r} must be a string or a pair of a name and a function.")
    names = term.split(":")
    for name in names:
        if name not in frame.columns:
            close = get_close_matches(name, list(map(str, frame.columns)), 1)
            hint = f" Did you mean {close[0]!r}?" if close else ""
            star = " Write 'a*b' as 'a', 'b', 'a:b'." if "*" in name else ""
            raise ValueError(
                f"the term {term!r} names {name!r}, which is no column of data; its columns are "
                f"{_shown(list(frame.columns))}.{hint}{star} A function of the inputs is written "
                "as a pair of a name and a function."
            )
    return names


def _is_categorical(column: pd.Series) -> bool:
    if isinstance(column.dtype, pd.CategoricalDtype) or pd.api.types.is_bool_dtype(column.dtype):
        return True
    if column.dtype == object:
        return any(isinstance(value, str | bool | np.bool_) for value in column)
    return isinstance(column.dtype, pd.StringDtype)


def _levels(column: pd.Series, name: str, given: Sequence[Any] | None) -> list[Any]:
    missing = np.flatnonzero(column.isna())
    if len(missing):
        raise ValueError(
            f"column {name!r} has no value in row {missing[0]} ({len(missing)} of {len(column)} "
            "rows are missing): remove such rows, or give them a level of their own."
        )
    seen = column.unique().tolist()
    if given is None:
        if isinstance(column.dtype, pd.CategoricalDtype):
            given = [level for level in column.cat.categories.tolist() if level in seen]
        else:
            try:
                given = sorted(seen)
            except TypeError:
                raise ValueError(
                    f"column {name!r} mixes text and numbers: make all of its values text."
                ) from None
    unseen = [level for level in seen if level not in given]
    if unseen:
        row = int(np.flatnonzero(column.isin(unseen))[0])
        raise ValueError(
            f"column {name!r} has the level {unseen[0]!r} in row {row}, which is not among the "
            f"levels {_shown(list(given))}: the model has no coefficient for it. Correct the "
            "value, or fit on data that hold this level."
        )
    if len(set(given)) < len(given):
        raise ValueError(f"levels lists a level of column {name!r} twice: {_shown(list(given))}.")
    return list(given)


def _input(frame: pd.DataFrame, name: str, levels: list[Any] | None) -> _Block:
    """The columns of one input: itself, or one dummy for each level but the base."""
    column = frame[name]
    if levels is None:
        missing = np.flatnonzero(column.isna())
        if len(missing):
            raise ValueError(
                f"column {name!r} has no value in row {missing[0]} ({len(missing)} of "
                f"{len(column)} rows are missing): remove such rows, or fill them, before "
                "building the design matrix."
            )
        return {name: _numbers(column, name, len(frame))}
    if len(levels) < 2:
        raise ValueError(
            f"column {name!r} has the one level {_shown(levels)}, so its effect cannot be told "
            "from the constant: leave it out of the terms, or add data with another level."
        )
    return {
        f"{name}[{level}]": (column == level).to_numpy(dtype=np.float64) for level in levels[1:]
    }


def _function(frame: pd.DataFrame, name: str, function: Callable[[pd.DataFrame], Any]) -> _Block:
    # What a logarithm of zero gives is refused below with the row, so NumPy need not warn.
    with np.errstate(all="ignore"):
        values = function(frame)
    if np.shape(values) != (len(frame),):
        raise ValueError(
            f"the function of the term {name!r} returned an array of shape {np.shape(values)}: it "
            f"must return one value for each of the {len(frame)} rows."
        )
    return {name: _numbers(values, name, len(frame))}


def _numbers(values: Any, name: str, n: int) -> NDArray[np.float64]:
    try:
        if np.asarray(values).dtype.kind in "mM":
            raise TypeError
        numbers = np.asarray(values, dtype=np.float64)
    except (TypeError, ValueError):
        raise ValueError(
            f"column {name!r} holds neither numbers nor text: turn it into a number (for a date, "
            "the days since a first day), or into text for a categorical input."
        ) from None
    bad = np.flatnonzero(~np.isfinite(numbers))
    if len(bad):
        raise ValueError(
            f"column {name!r} is {numbers[bad[0]]} in row {bad[0]} ({len(bad)} of {n} rows): "
            "remove such rows, or fill them, before building the design matrix."
        )
    return numbers


def _shown(values: Sequence[Any]) -> str:
    texts = [repr(value) for value in values[:12]]
    return ", ".join(texts) + (", ..." if len(values) > 12 else "")
