"""Read what a student handed in: `.py` files, a notebook, or both. Nothing of it is run here."""

from __future__ import annotations

import hashlib
from pathlib import Path

import msgspec

from autograder import student_work
from autograder.grade.intake import find_work
from autograder.registry import Chapter, Exercise
from autograder.student_work import Cell


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
    # What is kept of the notebook when the student hands in again: as it came, if it is not large.
    notebook: bytes | None = None

    def code_cells(self, chapter: Chapter) -> list[tuple[str, str]]:
        """Return the cells to run, in order: all code cells but the course's own."""
        return student_work.cells_to_run(self.cells or (), chapter)


def read_submission(
    folder: Path, student: str, chapter: Chapter, stubs: dict[str, str]
) -> Submission:
    """Return the submission in `folder`. `stubs` maps a stem to its untouched file.

    Never raises for what a student can do: what cannot be read is listed in `problems`, and so is
    work that was found elsewhere than in its right place.
    """
    found = find_work(folder, chapter, stubs)
    files, cells = found.files, found.cells
    origin, labels = {}, {}
    for exercise in chapter.exercise:
        cell = student_work.defining_cell(cells or (), exercise)
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
        problems=tuple(student_work.writable(problem) for problem in found.problems),
        hash=digest,
        notebook=found.notebook,
    )


def _origin(exercise: Exercise, files: dict[str, str], cell: Cell | None, stub: str) -> str:
    """Where this exercise's attempt is. A notebook's attempt comes before a file's."""
    if cell is not None and not student_work.untouched(cell.source, stub, exercise):
        return "notebook"
    if f"{exercise.stem}.py" in files:
        return "py"
    return "notebook" if cell is not None else ""
