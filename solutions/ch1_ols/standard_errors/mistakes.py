"""Known mistakes of `standard_errors`."""

import numpy as np

from autograder.authors import mistake


def _parts(X, y, coef):
    """X, the sum of squared residuals, n, p, and the diagonal of the inverse of X'X."""
    X, y = np.asarray(X, dtype=float), np.asarray(y, dtype=float)
    n, p = X.shape
    if n <= p:
        raise ValueError("no degree of freedom")
    return X, np.sum((y - X @ coef) ** 2), n, p, np.diag(np.linalg.inv(X.T @ X))


@mistake(
    says="Your residual variance is divided by n. The fit has used up p degrees of freedom, so the "
    "residuals are smaller than the errors: divide by n - p.",
    caught_by="test_the_taxi",
)
def divided_by_n(X, y, coef):
    _, rss, n, _, diagonal = _parts(X, y, coef)
    return np.sqrt(rss / n * diagonal)


@mistake(
    says="Your degrees of freedom are n - p - 1, one too few. X holds the constant column already, "
    "so it is among the p columns: nothing more is taken off.",
    caught_by="test_a_constant_alone_is_a_mean",
)
def one_df_too_few(X, y, coef):
    _, rss, n, p, diagonal = _parts(X, y, coef)
    return np.sqrt(rss / (n - p - 1) * diagonal)


@mistake(
    says="Your residual variance is divided by n - 1, as for a sample around its mean. That counts "
    "one coefficient; here there are p, one for each column: divide by n - p.",
    caught_by="test_the_taxi",
)
def divided_by_n_minus_1(X, y, coef):
    _, rss, n, _, diagonal = _parts(X, y, coef)
    return np.sqrt(rss / (n - 1) * diagonal)


@mistake(
    says="You divided by the square root of n once more. The inverse of X'X shrinks with n all by "
    "itself: what the formula gives is the standard error already.",
    caught_by="test_the_taxi",
)
def divided_by_root_n_again(X, y, coef):
    _, rss, n, p, diagonal = _parts(X, y, coef)
    return np.sqrt(rss / (n - p) * diagonal) / np.sqrt(n)


@mistake(
    says="You return variances: the root is missing. A standard error has the units of its "
    "coefficient, not their square.",
    caught_by="test_the_taxi",
)
def variances(X, y, coef):
    _, rss, n, p, diagonal = _parts(X, y, coef)
    return rss / (n - p) * diagonal


@mistake(
    says="The noise enters your formula as a variance, outside the root. Outside stands sigma, "
    "inside stands sigma squared: doubling the noise must double the standard error.",
    caught_by="test_the_taxi",
)
def variance_outside_the_root(X, y, coef):
    _, rss, n, p, diagonal = _parts(X, y, coef)
    return rss / (n - p) * np.sqrt(diagonal)


@mistake(
    says="The noise is missing from your formula: what you return depends on the design alone, as "
    "if sigma were 1. Multiply by the residual standard error.",
    caught_by="test_the_taxi",
)
def noise_forgotten(X, y, coef):
    return np.sqrt(_parts(X, y, coef)[4])


@mistake(
    says="You took one over the diagonal of X'X. Invert the whole matrix first and take the "
    "diagonal then: the columns share information, and the short cut leaves that out.",
    caught_by="test_the_taxi",
)
def reciprocal_of_the_diagonal(X, y, coef):
    X, rss, n, p, _ = _parts(X, y, coef)
    return np.sqrt(rss / (n - p) / np.diag(X.T @ X))


@mistake(
    says="You return the whole covariance matrix. The standard errors are the roots of its "
    "diagonal.",
    caught_by="test_the_taxi",
)
def whole_covariance_matrix(X, y, coef):
    X, rss, n, p, _ = _parts(X, y, coef)
    return rss / (n - p) * np.linalg.inv(X.T @ X)


@mistake(
    says="Your noise is the spread of y around its mean. Most of that may be the signal: use the "
    "residuals, y less the fitted values, on n - p degrees of freedom.",
    caught_by="test_the_taxi",
)
def spread_of_y(X, y, coef):
    _, _, _, _, diagonal = _parts(X, y, coef)
    return np.std(y, ddof=1) * np.sqrt(diagonal)


@mistake(
    says="All your standard errors are equal: sigma over the root of n is that of a mean. Each "
    "coefficient has its own, from the diagonal of the inverse of X'X.",
    caught_by="test_the_taxi",
)
def that_of_a_mean(X, y, coef):
    _, rss, n, p, _ = _parts(X, y, coef)
    return np.full(p, np.sqrt(rss / (n - p) / n))


@mistake(
    says="With as many coefficients as observations you return a number, or NaN. The fit is "
    "perfect whatever the noise, so the data say nothing about it: raise a ValueError.",
    caught_by="test_no_degree_of_freedom_is_refused",
)
def no_degree_of_freedom(X, y, coef):
    X = np.asarray(X, dtype=float)
    residuals = np.asarray(y) - X @ coef
    sigma2 = residuals @ residuals / np.float64(len(X) - X.shape[1])
    return np.sqrt(sigma2 * np.diag(np.linalg.inv(X.T @ X)))


@mistake(
    says="You refuse as many columns as rows, but not more columns: n - p is then negative, and a "
    "number comes out all the same, or NaN. Refuse n <= p.",
    caught_by="test_fewer_rows",
    at_home=False,
)
def only_equality_refused(X, y, coef):
    X, y = np.asarray(X, dtype=float), np.asarray(y, dtype=float)
    n, p = X.shape
    if n == p:
        raise ValueError("no degree of freedom")
    sigma2 = np.sum((y - X @ coef) ** 2) / abs(n - p)
    inverse = np.linalg.inv(X.T @ X) if n > p else np.linalg.pinv(X.T @ X)
    return np.sqrt(sigma2 * np.diag(inverse))
