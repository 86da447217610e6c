"""Known mistakes of `variance_inflation`."""

import numpy as np

from autograder.authors import mistake


def _checked(X):
    X = np.asarray(X, dtype=float)
    if X.shape[0] <= X.shape[1]:
        raise ValueError("too few rows")
    return X


def _r2(X, j, constant=True):
    """R² of column j on the others, about the mean with a constant and about zero without one."""
    others = np.delete(X, j, axis=1)
    if constant:
        others = np.column_stack([np.ones(len(X)), others])
    residuals = X[:, j] - others @ np.linalg.lstsq(others, X[:, j], rcond=None)[0]
    about = X[:, j] - X[:, j].mean() if constant else X[:, j]
    # Rounded, so that a perfect fit gives one on every machine, and no fit at all zero.
    return np.round(1 - np.sum(residuals**2) / np.sum(about**2), 12)


def _all_r2(X, constant=True):
    return np.array([_r2(X, j, constant) for j in range(X.shape[1])])


@mistake(
    says="Your auxiliary regressions have no constant, so they count it as explained that the "
    "columns have means. Put a column of ones beside the others and measure about the mean.",
    caught_by="test_rooms_and_areas",
)
def no_constant(X):
    return 1 / (1 - _all_r2(_checked(X), constant=False))


@mistake(
    says="Your regressions have a constant, but R² measures about zero: the sum of squares of the "
    "column itself stands where that about its mean belongs.",
    caught_by="test_a_factorial_design_inflates_nothing",
)
def squares_about_zero(X):
    X = _checked(X)
    centred = np.sum((X - X.mean(axis=0)) ** 2, axis=0)
    return np.sum(X**2, axis=0) / centred / (1 - _all_r2(X))


@mistake(
    says="You return 1 - R², which is called the tolerance. The factor is one over it.",
    caught_by="test_rooms_and_areas",
)
def tolerance(X):
    return 1 - _all_r2(_checked(X))


@mistake(
    says="You return R² itself, what the others explain of each column. The factor is "
    "1 / (1 - R²).",
    caught_by="test_rooms_and_areas",
)
def r2_itself(X):
    return _all_r2(_checked(X))


@mistake(
    says="You return the square root of the factor. That is by how much the standard error grows; "
    "the factor is for the variance.",
    caught_by="test_rooms_and_areas",
)
def square_root(X):
    return np.sqrt(1 / (1 - _all_r2(_checked(X))))


@mistake(
    says="Your factor is 1 / (1 - R), without the square. R² is the share of the variance that the "
    "others explain, and that is what the factor is about.",
    caught_by="test_rooms_and_areas",
)
def r_not_squared(X):
    return 1 / (1 - np.sqrt(_all_r2(_checked(X))))


@mistake(
    says="Your factor comes from the adjusted R². The adjustment allows for degrees of freedom, but "
    "the variance of a coefficient depends on what the others explain in these very rows: take "
    "R² as it is.",
    caught_by="test_rooms_and_areas",
)
def adjusted_r2(X):
    X = _checked(X)
    n, k = X.shape
    return (n - k) / (n - 1) / (1 - _all_r2(X))


@mistake(
    says="Your R² is the largest squared correlation with one other column. Several columns "
    "together may explain more than any one of them: regress on all the others at once.",
    caught_by="test_all_the_others_together",
)
def largest_pairwise_correlation(X):
    X = _checked(X)
    r2 = np.atleast_2d(np.corrcoef(X, rowvar=False)) ** 2
    np.fill_diagonal(r2, 0)
    return 1 / (1 - r2.max(axis=0))


@mistake(
    says="Your R² is the mean of the squared correlations with each other column. Regress on all "
    "the others at once.",
    caught_by="test_all_the_others_together",
)
def mean_pairwise_correlation(X):
    X = _checked(X)
    r2 = np.atleast_2d(np.corrcoef(X, rowvar=False)) ** 2
    others = max(X.shape[1] - 1, 1)
    return 1 / (1 - (r2.sum(axis=0) - 1) / others)


@mistake(
    says="You return the diagonal of the inverse of X'X, constant included. It depends on the units "
    "of each column: multiply it by the column's sum of squares about its mean.",
    caught_by="test_rooms_and_areas",
)
def diagonal_unscaled(X):
    X = _checked(X)
    A = np.column_stack([np.ones(len(X)), X])
    return np.diag(np.linalg.inv(A.T @ A))[1:]


@mistake(
    says="You return the diagonal of the inverse covariance matrix, which depends on the units of "
    "each column. With the correlation matrix in its place it would be the factors.",
    caught_by="test_rooms_and_areas",
)
def inverse_of_the_covariances(X):
    X = _checked(X)
    return np.diag(np.linalg.inv(np.atleast_2d(np.cov(X, rowvar=False))))


@mistake(
    says="You put a number for the constant in front. The constant is in no question here: return "
    "one factor for each column of X.",
    caught_by="test_rooms_and_areas",
)
def one_for_the_constant(X):
    return np.append(1.0, 1 / (1 - _all_r2(_checked(X))))


@mistake(
    says="With as few rows as regressors you go on. Every auxiliary regression then fits perfectly, "
    "and the factor is one over rounding errors: compare n with k first and raise a ValueError.",
    caught_by="test_too_few_rows_are_refused",
    at_home=False,
)
def too_few_rows_unnoticed(X):
    with np.errstate(divide="ignore"):
        return 1 / (1 - _all_r2(np.asarray(X, dtype=float)))


@mistake(
    says="You refuse fewer rows than regressors, but not as many rows as regressors. With the constant "
    "every auxiliary regression has as many coefficients as there are regressors, so n = k fits "
    "perfectly, too: refuse n <= k.",
    caught_by="test_too_few_rows_are_refused",
    at_home=False,
)
def as_many_rows_unnoticed(X):
    X = np.asarray(X, dtype=float)
    if len(X) < X.shape[1]:
        raise ValueError("too few rows")
    with np.errstate(divide="ignore"):
        return 1 / (1 - _all_r2(X))


@mistake(
    says="You refuse too much: one row more than regressors is enough. Every auxiliary regression "
    "then has k coefficients and k + 1 rows, which leaves something unexplained.",
    caught_by="test_too_few_rows_are_refused",
)
def one_row_more_refused(X):
    X = np.asarray(X, dtype=float)
    if len(X) <= X.shape[1] + 1:
        raise ValueError("too few rows")
    return 1 / (1 - _all_r2(X))


@mistake(
    says="Your R² is measured with a degrees-of-freedom correction in one of its two sums of squares: "
    "np.var with ddof=1 divides by n - 1, np.mean by n. Let both divide by the same number.",
    caught_by="test_rooms_and_areas",
)
def one_variance_with_ddof(X):
    X = _checked(X)
    return len(X) / (len(X) - 1) / (1 - _all_r2(X))
