"""Put the stub back, and keep what was there."""

from __future__ import annotations

import json
from pathlib import Path

from autograder import student_work
from autograder.checks import intact
from autograder.errors import UserError
from autograder.files import write_new, write_whole
from autograder.registry import HIDDEN, Chapter, Exercise
from autograder.student import stubs
from autograder.student.exercise_folder import Place, short
from autograder.student.state import State


def reset(place: Place, chapter: Chapter, exercise: Exercise, state: State) -> list[str]:
    """Put the stub of an exercise back, in the file and in the notebook; return what was done.

    What was there is copied first, to a name that no earlier copy has. Raises `UserError` where no
    untouched copy is known.
    """
    stub = stubs.stub_of(place, chapter, exercise)
    if stub is None:
        raise UserError(
            f"No untouched copy of {exercise.id} is left: it was changed before `course` saw it. "
            "`course update KIT.zip` with the kit that you began with brings one, and leaves your "
            "file alone; then reset again."
        )
    file = place.file(chapter, exercise)
    known = file.exists() or stubs.lost(place, chapter, exercise)
    # No file at all: a chapter that is worked on in the notebook only.
    said = _reset_file(file, stub, exercise) if known else []
    said += _reset_cell(student_work.notebook_file(place.folder(chapter), chapter), stub, exercise)
    said += _reset_checks(place.folder(chapter), exercise)
    if said:
        state.forget_check(exercise.id)
    return said


def back_up(path: Path) -> Path:
    """Copy a file of a chapter to `.course/backups/NAME.bak-1`, or the first number that is free.

    Returns the copy's path. Older versions left copies beside the file: their numbers are taken.
    """
    folder = backups_of(path)
    folder.mkdir(parents=True, exist_ok=True)
    number = 1
    while any(_numbered(place, path, number).exists() for place in (folder, path.parent)):
        number += 1
    copy = _numbered(folder, path, number)
    # Should another program take the name meanwhile, this fails rather than overwrites.
    write_new(copy, path.read_bytes())
    return copy


def backups_of(path: Path) -> Path:
    """Return the folder of the copies of a chapter's file."""
    chapter = path.parent.parent if path.parent.name == HIDDEN else path.parent
    return chapter / HIDDEN / "backups"


def _numbered(folder: Path, path: Path, number: int) -> Path:
    return folder / f"{path.name}.bak-{number}"


def _reset_file(path: Path, stub: str, exercise: Exercise) -> list[str]:
    text = student_work.read_text(path)
    if text == stub:
        return []
    if text is None:
        write_whole(path, stub)
        return [f"{short(path)} was missing, and is there again."]
    copy = back_up(path)
    write_whole(path, stub)
    return [
        f"{short(path)} is as it was handed out.",
        f"Your work is kept in {short(copy)}. To have it back: course restore {exercise.name}",
    ]


def _reset_checks(folder: Path, exercise: Exercise) -> list[str]:
    """The course's own files of an exercise, where they are not as they were handed out."""
    known = intact.originals(folder)
    said = []
    for name in (f"test_{exercise.stem}.py", "given.py"):
        path = folder / name
        if name in known and not path.exists():
            write_whole(path, known[name])
            said.append(f"{short(path)} was missing, and is there again.")
        elif intact.changed(folder, [name]):
            copy = back_up(path)
            write_whole(path, known[name])
            said.append(f"{short(path)} is the course's again; yours is kept in {short(copy)}.")
    return said


def _reset_cell(path: Path, stub: str, exercise: Exercise) -> list[str]:
    cell = student_work.defining_cell(student_work.read_cells(path), exercise)
    if cell is None:
        return []
    if not student_work.left_over(cell.source, stub, exercise) and student_work.untouched(
        cell.source, stub, exercise
    ):
        return []
    copy = write_cell(path, exercise, _code_of(stub))
    return [
        f"{cell.label} of {short(path)} is as it was handed out. Is the notebook open? Reload it "
        "before you save it.",
        f"The notebook as it was is kept in {short(copy)}.",
    ]


def write_cell(path: Path, exercise: Exercise, code: str) -> Path:
    """Write an exercise's cell of a notebook; return the copy of the notebook as it was."""
    cells = student_work.read_cells(path)
    cell = student_work.defining_cell(cells, exercise)
    assert cell is not None
    notebook = json.loads(path.read_text(encoding="utf-8-sig"))
    raw = notebook["cells"][cells.index(cell)]
    raw["source"] = code.splitlines(keepends=True)
    if raw.get("cell_type") == "code":
        raw["outputs"], raw["execution_count"] = [], None
    copy = back_up(path)
    write_whole(path, json.dumps(notebook, indent=1, ensure_ascii=False) + "\n")
    return copy


def _code_of(stub: str) -> str:
    """The stub without its statement, which the notebook shows as text."""
    import ast

    tree = ast.parse(stub)
    if ast.get_docstring(tree) is None:
        return stub.strip("\n")
    return "\n".join(stub.splitlines()[tree.body[0].end_lineno :]).strip("\n")
