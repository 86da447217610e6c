"""`course restore`: bring back what a reset or an update has put aside. Nothing is lost by it."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from typing import NamedTuple

from autograder import student_work
from autograder.errors import UserError
from autograder.files import write_whole
from autograder.registry import Chapter, Exercise
from autograder.student import stubs
from autograder.student.exercise_folder import Place, short
from autograder.student.reset import back_up, backups_of, write_cell
from autograder.student.state import State


class Copy(NamedTuple):
    """A copy of somebody's work on an exercise: where, since when, what, and in which form."""

    path: Path
    when: float
    text: str
    in_notebook: bool

    def __str__(self) -> str:
        made = datetime.fromtimestamp(self.when).strftime("%d %B, %H:%M")
        lines = len(self.text.splitlines())
        form = "the notebook's cell" if self.in_notebook else "the file"
        return f"{made}  {form}, {lines} lines  {short(self.path)}"


def copies(place: Place, chapter: Chapter, exercise: Exercise) -> list[Copy]:
    """Return the copies there are of work on an exercise, the newest first."""
    stub = stubs.stub_of(place, chapter, exercise)
    folder = place.folder(chapter)
    notebook = student_work.notebook_file(folder, chapter)
    found = []
    # Older versions left copies beside the files.
    for where in (backups_of(notebook), folder):
        for path in where.glob(f"{exercise.name}.py.bak-*"):
            text = student_work.read_text(path)
            if text is not None and text != stub:
                found.append(Copy(path, path.stat().st_mtime, text, False))
        for path in where.glob(f"{notebook.name}.bak-*"):
            cell = student_work.defining_cell(student_work.read_cells(path), exercise)
            if cell is not None and not student_work.untouched(cell.source, stub, exercise):
                found.append(Copy(path, path.stat().st_mtime, cell.source, True))
    return sorted(found, key=lambda c: (c.when, _number(c.path)), reverse=True)


def restore(
    place: Place, chapter: Chapter, exercise: Exercise, which: int, state: State
) -> list[str]:
    """Put the copy with this number (1: the newest) where the work on the exercise is.

    What is there now is copied first. Returns what was done. Raises `UserError` where there is no
    such copy.
    """
    found = copies(place, chapter, exercise)
    if not found:
        raise UserError(
            f"There is no copy of work on {exercise.id}: copies are made by `course reset` and "
            "`course update`, before they change a file."
        )
    if not 1 <= which <= len(found):
        raise UserError(
            f"There is no copy {which} of {exercise.id}: `course restore {exercise.name} --list` shows "
            f"the {len(found)} there are."
        )
    copy = found[which - 1]
    said = _into_notebook(place, chapter, exercise, copy) if copy.in_notebook else None
    if said is None:
        stub = stubs.stub_of(place, chapter, exercise)
        said = _into_file(place.file(chapter, exercise), copy, stub)
    state.forget_check(exercise.id)
    return said


def _into_file(path: Path, copy: Copy, stub: str | None) -> list[str]:
    now = student_work.read_text(path)
    if now == copy.text:
        return [f"{short(path)} is as in {short(copy.path)} already."]
    said = [f"{short(path)} is as it was in {short(copy.path)}."]
    if path.exists() and now != stub:
        said.append(f"What was there is kept in {short(back_up(path))}.")
    write_whole(path, copy.text)
    return said


def _into_notebook(
    place: Place, chapter: Chapter, exercise: Exercise, copy: Copy
) -> list[str] | None:
    path = student_work.notebook_file(place.folder(chapter), chapter)
    cell = student_work.defining_cell(student_work.read_cells(path), exercise)
    if cell is None:
        return None
    if cell.source == copy.text:
        return [f"{cell.label} of {short(path)} is as in {short(copy.path)} already."]
    kept = write_cell(path, exercise, copy.text)
    return [
        f"{cell.label} of {short(path)} is as it was in {short(copy.path)}. Is the notebook open? "
        "Reload it before you save it.",
        f"The notebook as it was is kept in {short(kept)}.",
    ]


def _number(path: Path) -> int:
    last = path.name.rpartition("-")[2]
    return int(last) if last.isdecimal() else 0
