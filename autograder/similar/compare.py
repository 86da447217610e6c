"""Compare the answers of a class, pair by pair; what everyone writes counts for next to nothing."""

from __future__ import annotations

import itertools
import math
from collections import Counter
from collections.abc import Mapping

import msgspec
import numpy as np

from autograder.similar.fingerprint import fingerprints

Lines = tuple[tuple[int, str], ...]


class Match(msgspec.Struct, frozen=True):
    """One exercise of a pair: the lines of each that carry shared fingerprints."""

    exercise: str
    share: float
    left: Lines
    right: Lines


class Pair(msgspec.Struct, frozen=True):
    """Two students: the weighted share of the shorter work that is found in the other's."""

    left: str
    right: str
    share: float
    rare: int
    matches: tuple[Match, ...]


class Similarity(msgspec.Struct, frozen=True):
    """A class. `typical` and `high` are the median and the 95 % point of the share of all pairs."""

    assignment: str
    students: int
    typical: float
    high: float
    pairs: tuple[Pair, ...]
    note: str = (
        "Similarity is not proof. People who learnt from the same page, or worked together as they "
        "were allowed to, write alike, and short exercises leave little room. Read the lines, and "
        "talk to the students before you conclude anything."
    )


def compare(
    assignment: str,
    answers: Mapping[str, Mapping[str, str]],
    starters: Mapping[str, str],
    keep: int = 50,
) -> Similarity:
    """Return the pairs of a class that share most, highest first, at most `keep`.

    `answers` maps student to exercise to code, `starters` exercise to the released code, whose
    fingerprints are removed. A fingerprint found in df of n answers to an exercise weighs
    log(n / df), at least 0 for df <= 2: shared by these two alone it weighs most, by all, nothing.
    In a class of two there is no base rate, and every fingerprint weighs one.
    """
    marks = {
        student: {name: _own(code, starters.get(name, "")) for name, code in work.items()}
        for student, work in sorted(answers.items())
    }
    weight = _weights(marks)
    pairs = []
    for left, right in itertools.combinations(marks, 2):
        pairs.append(_pair(left, right, marks, weight, answers))
    shares = np.array([p.share for p in pairs]) if pairs else np.zeros(1)
    pairs.sort(key=lambda p: (-p.share, -p.rare, p.left, p.right))
    return Similarity(
        assignment=assignment,
        students=len(marks),
        typical=round(float(np.median(shares)), 4),
        high=round(float(np.quantile(shares, 0.95)), 4),
        pairs=tuple(p for p in pairs[:keep] if p.share > 0),
    )


Marks = Mapping[str, Mapping[str, Mapping[int, tuple[int, ...]]]]


def _own(code: str, starter: str) -> dict[int, tuple[int, ...]]:
    given = fingerprints(starter)
    return {mark: lines for mark, lines in fingerprints(code).items() if mark not in given}


def _weights(marks: Marks) -> dict[tuple[str, int], float]:
    seen = Counter(
        (name, mark) for work in marks.values() for name, found in work.items() for mark in found
    )
    attempts = Counter(name for work in marks.values() for name, found in work.items() if found)
    return {
        (name, mark): 1.0 if attempts[name] <= 2 else math.log(attempts[name] / df)
        for (name, mark), df in seen.items()
    }


def _pair(
    left: str,
    right: str,
    marks: Marks,
    weight: Mapping[tuple[str, int], float],
    answers: Mapping[str, Mapping[str, str]],
) -> Pair:
    shared_all = total_left = total_right = 0.0
    rare = 0
    matches = []
    for name in sorted(marks[left].keys() & marks[right].keys()):
        a, b = marks[left][name], marks[right][name]
        shared = [m for m in a.keys() & b.keys() if weight[name, m] > 0]
        common = sum(weight[name, m] for m in shared)
        sizes = [sum(weight[name, m] for m in side) for side in (a, b)]
        shared_all, total_left, total_right = (
            shared_all + common, total_left + sizes[0], total_right + sizes[1],
        )  # fmt: skip
        if not shared:
            continue
        top = max(weight[name, m] for m in [*a, *b])
        rare += sum(weight[name, m] >= top for m in shared)
        matches.append(
            Match(
                name,
                round(common / min(sizes), 4),
                _lines(answers[left][name], {n for m in shared for n in a[m]}),
                _lines(answers[right][name], {n for m in shared for n in b[m]}),
            )
        )
    smaller = min(total_left, total_right)
    share = shared_all / smaller if smaller > 0 else 0.0
    return Pair(left, right, round(min(share, 1.0), 4), rare, tuple(matches))


def _lines(code: str, numbers: set[int]) -> Lines:
    return tuple((n, line) for n, line in enumerate(code.splitlines(), 1) if n in numbers)
