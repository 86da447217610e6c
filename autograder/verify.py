"""`autograder verify`: every check proves itself, on answers whose worth is known.

For each exercise: the untouched stub is *not attempted* on every check; the solution passes all;
each alternative right answer passes all; each known mistake fails the check that is meant to catch
it, and is named.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import msgspec

from autograder.checks.outcome import Outcome
from autograder.checks.run import Checks, Ran, with_checks
from autograder.checks.student import Student, from_file, from_function
from autograder.diagnose import Diagnosis
from autograder.registry import Chapter, Exercise, chapters
from autograder.variants import alternatives_of, mistakes_of

MINIMUM_MISTAKES, MINIMUM_ALTERNATIVES = 4, 2


class Verified(msgspec.Struct, frozen=True):
    """What was found of one exercise; `problems` is empty where every claim was proven."""

    id: str
    public_checks: int
    hidden_checks: int
    mistakes: int
    alternatives: int
    problems: tuple[str, ...]


def verify_course(root: Path, only: str = "", seeds: Sequence[int] = (0,)) -> list[Verified]:
    """Return what was found of every exercise, or of those whose id starts with `only`."""
    return [
        verify_exercise(root, chapter, exercise, seeds)
        for chapter in chapters(root / "solutions")
        for exercise in chapter.exercise
        if exercise.id.startswith(only) or chapter.folder == only
    ]


def verify_exercise(
    root: Path, chapter: Chapter, exercise: Exercise, seeds: Sequence[int] = (0,)
) -> Verified:
    """Return what was found of one exercise, over the given seeds of the checks' random inputs."""
    found: list[Verified] = []
    with_checks(
        check_files(root, chapter, exercise),
        lambda checks: found.append(_verify(root, chapter, exercise, seeds, checks)),
    )
    return found[0]


def check_files(root: Path, chapter: Chapter, exercise: Exercise) -> list[Path]:
    """Return the public and the hidden check file of an exercise."""
    name = f"test_{exercise.stem}.py"
    return [
        root / "solutions" / chapter.folder / name,
        root / "autograder" / "hidden" / chapter.folder / name,
    ]


def _verify(
    root: Path, chapter: Chapter, exercise: Exercise, seeds: Sequence[int], checks: Checks
) -> Verified:
    stem = exercise.stem
    stubs, solutions = root / "exercises" / chapter.folder, root / "solutions" / chapter.folder
    mistakes = mistakes_of(root, chapter, exercise)
    alternatives = alternatives_of(root, chapter, exercise)
    diagnosis = Diagnosis(root, chapter, exercise)
    stub = checks.run({stem: lambda: from_file(stubs, stem)})
    problems = [
        f"the stub is {ran.result.outcome.value} on {ran.result.check}"
        for ran in stub
        if ran.result.outcome is not Outcome.NOT_ATTEMPTED
    ]
    if len(mistakes) < MINIMUM_MISTAKES:
        problems.append(f"only {len(mistakes)} known mistakes; at least {MINIMUM_MISTAKES}")
    if len(alternatives) < MINIMUM_ALTERNATIVES:
        problems.append(f"only {len(alternatives)} alternatives; at least {MINIMUM_ALTERNATIVES}")
    for seed in seeds:
        solution = checks.run({stem: lambda: from_file(solutions, stem)}, seed)
        problems += _all_pass("the solution", solution)
        for alternative in alternatives:
            ran = checks.run({stem: _maker(exercise, alternative.function)}, seed)
            problems += _all_pass(f"alternative {alternative.name}", ran)
        for mistake in mistakes:
            ran = checks.run({stem: _maker(exercise, mistake.function)}, seed)
            problems += _is_caught(mistake.name, mistake.caught_by, ran, diagnosis)
    return Verified(
        id=exercise.id,
        public_checks=sum(not ran.result.hidden for ran in stub),
        hidden_checks=sum(ran.result.hidden for ran in stub),
        mistakes=len(mistakes),
        alternatives=len(alternatives),
        problems=tuple(dict.fromkeys(problems)),
    )


def _maker(exercise: Exercise, function: Callable[..., Any]) -> Callable[[], Student]:
    return lambda: from_function(exercise, function)


def _all_pass(who: str, ran: Sequence[Ran]) -> list[str]:
    return [
        f"{who} is {r.outcome.value} on {r.check}: {r.message.headline if r.message else ''}"
        for r in (one.result for one in ran)
        if r.outcome is not Outcome.PASS
    ]


def _is_caught(name: str, caught_by: str, ran: Sequence[Ran], diagnosis: Diagnosis) -> list[str]:
    by_check = {one.result.check.split("[")[0]: one.result for one in ran}
    problems = [
        f"mistake {name} makes {r.check} fault: {r.message.headline if r.message else ''}"
        for r in (one.result for one in ran)
        if r.outcome is Outcome.FAULT
    ]
    if caught_by not in by_check:
        return [*problems, f"mistake {name} says it is caught by {caught_by}, which does not exist"]
    if by_check[caught_by].outcome in (Outcome.PASS, Outcome.NOT_ATTEMPTED):
        problems.append(f"mistake {name} is not caught by {caught_by}")
    slip = diagnosis.name(ran)
    answered = any(r.result.outcome is Outcome.WRONG and r.calls for r in ran)
    if answered and (slip is None or slip.name != name):
        problems.append(f"mistake {name} is named {slip.name if slip else 'nothing'}")
    return problems
