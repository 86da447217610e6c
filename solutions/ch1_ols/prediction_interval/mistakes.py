"""Known mistakes of `prediction_interval`."""

import numpy as np
from scipy import stats

from autograder.authors import mistake


def _prediction_parts(X, y, x_new):
    """The fitted value, the sum of squared residuals, x'(X'X)^-1 x, n and p."""
    X, y, x_new = (np.asarray(a, dtype=float) for a in (X, y, x_new))
    n, p = X.shape
    if n <= p:
        raise ValueError("no degree of freedom")
    inverse = np.linalg.inv(X.T @ X)
    coef = inverse @ X.T @ y
    return x_new @ coef, np.sum((y - X @ coef) ** 2), x_new @ inverse @ x_new, n, p


def _quantile(level, df):
    return stats.t.ppf((1 + level) / 2, df)


def _around(centre, half):
    return np.array([centre - half, centre + half])


@mistake(
    says="Your interval is the one for the mean of y at this row. A single new observation also "
    "brings an error of its own, which adds a 1 under the root.",
    caught_by="test_the_taxi_at_five_kilometres",
)
def interval_of_the_mean(X, y, x_new, level=0.95):
    centre, rss, h, n, p = _prediction_parts(X, y, x_new)
    return _around(centre, _quantile(level, n - p) * np.sqrt(rss / (n - p) * h))


@mistake(
    says="Your interval takes the fitted line as known: only the new error is in it. The line was "
    "estimated, and the further x_new lies from the data the less is known about it: add "
    "x'(X'X)^-1 x to the 1.",
    caught_by="test_the_taxi_at_five_kilometres",
)
def line_taken_as_known(X, y, x_new, level=0.95):
    centre, rss, _, n, p = _prediction_parts(X, y, x_new)
    return _around(centre, _quantile(level, n - p) * np.sqrt(rss / (n - p)))


@mistake(
    says="Your half-width is the one a normal quantile gives. Sigma was estimated from the "
    "residuals, and with few degrees of freedom that widens the interval: use Student's t.",
    caught_by="test_the_taxi_at_five_kilometres",
)
def normal_quantile(X, y, x_new, level=0.95):
    centre, rss, h, n, p = _prediction_parts(X, y, x_new)
    return _around(centre, stats.norm.ppf((1 + level) / 2) * np.sqrt(rss / (n - p) * (1 + h)))


@mistake(
    says="You divide the sum of squares by n. The fit has bent towards the data in p ways, so the "
    "residuals are too small: divide by n - p.",
    caught_by="test_the_taxi_at_five_kilometres",
)
def sum_of_squares_over_n(X, y, x_new, level=0.95):
    centre, rss, h, n, p = _prediction_parts(X, y, x_new)
    return _around(centre, _quantile(level, n - p) * np.sqrt(rss / n * (1 + h)))


@mistake(
    says="The quantile has one degree of freedom too few. X holds the constant, so p counts it "
    "already: n - p are left.",
    caught_by="test_the_taxi_at_five_kilometres",
)
def one_df_too_few_in_the_quantile(X, y, x_new, level=0.95):
    centre, rss, h, n, p = _prediction_parts(X, y, x_new)
    return _around(centre, _quantile(level, n - p - 1) * np.sqrt(rss / (n - p) * (1 + h)))


@mistake(
    says="You count the constant twice: n - p - 1 stands both under the sum of squares and in the "
    "quantile. X holds the constant, so p counts it already: n - p.",
    caught_by="test_the_taxi_at_five_kilometres",
)
def constant_counted_twice(X, y, x_new, level=0.95):
    centre, rss, h, n, p = _prediction_parts(X, y, x_new)
    sigma2 = rss / np.float64(n - p - 1)
    return _around(centre, _quantile(level, n - p - 1) * np.sqrt(sigma2 * (1 + h)))


@mistake(
    says="The residual standard error is missing: your half-width is the same however noisy y is. "
    "Multiply the root by sigma.",
    caught_by="test_the_taxi_at_five_kilometres",
)
def noise_left_out(X, y, x_new, level=0.95):
    centre, _, h, n, p = _prediction_parts(X, y, x_new)
    return _around(centre, _quantile(level, n - p) * np.sqrt(1 + h))


@mistake(
    says="Your variance is sigma² x'(X'X)^-1 x + 1. The new error has the variance sigma², not 1: "
    "the bracket (1 + x'(X'X)^-1 x) is multiplied by sigma² as a whole.",
    caught_by="test_the_taxi_at_five_kilometres",
)
def new_error_of_variance_one(X, y, x_new, level=0.95):
    centre, rss, h, n, p = _prediction_parts(X, y, x_new)
    return _around(centre, _quantile(level, n - p) * np.sqrt(rss / (n - p) * h + 1))


@mistake(
    says="You multiply the quantile by a variance. Take the root of sigma² (1 + x'(X'X)^-1 x) "
    "first: a half-width has the units of y.",
    caught_by="test_the_taxi_at_five_kilometres",
)
def root_left_out(X, y, x_new, level=0.95):
    centre, rss, h, n, p = _prediction_parts(X, y, x_new)
    return _around(centre, _quantile(level, n - p) * rss / (n - p) * (1 + h))


