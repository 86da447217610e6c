"""Every mutant of a solution must fail a check, or be recorded as equivalent with its reason."""

from __future__ import annotations

import contextlib
import shutil
import signal
import tempfile
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

import msgspec

from autograder.checks.outcome import Outcome
from autograder.checks.run import Checks, Ran
from autograder.checks.student import Student, from_path
from autograder.layout import ChapterFiles
from autograder.registry import Chapter, Exercise, read_exercise
from autograder.verify.mutate import Mutant, mutants_of
from autograder.verify.naming import Naming

# A mutant may loop for ever; the solution never takes this long over one check.
PATIENCE_S = 30.0
# What it would be called is asked of mutants that come to an end: this is for the public checks alone.
NAMING_S = 8.0


class Mutation(msgspec.Struct, frozen=True):
    """What became of the mutants of one exercise."""

    mutants: int
    killed: int
    equivalent: int
    # In words: those that passed every check and are not recorded, and records that no mutant needs.
    problems: tuple[str, ...]


def mutate_exercise(
    root: Path,
    chapter: Chapter,
    exercise: Exercise,
    checks: Checks,
    seeds: Sequence[int],
    saw: Callable[[Sequence[Ran], int], object] = lambda ran, seed: None,
    naming: Naming | None = None,
) -> Mutation:
    """Return what the checks find of every mutant of the solution, over the given seeds.

    `saw` is shown each run, with its seed. No mutant may be told a slip that it does not make.
    """
    files = ChapterFiles(root, chapter.folder)
    source = files.exercise(exercise.name).statement.read_text(encoding="utf-8")
    name = f"{exercise.stem}.py"
    mutants = mutants_of(source, name)
    known = equivalents_of(root, chapter, exercise)
    problems, used, killed = [], set(), 0
    with tempfile.TemporaryDirectory(prefix="autograder-mutants-") as temporary:
        folder = Path(temporary) / chapter.folder
        folder.mkdir()
        shutil.copy(files.given, folder / files.given.name)
        for mutant in mutants:
            (folder / name).write_text(mutant.source, encoding="utf-8")
            if _is_killed(folder, exercise, checks, seeds, saw):
                killed += 1
                problems += _misnamed(folder, exercise, naming, mutant)
            elif mutant.becomes in known:
                used.add(mutant.becomes)
            else:
                problems.append(f"a mutant passes every check: {_words(mutant)}")
    problems = list(dict.fromkeys(problems))
    stale = [becomes for becomes in known if becomes not in used]
    problems += [f"recorded as equivalent, but no such mutant survives: {b}" for b in stale]
    return Mutation(len(mutants), killed, len(mutants) - killed - _open(problems), tuple(problems))


def equivalents_of(root: Path, chapter: Chapter, exercise: Exercise) -> dict[str, str]:
    """Return the recorded equivalents, changed statement -> reason. Raises `UserError` if unreadable."""
    folder = ChapterFiles(root, chapter.folder).exercise(exercise.name).folder
    return {e.becomes: e.reason for e in read_exercise(folder).equivalent}


def _open(problems: Sequence[str]) -> int:
    return sum(p.startswith("a mutant passes") for p in problems)


def _words(mutant: Mutant) -> str:
    return f"line {mutant.line}, `{mutant.was}` as `{mutant.becomes}`"


def _misnamed(folder: Path, exercise: Exercise, naming: Naming | None, mutant: Mutant) -> list[str]:
    """In words: the slip that this mutant is told at home, though it does something else."""
    if naming is None:
        return []
    make = _maker(folder, exercise)
    try:
        with _patience(min(NAMING_S, PATIENCE_S)):
            ran = naming.public.run({exercise.stem: make}, 0)
            name = naming.wrongly(ran, make)
    except _TooLong:
        return []
    if not name:
        return []
    return [
        f"at home {name} is named for what is not this slip, {_words(mutant)}: let a public check tell "
        "them apart, or mark the mistake at_home=False"
    ]


def _maker(folder: Path, exercise: Exercise) -> Callable[[], Student]:
    path = folder / f"{exercise.stem}.py"
    return lambda: from_path(path, folder, exercise.returns, answer_mb=exercise.answer_mb)


def _is_killed(
    folder: Path,
    exercise: Exercise,
    checks: Checks,
    seeds: Sequence[int],
    saw: Callable[[Sequence[Ran], int], object],
) -> bool:
    mutant = _maker(folder, exercise)
    for seed in seeds:
        for one in checks.one_by_one():
            with _patience(PATIENCE_S):
                ran = one.run({exercise.stem: mutant}, seed)
            saw(ran, seed)
            if any(r.result.outcome is not Outcome.PASS for r in ran):
                return True
    return False


class _TooLong(BaseException):
    """Not an `Exception`, so that a mutant's own `except Exception` lets it through."""


@contextlib.contextmanager
def _patience(seconds: float) -> Iterator[None]:
    def stop(signum: int, frame: object) -> None:
        raise _TooLong

    before = signal.signal(signal.SIGALRM, stop)
    signal.setitimer(signal.ITIMER_REAL, seconds)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, before)
