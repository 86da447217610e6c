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
from autograder.checks.result import CheckResult
from autograder.checks.run import run_checks
from autograder.checks.student import Student, calls_of, from_file, from_namespace
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
    files = check_files(root, chapter, exercise)
    problems: list[str] = []
    mistakes = mistakes_of(root, chapter, exercise)
    alternatives = alternatives_of(root, chapter, exercise)
    stub = _run(files, exercise, lambda: from_file(root / "exercises" / chapter.folder, exercise.stem))
    for result, _ in stub:
        if result.outcome is not Outcome.NOT_ATTEMPTED:
            problems.append(f"the stub is {result.outcome.value} on {result.check}")
    if len(mistakes) < MINIMUM_MISTAKES:
        problems.append(f"only {len(mistakes)} known mistakes; at least {MINIMUM_MISTAKES}")
    if len(alternatives) < MINIMUM_ALTERNATIVES:
        problems.append(f"only {len(alternatives)} alternatives; at least {MINIMUM_ALTERNATIVES}")
    diagnosis = Diagnosis(root, chapter, exercise)
    for seed in seeds:
        solution = root / "solutions" / chapter.folder
        problems += _all_pass(
            "the solution",
            _run(files, exercise, lambda: from_file(solution, exercise.stem), seed),
        )
        for alternative in alternatives:
            factory = _function(exercise, alternative.function)
            problems += _all_pass(
                f"alternative {alternative.name}", _run(files, exercise, factory, seed)
            )
        for mistake in mistakes:
            found = _run(files, exercise, _function(exercise, mistake.function), seed)
            problems += _is_caught(mistake.name, mistake.caught_by, found, diagnosis)
    return Verified(
        id=exercise.id,
        public_checks=sum(not r.hidden for r, _ in stub),
        hidden_checks=sum(r.hidden for r, _ in stub),
        mistakes=len(mistakes),
        alternatives=len(alternatives),
        problems=tuple(dict.fromkeys(problems)),
    )


def check_files(root: Path, chapter: Chapter, exercise: Exercise) -> list[Path]:
    """Return the public and the hidden check file of an exercise."""
    name = f"test_{exercise.stem}.py"
    return [
        root / "solutions" / chapter.folder / name,
        root / "autograder" / "hidden" / chapter.folder / name,
    ]


Found = list[tuple[CheckResult, Student | None]]


def _run(
    files: Sequence[Path], exercise: Exercise, factory: Callable[[], Student], seed: int = 0
) -> Found:
    return run_checks(files, {exercise.stem: factory}, seed)


def _function(exercise: Exercise, function: Callable[..., Any]) -> Callable[[], Student]:
    return lambda: from_namespace({exercise.name: function}, [])


def _all_pass(who: str, found: Found) -> list[str]:
    return [
        f"{who} is {r.outcome.value} on {r.check}: {r.message.headline if r.message else ''}"
        for r, _ in found
        if r.outcome is not Outcome.PASS
    ]


def _is_caught(name: str, caught_by: str, found: Found, diagnosis: Diagnosis) -> list[str]:
    by_check = {r.check.split("[")[0]: r for r, _ in found}
    problems = [
        f"mistake {name} makes {r.check} fault: {r.message.headline if r.message else ''}"
        for r, _ in found
        if r.outcome is Outcome.FAULT
    ]
    if caught_by not in by_check:
        return [*problems, f"mistake {name} says it is caught by {caught_by}, which does not exist"]
    if by_check[caught_by].outcome in (Outcome.PASS, Outcome.NOT_ATTEMPTED):
        problems.append(f"mistake {name} is not caught by {caught_by}")
    calls = [c for _, student in found if student is not None for c in calls_of(student)]
    failed = [
        c
        for r, student in found
        if r.outcome is not Outcome.PASS and student is not None
        for c in calls_of(student)
    ]
    slip = diagnosis.name(calls, failed)
    if any(c.failure is None for c in failed) and (slip is None or slip.name != name):
        problems.append(f"mistake {name} is named {slip.name if slip else 'nothing'}")
    return problems
