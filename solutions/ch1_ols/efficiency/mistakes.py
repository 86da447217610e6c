"""Known mistakes of `efficiency`."""

import numpy as np

from autograder.authors import mistake


def _design_parts(X, low, high):
    """Return n, the half-widths of the box and the diagonal of (D'D)^-1, the constant's first."""
    X = np.asarray(X, dtype=float)
    D = np.column_stack([np.ones(len(X)), X])
    half = (np.asarray(high, dtype=float) - np.asarray(low, dtype=float)) / 2
    return len(X), half, np.diag(np.linalg.inv(D.T @ D))


@mistake(
    says="Your range is the one observed, from the smallest to the largest value in X. With it a "
    "design that huddles in a corner of the box scores as high as one that fills it. Use low and "
    "high, the ends that each input could have had.",
    caught_by="test_runs_in_the_middle_of_the_box_say_little",
)
def range_observed(X, low, high):
    n, _, diagonal = _design_parts(X, low, high)
    return 1 / (np.ptp(X, axis=0) / 2 * np.sqrt(n * diagonal[1:]))


@mistake(
    says="You divide by the whole width of the box, which makes every efficiency half of what it "
    "is. S is half of the width: how far the ends are from the centre.",
    caught_by="test_nothing_beats_the_four_corners",
)
def whole_range(X, low, high):
    n, half, diagonal = _design_parts(X, low, high)
    return 1 / (2 * half * np.sqrt(n * diagonal[1:]))


@mistake(
    says="Your design matrix has no column of ones. Its slopes are those of a plane through the "
    "origin, and they seem surer than they are: the constant has to be estimated too. Put the "
    "column in front, invert, and then leave out the constant's entry.",
    caught_by="test_a_corner_written_down_twice",
)
def no_constant_column(X, low, high):
    n, half, _ = _design_parts(X, low, high)
    X = np.asarray(X, dtype=float)
    return 1 / (half * np.sqrt(n * np.diag(np.linalg.inv(X.T @ X))))


@mistake(
    says="The number of runs is missing under the root, so your value grows with every run added. "
    "Efficiency compares designs with the same number of runs: multiply by n.",
    caught_by="test_nothing_beats_the_four_corners",
)
def runs_not_counted(X, low, high):
    _, half, diagonal = _design_parts(X, low, high)
    return 1 / (half * np.sqrt(diagonal[1:]))


@mistake(
    says="You return the square of the efficiency, a ratio of variances: the root is missing. The "
    "efficiency here is a ratio of standard errors.",
    caught_by="test_a_corner_written_down_twice",
)
def ratio_of_variances(X, low, high):
    n, half, diagonal = _design_parts(X, low, high)
    return 1 / (half**2 * n * diagonal[1:])


@mistake(
    says="You return how many times as many runs the design needs, one over the square of the "
    "efficiency. It answers the question behind the exercise; asked for is the efficiency itself.",
    caught_by="test_a_corner_written_down_twice",
)
def times_as_many_runs(X, low, high):
    n, half, diagonal = _design_parts(X, low, high)
    return half**2 * n * diagonal[1:]


@mistake(
    says="Your ratio is upside down: the standard error of this design over the smallest one. Then "
    "worse designs score higher. Divide 1 by it.",
    caught_by="test_a_corner_written_down_twice",
)
def ratio_upside_down(X, low, high):
    n, half, diagonal = _design_parts(X, low, high)
    return half * np.sqrt(n * diagonal[1:])


@mistake(
    says="You take the diagonal of D'D and invert its entries one by one. That ignores the other "
    "columns, the constant among them. Invert the whole matrix, then take the diagonal.",
    caught_by="test_nothing_beats_the_four_corners",
)
def diagonal_not_inverted(X, low, high):
    n, half, _ = _design_parts(X, low, high)
    return np.sqrt(np.sum(np.square(np.asarray(X, dtype=float)), axis=0) / n) / half


@mistake(
    says="Each input is judged as if it were alone: its standard deviation over the half-width. "
    "Where two inputs move together, both slopes are less sure, and only the inverse of the whole "
    "D'D knows of it.",
    caught_by="test_a_corner_written_down_twice",
)
def other_inputs_ignored(X, low, high):
    _, half, _ = _design_parts(X, low, high)
    return np.std(X, axis=0) / half


@mistake(
    says="You divide by the standard deviation of each column instead of half the width of its "
    "box. What is left measures only how far the inputs move together, not how widely they are "
    "spread.",
    caught_by="test_a_corner_written_down_twice",
)
def standard_deviation_for_half_range(X, low, high):
    n, _, diagonal = _design_parts(X, low, high)
    return 1 / (np.std(X, axis=0) * np.sqrt(n * diagonal[1:]))


@mistake(
    says="Your values are shifted by one: the first entry of the diagonal belongs to the constant. "
    "A constant has no range, so it has no efficiency: leave its entry out.",
    caught_by="test_a_corner_written_down_twice",
)
def shifted_by_the_constant(X, low, high):
    n, half, diagonal = _design_parts(X, low, high)
    return 1 / (half * np.sqrt(n * diagonal[:-1]))


@mistake(
    says="You take half of `high` for S, which is right only where the box begins at zero. S is half of "
    "the way from `low` to `high`.",
    caught_by="test_eleven_values_evenly_spaced",
)
def low_forgotten(X, low, high):
    n, _, diagonal = _design_parts(X, low, high)
    return 1 / (np.asarray(high, dtype=float) / 2 * np.sqrt(n * diagonal[1:]))


@mistake(
    says="You count n - 1 runs, as np.cov and np.std with ddof=1 do. Nothing is estimated from a sample "
    "here: multiply by n.",
    caught_by="test_nothing_beats_the_four_corners",
)
def one_run_fewer(X, low, high):
    n, half, diagonal = _design_parts(X, low, high)
    return 1 / (half * np.sqrt((n - 1) * diagonal[1:]))


@mistake(
    says="All your efficiencies use the width of the first input's box. Each input has a box of its own: "
    "take `low` and `high` as arrays, and half of their difference.",
    caught_by="test_leaning",
    at_home=False,
)
def one_box_for_all(X, low, high):
    n, half, diagonal = _design_parts(X, low, high)
    return 1 / (half[0] * np.sqrt(n * diagonal[1:]))