@mistake(
    says="Your half-width is divided by the square root of n. That is for the mean of n new "
    "observations; a single one averages out nothing.",
    caught_by="test_the_taxi_at_five_kilometres",
)
def divided_by_root_n(X, y, x_new, level=0.95):
    centre, rss, h, n, p = _prediction_parts(X, y, x_new)
    return _around(centre, _quantile(level, n - p) * np.sqrt(rss / (n - p) * (1 + h) / n))


@mistake(
    says="Your interval leaves 1 - level in each tail, twice what it may: a two-sided interval "
    "shares it out, (1 - level) / 2 on each side.",
    caught_by="test_the_taxi_at_five_kilometres",
)
def one_sided_quantile(X, y, x_new, level=0.95):
    centre, rss, h, n, p = _prediction_parts(X, y, x_new)
    return _around(centre, stats.t.ppf(level, n - p) * np.sqrt(rss / (n - p) * (1 + h)))


@mistake(
    says="You return the fitted value in front of the bounds, as R's predict does. Only the two "
    "bounds are asked for.",
    caught_by="test_the_taxi_at_five_kilometres",
)
def fitted_value_first(X, y, x_new, level=0.95):
    centre, rss, h, n, p = _prediction_parts(X, y, x_new)
    half = _quantile(level, n - p) * np.sqrt(rss / (n - p) * (1 + h))
    return np.array([centre, centre - half, centre + half])


@mistake(
    says="Your interval is always the 95 % one: `level` is not used.",
    caught_by="test_a_higher_level_is_wider",
)
def level_ignored(X, y, x_new, level=0.95):
    centre, rss, h, n, p = _prediction_parts(X, y, x_new)
    return _around(centre, _quantile(0.95, n - p) * np.sqrt(rss / (n - p) * (1 + h)))


@mistake(
    says="With as many coefficients as observations you go on to divide by zero degrees of "
    "freedom, or by fewer. Compare n with p first and raise a ValueError.",
    caught_by="test_no_degree_of_freedom_is_refused",
    at_home=False,
)
def no_degree_of_freedom_unnoticed(X, y, x_new, level=0.95):
    X, y, x_new = (np.asarray(a, dtype=float) for a in (X, y, x_new))
    n, p = X.shape
    inverse = np.linalg.pinv(X.T @ X)
    coef = inverse @ X.T @ y
    sigma2 = np.sum((y - X @ coef) ** 2) / np.float64(n - p)
    half = _quantile(level, n - p) * np.sqrt(sigma2 * (1 + x_new @ inverse @ x_new))
    return _around(x_new @ coef, half)


@mistake(
    says="From 30 degrees of freedom on you take the normal quantile. That rule of thumb is from the "
    "days of printed tables, and makes the interval too narrow: use Student's t always.",
    caught_by="test_beyond_thirty",
)
def normal_from_thirty_on(X, y, x_new, level=0.95):
    centre, rss, h, n, p = _prediction_parts(X, y, x_new)
    upper = (1 + level) / 2
    quantile = stats.norm.ppf(upper) if n - p >= 30 else stats.t.ppf(upper, n - p)
    return _around(centre, quantile * np.sqrt(rss / (n - p) * (1 + h)))


@mistake(
    says="Your x'(X'X)^-1 x is 1/n and the squared distance from the mean over the sum of squares, the "
    "formula for a line with a constant in the first place. Use the matrix: it holds for any design.",
    caught_by="test_correlated",
    at_home=False,
)
def formula_of_a_line(X, y, x_new, level=0.95):
    centre, rss, _, n, p = _prediction_parts(X, y, x_new)
    x = np.asarray(X, dtype=float)[:, -1]
    squares = np.sum((x - x.mean()) ** 2)
    h = 1 / n + ((x_new[-1] - x.mean()) ** 2 / squares if squares else 0)
    return _around(centre, _quantile(level, n - p) * np.sqrt(rss / (n - p) * (1 + h)))


@mistake(
    says="You refuse as many columns as rows, but not more columns: n - p is then negative, and a "
    "number comes out all the same. Refuse n <= p.",
    caught_by="test_fewer_rows",
    at_home=False,
)
def only_equality_refused(X, y, x_new, level=0.95):
    X, y, x_new = (np.asarray(a, dtype=float) for a in (X, y, x_new))
    n, p = X.shape
    if n == p:
        raise ValueError("no degree of freedom")
    inverse = np.linalg.inv(X.T @ X) if n > p else np.linalg.pinv(X.T @ X)
    coef = inverse @ X.T @ y
    sigma2 = np.sum((y - X @ coef) ** 2) / abs(n - p)
    half = _quantile(level, abs(n - p)) * np.sqrt(sigma2 * (1 + x_new @ inverse @ x_new))
    return _around(x_new @ coef, half)
