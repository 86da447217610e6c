"""A student's work as text: which exercises hold an attempt, and where. Nothing is run.

The one rule for the student's own machine and for the grader: an attempt in the notebook comes
before one in the file, and code that still raises `NotAttempted` is no attempt. Light to import.
"""

from __future__ import annotations

import ast
import hashlib
import re
from dataclasses import dataclass
from pathlib import Path

import msgspec

from autograder import parsing, reading
from autograder.notebooks import NotANotebook, Notebook, read_notebook
from autograder.registry import Chapter, Exercise


class Cell(msgspec.Struct, frozen=True):
    """A cell of a notebook: its label (`cell 3`), its kind, nbgrader's id, its text."""

    label: str
    kind: str
    grade_id: str
    source: str


@dataclass(frozen=True)
class Work:
    """The work on one exercise. `origin` is "py", "notebook" or "" (there is no file at all).

    `both` says that the file holds an attempt too, though the notebook's is the one that counts.
    """

    origin: str
    attempted: bool
    digest: str
    label: str = ""
    both: bool = False
    # The line that still says `raise NotAttempted` though other code was written; 0: there is none.
    left: int = 0


def notebook_file(folder: Path, chapter: Chapter) -> Path:
    """The chapter's notebook."""
    return folder / f"{chapter.folder}.ipynb"


def work_on(exercise: Exercise, folder: Path, cells: tuple[Cell, ...], stub: str | None) -> Work:
    """Return the work on an exercise. `stub` is its untouched file; None where nobody knows it."""
    text = read_text(folder / f"{exercise.stem}.py")
    in_file = text is not None and not untouched(text, stub, exercise)
    cell = defining_cell(cells, exercise)
    in_cell = cell is not None and not untouched(cell.source, stub, exercise)
    left = left_over(text, stub, exercise) if text is not None else 0
    left_in_cell = left_over(cell.source, stub, exercise) if cell is not None else 0
    if cell is not None and (in_cell or (left_in_cell and not in_file and not left)):
        digest = _digest(cell.source)
        return Work("notebook", in_cell, digest, cell.label, both=in_file, left=left_in_cell)
    if text is not None:
        return Work("py", in_file, _digest(text), left=left)
    if cell is not None:
        return Work("notebook", False, _digest(cell.source), cell.label)
    return Work("", False, "")


def untouched(text: str, stub: str | None, exercise: Exercise) -> bool:
    """Return whether `text` is the stub in code, if not in layout, or still raises `NotAttempted`."""
    if stub is not None and same_code(text, stub):
        return True
    return raises_not_attempted(text, exercise.name)


def left_over(text: str, stub: str | None, exercise: Exercise) -> int:
    """Return the line that raises `NotAttempted` beside code that is not the stub's; 0 for none."""
    try:
        tree = ast.parse(text)
        known = {ast.dump(n) for n in ast.walk(ast.parse(stub or "")) if isinstance(n, ast.stmt)}
        owner = next(
            n
            for n in tree.body
            if isinstance(n, (ast.FunctionDef, ast.ClassDef)) and n.name == exercise.name
        )
        inside = [n for n in ast.walk(owner) if isinstance(n, ast.stmt) and n is not owner]
        raises = [n.lineno for n in inside if _is_raise([n])]
        written = [n for n in inside if not _is_raise([n]) and not _is_text(n)]
        own = [n for n in written if ast.dump(n) not in known]
    except (SyntaxError, ValueError, MemoryError, RecursionError, StopIteration):
        return 0
    return raises[0] if raises and own else 0


def _is_text(node: ast.stmt) -> bool:
    return isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant)


def read_text(path: Path) -> str | None:
    """Return a file's text as the grader would read it, or None where there is none to be read."""
    try:
        data = reading.read_bytes(path, reading.MAX_SOURCE, follow=True)
    except reading.Refused:
        return None
    try:
        return reading.decode_source(data).text
    except reading.Refused:
        return reading.decode(data).text


def read_cells(path: Path) -> tuple[Cell, ...]:
    """Return the cells of a notebook; none where it is missing or not readable."""
    try:
        data = reading.read_bytes(path, reading.MAX_NOTEBOOK, follow=True)
        return cells_of(read_notebook(data))
    except (reading.Refused, NotANotebook):
        return ()


