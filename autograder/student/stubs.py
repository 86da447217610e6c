"""Untouched copies of what was handed out, in a hidden folder beside the exercises.

With them the command can tell work from a stub, put a stub back, and tell on an update what the
student has changed. They are taken the first time that `course` sees an exercise that still is a
stub, and from every kit that `course update` unpacks.
"""

from __future__ import annotations

import contextlib
import hashlib
import json
from pathlib import Path

from autograder import student_work
from autograder.checks import intact
from autograder.files import write_whole
from autograder.registry import HIDDEN, Chapter, Exercise
from autograder.student.exercise_folder import Place

FOLDER = ".course"
_LIST = "handed-out.json"


def stub_file(place: Place, exercise: Exercise) -> Path:
    """Where the untouched copy of an exercise is kept. By id, in whatever chapter's folder it lies."""
    return place.root / FOLDER / "stubs" / f"{exercise.id}.py"


def remember(place: Place) -> None:
    """Keep a copy of every exercise that is still a stub, once. A full or read-only disk is no fault."""
    # In a checkout of the course stubs change with every build, and nobody works in them for long.
    checkout = (place.root / "solutions").is_dir()
    known = read_list(place)
    with contextlib.suppress(OSError):
        for chapter, exercise in place.all:
            copy = stub_file(place, exercise)
            if copy.exists() and not checkout:
                continue
            text = _derive(place, chapter, exercise)
            if text is not None and text != student_work.read_text(copy):
                keep(place, exercise, text)
        if checkout:
            return
        found = {}
        for name, path in _course_files(place).items():
            if name in known or not path.is_file():
                continue
            if path.suffix != ".ipynb":
                found[name] = digest(path.read_bytes())
            elif not any(works(place, c)[e.id].attempted for c, e in place.all if c.folder in name):
                found[name] = cells_digest(student_work.read_cells(path))
        if found:
            write_list(place, known | found)


def keep(place: Place, exercise: Exercise, text: str) -> None:
    """Write the untouched copy of an exercise."""
    path = stub_file(place, exercise)
    make_folder(place)
    path.parent.mkdir(exist_ok=True)
    write_whole(path, text)


def stub_of(place: Place, chapter: Chapter, exercise: Exercise) -> str | None:
    """Return the untouched text of an exercise's file, or None where no copy of it is left.

    The kit carries one; before it did, copies were taken as `remember` does.
    """
    handed_out = intact.originals(place.folder(chapter)).get(f"{exercise.stem}.py")
    if handed_out is not None:
        return handed_out
    kept = student_work.read_text(stub_file(place, exercise))
    return kept if kept is not None else _derive(place, chapter, exercise)


def lost(place: Place, chapter: Chapter, exercise: Exercise) -> bool:
    """Return whether the file of an exercise is gone, and not left out as in a notebook's chapter."""
    file = place.file(chapter, exercise)
    notebook = student_work.notebook_file(file.parent, chapter)
    return not file.exists() and (
        any(place.file(chapter, e).exists() for e in chapter.exercise) or not notebook.exists()
    )


def works(place: Place, chapter: Chapter) -> dict[str, student_work.Work]:
    """Return the work on each exercise of a chapter, by exercise id."""
    folder = place.folder(chapter)
    cells = student_work.read_cells(student_work.notebook_file(folder, chapter))
    return {
        e.id: student_work.work_on(e, folder, cells, stub_of(place, chapter, e))
        for e in chapter.exercise
    }


def read_list(place: Place) -> dict[str, str]:
    """Return the digest of each file as it was handed out, by its path under `exercises`."""
    try:
        found = json.loads((place.root / FOLDER / _LIST).read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    return {str(k): str(v) for k, v in found.items()} if isinstance(found, dict) else {}


def write_list(place: Place, digests: dict[str, str]) -> None:
    """Write what `read_list` reads."""
    make_folder(place)
    path = place.root / FOLDER / _LIST
    write_whole(path, json.dumps(digests, indent=1, sort_keys=True) + "\n")


def make_folder(place: Place) -> None:
    """Make the hidden folder, which no version control should pick up."""
    folder = place.root / FOLDER
    folder.mkdir(exist_ok=True)
    ignore = folder / ".gitignore"
    if not ignore.exists():
        write_whole(ignore, "*\n", sync=False)


def digest(data: bytes) -> str:
    """Return the digest of a file's content, the same whatever the line ends."""
    return hashlib.sha256(data.replace(b"\r\n", b"\n")).hexdigest()


def cells_digest(cells: tuple[student_work.Cell, ...]) -> str:
    """Return the digest of what a notebook says, whatever its outputs and its layout."""
    return digest(json.dumps([(c.kind, c.source) for c in cells]).encode())


def _course_files(place: Place) -> dict[str, Path]:
    """What was handed out besides the stubs, by its name in the list."""
    found: dict[str, Path] = {}
    for chapter in place.chapters:
        hidden = [
            f"{HIDDEN}/{n}" for n in ("chapter.json", "slips.json", intact.ORIGINALS, "pages.json")
        ]
        names = ["chapter.json", "given.py", "slips.json", f"{chapter.folder}.ipynb", *hidden]
        names += [f"test_{e.stem}.py" for e in chapter.exercise]
        found |= {f"{chapter.folder}/{n}": place.folder(chapter) / n for n in names}
    if place.exercises.name == "exercises":
        found |= {n: place.root / n for n in ("README.md", "pyproject.toml")}
    return found


def _derive(place: Place, chapter: Chapter, exercise: Exercise) -> str | None:
    """The stub from the file itself where it is one; else from the notebook, which holds it too."""
    text = student_work.read_text(place.file(chapter, exercise))
    if text is not None and student_work.raises_not_attempted(text, exercise.name):
        return text
    cells = student_work.read_cells(student_work.notebook_file(place.folder(chapter), chapter))
    cell = student_work.defining_cell(cells, exercise)
    if cell is None or not student_work.raises_not_attempted(cell.source, exercise.name):
        return None
    index = cells.index(cell)
    statement = cells[index - 1].source if index and cells[index - 1].kind == "markdown" else ""
    # The build adds one line of facts (points, difficulty, minutes) to the notebook's statement.
    statement = statement.rpartition("\n\n*")[0] or statement
    quoted = f'r"""{statement}\n"""\n\n' if statement and '"""' not in statement else ""
    return f"{quoted}{cell.source}\n"
