"""Read what a student handed in: `.py` files, a notebook, or both. Nothing of it is run here."""

from __future__ import annotations

import ast
import hashlib
import json
import re
import stat
from pathlib import Path
from typing import Any

import msgspec

from autograder.build.notebook import check_id, solution_id
from autograder.registry import Chapter, Exercise

MAX_FILE = 2 * 1024 * 1024
MAX_NOTEBOOK = 30 * 1024 * 1024
MAX_FILES = 200
# What the course hands out. A student's copy of it is not part of the submission.
_OURS = re.compile(r"(test_.*|conftest|given)\.py$")


class Cell(msgspec.Struct, frozen=True):
    """A code or Markdown cell: its label (`cell 3`), nbgrader's id where it has one, its text."""

    label: str
    kind: str
    grade_id: str
    source: str


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
        ours = {check_id(e) for e in chapter.exercise} | {f"setup_{chapter.folder}"}
        return [
            (cell.label, cell.source)
            for cell in self.cells or ()
            if cell.kind == "code" and cell.grade_id not in ours and not _is_check_call(cell.source)
        ]


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
                files[path.name] = text
    cells = _read_cells(folder / f"{chapter.folder}.ipynb", problems)
    origin, labels = {}, {}
    for exercise in chapter.exercise:
        label = _defining_cell(cells, exercise)
        labels[exercise.stem] = label
        origin[exercise.stem] = _origin(exercise, files, cells, label, stubs[exercise.stem])
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
        problems=tuple(problems),
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
    text = _read_text(path, MAX_NOTEBOOK, problems)
    if text is None:
        return None
    try:
        notebook = json.loads(text)
        if notebook.get("metadata", {}).get("vraisemblance", {}).get("driver"):
            return None  # written by us for a submission of .py files only
        found = []
        for number, cell in enumerate(notebook["cells"], start=1):
            source = cell.get("source", "")
            if isinstance(source, list):
                source = "".join(str(line) for line in source)
            found.append(
                Cell(f"cell {number}", str(cell.get("cell_type")), _grade_id(cell), str(source))
            )
        return tuple(found)
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError) as error:
        problems.append(f"{path.name} is not a readable notebook ({type(error).__name__})")
        return None


def _grade_id(cell: dict[str, Any]) -> str:
    metadata = cell.get("metadata")
    nbgrader = metadata.get("nbgrader") if isinstance(metadata, dict) else None
    grade_id = nbgrader.get("grade_id") if isinstance(nbgrader, dict) else None
    return grade_id if isinstance(grade_id, str) else ""


def _defining_cell(cells: tuple[Cell, ...] | None, exercise: Exercise) -> str:
    """The last cell that defines the function, whatever its metadata; else the solution cell."""
    pattern = re.compile(
        rf"^\s*(?:async\s+)?(?:def|class)\s+{exercise.name}\b|^{exercise.name}\s*=", re.M
    )
    label = ""
    for cell in cells or ():
        if cell.kind == "code" and pattern.search(cell.source):
            label = cell.label
    if not label:
        for cell in cells or ():
            if cell.grade_id == solution_id(exercise):
                label = cell.label
    return label


def _origin(
    exercise: Exercise,
    files: dict[str, str],
    cells: tuple[Cell, ...] | None,
    label: str,
    stub: str,
) -> str:
    """Where this exercise's attempt is. A notebook's attempt comes before a file's."""
    source = next((c.source for c in cells or () if c.label == label), None)
    if source is not None and not _same_code(source, stub):
        return "notebook"
    text = files.get(f"{exercise.stem}.py")
    if text is not None and not _same_code(text, stub):
        return "py"
    if text is not None:
        return "py"
    return "notebook" if source is not None else ""


def _same_code(text: str, stub: str) -> bool:
    try:
        return _code(text) == _code(stub)
    except (SyntaxError, ValueError, RecursionError):
        return False


def _code(text: str) -> str:
    """The code's structure without comments, layout, or the module docstring of a .py file."""
    tree = ast.parse(text)
    if tree.body and isinstance(tree.body[0], ast.Expr):
        value = tree.body[0].value
        if isinstance(value, ast.Constant) and isinstance(value.value, str):
            tree.body = tree.body[1:]
    return ast.dump(tree)


def _is_check_call(source: str) -> bool:
    """A copied check cell, or the setup cell without its metadata: nothing of the student's."""
    lines = [line.strip() for line in source.splitlines()]
    code = [line for line in lines if line and not line.startswith("#")]
    return bool(code) and all(
        line == "from autograder import check" or re.fullmatch(r"check\(.*\)", line)
        for line in code
    )