def parse_cells(text: str) -> tuple[Cell, ...]:
    """Return the cells in a notebook's text. Raises `NotANotebook` where it cannot be read."""
    return cells_of(read_notebook(text.encode("utf-8", "surrogatepass")))


def cells_of(notebook: Notebook) -> tuple[Cell, ...]:
    """Return a notebook's cells with their labels; none of one that the course made itself."""
    if notebook.driver:
        return ()
    return tuple(
        Cell(f"cell {number}", cell.kind, writable(cell.grade_id), _as_python_reads(cell.source))
        for number, cell in enumerate(notebook.cells, start=1)
    )


def _as_python_reads(source: str) -> str:
    """The text with one kind of line end: behind another, code could stand as a comment's end."""
    return writable(source).replace("\r\n", "\n").replace("\r", "\n")


def writable(text: str) -> str:
    """Return `text` with what UTF-8 cannot hold, such as half a surrogate pair, as question marks."""
    return text.encode("utf-8", "replace").decode("utf-8")


def defining_cell(cells: tuple[Cell, ...], exercise: Exercise) -> Cell | None:
    """The last cell that defines the function, whatever its metadata; else the solution cell."""
    name = exercise.name
    pattern = re.compile(
        rf"^[ \t]*(?:async[ \t]+)?(?:def|class)[ \t]+{name}\b|^{name}[ \t]*=", re.M
    )
    defining = [c for c in cells if c.kind == "code" and pattern.search(c.source)]
    marked = [c for c in cells if c.grade_id == exercise.solution_cell]
    found = defining or marked
    return found[-1] if found else None


def cells_to_run(cells: tuple[Cell, ...], chapter: Chapter) -> list[tuple[str, str]]:
    """Return label and text of the student's code cells, in order: all but the course's own."""
    ours = {e.check_cell for e in chapter.exercise} | {chapter.setup_cell}
    return [
        (c.label, c.source)
        for c in cells
        if c.kind == "code" and c.grade_id not in ours and not _is_check_call(c.source)
    ]


def same_code(text: str, stub: str) -> bool:
    """Return whether two sources are the same code, whatever their comments and layout."""
    try:
        return _code(text) == _code(stub)
    except parsing.NotPython:
        return False


def raises_not_attempted(text: str, name: str) -> bool:
    """Return whether the function's body is nothing but a docstring and `raise NotAttempted`."""
    if "NotAttempted" not in text:
        return False
    try:
        tree = parsing.parse(text)
    except parsing.NotPython:
        return False
    for node in tree.body:
        if isinstance(node, (ast.FunctionDef, ast.ClassDef)) and node.name == name:
            return _is_raise(_body(node)[:1]) or any(
                isinstance(inner, ast.FunctionDef) and _is_raise(_body(inner)[:1])
                for inner in node.body
            )
    return False


def _body(node: ast.FunctionDef | ast.ClassDef) -> list[ast.stmt]:
    return node.body[1:] if ast.get_docstring(node, clean=False) is not None else node.body


def _is_raise(body: list[ast.stmt]) -> bool:
    """Whether the first statement is `raise NotAttempted`, of `given` or not, called or not."""
    if not (body and isinstance(body[0], ast.Raise)):
        return False
    raised = body[0].exc
    raised = raised.func if isinstance(raised, ast.Call) else raised
    if isinstance(raised, ast.Name):
        return raised.id == "NotAttempted"
    return isinstance(raised, ast.Attribute) and raised.attr == "NotAttempted"


def _code(text: str) -> str:
    tree = parsing.parse(text)
    if tree.body and isinstance(tree.body[0], ast.Expr):
        value = tree.body[0].value
        if isinstance(value, ast.Constant) and isinstance(value.value, str):
            tree.body = tree.body[1:]
    return parsing.dump(tree)


def _is_check_call(source: str) -> bool:
    lines = [line.strip() for line in source.splitlines()]
    code = [line for line in lines if line and not line.startswith("#")]
    return bool(code) and all(
        re.fullmatch(r"from autograder import (check|hint|check, hint)|(check|hint)\(.*\)", line)
        for line in code
    )


def _digest(text: str) -> str:
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:16]
