"""The proof as a table on the screen, and as JSON for machines and for the site."""

from __future__ import annotations

from pathlib import Path

import msgspec
from rich.markup import escape
from rich.table import Table

from autograder.console import err, out
from autograder.files import write_whole
from autograder.verify.exercise import Verified
from autograder.verify.whole_course import Proof


def show_proof(proof: Proof) -> None:
    """Print a row an exercise, what was looked at, and every problem."""
    # One space between columns: so the longest name of an exercise fits a screen of 80 columns.
    table = Table(box=None, pad_edge=False, padding=(0, 1, 0, 0))
    table.add_column("exercise", no_wrap=True)
    for name in ("checks", "kinds", "slips", "right", "truth", "heart", "none", "mutants"):
        table.add_column(name, justify="right", no_wrap=True)
    table.add_column("", no_wrap=True)
    for one in proof.exercises:
        checks = f"{one.public_checks}+{one.hidden_checks}"
        kinds = one.coverage.kinds if one.coverage else "–"
        shares = (f"{one.by_heart:.0%}", f"{one.by_nothing:.0%}")
        numbers = (kinds, one.mistakes, one.alternatives, len(one.oracles), *shares)
        proven = "[green]✓[/]" if not one.problems else f"[red]✗ {len(one.problems)}[/]"
        table.add_row(one.id, checks, *map(str, numbers), kill_rate(one), proven)
    out.print(table)
    out.print(
        "[dim]checks: public + hidden; kinds: of permitted inputs; slips: known mistakes, each named; "
        "right: right answers written another way; truth: oracles; heart: what an answer earns that "
        "knows only the public calls; none: what the best one earns that knows nothing; "
        "mutants: killed of those that are not equivalent[/]"
    )
    for what in proof.looked_at:
        out.print(f"[dim]also looked at:[/] {escape(what)}")
    if proof.kept:
        out.print(
            f"[dim]on record, and nothing that it rests on has changed: {len(proof.kept)} of "
            f"{len(proof.exercises)} (to prove them all again: autograder verify --again)[/]"
        )
    how = "in full" if proof.full else "fast: no mutants, nothing through the sandbox"
    out.print(f"[dim]{proof.seeds} seeds of random inputs, {how}; {proof.seconds:g} s[/]")
    for problem in proof.all_problems:
        err.print(f"[red]✗[/] {escape(problem)}", soft_wrap=True)


def kill_rate(one: Verified) -> str:
    """Return `24/24`, with the equivalent mutants left out of both; a dash where none was tried."""
    if one.mutation is None:
        return "–"
    return f"{one.mutation.killed}/{one.mutation.mutants - one.mutation.equivalent}"


def write_proof(path: Path, proof: Proof) -> None:
    """Write the proof as JSON, whole or not at all."""
    write_whole(path, msgspec.json.format(msgspec.json.encode(proof), indent=1) + b"\n")


def read_proof(path: Path) -> Proof:
    """Return a proof that `write_proof` wrote."""
    return msgspec.json.decode(path.read_bytes(), type=Proof)
