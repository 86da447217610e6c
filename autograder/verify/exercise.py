"""Every check of one exercise proves itself, on answers whose worth is known.

The untouched stub is *not attempted* on every check; the solution passes all, without a warning;
each alternative right answer passes all; each known mistake fails the check that is meant to catch
it, and is named; each mutant of the solution fails some check or is recorded as equivalent; and
solution, reference and an outside source agree, and so do the alternatives.

An answer that knows the public calls by heart earns what the public checks are worth and no more;
no check passes all that is wrong; and no hidden check's message tells an input or a right answer.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import msgspec

from autograder.checks.collection import Checks, Ran, with_checks
from autograder.checks.outcome import Outcome
from autograder.checks.student import Student, from_file, from_function, from_solution
from autograder.diagnose import Diagnosis
from autograder.errors import UserError
from autograder.known_answers import alternatives_of, mistakes_of
from autograder.layout import ChapterFiles
from autograder.parts import (
    MINIMUM_ALTERNATIVES,
    MINIMUM_HIDDEN,
    MINIMUM_MISTAKES,
    lacking,
)
from autograder.registry import Chapter, Exercise, check_files
from autograder.verify.coverage import Coverage, cover
from autograder.verify.evidence import Evidence
from autograder.verify.housekeeping import pages_missing, shadowed_module
from autograder.verify.mutants import Mutation, mutate_exercise
from autograder.verify.naming import Naming
from autograder.verify.oracles import consult
from autograder.worker import load

# Over how many seeds mutants and the answers that know the public calls by heart are tried.
FEW_SEEDS = 2


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
    # The share of its points that an answer earns which knows the public calls by heart.
    by_heart: float = 0.0
    # The same for an answer that knows nothing: zeros, NaN, what it was given, always an error.
    by_nothing: float = 0.0
    # What the checks visit of the permitted inputs; None where these are not written.
    coverage: Coverage | None = None


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
    lacks = lacking(root, chapter, exercise)
    problems = [lack.says for lack in lacks]
    found: list[Verified] = []
    try:
        problems += shadowed_module(root, exercise)
        problems += pages_missing(root, chapter, exercise)
        if not any(lack.part.needed for lack in lacks):
            with_checks(
                check_files(root, chapter, exercise),
                lambda checks: found.append(
                    _verify(root, chapter, exercise, seeds, checks, mutants, problems)
                ),
            )
    except UserError as error:
        # One exercise that cannot be read is no reason to say nothing of the others.
        problems.append(str(error))
    return found[0] if found else _unproven(exercise, problems)


def _unproven(exercise: Exercise, problems: Sequence[str]) -> Verified:
    return Verified(exercise.id, 0, 0, 0, 0, (), 0, None, tuple(dict.fromkeys(problems)))


def _verify(
    root: Path,
    chapter: Chapter,
    exercise: Exercise,
    seeds: Sequence[int],
    checks: Checks,
    mutants: bool,
    problems: Sequence[str],
) -> Verified:
    stem = exercise.stem
    stubs = ChapterFiles(root, chapter.folder).built
    mistakes = mistakes_of(root, chapter, exercise)
    alternatives = alternatives_of(root, chapter, exercise)
    diagnosis = Diagnosis(root, chapter, exercise)
    evidence = Evidence(root, chapter, exercise)

    def right() -> Student:
        return from_solution(root, chapter, exercise)

    with load.warnings_are_errors():
        stub = checks.run({stem: lambda: from_file(stubs, stem)})
    oracles, disagreements = consult(root, chapter, exercise, seeds, alternatives)
    problems = [*problems, *_too_few(stub, len(mistakes), len(alternatives), len(oracles))]
    problems += [
        f"the stub is {ran.result.outcome.value} on {ran.result.check}"
        for ran in stub
        if ran.result.outcome is not Outcome.NOT_ATTEMPTED
    ]
    few_runs: dict[int, list[Ran]] = {}
    for place, seed in enumerate(seeds):
        with load.warnings_are_errors():
            solution = checks.run({stem: lambda: from_solution(root, chapter, exercise)}, seed)
        problems += _all_pass("the solution", solution)
        evidence.solution(solution, seed)
        if place < FEW_SEEDS:
            few_runs[seed] = solution
        for alternative in alternatives:
            ran = checks.run({stem: _maker(exercise, alternative.function)}, seed)
            problems += _all_pass(f"alternative {alternative.name}", ran)
        for mistake in mistakes:
            ran = checks.run({stem: _maker(exercise, mistake.function)}, seed)
            problems += _is_caught(mistake.name, mistake.caught_by, ran, diagnosis)
            evidence.saw(ran, seed)
        if place < FEW_SEEDS:
            problems += evidence.try_impostors(checks, seed, right)
    evidence.try_know_nothings(checks, seeds[0], right)
    coverage = None
    if checks.inputs is not None:
        coverage = cover(exercise, checks.inputs, few_runs, checks, right)
        problems += coverage.problems
    problems += disagreements
    naming = Naming(root, chapter, exercise, checks)
    for mistake in mistakes:
        made = _maker(exercise, mistake.function)
        problems += naming.unnamed(mistake.name, mistake.at_home, made)
    mutation = None
    if mutants:
        few = seeds[:FEW_SEEDS]
        mutation = mutate_exercise(root, chapter, exercise, checks, few, evidence.read, naming)
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
        problems=tuple(dict.fromkeys([*problems, *evidence.problems])),
        by_heart=evidence.by_heart,
        by_nothing=evidence.by_nothing,
        coverage=coverage,
    )


def _too_few(stub: Sequence[Ran], mistakes: int, alternatives: int, oracles: int) -> list[str]:
    """What there is less of than a proof needs."""
    hidden = sum(ran.result.hidden for ran in stub)
    problems = []
    if hidden == len(stub):
        problems.append("no public check: a student has nothing to go by")
    if hidden < MINIMUM_HIDDEN:
        problems.append(f"only {hidden} hidden checks; at least {MINIMUM_HIDDEN}")
    if mistakes < MINIMUM_MISTAKES:
        problems.append(f"only {mistakes} known mistakes; at least {MINIMUM_MISTAKES}")
    if alternatives < MINIMUM_ALTERNATIVES:
        problems.append(f"only {alternatives} alternatives; at least {MINIMUM_ALTERNATIVES}")
    if not oracles:
        problems.append("no outside oracle: nothing shows that the reference is right")
    return problems


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
