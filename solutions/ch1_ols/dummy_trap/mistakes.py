"""Known mistakes of `dummy_trap`."""

import numpy as np

from autograder.authors import mistake


def _scan(X, is_nothing):
    """The columns of which the kept ones before them leave nothing, by the caller's measure."""
    basis, found = [], []
    for j, column in enumerate(np.asarray(X, dtype=float).T):
        left = column
        for q in basis:
            left = left - q * (q @ left)
        if is_nothing(left, column):
            found.append(j)
        else:
            basis.append(left / (np.linalg.norm(left) or 1.0))
    return found


def _right(X, tolerance):
    return _scan(X, lambda left, x: np.linalg.norm(left) <= tolerance * np.linalg.norm(x))


@mistake(
    says="You count from 1. The first column has index 0, so that the list can be handed to NumPy.",
    caught_by="test_three_cities_beside_a_constant",
)
def counted_from_one(X, tolerance=1e-8):
    return [j + 1 for j in _right(X, tolerance)]


@mistake(
    says="You return how many columns are too many. Which ones they are is asked for: a list of "
    "their indices.",
    caught_by="test_three_cities_beside_a_constant",
)
def how_many(X, tolerance=1e-8):
    return len(_right(X, tolerance))


@mistake(
    says="You list the columns to keep. Asked for are those to drop.",
    caught_by="test_three_cities_beside_a_constant",
)
def columns_to_keep(X, tolerance=1e-8):
    redundant = _right(X, tolerance)
    return [j for j in range(np.shape(X)[1]) if j not in redundant]


@mistake(
    says="You return a yes or no for each column. The indices of those with a yes are asked for: "
    "np.flatnonzero has them.",
    caught_by="test_three_cities_beside_a_constant",
)
def yes_or_no_for_each(X, tolerance=1e-8):
    redundant = _right(X, tolerance)
    return [j in redundant for j in range(np.shape(X)[1])]


@mistake(
    says="You list the columns that are combinations of those after them. Go from left to right: "
    "the first of a dependent set stays, and the last goes.",
    caught_by="test_three_cities_beside_a_constant",
)
def combinations_of_later_columns(X, tolerance=1e-8):
    X = np.asarray(X, dtype=float)
    return sorted(X.shape[1] - 1 - j for j in _right(X[:, ::-1], tolerance))


@mistake(
    says="You list every column that takes part in a dependence: each of them could be had from the "
    "others. Dropping all of them throws away more than is redundant. Only the combinations of "
    "earlier columns go.",
    caught_by="test_three_cities_beside_a_constant",
)
def all_that_take_part(X, tolerance=1e-8):
    X = np.asarray(X, dtype=float)
    rank = X.shape[1] - len(_right(X, tolerance))
    found = []
    for j in range(X.shape[1]):
        others = np.delete(X, j, axis=1)
        if others.shape[1] - len(_right(others, tolerance)) == rank:
            found.append(j)
    return found


@mistake(
    says="You compare columns two at a time, by their correlation. Three dummies add up to a "
    "constant without any two of them being alike: look at all the earlier columns together.",
    caught_by="test_three_cities_beside_a_constant",
)
def pairs_that_correlate(X, tolerance=1e-8):
    X = np.asarray(X, dtype=float)
    with np.errstate(invalid="ignore", divide="ignore"):
        r = np.atleast_2d(np.abs(np.corrcoef(X, rowvar=False)))
    return [j for j in range(X.shape[1]) if np.any(r[j, :j] > 0.999)]


@mistake(
    says="You look for columns that are a multiple of one earlier column. A combination may take "
    "several of them: look at all the earlier columns together.",
    caught_by="test_three_cities_beside_a_constant",
)
def multiples_of_one_column(X, tolerance=1e-8):
    X = np.asarray(X, dtype=float)
    found = []
    for j in range(X.shape[1]):
        pairs = (X[:, [k, j]] for k in range(j))
        if not X[:, j].any() or any(1 in _right(pair, tolerance) for pair in pairs):
            found.append(j)
    return found


@mistake(
    says="You leave the constant out of the comparison. It is a column like any other: it is what "
    "the dummies add up to.",
    caught_by="test_three_cities_beside_a_constant",
)
def constant_left_out(X, tolerance=1e-8):
    X = np.asarray(X, dtype=float)
    others = np.flatnonzero(np.ptp(X, axis=0) > 0)
    return [int(others[j]) for j in _right(X[:, others], tolerance)]


@mistake(
    says="You stop at the first redundant column. There may be more of them: go on to the last "
    "column.",
    caught_by="test_all_asked_in_the_same_year",
)
def stops_at_the_first(X, tolerance=1e-8):
    return _right(X, tolerance)[:1]


