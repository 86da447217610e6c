"""Compare the answers of a class, pair by pair; what everyone writes counts for next to nothing."""

from __future__ import annotations

import itertools
import math
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence, Set

import msgspec
import numpy as np

from autograder.similar.fingerprint import fingerprints

Lines = tuple[tuple[int, str], ...]


# Under so many pairs, a class has no distribution that a pair could stand out from.
FEW_PAIRS = 10
# A pair makes a group only if it has enough in common that at most half of the class has: so many
# passages, and so large a part of a usual student's passages. One short exercise in a frequent form
# is found whole in the work of many others, and says nothing. A passage counts by its rarity, from 1
# (one student alone) to log 2 / log n (half of n students).
ENOUGH_PASSAGES, ENOUGH_PART = 3.0, 0.1
# What is shown of an answer: so many lines, and so many signs of each.
LONG, WIDE = 300, 400
# Work is the same word for word where comments, layout and names are, over so many lines at least: a
# class may well write one line alike.
SAME_LINES = 20


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


class Line(msgspec.Struct, frozen=True):
    """One line of an answer, and whether it carries a passage that somebody else of the group has."""

    number: int
    text: str
    shared: bool


class Version(msgspec.Struct, frozen=True):
    """One way in which an exercise was answered: more than one student where it is the same text."""

    students: tuple[str, ...]
    lines: tuple[Line, ...]


class Alike(msgspec.Struct, frozen=True):
    """One exercise of a group: the highest share that two of its members have in it."""

    exercise: str
    share: float
    versions: tuple[Version, ...]


class Group(msgspec.Struct, frozen=True):
    """Students whom pairs that stand out connect: three equal answers are one group of three.

    `lowest` and `highest` are over all pairs of the group, those included that do not stand out.
    """

    students: tuple[str, ...]
    lowest: float
    highest: float
    exercises: tuple[Alike, ...]


class Similarity(msgspec.Struct, frozen=True):
    """A class. `typical` and `high` are the median and the 95 % point of the share of all pairs.

    From `limit` on, a pair stands out and makes a group; `pairs` are the others that share most.
    `histogram` counts all pairs: (lower edge, upper edge, pairs, of which in a group).
    """

    assignment: str
    students: int
    compared: int
    typical: float
    high: float
    limit: float
    histogram: tuple[tuple[float, float, int, int], ...]
    groups: tuple[Group, ...]
    pairs: tuple[Pair, ...]
    # The code of those other pairs, marked in the same way, in the order of `pairs`.
    shown: tuple[Group, ...]
    # Students whose whole work is one text, comments and layout included, however usual it is.
    same_text: tuple[tuple[str, ...], ...] = ()
    note: str = (
        "Similarity is not proof. People who learnt from the same page, or worked together as they "
        "were allowed to, write alike, and short exercises leave little room. Read the lines, and "
        "talk to the students before you conclude anything."
    )


class _Common(msgspec.Struct, frozen=True):
    """How much two students share. Which passages is found again for the few pairs that are shown:
    a class of 300 has 45 000 pairs."""

    left: str
    right: str
    share: float
    telling: float
    rare: int

    @property
    def order(self) -> tuple[float, int, str, str]:
        """Most in common first."""
        return -self.share, -self.rare, self.left, self.right


def compare(
    assignment: str,
    answers: Mapping[str, Mapping[str, str]],
    starters: Mapping[str, str],
    keep: int = 50,
) -> Similarity:
    """Return the groups of a class that stand out, and of the other pairs the `keep` that share most.

    `answers` maps student to exercise to code, `starters` exercise to the released code, whose
    fingerprints are removed. A fingerprint found in df of n answers to an exercise weighs
    log(n / df): shared by these two alone it weighs most, by all, nothing. In a class of two there
    is no base rate, and every fingerprint weighs one.
    """
    marks = {
        student: {name: _own(code, starters.get(name, "")) for name, code in work.items()}
        for student, work in sorted(answers.items())
    }
    weight, rarity = _weights(marks)
    totals = {
        (student, name): sum(weight[name, m] for m in found)
        for student, work in marks.items()
        for name, found in work.items()
    }
    found = [
        _common(left, right, marks, weight, rarity, totals)
        for left, right in itertools.combinations(marks, 2)
    ]
    found.sort(key=lambda c: c.order)
    shares = np.array([c.share for c in found]) if found else np.zeros(1)
    limit = limit_of(shares)
    sizes = [sum(len(found) for found in work.values()) for work in marks.values()]
    enough = max(ENOUGH_PASSAGES, ENOUGH_PART * float(np.median(sizes)) if sizes else 0.0)
    linked = [c for c in found if c.share >= limit and c.telling >= enough]
    members = _components(linked)
    group_of = {student: place for place, names in enumerate(members) for student in names}
    inside: list[_Common] = []
    outside: list[_Common] = []
    for c in found:
        together = c.left in group_of and group_of[c.left] == group_of.get(c.right)
        (inside if together else outside).append(c)
    pairs = [c for c in outside if c.share > 0][:keep]
    passages = _Passages(marks, weight, totals, answers)
    return Similarity(
        assignment=assignment,
        students=len(marks),
        compared=len(found),
        typical=round(float(np.median(shares)), 4),
        high=round(float(np.quantile(shares, 0.95)), 4),
        limit=round(limit, 4),
        histogram=_histogram(found, inside),
        groups=tuple(passages.group(names, inside) for names in members),
        pairs=tuple(passages.pair(c) for c in pairs),
        shown=tuple(passages.group((c.left, c.right), [c]) for c in pairs),
        same_text=_same_text(answers, starters),
    )


