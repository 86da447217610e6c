"""The hidden checks of `sample_size`."""

import numpy as np
import pytest
from scipy import stats

from course import ols

WHAT = "the number of runs"


def _half_width(n, asked):
    """The half-width that n runs give."""
    reach = asked["efficiency"] * asked["half_range"] * np.sqrt(n)
    tail = (1 - asked["level"]) / 2
    return stats.t.isf(tail, n - asked["n_params"]) * asked["sigma"] / reach


def _asked(rng, least=0.5, most=6.0):
    """Random arguments, whose answer does not hang on the last digits of a half-width.

    least, most: how large sigma may be beside half_width times half_range times efficiency.
    """
    while True:
        asked = {
            "sigma": float(rng.uniform(0.5, 50)),
            "half_range": float(rng.uniform(0.5, 50)),
            "efficiency": float(rng.uniform(0.3, 1)),
            "n_params": int(rng.integers(1, 9)),
            "level": float(rng.uniform(0.8, 0.99)),
        }
        reach = asked["efficiency"] * asked["half_range"]
        asked["half_width"] = float(asked["sigma"] / reach / rng.uniform(least, most))
        n = ols.sample_size(**asked)
        near = [_half_width(m, asked) for m in (n - 1, n) if m > asked["n_params"]]
        if all(abs(half / asked["half_width"] - 1) > 1e-6 for half in near):
            return asked, n


@pytest.mark.weight(2)
def test_agrees_with_the_reference(student, expect, rng):
    """On random arguments, all of them in use, the number is that of the reference."""
    for _ in range(6):
        asked, want = _asked(rng)
        expect.equal(expect.number(student.sample_size(**asked), what=WHAT), want, what=WHAT)


def test_it_is_the_first_that_is_enough(student, expect, rng):
    """With n runs the interval is narrow enough; with n - 1 it is too wide."""
    for _ in range(4):
        asked, _ = _asked(rng, least=2)
        n = expect.number(student.sample_size(**asked), what=WHAT)
        expect.that(n == round(n), "the number of runs is not a whole number")
        expect.that(asked["n_params"] < n < 1e6, "so many runs are far from what is needed")
        expect.that(_half_width(n, asked) <= asked["half_width"], "so few runs are not enough")
        fewer = n - 1 if n - 1 > asked["n_params"] else 0
        enough = fewer and _half_width(fewer, asked) <= asked["half_width"]
        expect.that(not enough, "fewer runs would have been enough")


def test_one_degree_of_freedom_is_the_least(student, expect, rng):
    """However wide the interval may be, there is one run more than coefficients."""
    for p in (1, 2, 3, 6):
        got = student.sample_size(
            1e4, float(rng.uniform(1, 9)), float(rng.uniform(1, 9)), n_params=p
        )
        expect.equal(expect.number(got, what=WHAT), p + 1, what=WHAT)


def test_very_few_runs(student, expect, rng):
    """Where a few runs are enough, the quantile changes from one n to the next."""
    for _ in range(6):
        asked, want = _asked(rng, least=0.1, most=1.5)
        expect.equal(expect.number(student.sample_size(**asked), what=WHAT), want, what=WHAT)


def test_four_ways_to_make_it_twice_as_hard(student, expect, rng):
    """Twice the noise, half the range, half the efficiency or half the width: the same number."""
    asked, _ = _asked(rng, least=1, most=3)
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
    asked, _ = _asked(rng, least=5)
    n = expect.number(student.sample_size(**asked), what=WHAT)
    more = student.sample_size(**{**asked, "half_width": asked["half_width"] / 2})
    more = expect.number(more, what=WHAT)
    expect.that(3.4 * n <= more <= 4 * n + 4, "the numbers of runs are not about one to four")
