"""Known mistakes of `design_matrix`."""

import numpy as np

from autograder.authors import mistake


@mistake(
    says="Your matrix has no column of ones, so the model has no constant: a flat of 0 m² on floor "
    "0 would have to cost nothing. Put the column of ones first.",
    caught_by="test_two_flats_are_two_rows",
)
def constant_forgotten(x1, x2, interaction=False):
    columns = [np.asarray(x1), np.asarray(x2)]
    if interaction:
        columns.append(columns[0] * columns[1])
    return np.column_stack(columns)


@mistake(
    says="Your column of ones comes last. The model is the same, but every coefficient then sits "
    "one place from where its reader looks for it. The constant comes first.",
    caught_by="test_two_flats_are_two_rows",
)
def constant_last(x1, x2, interaction=False):
    columns = [np.asarray(x1), np.asarray(x2)]
    if interaction:
        columns.append(columns[0] * columns[1])
    return np.column_stack([*columns, np.ones(len(x1))])


@mistake(
    says="Your matrix is transposed: each term of the model is a row. One row stands for one "
    "observation, and one column for one coefficient.",
    caught_by="test_two_flats_are_two_rows",
)
def transposed(x1, x2, interaction=False):
    rows = [np.ones(len(x1)), np.asarray(x1), np.asarray(x2)]
    if interaction:
        rows.append(rows[1] * rows[2])
    return np.array(np.vstack(rows))


@mistake(
    says="Your matrix has three columns whatever `interaction` says: the product of the inputs is "
    "missing where it is asked for.",
    caught_by="test_the_interaction_is_a_fourth_column",
)
def interaction_forgotten(x1, x2, interaction=False):
    return np.column_stack([np.ones(len(x1)), x1, x2])


@mistake(
    says="Your matrix always holds the interaction. Without being asked for, it costs a "
    "coefficient, and changes what the other coefficients mean.",
    caught_by="test_without_interaction_there_are_three_columns",
)
def interaction_always(x1, x2, interaction=False):
    x1, x2 = np.asarray(x1), np.asarray(x2)
    return np.column_stack([np.ones(len(x1)), x1, x2, x1 * x2])


@mistake(
    says="Your fourth column is the sum of the inputs. It is a combination of columns that are "
    "there already, so it says nothing new and X'X has no inverse. An interaction is a product.",
    caught_by="test_the_interaction_is_a_fourth_column",
)
def sum_for_product(x1, x2, interaction=False):
    x1, x2 = np.asarray(x1), np.asarray(x2)
    columns = [np.ones(len(x1)), x1, x2]
    return np.column_stack([*columns, x1 + x2] if interaction else columns)


@mistake(
    says="Your fourth column holds one and the same number, the inner product of the inputs. The "
    "interaction multiplies row by row: every observation has a product of its own.",
    caught_by="test_the_interaction_is_a_fourth_column",
)
def inner_product(x1, x2, interaction=False):
    columns = [np.ones(len(x1)), np.asarray(x1), np.asarray(x2)]
    if interaction:
        columns.append(np.full(len(x1), columns[1] @ columns[2]))
    return np.column_stack(columns)


@mistake(
    says="With the interaction, your matrix drops the inputs themselves. The product joins x1 and "
    "x2, it does not replace them: without them the model cannot have a slope on floor 0.",
    caught_by="test_the_interaction_is_a_fourth_column",
)
def product_without_main_effects(x1, x2, interaction=False):
    x1, x2 = np.asarray(x1), np.asarray(x2)
    if interaction:
        return np.column_stack([np.ones(len(x1)), x1 * x2])
    return np.column_stack([np.ones(len(x1)), x1, x2])


@mistake(
    says="Your interaction multiplies the inputs after their means were taken off. That is a sound "
    "model too, but its coefficients have another meaning; here the plain product is asked for.",
    caught_by="test_the_interaction_is_a_fourth_column",
)
def centred_product(x1, x2, interaction=False):
    x1, x2 = np.asarray(x1), np.asarray(x2)
    columns = [np.ones(len(x1)), x1, x2]
    if interaction:
        columns.append((x1 - x1.mean()) * (x2 - x2.mean()))
    return np.column_stack(columns)


@mistake(
    says="Inputs of different lengths are cut to the shorter one, in silence: `zip` does that. An "
    "observation that vanishes unnoticed is worse than an error, so raise a ValueError.",
    caught_by="test_lengths_that_differ_are_refused",
)
def cut_to_the_shorter(x1, x2, interaction=False):
    rows = zip(x1, x2, strict=False)
    return np.array([[1.0, a, b, a * b] if interaction else [1.0, a, b] for a, b in rows])


@mistake(
    says="Your matrix takes over the type of x1. Where x1 holds whole numbers, the fractions in the "
    "other columns are cut off without a word: make an array of floats.",
    caught_by="test_whole_and_fractions",
)
def type_of_the_first_input(x1, x2, interaction=False):
    x1, x2 = np.asarray(x1), np.asarray(x2)
    if len(x1) != len(x2):
        raise ValueError("different lengths")
    X = np.ones((len(x1), 4 if interaction else 3), dtype=x1.dtype)
    X[:, 1], X[:, 2] = x1, x2
    if interaction:
        X[:, 3] = x1 * x2
    return X


@mistake(
    says="You refuse an x2 that is too short and not one that is too long, whose last values are "
    "lost. Ask whether the two lengths differ, not which one is larger.",
    caught_by="test_shorter",
)
def refused_one_way(x1, x2, interaction=False):
    x1, x2 = np.asarray(x1, dtype=float), np.asarray(x2, dtype=float)
    if len(x2) < len(x1):
        raise ValueError("x2 is too short")
    x2 = x2[: len(x1)]
    columns = [np.ones(len(x1)), x1, x2]
    return np.column_stack([*columns, x1 * x2] if interaction else columns)


@mistake(
    says="You take an input that holds one number for all rows, as NumPy does when it broadcasts. "
    "Here one of the two is incomplete: compare the lengths, and raise a ValueError.",
    caught_by="test_single_x2",
)
def single_number_for_all_rows(x1, x2, interaction=False):
    columns = [np.asarray(x, dtype=float) for x in (x1, x2)]
    columns = list(np.broadcast_arrays(1.0, *columns))
    return np.column_stack([*columns, columns[1] * columns[2]] if interaction else columns)
