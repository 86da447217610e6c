"""Every check of one exercise proves itself, on answers whose worth is known.

The untouched stub is *not attempted* on every check; the solution passes all, without a warning;
each alternative right answer passes all; each known mistake fails the check that is meant to catch
it, and is named; each mutant of the solution fails some check or is recorded as equivalent; and
solution, reference and an outside source agree.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import msgspec

from autograder.checks.outcome import Outcome
from autograder.checks.run import Checks, Ran, with_checks
from autograder.checks.student import Student, from_file, from_function, from_solution
from autograder.diagnose import Diagnosis
from autograder.layout import ChapterFiles
from autograder.registry import Chapter, Exercise, check_files
from autograder.variants import alternatives_of, mistakes_of
from autograder.verify.housekeeping import pages_missing
from autograder.verify.mutants import Mutation, mutate_exercise
from autograder.verify.oracles import consult
from autograder.worker import load

MINIMUM_MISTAKES, MINIMUM_ALTERNATIVES = 5, 3


class Verified(msgspec.Struct, frozen=True):
    """What was found of one exercise; `problems` is empty where every claim was proven."""

    id: str
    public_checks: int
    hidden_checks: int
    mistakes: int
    alternatives: int
    oracles: tuple[str, ...]
    # Over how many seeds of the checks' random inputs.
    seeds: int
    # None where mutants were not tried.
    mutation: Mutation | None
    problems: tuple[str, ...]


def verify_exercise(
    root: Path,
    chapter: Chapter,
    exercise: Exercise,
    seeds: Sequence[int] = (0,),
    mutants: bool = False,
) -> Verified:
    """Return what was found of one exercise, over the given seeds of the checks' random inputs."""
    if exercise.seeds:
        # Of a hundred; of fewer in proportion, and one at the least.
        seeds = seeds[: max(1, len(seeds) * exercise.seeds // 100)]
    found: list[Verified] = []
    with_checks(
        check_files(root, chapter, exercise),
        lambda checks: found.append(_verify(root, chapter, exercise, seeds, checks, mutants)),
    )
    return found[0]


def _verify(
    root: Path,
    chapter: Chapter,
    exercise: Exercise,
    seeds: Sequence[int],
    checks: Checks,
    mutants: bool,
) -> Verified:
    stem = exercise.stem
    stubs = ChapterFiles(root, chapter.folder).built
    mistakes = mistakes_of(root, chapter, exercise)
    alternatives = alternatives_of(root, chapter, exercise)
    diagnosis = Diagnosis(root, chapter, exercise)
    with load.warnings_are_errors():
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
    problems += pages_missing(root, chapter, exercise)
    for seed in seeds:
        with load.warnings_are_errors():
            solution = checks.run({stem: lambda: from_solution(root, chapter, exercise)}, seed)
        problems += _all_pass("the solution", solution)
        for alternative in alternatives:
            ran = checks.run({stem: _maker(exercise, alternative.function)}, seed)
            problems += _all_pass(f"alternative {alternative.name}", ran)
        for mistake in mistakes:
            ran = checks.run({stem: _maker(exercise, mistake.function)}, seed)
            problems += _is_caught(mistake.name, mistake.caught_by, ran, diagnosis)
    oracles, disagreements = consult(root, chapter, exercise, seeds)
    problems += disagreements
    mutation = None
    if mutants:
        mutation = mutate_exercise(root, chapter, exercise, checks, seeds[:2])
        problems += mutation.problems
    return Verified(
        id=exercise.id,
        public_checks=sum(not ran.result.hidden for ran in stub),
        hidden_checks=sum(ran.result.hidden for ran in stub),
        mistakes=len(mistakes),
        alternatives=len(alternatives),
        oracles=tuple(oracles),
        seeds=len(seeds),
        mutation=mutation,
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
    answered = any(r.result.outcome in (Outcome.WRONG, Outcome.PARTIAL) and r.calls for r in ran)
    if answered and (slip is None or slip.name != name):
        problems.append(f"mistake {name} is named {slip.name if slip else 'nothing'}")
    return problems
