"""Solution, reference and an outside source, asked the same: do they agree?"""

from __future__ import annotations

import warnings
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np

from autograder.authors import Agreement, Oracle
from autograder.checks.student import from_solution
from autograder.registry import Chapter, Exercise
from autograder.variants import oracles_of


def consult(
    root: Path, chapter: Chapter, exercise: Exercise, seeds: Sequence[int]
) -> tuple[list[str], list[str]]:
    """Return the names of the outside sources asked, and, in words, where answers differ."""
    oracles = oracles_of(root, chapter, exercise)
    problems = [] if oracles else ["no outside oracle: nothing shows that the reference is right"]
    for one in oracles:
        for seed in seeds:
            if found := _disagreement(root, chapter, exercise, one, seed):
                problems.append(found)
                break
    return [one.source for one in oracles], problems


def _disagreement(root: Path, chapter: Chapter, exercise: Exercise, one: Oracle, seed: int) -> str:
    student = from_solution(root, chapter, exercise)
    try:
        with warnings.catch_warnings():
            # Other people's libraries warn of what is no concern of ours.
            warnings.simplefilter("ignore")
            asked = one.function(student, np.random.default_rng([seed, 4]))
    except Exception as error:
        return f"oracle {one.name} breaks on seed {seed}: {type(error).__name__}: {error}"
    if not isinstance(asked, Agreement):
        return f"oracle {one.name} returns no Agreement"
    for who in ("solution", "reference"):
        if not _close(getattr(asked, who), asked.outside, asked):
            return f"the {who} disagrees with {one.source} (oracle {one.name}, seed {seed})"
    return ""


def _close(ours: Any, outside: Any, asked: Agreement) -> bool:
    try:
        left, right = np.asarray(ours, dtype=float), np.asarray(outside, dtype=float)
    except (TypeError, ValueError):
        return False
    # Anything that is not a number in either answer is a disagreement.
    return left.shape == right.shape and np.allclose(left, right, asked.rtol, asked.atol)
