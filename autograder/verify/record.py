"""The proof is kept, not repeated: what was proven of each exercise, under a digest of all it rests on.

`solutions/ch1_chance/proof.json` holds one entry an exercise, and one for the class that hands in every
answer in both forms. An entry counts while its digest does: the exercise's folder, the chapter's
`given.py`, every file of ours that its checks and answers import, and the engine that proves. The
versions of Python and of the libraries stand beside it: where only they differ, a short proof is
enough.
"""

from __future__ import annotations

import hashlib
import subprocess
from collections.abc import Iterable, Sequence
from pathlib import Path

import msgspec

from autograder import layout
from autograder.errors import UserError
from autograder.files import write_whole
from autograder.grade.closure import imported_by
from autograder.grade.conditions import environment
from autograder.layout import ChapterFiles
from autograder.registry import Chapter, Exercise
from autograder.verify.exercise import Verified

_ENGINE = Path(__file__).resolve().parents[1]
# Of how many seeds a short proof is.
SHORT = 2


class Entry(msgspec.Struct, frozen=True):
    """A full proof of one exercise, which found no problem."""

    digest: str
    # Python's and the libraries' when it was proven.
    versions: dict[str, str]
    # Seeds of the random inputs that were asked for; `found` says how many of them it took.
    seeds: int
    seconds: float
    found: Verified


class Forms(msgspec.Struct, frozen=True):
    """Every answer of a chapter was graded as file and as notebook, and got what it deserves."""

    digest: str
    versions: dict[str, str]
    seconds: float


class Record(msgspec.Struct, frozen=True):
    """What is on record of one chapter: exercise -> its proof."""

    exercises: dict[str, Entry] = {}
    forms: Forms | None = None


class Due(msgspec.Struct, frozen=True):
    """What has to be proven of an exercise, and why; `seeds` is empty where the record is enough."""

    seeds: tuple[int, ...]
    # Whether mutants are tried: they are unless only versions differ.
    full: bool
    why: str


class Book:
    """The records of all chapters, read once and written as proofs come in."""

    def __init__(self, root: Path, every: Sequence[Chapter]) -> None:
        self.root = root
        self._records = {c.folder: read_record(root, c) for c in every}
        self._digests: dict[str, str] = {}
        self._versions = environment(root)

    def entry(self, chapter: Chapter, exercise: Exercise) -> Entry:
        """Return what is on record of an exercise. Raises `KeyError` where there is nothing."""
        return self._records[chapter.folder].exercises[exercise.name]

    def holds(self, chapter: Chapter, exercise: Exercise) -> bool:
        """Return whether a proof is on record whose every ground is as it was."""
        entry = self._records[chapter.folder].exercises.get(exercise.name)
        return entry is not None and entry.digest == self._digest(chapter, exercise)

    def due(
        self, chapter: Chapter, exercise: Exercise, seeds: Sequence[int], again: bool = False
    ) -> Due:
        """Return what has to be proven of an exercise, given what is on record."""
        entry = self._records[chapter.folder].exercises.get(exercise.name)
        if entry is None:
            return Due(tuple(seeds), True, "it is not on record")
        if entry.digest != self._digest(chapter, exercise):
            return Due(tuple(seeds), True, "something that it rests on has changed")
        if again:
            return Due(tuple(seeds), True, "it was asked for")
        if entry.seeds < len(seeds):
            return Due(tuple(seeds), True, f"it is on record with {entry.seeds} seeds")
        if entry.versions != self._versions:
            return Due(tuple(seeds)[:SHORT], False, "it was proven with other versions")
        return Due((), False, "")

    def proven(
        self, chapter: Chapter, exercise: Exercise, found: Verified, seeds: int, seconds: float
    ) -> None:
        """Put a full proof on record; one that found a problem takes the old entry away."""
        entries = dict(self._records[chapter.folder].exercises)
        entries.pop(exercise.name, None)
        if not found.problems:
            digest = self._digest(chapter, exercise)
            entries[exercise.name] = Entry(digest, self._versions, seeds, seconds, found)
        self._keep(
            chapter, msgspec.structs.replace(self._records[chapter.folder], exercises=entries)
        )

    def forms_due(self, chapter: Chapter) -> bool:
        """Return whether the class that hands in every answer has to be graded again."""
        forms = self._records[chapter.folder].forms
        return (
            forms is None
            or forms.digest != forms_digest(self.root, chapter)
            or forms.versions != self._versions
        )

    def forms_proven(self, chapter: Chapter, seconds: float) -> None:
        """Put on record that every answer got what it deserves, in both forms."""
        forms = Forms(forms_digest(self.root, chapter), self._versions, round(seconds, 1))
        self._keep(chapter, msgspec.structs.replace(self._records[chapter.folder], forms=forms))

    def _keep(self, chapter: Chapter, record: Record) -> None:
        self._records[chapter.folder] = record
        write_record(self.root, chapter, record)

    def _digest(self, chapter: Chapter, exercise: Exercise) -> str:
        if exercise.id not in self._digests:
            self._digests[exercise.id] = exercise_digest(self.root, chapter, exercise)
        return self._digests[exercise.id]


