"""Known mistakes of `least_squares`."""

import numpy as np

from autograder.authors import mistake


def _enough_rows(X):
    X = np.asarray(X, dtype=float)
    if len(X) < X.shape[1]:
        raise ValueError("fewer rows than columns")
    return X


@mistake(
    says="You have added a column of ones. X is the whole design matrix: where a constant is "
    "wanted it is in X already, and a second one cannot be told from the first.",
    caught_by="test_the_taxi",
)
def constant_added(X, y):
    X = _enough_rows(X)
    X = np.column_stack([np.ones(len(X)), X])
    return np.linalg.lstsq(X, y, rcond=None)[0]


@mistake(
    says="You return the fitted values, one for each row of X. The answer is the coefficients, one "
    "for each column.",
    caught_by="test_the_taxi",
)
def fitted_values(X, y):
    X = _enough_rows(X)
    return X @ np.linalg.lstsq(X, y, rcond=None)[0]


@mistake(
    says="Your coefficients form a column of shape (p, 1), as happens where y was made a column. "
    "Return a plain array of shape (p,): an extra dimension soon broadcasts into a square.",
    caught_by="test_the_taxi",
)
def column_of_coefficients(X, y):
    y = np.reshape(np.asarray(y, dtype=float), (-1, 1))
    return np.linalg.lstsq(_enough_rows(X), y, rcond=None)[0]


@mistake(
    says="You inverted X'X one entry at a time: that is what `** -1` and `1 /` do to an array. The "
    "inverse of a matrix is another thing, and solving the equations needs no inverse at all.",
    caught_by="test_the_taxi",
)
def inverted_entry_by_entry(X, y):
    X = _enough_rows(X)
    return ((X.T @ X) ** -1.0) @ (X.T @ np.asarray(y))


@mistake(
    says="Each of your coefficients is that of a fit to its own column alone. Columns that are not "
    "at right angles share the credit: solve for all coefficients together.",
    caught_by="test_the_taxi",
)
def one_column_at_a_time(X, y):
    X = _enough_rows(X)
    return X.T @ np.asarray(y) / np.sum(X**2, axis=0)


@mistake(
    says="You return X'y, the right-hand side of the normal equations. The equations X'X b = X'y "
    "are still to be solved for b.",
    caught_by="test_the_taxi",
)
def right_hand_side(X, y):
    return _enough_rows(X).T @ np.asarray(y)


@mistake(
    says="You multiplied X'y by X'X where its inverse is needed: solve X'X b = X'y for b.",
    caught_by="test_the_taxi",
)
def inverse_forgotten(X, y):
    X = _enough_rows(X)
    return X.T @ X @ (X.T @ np.asarray(y))


@mistake(
    says="Only one side of your normal equations is divided by n. Take means on both sides or on "
    "neither.",
    caught_by="test_the_taxi",
)
def divided_by_n_once(X, y):
    X = _enough_rows(X)
    return np.linalg.solve(X.T @ X, X.T @ np.asarray(y)) / len(X)


@mistake(
    says="Your constant is the mean of y, which it would be with centred columns. The fit passes "
    "through the means of all columns, so the slopes times their means have to come off.",
    caught_by="test_the_taxi",
)
def mean_for_the_constant(X, y):
    X = _enough_rows(X)
    coef = np.linalg.lstsq(X, y, rcond=None)[0]
    for j in range(X.shape[1]):
        if np.all(X[:, j] == 1):
            coef[j] = np.mean(y)
    return coef


@mistake(
    says="A pseudo-inverse of X'X throws away a column that is small beside the others, as if its "
    "coefficient were zero: squaring X squares the ratio of the sizes. Use a least-squares solver "
    "on X itself, or solve the normal equations.",
    caught_by="test_units",
)
def pseudo_inverse_of_the_square(X, y):
    X = _enough_rows(X)
    return np.linalg.pinv(X.T @ X) @ X.T @ np.asarray(y)


@mistake(
    says="With fewer rows than columns you return the shortest of infinitely many perfect fits, "
    "as `lstsq` and `pinv` do without a word. Compare n and p first, and raise a ValueError.",
    caught_by="test_too_few_rows_are_refused",
)
def shortest_of_many(X, y):
    return np.linalg.lstsq(X, y, rcond=None)[0]


@mistake(
    says="Your coefficients have the type of X. Where X holds whole numbers, what stands behind the "
    "point is cut off without a word: work with floats.",
    caught_by="test_whole",
)
def type_of_the_design(X, y):
    _enough_rows(X)
    X, y = np.asarray(X), np.asarray(y)
    coef = np.zeros(X.shape[1], dtype=X.dtype)
    coef[:] = np.linalg.lstsq(X, y, rcond=None)[0]
    return coef


@mistake(
    says="You refuse as many rows as columns. They determine the coefficients, and the fit passes "
    "through every point: only with fewer rows than columns is there no one answer.",
    caught_by="test_too_few_rows_are_refused",
)
def square_refused(X, y):
    X = np.asarray(X, dtype=float)
    if len(X) <= X.shape[1]:
        raise ValueError("too few rows")
    return np.linalg.lstsq(X, y, rcond=None)[0]


@mistake(
    says="A small number is added to the diagonal of X'X, perhaps so that it can be inverted. Where "
    "the columns are small themselves, it outweighs the data: leave it out.",
    caught_by="test_small_columns",
)
def fixed_ridge(X, y):
    X = _enough_rows(X)
    return np.linalg.solve(X.T @ X + 1e-10 * np.eye(X.shape[1]), X.T @ np.asarray(y))
