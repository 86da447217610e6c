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
from autograder.checks.student import from_file
from autograder.errors import UserError
from autograder.registry import Chapter, Exercise
from autograder.verify.mutate import Mutant, mutants_of

# A mutant may loop for ever; the solution never takes this long over one check.
PATIENCE_S = 30.0


class Equivalent(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A mutant that no check can tell from the solution, because it is as right: `reason` says why."""

    becomes: str
    reason: str


class EquivalentFile(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """`autograder/mutants/ch1_ols/e04_confidence_interval.toml`."""

    equivalent: tuple[Equivalent, ...] = ()


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
) -> Mutation:
    """Return what the checks find of every mutant of the solution, over the given seeds.

    `saw` is shown each run, with its seed.
    """
    source = root / "solutions" / chapter.folder
    name = f"{exercise.stem}.py"
    mutants = mutants_of((source / name).read_text(encoding="utf-8"), name)
    known = equivalents_of(root, chapter, exercise)
    problems, used, killed = [], set(), 0
    with tempfile.TemporaryDirectory(prefix="vraisemblance-mutants-") as temporary:
        folder = Path(temporary) / chapter.folder
        folder.mkdir()
        for shared in ("given.py", "chapter.toml"):
            shutil.copy(source / shared, folder / shared)
        for mutant in mutants:
            (folder / name).write_text(mutant.source, encoding="utf-8")
            if _is_killed(folder, exercise, checks, seeds, saw):
                killed += 1
            elif mutant.becomes in known:
                used.add(mutant.becomes)
            else:
                problems.append(f"a mutant passes every check: {_words(mutant)}")
    stale = [becomes for becomes in known if becomes not in used]
    problems += [f"recorded as equivalent, but no such mutant survives: {b}" for b in stale]
    return Mutation(len(mutants), killed, len(mutants) - killed - _open(problems), tuple(problems))


def equivalents_of(root: Path, chapter: Chapter, exercise: Exercise) -> dict[str, str]:
    """Return the recorded equivalents, changed statement -> reason. Raises `UserError` if unreadable."""
    path = root / "autograder" / "mutants" / chapter.folder / f"{exercise.stem}.toml"
    if not path.exists():
        return {}
    try:
        found = msgspec.toml.decode(path.read_bytes(), type=EquivalentFile)
    except (msgspec.DecodeError, msgspec.ValidationError) as error:
        raise UserError(f"{path} cannot be read: {error}") from None
    return {e.becomes: e.reason for e in found.equivalent}


def _open(problems: Sequence[str]) -> int:
    return sum(p.startswith("a mutant passes") for p in problems)


def _words(mutant: Mutant) -> str:
    return f"line {mutant.line}, `{mutant.was}` as `{mutant.becomes}`"


def _is_killed(
    folder: Path,
    exercise: Exercise,
    checks: Checks,
    seeds: Sequence[int],
    saw: Callable[[Sequence[Ran], int], object],
) -> bool:
    stem = exercise.stem
    for seed in seeds:
        for one in checks.one_by_one():
            with _patience(PATIENCE_S):
                ran = one.run({stem: lambda: from_file(folder, stem)}, seed)
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