def read_record(root: Path, chapter: Chapter) -> Record:
    """Return what is on record of a chapter. Raises `UserError` where the file cannot be read."""
    path = ChapterFiles(root, chapter.folder).record
    try:
        return msgspec.json.decode(path.read_bytes(), type=Record)
    except FileNotFoundError:
        return Record()
    except (msgspec.DecodeError, msgspec.ValidationError, UnicodeDecodeError) as error:
        raise UserError(
            f"{path} cannot be read: {error}. Delete it, and prove again: autograder verify"
        ) from None


def write_record(root: Path, chapter: Chapter, record: Record) -> None:
    """Write what is on record, in the chapter's order, and nothing of exercises that are gone."""
    ordered = {
        e.name: record.exercises[e.name] for e in chapter.exercise if e.name in record.exercises
    }
    kept = Record(ordered, record.forms)
    data = msgspec.json.format(msgspec.json.encode(kept, order="deterministic"), indent=1)
    write_whole(ChapterFiles(root, chapter.folder).record, data + b"\n")


def commit_of(root: Path) -> str:
    """Return the name of the commit that is checked out, or "" where there is no git."""
    try:
        done = subprocess.run(
            ["git", "rev-parse", "HEAD"], cwd=root, capture_output=True, text=True, timeout=20
        )
    except (OSError, subprocess.TimeoutExpired):
        return ""
    return done.stdout.strip() if done.returncode == 0 else ""


def sampled(names: Sequence[str], commit: str, size: int) -> list[str]:
    """Return `size` of these names, others for another commit: in time every one has its turn."""

    def place(name: str) -> bytes:
        return hashlib.sha256(f"{commit} {name}".encode()).digest()

    return sorted(names, key=place)[:size]


def exercise_digest(root: Path, chapter: Chapter, exercise: Exercise) -> str:
    """Return the digest of everything that a proof of this exercise rests on."""
    return _digest(root, _content(root, chapter, [exercise]), [_ENGINE / "verify" / "exercise.py"])


def forms_digest(root: Path, chapter: Chapter) -> str:
    """Return the digest of everything that grading a chapter's answers in both forms rests on."""
    content = _content(root, chapter, chapter.exercise)
    content.append(ChapterFiles(root, chapter.folder).settings)
    sandbox = (_ENGINE / "sandbox").glob("*.py")
    return _digest(root, content, [_ENGINE / "verify" / "forms.py", *sandbox])


def _content(root: Path, chapter: Chapter, exercises: Iterable[Exercise]) -> list[Path]:
    files = ChapterFiles(root, chapter.folder)
    own = [files.exercise(e.name).folder / name for e in exercises for name in layout.FILES]
    return [path for path in (files.given, *own) if path.is_file()]


def _digest(root: Path, content: Sequence[Path], engine: Iterable[Path]) -> str:
    starts = [p for p in content if p.suffix == ".py"]
    # The worker is started by name, and the plugin is what pytest calls.
    starts += [*engine, *(_ENGINE / "worker").glob("*.py"), _ENGINE / "checks" / "plugin.py"]
    used = imported_by(starts, root)
    used |= {str(path.relative_to(root)): path for path in content}
    digest = hashlib.sha256()
    for name, path in sorted(used.items()):
        digest.update(name.encode())
        digest.update(hashlib.sha256(path.read_bytes()).digest())
    return digest.hexdigest()
