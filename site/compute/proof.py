"""What the site says of proof: every check on answers whose worth is known, every attack tried."""

from __future__ import annotations

from functools import cache

from autograder.registry import source_root
from autograder.variants import mistakes_of
from autograder.verify import Verified, verify_course
from compute.course import ROOT, chapter
from compute.tables import table
from tests.attacks.table import markdown

SEEDS = 3


class Unproven(RuntimeError):
    """A check does not prove itself: nothing is published."""


@cache
def verified() -> tuple[Verified, ...]:
    """Run `autograder verify`. Raises `Unproven` where a claim does not hold."""
    found = tuple(verify_course(source_root(ROOT), seeds=range(SEEDS)))
    problems = [f"{one.id}: {problem}" for one in found for problem in one.problems]
    if problems:
        raise Unproven("; ".join(problems))
    return found


def proof_table() -> str:
    """Return a row an exercise: checks, known mistakes, alternatives, all of them run."""
    header = ["exercise", "public checks", "hidden checks", "known mistakes", "alternatives"]
    rows = [
        [
            f"`{one.id}`",
            *map(str, (one.public_checks, one.hidden_checks, one.mistakes, one.alternatives)),
        ]
        for one in verified()
    ]
    totals = [sum(int(row[i]) for row in rows) for i in range(1, 5)]
    return table(header, [*rows, ["**all**", *(f"**{n}**" for n in totals)]])


def seeds() -> int:
    """Return over how many seeds of the random inputs the proof was run."""
    return SEEDS


def number_of_mistakes() -> int:
    """Return how many known mistakes there are."""
    return sum(one.mistakes for one in verified())


def number_of_alternatives() -> int:
    """Return how many unusual right answers there are."""
    return sum(one.alternatives for one in verified())


def example_slip() -> str:
    """Return what a student is told who makes one of the known mistakes."""
    found = chapter()
    (says,) = [
        mistake.says
        for mistake in mistakes_of(ROOT, found, found.find("confidence_interval"))
        if mistake.name == "normal_quantile"
    ]
    return says


def attacks() -> str:
    """Return the table of attacks, from the suite that tries them."""
    return markdown()
