"""Known mistakes of `factorial_design`."""

from itertools import product

import numpy as np

from autograder.authors import mistake


def _ends(low, high):
    low, high = np.asarray(low, dtype=float), np.asarray(high, dtype=float)
    if np.any(low >= high):
        raise ValueError("an input whose low end is not below its high end")
    return low, high


def _corners(low, high):
    return list(product(*zip(low, high, strict=True)))


@mistake(
    says="The corner with every input high comes twice, and another is missing. That is soon done "
    "when the rows are typed in, and it makes the inputs correlated. Let a product of the k pairs "
    "of ends make the rows.",
    caught_by="test_two_inputs_have_four_corners",
)
def a_corner_twice(low, high, centre_points=0):
    low, high = _ends(low, high)
    rows = _corners(low, high)
    rows[len(rows) // 2] = tuple(high)
    return np.array(rows + [(low + high) / 2] * centre_points)


@mistake(
    says="Your design has only two corners, all inputs low and all inputs high. The inputs always "
    "move together, so no fit can tell which of them did it. Combine every end with every other.",
    caught_by="test_two_inputs_have_four_corners",
)
def two_corners_only(low, high, centre_points=0):
    low, high = _ends(low, high)
    return np.array([low, high] + [(low + high) / 2] * centre_points)


@mistake(
    says="Your design changes one input at a time: k + 1 runs, and each slope rests on two of "
    "them. A factorial design takes all combinations of the ends.",
    caught_by="test_two_inputs_have_four_corners",
)
def one_input_at_a_time(low, high, centre_points=0):
    low, high = _ends(low, high)
    rows = [low, *np.where(np.eye(len(low)) == 1, high, low)]
    return np.array(rows + [(low + high) / 2] * centre_points)


@mistake(
    says="Your design is in coded units, from -1 to 1. No oven can be set to -1: put the low and "
    "the high end of each input in their place.",
    caught_by="test_two_inputs_have_four_corners",
)
def coded_units(low, high, centre_points=0):
    low, high = _ends(low, high)
    signs = list(product([-1.0, 1.0], repeat=len(low)))
    return np.array(signs + [(0.0,) * len(low)] * centre_points)


@mistake(
    says="Each of your inputs takes three values, which makes 3^k runs. Two levels are asked for, "
    "the ends; the middle is there for the centre points, where all inputs have it at once.",
    caught_by="test_two_inputs_have_four_corners",
)
def three_levels(low, high, centre_points=0):
    low, high = _ends(low, high)
    centre = (low + high) / 2
    rows = list(product(*zip(low, centre, high, strict=True)))
    return np.array(rows + [centre] * centre_points)


@mistake(
    says="The runs at the centre are missing: `centre_points` is not used.",
    caught_by="test_runs_at_the_centre",
)
def centre_points_ignored(low, high, centre_points=0):
    return np.array(_corners(*_ends(low, high)))


@mistake(
    says="There is one run at the centre, however many are asked for. `centre_points` is their "
    "number: the repeated runs show the noise.",
    caught_by="test_runs_at_the_centre",
)
def one_centre_point(low, high, centre_points=0):
    low, high = _ends(low, high)
    return np.array(_corners(low, high) + [(low + high) / 2] * bool(centre_points))


@mistake(
    says="Your centre points are zeros. Zero is the centre in coded units; in those of the inputs "
    "it is the mean of low and high.",
    caught_by="test_runs_at_the_centre",
)
def centre_at_zero(low, high, centre_points=0):
    low, high = _ends(low, high)
    return np.array(_corners(low, high) + [0 * low] * centre_points)


@mistake(
    says="Your centre is half of high - low. That is how far the ends are from the centre; the "
    "centre itself is half of high + low.",
    caught_by="test_runs_at_the_centre",
)
def half_range_for_the_centre(low, high, centre_points=0):
    low, high = _ends(low, high)
    return np.array(_corners(low, high) + [(high - low) / 2] * centre_points)


@mistake(
    says="Your array is transposed: each run is a column. One row stands for one run, and one "
    "column for one input.",
    caught_by="test_two_inputs_have_four_corners",
)
def transposed(low, high, centre_points=0):
    low, high = _ends(low, high)
    return np.array(_corners(low, high) + [(low + high) / 2] * centre_points).T.copy()


@mistake(
    says="You put a column of ones in front. It belongs to the design matrix of a fit; here the "
    "runs are asked for, with one column an input.",
    caught_by="test_two_inputs_have_four_corners",
)
def constant_included(low, high, centre_points=0):
    low, high = _ends(low, high)
    rows = np.array(_corners(low, high) + [(low + high) / 2] * centre_points)
    return np.column_stack([np.ones(len(rows)), rows])


@mistake(
    says="Ends that are exchanged, or equal, go unnoticed. With equal ends every corner comes "
    "twice, and the slope of that input cannot be seen: raise a ValueError.",
    caught_by="test_a_range_of_nothing_is_refused",
)
def bad_range_unnoticed(low, high, centre_points=0):
    low, high = np.asarray(low, dtype=float), np.asarray(high, dtype=float)
    return np.array(_corners(low, high) + [(low + high) / 2] * centre_points)


@mistake(
    says="You refuse ends that are exchanged, but not ends that are the same. An input that does not "
    "move has no slope either: refuse low >= high.",
    caught_by="test_a_range_of_nothing_is_refused",
)
def equal_ends_unnoticed(low, high, centre_points=0):
    low, high = np.asarray(low, dtype=float), np.asarray(high, dtype=float)
    if np.any(low > high):
        raise ValueError("exchanged")
    return np.array(_corners(low, high) + [(low + high) / 2] * centre_points)


@mistake(
    says="You refuse where the product of all ranges is not positive. Two ranges that are negative have "
    "a positive product: look at each input.",
    caught_by="test_two_exchanged",
)
def product_of_the_ranges(low, high, centre_points=0):
    low, high = np.asarray(low, dtype=float), np.asarray(high, dtype=float)
    if np.prod(high - low) <= 0:
        raise ValueError("no volume")
    return np.array(_corners(low, high) + [(low + high) / 2] * centre_points)


@mistake(
    says="You refuse only where every input has its ends exchanged or the same. One such input is enough: "
    "`np.any` in place of `np.all`.",
    caught_by="test_a_range_of_nothing_is_refused",
)
def refused_where_all_are_bad(low, high, centre_points=0):
    low, high = np.asarray(low, dtype=float), np.asarray(high, dtype=float)
    if np.all(low >= high):
        raise ValueError("all exchanged")
    return np.array(_corners(low, high) + [(low + high) / 2] * centre_points)


@mistake(
    says="Your array holds whole numbers where the ends are whole, so a centre between two of them is cut "
    "off. Make it an array of floats: `dtype=float`.",
    caught_by="test_halves",
    at_home=False,
)
def whole_numbers_kept(low, high, centre_points=0):
    ends = np.asarray(low)
    low, high = _ends(low, high)
    rows = np.array(_corners(low, high) + [(low + high) / 2] * centre_points)
    return rows.astype(ends.dtype) if ends.dtype.kind == "i" else rows
