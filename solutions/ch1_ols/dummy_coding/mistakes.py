"""Known mistakes of `dummy_coding`."""

import numpy as np

from autograder.authors import mistake


def _levels(values, base):
    values = np.asarray(values)
    levels = np.unique(values).tolist()
    if base not in levels:
        raise ValueError(f"no {base!r} among the values")
    return values, levels


def _columns(values, levels):
    rows = [[float(value == level) for level in levels] for value in values.tolist()]
    return np.reshape(rows, (len(values), len(levels)))


@mistake(
    says="Every level has a column, the base too. Together they add up to the constant column, so "
    "beside a constant X'X cannot be inverted. Leave the base's column out.",
    caught_by="test_london_as_the_base",
)
def column_for_every_level(values, base):
    return _columns(*_levels(values, base))


@mistake(
    says="You leave out the first level in order, whatever `base` says, as pandas does with "
    "drop_first=True. The level without a column is the one asked for.",
    caught_by="test_another_base",
)
def first_level_dropped(values, base):
    values, levels = _levels(values, base)
    return _columns(values, levels[1:])


@mistake(
    says="You leave out the last level in order, whatever `base` says. The level without a "
    "column is the one asked for.",
    caught_by="test_london_as_the_base",
)
def last_level_dropped(values, base):
    values, levels = _levels(values, base)
    return _columns(values, levels[:-1])


@mistake(
    says="Your columns come in the order in which the levels first occur. Other data of the same "
    "kind would then give other columns: sort the levels.",
    caught_by="test_london_as_the_base",
)
def order_of_appearance(values, base):
    values, _ = _levels(values, base)
    levels = [level for level in dict.fromkeys(values.tolist()) if level != base]
    return _columns(values, levels)


@mistake(
    says="Your levels are sorted as text, where 10 comes before 2. Sort numbers by size: do not "
    "turn them into strings.",
    caught_by="test_levels_that_are_numbers",
)
def numbers_sorted_as_text(values, base):
    values, levels = _levels(values, base)
    return _columns(values, [level for level in sorted(levels, key=str) if level != base])


@mistake(
    says="You number the levels: one value a row. A model would read 2 as twice 1, and the levels "
    "as equally spaced. Each level needs a column of its own.",
    caught_by="test_london_as_the_base",
)
def one_number_per_row(values, base):
    values, levels = _levels(values, base)
    return np.searchsorted(levels, values).astype(float)


@mistake(
    says="The rows of the base hold -1. That is sum coding: its coefficients are differences from "
    "the mean of the levels. For differences from the base, its rows hold zeros.",
    caught_by="test_london_as_the_base",
)
def sum_coding(values, base):
    values, levels = _levels(values, base)
    columns = _columns(values, [level for level in levels if level != base])
    columns[values == base] = -1
    return columns


@mistake(
    says="Your zeros and ones are exchanged: a 1 should say that the row has the column's level.",
    caught_by="test_london_as_the_base",
)
def zeros_and_ones_exchanged(values, base):
    values, levels = _levels(values, base)
    return 1 - _columns(values, [level for level in levels if level != base])


@mistake(
    says="Your one column marks the base. The base is the level that has no column; all the others "
    "have one each.",
    caught_by="test_london_as_the_base",
)
def column_of_the_base(values, base):
    values, _ = _levels(values, base)
    return _columns(values, [base])


@mistake(
    says="You put a column of ones in front. It belongs to the design matrix; here only the dummy "
    "columns are asked for.",
    caught_by="test_london_as_the_base",
)
def constant_included(values, base):
    values, levels = _levels(values, base)
    columns = _columns(values, [level for level in levels if level != base])
    return np.column_stack([np.ones(len(values)), columns])


@mistake(
    says="Your array is transposed: each level is a row. One row stands for one value, and one "
    "column for one level.",
    caught_by="test_london_as_the_base",
)
def transposed(values, base):
    values, levels = _levels(values, base)
    return _columns(values, [level for level in levels if level != base]).T.copy()


@mistake(
    says="A base that does not occur goes unnoticed, and then every level has a column. A slip of "
    "the keyboard in the base's name would do that: raise a ValueError that names it.",
    caught_by="test_a_base_that_does_not_occur_is_refused",
)
def unknown_base_unnoticed(values, base):
    values = np.asarray(values)
    return _columns(values, [level for level in np.unique(values).tolist() if level != base])


@mistake(
    says="You sort the levels without regard to capitals. Python's sorted puts all capitals before all "
    "small letters: sort the levels as they are.",
    caught_by="test_capitals_and_accents",
)
def capitals_as_small_letters(values, base):
    values, levels = _levels(values, base)
    return _columns(values, [level for level in sorted(levels, key=str.lower) if level != base])


@mistake(
    says="You take a base of 0 for a base that is missing. Zero is a level like any other: ask whether "
    "it is among the levels, not whether it is true.",
    caught_by="test_base_of_zero",
)
def zero_taken_for_missing(values, base):
    values, levels = _levels(values, base)
    return _columns(values, [level for level in levels if level != (base or levels[0])])


@mistake(
    says="You look for the base in a text that holds all levels, and a part of a level's name is found "
    "there too. Look for it among the levels, in a list or a set.",
    caught_by="test_part_of_a_name",
)
def looked_for_in_a_text(values, base):
    values = np.asarray(values)
    levels = np.unique(values).tolist()
    if str(base) not in str(levels):
        raise ValueError(f"no {base!r} among the values")
    return _columns(values, [level for level in levels if level != base])
