"""`course submit`: one zip of a chapter, ready for the instructor, and what is in it."""

from __future__ import annotations

import re
import zipfile
from dataclasses import dataclass, field
from pathlib import Path

from autograder import reading, student_work
from autograder.errors import UserError
from autograder.files import write_output, zipped
from autograder.registry import Chapter, Exercise
from autograder.student import stubs
from autograder.student.exercise_folder import Place

_COMMENT = b"made by course submit"
# What the course hands out is not handed in.
_OURS = re.compile(r"(test_.*|conftest|given)\.py$")


@dataclass
class Submission:
    """What was packed: the zip, the files in it, the work on each exercise, and what to know."""

    path: Path
    files: list[str]
    works: list[tuple[Exercise, student_work.Work]]
    notes: list[str] = field(default_factory=list)

    @property
    def attempted(self) -> int:
        """How many exercises hold an attempt."""
        return sum(done.attempted for _, done in self.works)


def submit(place: Place, chapter: Chapter, target: Path | None = None) -> Submission:
    """Write `ch1_chance.zip`, in which a folder `ch1_chance` holds the work on a chapter.

    Raises `UserError` where nothing was attempted, or where a file of another making is in the way.
    """
    works = stubs.works(place, chapter)
    made = Submission(
        target or place.root / f"{chapter.folder}.zip",
        [],
        [(e, works[e.id]) for e in chapter.exercise],
    )
    if not made.attempted:
        raise UserError(
            f"There is nothing to hand in yet: no exercise of {chapter.folder} was attempted. "
            "`course next` shows one.",
            exit_code=1,
        )
    _free(made.path)
    found = _files(place.folder(chapter), chapter, made.notes)
    files = {f"{chapter.folder}/{name}": data for name, data in found}
    made.files.extend(files)
    try:
        write_output(made.path, zipped(files, comment=_COMMENT))
    except OSError as error:
        raise UserError(f"{made.path} cannot be written: {error.strerror}.") from None
    made.notes += [
        f"{e.id}: the notebook's attempt counts; {e.stem}.py holds another, which does not."
        for e, done in made.works
        if done.both
    ]
    return made


def _files(folder: Path, chapter: Chapter, notes: list[str]) -> list[tuple[str, bytes]]:
    """The student's `.py` files and the notebook, under the names by which the grader finds them."""
    notebook = student_work.notebook_file(folder, chapter)
    found = []
    for path in sorted([*folder.glob("*.py"), notebook]):
        if _OURS.match(path.name) or not path.exists():
            continue
        if path.is_symlink() or not path.is_file():
            notes.append(f"{path.name} is a link and stays out: put the file itself there.")
            continue
        data = path.read_bytes()
        limit = reading.MAX_SOURCE if path.suffix == ".py" else reading.MAX_NOTEBOOK
        if len(data) > limit:
            notes.append(
                f"{path.name} is larger than the grader reads ({limit // 2**20} MB). Clear the "
                "notebook's outputs, or take data out of the file, and run this again."
            )
        found.append((path.name, data))
    if len(found) > reading.MAX_SOURCES:
        notes.append(f"The grader reads {reading.MAX_SOURCES} files, and these are {len(found)}.")
    return found


def _free(path: Path) -> None:
    """A zip that this command made may be made anew; nothing else is overwritten."""
    if not path.exists():
        return
    try:
        with zipfile.ZipFile(path) as archive:
            ours = archive.comment == _COMMENT
    except (OSError, zipfile.BadZipFile):
        ours = False
    if not ours:
        raise UserError(
            f"{path} is there already and was not made by this command. Move it away, or give another "
            "name: course submit --to NAME.zip"
        )
