"""Read what a student handed in: `.py` files, a notebook, or both. Nothing of it is run here."""

from __future__ import annotations

import hashlib
import re
import stat
from pathlib import Path

import msgspec

from autograder import work
from autograder.registry import Chapter, Exercise
from autograder.work import Cell

MAX_FILE = 2 * 1024 * 1024
MAX_FILES = 200
# What the course hands out. A student's copy of it is not part of the submission.
_OURS = re.compile(r"(test_.*|conftest|given)\.py$")


class Submission(msgspec.Struct, frozen=True):
    """A student's work on one chapter, as text."""

    student: str
    chapter: str
    files: dict[str, str]
    cells: tuple[Cell, ...] | None
    # For each exercise (by stem): "py", "notebook", or "" where neither holds an attempt.
    origin: dict[str, str]
    # For each exercise: the label of the cell that defines its function.
    labels: dict[str, str]
    problems: tuple[str, ...]
    hash: str

    def code_cells(self, chapter: Chapter) -> list[tuple[str, str]]:
        """Return the cells to run, in order: all code cells but the course's own."""
        return work.cells_to_run(self.cells or (), chapter)


def read_submission(
    folder: Path, student: str, chapter: Chapter, stubs: dict[str, str]
) -> Submission:
    """Return the submission in `folder`. `stubs` maps a stem to its untouched file.

    Never raises for what a student can do: what cannot be read is listed in `problems`.
    """
    problems: list[str] = []
    files: dict[str, str] = {}
    paths = sorted(folder.iterdir()) if folder.is_dir() else []
    for path in paths:
        if path.suffix == ".py" and not _OURS.match(path.name):
            text = _read_text(path, MAX_FILE, problems)
            if text is not None and len(files) < MAX_FILES:
                files[work.writable(path.name)] = text
    cells = _read_cells(folder / f"{chapter.folder}.ipynb", problems)
    origin, labels = {}, {}
    for exercise in chapter.exercise:
        cell = work.defining_cell(cells or (), exercise)
        labels[exercise.stem] = cell.label if cell is not None else ""
        origin[exercise.stem] = _origin(exercise, files, cell, stubs[exercise.stem])
    digest = hashlib.sha256(
        msgspec.json.encode([sorted(files.items()), cells, sorted(origin.items())])
    ).hexdigest()
    return Submission(
        student=student,
        chapter=chapter.slug,
        files=files,
        cells=cells,
        origin=origin,
        labels=labels,
        problems=tuple(work.writable(problem) for problem in problems),
        hash=digest,
    )


def _read_text(path: Path, limit: int, problems: list[str]) -> str | None:
    try:
        info = path.lstat()
        if not stat.S_ISREG(info.st_mode):
            problems.append(f"{path.name} is not a plain file, and was not read")
            return None
        if info.st_size > limit:
            problems.append(f"{path.name} is larger than {limit // 2**20} MB, and was not read")
            return None
        data = path.read_bytes()
    except OSError as error:
        problems.append(f"{path.name} could not be read: {error.strerror}")
        return None
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        problems.append(f"{path.name} is not UTF-8 text; it was read as Latin-1")
        return data.decode("latin-1")


def _read_cells(path: Path, problems: list[str]) -> tuple[Cell, ...] | None:
    if not path.is_symlink() and not path.exists():
        return None
    text = _read_text(path, work.MAX_NOTEBOOK, problems)
    if text is None:
        return None
    try:
        return work.parse_cells(text) or None
    except work.NotANotebook as error:
        problems.append(f"{path.name} is not a readable notebook ({error})")
        return None


def _origin(exercise: Exercise, files: dict[str, str], cell: Cell | None, stub: str) -> str:
    """Where this exercise's attempt is. A notebook's attempt comes before a file's."""
    if cell is not None and not work.untouched(cell.source, stub, exercise):
        return "notebook"
    if f"{exercise.stem}.py" in files:
        return "py"
    return "notebook" if cell is not None else ""
