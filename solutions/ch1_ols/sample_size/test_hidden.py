"""The hidden checks of `sample_size` beside those of its permitted inputs: properties."""

import numpy as np
from scipy import stats

from course import ols

WHAT = "the number of runs"


def _half_width(n, asked):
    """The half-width that n runs give."""
    reach = asked["efficiency"] * asked["half_range"] * np.sqrt(n)
    tail = (1 - asked["level"]) / 2
    return stats.t.isf(tail, n - asked["n_params"]) * asked["sigma"] / reach


def _asked(rng, least, most):
    """Random arguments. The wanted half-width is that of a number of runs between two whole ones.

    least, most: between which numbers of runs the answer lies.
    """
    asked = {
        "sigma": float(rng.uniform(0.5, 50)),
        "half_range": float(rng.uniform(0.5, 50)),
        "efficiency": float(rng.uniform(0.3, 1)),
        "n_params": int(rng.integers(1, 9)),
        "level": float(rng.uniform(0.8, 0.99)),
    }
    n = int(rng.integers(least, most)) - 0.5
    return {**asked, "half_width": float(_half_width(n, asked))}


def test_it_is_the_first_that_is_enough(student, expect, rng):
    """With n runs the interval is narrow enough; with n - 1 it is too wide."""
    for least, most in ((32, 60), (65, 90)):
        asked = _asked(rng, least, most)
        n = expect.number(student.sample_size(**asked), what=WHAT)
        expect.that(n == round(n), "the number of runs is not a whole number")
        expect.that(asked["n_params"] + 1 < n < 1e6, "so many runs are far from what is needed")
        expect.that(_half_width(n, asked) <= asked["half_width"], "so few runs are not enough")
        enough = _half_width(n - 1, asked) <= asked["half_width"]
        expect.that(not enough, "fewer runs would have been enough")


def test_four_ways_to_make_it_twice_as_hard(student, expect, rng):
    """Twice the noise, half the range, half the efficiency or half the width: the same number."""
    asked = _asked(rng, 20, 30)
    found = []
    for name, factor in (
        ("half_width", 0.5),
        ("sigma", 2),
        ("half_range", 0.5),
        ("efficiency", 0.5),
    ):
        got = student.sample_size(**{**asked, name: factor * asked[name]})
        found.append(expect.number(got, what=WHAT))
    expect.equal(found[1:], found[:1] * 3, what="the list of these numbers of runs")
    want = ols.sample_size(**{**asked, "half_width": 0.5 * asked["half_width"]})
    expect.that(abs(found[0] - want) <= 1, "the number of runs is not that of a task twice as hard")


def test_twice_the_precision_takes_four_times_the_runs(student, expect, rng):
    """With many runs, half the half-width takes close to four times as many."""
    asked = _asked(rng, 60, 100)
    n = expect.number(student.sample_size(**asked), what=WHAT)
    expect.equal(n, ols.sample_size(**asked), what=WHAT)
    more = student.sample_size(**{**asked, "half_width": asked["half_width"] / 2})
    more = expect.number(more, what=WHAT)
    expect.that(3.4 * n <= more <= 4 * n + 4, "the numbers of runs are not about one to four")
