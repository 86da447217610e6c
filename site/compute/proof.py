"""What the site says of proof: every check on answers whose worth is known, every attack tried."""

from __future__ import annotations

import os
from collections import Counter
from functools import cache
from pathlib import Path

from autograder.registry import chapters, source_root
from autograder.variants import mistakes_of
from autograder.verify import Proof, Verified, verify_course
from autograder.verify.mutants import equivalents_of
from autograder.verify.show import kill_rate, read_proof
from compute.course import ROOT, chapter
from compute.tables import table
from tests.attacks.table import markdown

SEEDS = 3


class Unproven(RuntimeError):
    """A check does not prove itself: nothing is published."""


@cache
def proof() -> Proof:
    """Return the proof in the file that VRAISEMBLANCE_PROOF names, or make a fast one here.

    Raises `Unproven` where a claim does not hold.
    """
    file = os.environ.get("VRAISEMBLANCE_PROOF", "")
    if file:
        found = read_proof(Path(file))
    else:
        found = verify_course(source_root(ROOT), seeds=range(SEEDS), jobs=1)
    if found.all_problems:
        raise Unproven("; ".join(found.all_problems))
    return found


def verified() -> tuple[Verified, ...]:
    """Return what was found of every exercise."""
    return proof().exercises


def proof_table() -> str:
    """Return a row an exercise: checks, known mistakes, alternatives, oracles, mutants, all run."""
    header = ["exercise", "public checks", "hidden", "known mistakes", "alternatives", "oracles"]
    rows = [
        [
            f"`{one.id}`",
            *map(
                str,
                (
                    one.public_checks,
                    one.hidden_checks,
                    one.mistakes,
                    one.alternatives,
                    len(one.oracles),
                ),
            ),
        ]
        for one in verified()
    ]
    totals = [sum(int(row[i]) for row in rows) for i in range(1, 6)]
    rows.append(["**all**", *(f"**{n}**" for n in totals)])
    if proof().full:
        header.append("mutants killed")
        for row, one in zip(rows, verified(), strict=False):
            row.append(kill_rate(one))
        killed = sum(one.mutation.killed for one in verified() if one.mutation)
        open_ = sum(
            one.mutation.mutants - one.mutation.equivalent for one in verified() if one.mutation
        )
        rows[-1].append(f"**{killed}/{open_}**")
    return table(header, rows)


def how() -> str:
    """Return over how many seeds, and how thoroughly, the proof was made."""
    text = f"over {proof().seeds} seeds of the checks' random inputs"
    if proof().full:
        return text + ", with mutants, and with every answer graded as file and as notebook"
    return text + " (the quick form: mutants and the sandbox are left to the full run)"


def oracles() -> str:
    """Return a line an exercise: whose code or formula its solution and reference agree with."""
    return "\n".join(f"- `{one.id}`: {'; '.join(one.oracles)}" for one in verified())


def equivalent_mutants() -> str:
    """Return the mutants that no check can tell from the solution, by their reasons."""
    lines = []
    for chapter_ in chapters(ROOT / "solutions"):
        for exercise in chapter_.exercise:
            reasons = Counter(equivalents_of(ROOT, chapter_, exercise).values())
            for reason, count in reasons.items():
                many = f" ({count} of them)" if count > 1 else ""
                lines.append(f"- `{exercise.id}`{many}: {reason}")
    return "\n".join(lines)


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
