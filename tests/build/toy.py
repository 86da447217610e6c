"""A course of one made-up exercise, small enough to be spoilt in every way."""

from __future__ import annotations

from pathlib import Path

from autograder.build import build_course, write
from autograder.registry import read_chapter
from autograder.verify import Verified, verify_exercise

_FILES = {
    "course.toml": 'name = "toy"\ntitle = "A toy"\n',
    "solutions/ch1_toy/chapter.toml": """\
slug = "toy"
title = "A toy"
summary = "One exercise."
page = "toy.md"
order = ["spread"]
""",
    "solutions/ch1_toy/spread/exercise.toml": """\
title = "How far apart?"
points = 10
difficulty = 1
minutes = 5
page = "toy.md#spread"
hints = ["One.", "Two.", "Three."]
""",
    "solutions/ch1_toy/given.py": '''\
"""What the chapter's exercises are given."""


class NotAttempted(NotImplementedError):
    """The stub is untouched."""
''',
    "solutions/ch1_toy/spread/exercise.py": '''\
"""## How far apart?

Return the standard deviation of the sample `x`, with `n - 1` in the denominator.
"""

import numpy as np

from given import NotAttempted


def spread(x):
    """Return the sample's standard deviation."""
    # BEGIN SOLUTION
    x = np.asarray(x, dtype=float)
    return np.sqrt(np.sum((x - x.mean()) ** 2) / (len(x) - 1))
    # END SOLUTION
''',
    "solutions/ch1_toy/spread/inputs.py": '''\
"""What may be asked of `spread`."""

import numpy as np

from autograder.authors import array, kind, truth

DOMAIN = {"x": array(least=2)}


@truth(what="the standard deviation", atol=0)
def right(x):
    return np.std(x, ddof=1)


@kind("numbers of ordinary size")
def ordinary(rng):
    return (rng.normal(2, 8, size=12),)


@kind("two numbers")
def two(rng):
    return (rng.normal(size=2),)


@kind("more than a thousand numbers")
def many(rng):
    return (rng.normal(size=1100),)


@kind("whole numbers, some of them zero or equal")
def whole(rng):
    return (np.array([0.0, 5.0, 5.0, float(rng.integers(7, 99))]),)


@kind("very large numbers")
def large(rng):
    return (rng.normal(size=8) * 1e7,)


@kind("very small numbers")
def small(rng):
    return (rng.normal(size=8) * 1e-7,)
''',
    "solutions/ch1_toy/spread/test_public.py": '''\
"""The public checks of `spread`."""


def test_three_numbers(student, expect):
    """1, 2, 6 and 7 have a standard deviation of about 2.94, and without the last it is about 2.65."""
    expect.close(student.spread([1.0, 2.0, 6.0, 7.0]), (26 / 3) ** 0.5, what="the standard deviation")
    expect.close(student.spread([1.0, 2.0, 6.0]), 7**0.5, what="the standard deviation")
''',
    "solutions/ch1_toy/spread/test_hidden.py": '''\
"""The hidden checks of `spread`."""

import numpy as np


def test_random_samples(student, expect, rng):
    """Samples of several sizes."""
    for n in (2, 5, 40):
        x = rng.normal(50, 8, size=n)
        expect.close(student.spread(x), np.std(x, ddof=1), what="the standard deviation")


def test_twice_as_far_apart(student, expect, rng):
    """Twice the distances, twice the standard deviation."""
    x = rng.normal(size=6)
    once = expect.close(student.spread(x), np.std(x, ddof=1), what="the standard deviation")
    expect.close(student.spread(2 * x), 2 * once, what="the standard deviation of twice as much")


def test_elsewhere(student, expect, rng):
    """A constant added to every number changes nothing."""
    x = rng.normal(size=6)
    once = expect.close(student.spread(x), np.std(x, ddof=1), what="the standard deviation")
    expect.close(student.spread(x + 7), once, what="the standard deviation of the moved sample")
''',
    "solutions/ch1_toy/spread/mistakes.py": '''\
"""Known mistakes in `spread`."""

import numpy as np

from autograder.authors import mistake


@mistake(says="You divided by n.", caught_by="test_three_numbers")
def by_n(x):
    return np.std(x)


@mistake(says="You left the root out.", caught_by="test_three_numbers")
def variance(x):
    return np.var(x, ddof=1)


@mistake(says="You took distances, not squares.", caught_by="test_three_numbers")
def absolute(x):
    return np.abs(np.asarray(x) - np.mean(x)).mean()


@mistake(says="You took the range.", caught_by="test_three_numbers")
def full_range(x):
    return np.ptp(x)


@mistake(says="You divided by nothing.", caught_by="test_three_numbers")
def sum_of_squares(x):
    return np.sqrt(np.sum((np.asarray(x) - np.mean(x)) ** 2))
''',
    "solutions/ch1_toy/spread/alternatives.py": '''\
"""Right answers to `spread`, written in another way."""

import statistics

import numpy as np

from autograder.authors import alternative


@alternative("NumPy's own")
def by_numpy(x):
    return np.std(x, ddof=1)


@alternative("the standard library's")
def by_statistics(x):
    return statistics.stdev([float(v) for v in x])


@alternative("by moments")
def by_moments(x):
    x = np.asarray(x, dtype=float)
    return np.sqrt((np.mean((x - x[0]) ** 2) - np.mean(x - x[0]) ** 2) * len(x) / (len(x) - 1))
''',
    "solutions/ch1_toy/spread/oracles.py": '''\
"""Outside truth for `spread`."""

import statistics

import numpy as np

from autograder.authors import Agreement, oracle


@oracle("Python's statistics")
def standard_library(student, rng):
    x = rng.normal(size=9)
    return Agreement(student.spread(x), np.std(x, ddof=1), statistics.stdev(x.tolist()))
''',
    "site/docs/toy.md": "# A toy\n\n## Spread { #spread }\n",
}

INPUTS = "solutions/ch1_toy/spread/inputs.py"
HIDDEN = "solutions/ch1_toy/spread/test_hidden.py"
PUBLIC = "solutions/ch1_toy/spread/test_public.py"
ALTERNATIVES = "solutions/ch1_toy/spread/alternatives.py"


def make(root: Path) -> Path:
    """Write the course, built, and return its folder."""
    for name, text in _FILES.items():
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    write(build_course(root), root / "exercises")
    return root


def add(root: Path, name: str, code: str) -> None:
    """Add code to a file of the course."""
    path = root / name
    path.write_text(path.read_text(encoding="utf-8") + "\n\n" + code, encoding="utf-8")


def verify(root: Path, seeds: int = 2, *, mutants: bool = False) -> Verified:
    """Return what is found of the course's exercise."""
    chapter = read_chapter(root / "solutions" / "ch1_toy")
    return verify_exercise(root, chapter, chapter.exercise[0], range(seeds), mutants)
