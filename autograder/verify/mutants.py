"""Every mutant of a solution must fail a check, or be recorded as equivalent with its reason."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Callable, Sequence
from pathlib import Path

import msgspec

from autograder.checks.collection import Checks, Ran
from autograder.checks.student import Student, from_path
from autograder.layout import ChapterFiles
from autograder.registry import Chapter, Exercise, read_exercise
from autograder.verify.mutate import Mutant, mutants_of
from autograder.verify.naming import Naming
from autograder.verify.patience import fails_one


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
            answer = _maker(folder, exercise)
            if any(fails_one(checks.one_by_one(), exercise.stem, answer, s, saw) for s in seeds):
                killed += 1
                problems += _misnamed(naming, mutant, answer)
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


def _misnamed(naming: Naming | None, mutant: Mutant, answer: Callable[[], Student]) -> list[str]:
    """In words: the slip that this mutant is told at home, though it does something else."""
    name = naming.wrongly(answer) if naming is not None else ""
    if not name:
        return []
    return [
        f"at home {name} is named for what is not this slip, {_words(mutant)}: let a public check tell "
        "them apart, or mark the mistake at_home=False"
    ]


def _maker(folder: Path, exercise: Exercise) -> Callable[[], Student]:
    path = folder / f"{exercise.stem}.py"
    return lambda: from_path(path, folder, exercise.returns, answer_mb=exercise.answer_mb)