def _same_text(
    answers: Mapping[str, Mapping[str, str]], starters: Mapping[str, str]
) -> tuple[tuple[str, ...], ...]:
    """Students who wrote one and the same text, the largest group first.

    The base rate of a class is no excuse here: half of it may have copied from one place.
    """
    by_text: dict[tuple[tuple[str, str], ...], list[str]] = {}
    for student, work in sorted(answers.items()):
        own = {name: _without(code, starters.get(name, "")) for name, code in work.items()}
        if sum(len(text.splitlines()) for text in own.values()) >= SAME_LINES:
            by_text.setdefault(tuple(sorted(own.items())), []).append(student)
    same = [tuple(who) for who in by_text.values() if len(who) > 1]
    return tuple(sorted(same, key=lambda who: (-len(who), who)))


def _without(code: str, starter: str) -> str:
    """The lines of an answer that the released code does not have; blank ones are none."""
    given = {line.strip() for line in starter.splitlines()}
    lines = (line.rstrip() for line in code.splitlines())
    return "\n".join(line for line in lines if line.strip() and line.strip() not in given)


def limit_of(shares: np.ndarray) -> float:
    """Return the share from which a pair stands out: Tukey's outer fence, Q3 + 3 (Q3 - Q1).

    Never under 0.3, and never above 0.95: where half of a class has one answer, it stands out still.
    """
    if len(shares) < FEW_PAIRS:
        return 0.5
    low, high = np.quantile(shares, [0.25, 0.75])
    return float(np.clip(high + 3 * (high - low), 0.3, 0.95))


Marks = Mapping[str, Mapping[str, Mapping[int, tuple[int, ...]]]]


def _own(code: str, starter: str) -> dict[int, tuple[int, ...]]:
    given = fingerprints(starter)
    return {mark: lines for mark, lines in fingerprints(code).items() if mark not in given}


Weights = dict[tuple[str, int], float]
Totals = dict[tuple[str, str], float]


def _weights(marks: Marks) -> tuple[Weights, Weights]:
    """The weight of every fingerprint, and its rarity: 0 where more than half of the class has it."""
    seen = Counter(
        (name, mark) for work in marks.values() for name, found in work.items() for mark in found
    )
    attempts = Counter(name for work in marks.values() for name, found in work.items() if found)
    weight, rarity = {}, {}
    for (name, mark), df in seen.items():
        n = attempts[name]
        weight[name, mark] = 1.0 if n <= 2 else math.log(n / df)
        rare = n <= 2 or df <= max(2, n / 2)
        rarity[name, mark] = weight[name, mark] / (1.0 if n <= 2 else math.log(n)) if rare else 0.0
    return weight, rarity


def _common(
    left: str, right: str, marks: Marks, weight: Weights, rarity: Weights, totals: Totals
) -> _Common:
    shared_all = total_left = total_right = telling = 0.0
    rare = 0
    for name in sorted(marks[left].keys() & marks[right].keys()):
        a, b = marks[left][name], marks[right][name]
        shared = [m for m in a.keys() & b.keys() if weight[name, m] > 0]
        shared_all += sum(weight[name, m] for m in shared)
        telling += sum(rarity[name, m] for m in shared)
        total_left += totals[left, name]
        total_right += totals[right, name]
        if shared:
            top = max(weight[name, m] for m in [*a, *b])
            rare += sum(weight[name, m] >= top for m in shared)
    smaller = min(total_left, total_right)
    share = shared_all / smaller if smaller > 0 else 0.0
    return _Common(left, right, round(min(share, 1.0), 4), telling, rare)