@mistake(
    says="You found how many columns are redundant, from the rank, and list that many at the end. "
    "The redundant ones may stand anywhere: test each column against those before it.",
    caught_by="test_a_column_of_zeros_and_one_that_comes_twice",
)
def the_last_ones(X, tolerance=1e-8):
    p = np.shape(X)[1]
    return list(range(p - len(_right(X, tolerance)), p))


@mistake(
    says="You list the columns that a QR decomposition with pivoting puts last. It takes columns by "
    "their length, not in their order, so it may drop one that earlier columns cannot replace.",
    caught_by="test_all_asked_in_the_same_year",
)
def taken_by_length(X, tolerance=1e-8):
    # SciPy's qr with pivoting, but for ties, which rounding decides there and the order here.
    left = np.array(X, dtype=float)
    kept, longest = [], np.linalg.norm(left, axis=0).max(initial=0.0)
    while len(kept) < min(left.shape):
        length = np.linalg.norm(left, axis=0)
        if length.max() <= tolerance * longest:
            break
        j = int(np.argmax(length > (1 - 1e-9) * length.max()))
        q = left[:, j] / length[j]
        left -= np.outer(q, q @ left)
        left[:, [*kept, j]] = 0
        kept.append(j)
    return [j for j in range(left.shape[1]) if j not in kept]


@mistake(
    says="A column of zeros goes unnoticed: nothing is left of it, but that is not less than a share "
    "of its length, which is zero. Let equality count.",
    caught_by="test_a_column_of_zeros_and_one_that_comes_twice",
)
def zeros_unnoticed(X, tolerance=1e-8):
    return _scan(X, lambda left, x: np.linalg.norm(left) < tolerance * np.linalg.norm(x))


@mistake(
    says="You read the zeros on the diagonal of R, from a QR decomposition without pivoting. At a "
    "redundant column its Q goes on in a direction of its own making, and a later column that "
    "needs this direction then looks redundant as well.",
    caught_by="test_more_columns_than_rows",
)
def diagonal_of_r(X, tolerance=1e-8):
    X = np.asarray(X, dtype=float)
    p = X.shape[1]
    R = np.linalg.qr(X).R
    diagonal = np.zeros(p)
    diagonal[: min(R.shape)] = np.abs(np.diag(R))
    return np.flatnonzero(diagonal <= tolerance * np.linalg.norm(X, axis=0))


@mistake(
    says="You compare what is left of a column with the tolerance itself. In nanometres every "
    "column is short, and in kilometres rounding errors are long: compare it with the tolerance "
    "times the length of the column.",
    caught_by="test_small_units",
)
def absolute_tolerance(X, tolerance=1e-8):
    return _scan(X, lambda left, x: np.linalg.norm(left) <= tolerance)


@mistake(
    says="Your tolerance is always the same: the argument `tolerance` is not used.",
    caught_by="test_within_a_larger_tolerance",
)
def tolerance_ignored(X, tolerance=1e-8):
    return _right(X, 1e-8)


@mistake(
    says="You compare what is left of a column with the length of the longest column. A column in small "
    "units then counts as nothing. Compare it with the length of the column itself.",
    caught_by="test_small_units",
)
def share_of_the_longest_column(X, tolerance=1e-8):
    longest = np.linalg.norm(np.asarray(X, dtype=float), axis=0).max()
    return _scan(X, lambda left, x: np.linalg.norm(left) <= tolerance * longest)


@mistake(
    says="You compare squares: the share of a column's sum of squares that is left is the square of the "
    "share of its length. Take the root, or square the tolerance.",
    caught_by="test_not_quite",
    at_home=False,
)
def squares_compared(X, tolerance=1e-8):
    return _scan(X, lambda left, x: left @ left <= tolerance * (x @ x))


@mistake(
    says="You measure a column about its mean. The length in the statement is that of the column itself, "
    "the root of its sum of squares.",
    caught_by="test_years",
    at_home=False,
)
def length_about_the_mean(X, tolerance=1e-8):
    def is_nothing(left, x):
        length = np.linalg.norm(x - x.mean()) or np.linalg.norm(x)
        return np.linalg.norm(left) <= tolerance * length

    return _scan(X, is_nothing)


@mistake(
    says="You never test the first column. Nothing stands before it, but if it holds zeros alone, it is "
    "redundant all the same.",
    caught_by="test_zeros_in_front",
    at_home=False,
)
def first_column_never_tested(X, tolerance=1e-8):
    return [j for j in _right(X, tolerance) if j > 0]
