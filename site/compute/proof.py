"""What the site says of proof: every check on answers whose worth is known, every attack tried."""

from __future__ import annotations

from collections import Counter
from functools import cache

from autograder.known_answers import mistakes_of
from autograder.registry import chapters
from autograder.verify.exercise import Verified
from autograder.verify.mutants import equivalents_of
from autograder.verify.show import kill_rate
from autograder.verify.whole_course import Proof, on_record
from compute.course import ROOT, chapter
from compute.tables import table
from tests.attacks.table import markdown


@cache
def proof() -> Proof:
    """Return the proof on record: full ones only, of the exercises as they stand."""
    return on_record(ROOT)


def verified() -> tuple[Verified, ...]:
    """Return what was found of every exercise."""
    return proof().exercises


def proof_table() -> str:
    """Return a row an exercise: checks, answers of known worth, permitted inputs, mutants, all run.

    "By nothing" is what the best answer earns that knows nothing.
    """
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
    header += ["kinds of input", "calls", "features visited", "by nothing", "mutants killed"]
    for row, one in zip(rows, verified(), strict=False):
        found = one.coverage
        numbers = (found.kinds, found.calls, found.features) if found else ("–",) * 3
        row += [*map(str, numbers), f"{one.by_nothing:.0%}", kill_rate(one)]
    tried = [one.mutation for one in verified() if one.mutation]
    killed, open_ = sum(m.killed for m in tried), sum(m.mutants - m.equivalent for m in tried)
    visits = [one.coverage for one in verified() if one.coverage]
    sums = [sum(getattr(v, name) for v in visits) for name in ("kinds", "calls", "features")]
    rows[-1] += [*(f"**{n}**" for n in sums), "", f"**{killed}/{open_}**"]
    return table(header, rows)


def how() -> str:
    """Return over how many seeds, and how thoroughly, the proof was made."""
    if not proof().exercises:
        return "on no seed yet (nothing is on record: run `autograder verify`)"
    return (
        f"over {proof().seeds} seeds or more of the checks' random inputs, with mutants, and with every "
        "answer graded as file and as notebook"
    )


def not_proven() -> str:
    """Return a note on what has changed since it was proven; nothing where the record is whole."""
    if not proof().problems:
        return ""
    lines = "\n".join(f"    - {problem}" for problem in proof().problems)
    return f'!!! warning "Changed since it was proven"\n\n{lines}\n'


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
