"""What may be asked of `factorial_design`, kind by kind."""

import numpy as np

from autograder.authors import array, asked, kind, refused, truth, whole_number
from course import ols

DOMAIN = {
    "low": array(most=8, pandas=False),
    "high": array(most=8, pandas=False),
    "centre_points": whole_number(0),
}


def same_runs(expect, got, want):
    """The same rows in whatever order, to a millionth of the range of each input."""
    got = expect.array(got, want.shape, what="the design")
    low, high = want.min(axis=0), want.max(axis=0)
    found, right = (_in_order((2 * rows - low - high) / (high - low)) for rows in (got, want))
    expect.that(np.abs(found - right) <= 1e-6, "the design has other rows than it should")


def _in_order(coded):
    return coded[np.lexsort(np.round(coded, 3).T[::-1])]


@truth(what="the design", judge=same_runs)
def right(low, high, centre_points=0):
    box = {f"x{j}": ends for j, ends in enumerate(zip(low, high, strict=True))}
    return ols.factorial_design(box, centre_points=int(centre_points)).to_numpy(dtype=float)


def _ends(rng, k):
    low = rng.normal(0, 10, size=k)
    return low, low + rng.uniform(0.5, 20, size=k)


@kind("three inputs and runs at the centre", weight=2)
def three_inputs(rng):
    return *_ends(rng, 3), int(rng.integers(2, 6))


@kind("four inputs")
def four_inputs(rng):
    return _ends(rng, 4)


@kind("one input")
def one_input(rng):
    return _ends(rng, 1)


@kind("one input, and more than a thousand runs at the centre")
def many_at_the_centre(rng):
    return asked(*_ends(rng, 1), centre_points=1001 + int(rng.integers(9)))


@kind("eight inputs")
def eight_inputs(rng):
    return _ends(rng, 8)


@kind("whole numbers whose middle is none")
def halves(rng):
    low = rng.integers(-9, 10, size=2)
    return low, low + np.array([1, 5]), 1


@kind("whole numbers for the low ends and fractions for the high ones")
def mixed(rng):
    low = rng.integers(0, 5, size=2)
    return low, low + rng.uniform(0.2, 0.8, size=2), 2


@kind("inputs with the same ends")
def same_ends(rng):
    low, high = _ends(rng, 1)
    return np.repeat(low, 3), np.repeat(high, 3), 1


@kind("an input that begins where another ends, no runs at the centre, said so")
def end_to_end(rng):
    a, b, c = np.cumsum(rng.uniform(1, 5, size=3))
    return np.array([b, a]), np.array([c, b]), 0


@kind("ranges from or up to zero, and below it")
def about_zero(rng):
    a, b = rng.uniform(1, 5, size=2)
    return np.array([0.0, -a, -a - b, -b]), np.array([b, 0.0, -a, b]), 1


@kind("inputs in large units beside others in small ones")
def units(rng):
    low, high = _ends(rng, 3)
    scale = np.array([1e5, 1.0, 1e-10])
    return low * scale, high * scale, 2


@kind("inputs in small units")
def small_units(rng):
    low, high = _ends(rng, 2)
    return low * 1e-7, high * 1e-7, 1


@kind("narrow ranges far from zero")
def narrow(rng):
    low = rng.uniform(1000, 2000, size=2)
    return low, low + rng.uniform(0.001, 0.005, size=2), 1


@refused("ends that are exchanged in the first of three inputs")
def first_exchanged(rng):
    low, high = _ends(rng, 3)
    return np.append(high[0], low[1:]), np.append(low[0], high[1:])


@refused("ends that are exchanged in the last of three inputs")
def last_exchanged(rng):
    low, high = _ends(rng, 3)
    return np.append(low[:2], high[2]), np.append(high[:2], low[2]), 1


@refused("ends that are exchanged in two inputs")
def two_exchanged(rng):
    low, high = _ends(rng, 3)
    return np.append(high[:2], low[2]), np.append(low[:2], high[2])


@refused("ends that are the same in one of three inputs")
def one_of_no_width(rng):
    low, high = _ends(rng, 3)
    return low, np.array([high[0], low[1], high[2]])


@refused("a single input whose ends are the same, with runs at the centre", beside=one_input)
def only_of_no_width(rng):
    return [7], [7], 2