class _Passages:
    """Which passages students share, and the lines that they stand in."""

    def __init__(
        self,
        marks: Marks,
        weight: Weights,
        totals: Totals,
        answers: Mapping[str, Mapping[str, str]],
    ) -> None:
        self.marks, self.weight, self.totals, self.answers = marks, weight, totals, answers

    def shared(self, left: str, right: str) -> dict[str, tuple[float, Set[int]]]:
        """Exercise -> the share of the shorter answer, and the fingerprints, of what two share."""
        found: dict[str, tuple[float, Set[int]]] = {}
        for name in sorted(self.marks[left].keys() & self.marks[right].keys()):
            both = self.marks[left][name].keys() & self.marks[right][name].keys()
            shared = {m for m in both if self.weight[name, m] > 0}
            if shared:
                common = sum(self.weight[name, m] for m in shared)
                smaller = min(self.totals[left, name], self.totals[right, name])
                found[name] = (round(min(1.0, common / smaller), 4), shared)
        return found

    def lines(self, student: str, name: str, shared: Set[int]) -> tuple[Line, ...]:
        """The lines of an answer, those that carry a shared passage marked."""
        return _lines(self.answers[student][name], self.marks[student][name], shared)

    def pair(self, common: _Common) -> Pair:
        """A pair with the lines of each that carry shared passages."""
        matches = []
        for name, (share, shared) in self.shared(common.left, common.right).items():
            left, right = (
                tuple((x.number, x.text) for x in self.lines(s, name, shared) if x.shared)
                for s in (common.left, common.right)
            )
            matches.append(Match(name, share, left, right))
        return Pair(common.left, common.right, common.share, common.rare, tuple(matches))

    def group(self, students: Sequence[str], found: Sequence[_Common]) -> Group:
        """A group, from the pairs in `found` that are within it."""
        inside = [c for c in found if c.left in students and c.right in students]
        shared: dict[str, dict[str, set[int]]] = {}
        share: dict[str, float] = {}
        for common in inside:
            for name, (part, passages) in self.shared(common.left, common.right).items():
                share[name] = max(part, share.get(name, 0.0))
                for student in (common.left, common.right):
                    shared.setdefault(name, {}).setdefault(student, set()).update(passages)
        alike = []
        for name in sorted(shared, key=lambda n: (-share[n], n)):
            versions: dict[tuple[Line, ...], list[str]] = {}
            for student, own in sorted(shared[name].items()):
                versions.setdefault(self.lines(student, name, own), []).append(student)
            made = tuple(Version(tuple(who), lines) for lines, who in versions.items())
            alike.append(Alike(name, share[name], made))
        shares = [c.share for c in inside]
        return Group(tuple(students), min(shares), max(shares), tuple(alike))


def _components(linked: Sequence[_Common]) -> list[tuple[str, ...]]:
    """The connected components of the pairs, the one with the most alike pair first."""
    groups: list[set[str]] = []
    for common in linked:
        touched = [g for g in groups if common.left in g or common.right in g]
        merged = {common.left, common.right}.union(*touched)
        place = groups.index(touched[0]) if touched else len(groups)
        groups = [g for g in groups if g not in touched]
        groups.insert(place, merged)
    return [tuple(sorted(g)) for g in groups]


def _lines(code: str, found: Mapping[int, tuple[int, ...]], shared: Set[int]) -> tuple[Line, ...]:
    """The lines of an answer; of one that is too long to read, those in common with one around each."""
    numbers = {n for m in shared if m in found for n in found[m]}
    text = code.split("\n")  # as the tokenizer counts: form feeds and the like end no line
    wanted: Iterable[int] = range(1, len(text) + 1)
    if len(text) > LONG:
        wanted = sorted({k for n in numbers for k in (n - 1, n, n + 1) if 1 <= k <= len(text)})
    return tuple(Line(n, text[n - 1][:WIDE], n in numbers) for n in list(wanted)[:LONG])


def _histogram(
    found: Sequence[_Common], inside: Sequence[_Common]
) -> tuple[tuple[float, float, int, int], ...]:
    edges = np.linspace(0.0, 1.0, 21)
    everyone = np.histogram([c.share for c in found], bins=edges)[0]
    grouped = np.histogram([c.share for c in inside], bins=edges)[0]
    return tuple(
        (round(float(a), 2), round(float(b), 2), int(n), int(k))
        for a, b, n, k in zip(edges[:-1], edges[1:], everyone, grouped, strict=True)
    )
