"""Solution, reference and an outside source, asked the same: do they agree?

So do the alternatives, on what no check asks: an answer that is right for the checks alone is no
right answer written in another way.
"""

from __future__ import annotations

import warnings
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np

from autograder.authors import Agreement, Alternative, Oracle
from autograder.checks.student import Student, from_function, from_solution
from autograder.known_answers import oracles_of
from autograder.registry import Chapter, Exercise

# An alternative is as exact as its exercise asks, and not as an oracle is.
_AS_ASKED = 1e-3


def consult(
    root: Path,
    chapter: Chapter,
    exercise: Exercise,
    seeds: Sequence[int],
    alternatives: Sequence[Alternative] = (),
) -> tuple[list[str], list[str]]:
    """Return the names of the outside sources asked, and, in words, where answers differ.

    The alternatives are asked on the first seed.
    """
    oracles = oracles_of(root, chapter, exercise)
    problems = []
    for one in oracles:
        for seed in seeds:
            solution = from_solution(root, chapter, exercise)
            if found := _disagreement(one, solution, seed, ("solution", "reference")):
                problems.append(found)
                break
        for alternative in () if problems else alternatives:
            student = from_function(exercise, alternative.function)
            if found := _disagreement(one, student, seeds[0], ("solution",), _AS_ASKED):
                found = found.replace("the solution", f"alternative {alternative.name}")
                problems.append(f"{found}: it is no right answer, whatever the checks say")
    return [one.source for one in oracles], problems


def _disagreement(
    one: Oracle, student: Student, seed: int, whose: tuple[str, ...], roughly: float = 0.0
) -> str:
    try:
        with warnings.catch_warnings():
            # Other people's libraries warn of what is no concern of ours.
            warnings.simplefilter("ignore")
            asked = one.function(student, np.random.default_rng([seed, 4]))
    except Exception as error:
        return f"oracle {one.name} breaks on seed {seed}: {type(error).__name__}: {error}"
    if not isinstance(asked, Agreement):
        return f"oracle {one.name} returns no Agreement"
    for who in whose:
        if not _close(getattr(asked, who), asked, roughly):
            return f"the {who} disagrees with {one.source} (oracle {one.name}, seed {seed})"
    return ""


def _close(ours: Any, asked: Agreement, roughly: float) -> bool:
    try:
        left, right = np.asarray(ours, dtype=float), np.asarray(asked.outside, dtype=float)
    except (TypeError, ValueError):
        return False
    if not roughly:
        # Anything that is not a number in either answer is a disagreement.
        return left.shape == right.shape and np.allclose(left, right, asked.rtol, asked.atol)
    # An array with one number is a number to every check, too.
    largest = np.abs(right).max(initial=0.0)
    atol = max(asked.atol, roughly * float(largest))
    return left.size == right.size and np.allclose(
        left.ravel(), right.ravel(), max(asked.rtol, roughly), atol
    )
