"""Read the files of known mistakes, alternatives and oracles; turn an answer into a submission."""

from __future__ import annotations

import ast
import importlib.util
import sys
from pathlib import Path
from typing import TypeVar

from autograder.authors import Alternative, Mistake, Oracle
from autograder.errors import UserError
from autograder.layout import ChapterFiles, ExerciseFiles
from autograder.registry import Chapter, Exercise
from autograder.worker.load import chapter_folder, quiet

V = TypeVar("V", Mistake, Alternative, Oracle)
_MARKERS = ("mistake", "alternative")


def mistakes_of(root: Path, chapter: Chapter, exercise: Exercise) -> list[Mistake]:
    """Return the known mistakes of an exercise, in the order of their file."""
    return _read(_files(root, chapter, exercise).mistakes, Mistake)


def alternatives_of(root: Path, chapter: Chapter, exercise: Exercise) -> list[Alternative]:
    """Return the alternative right answers to an exercise, in the order of their file."""
    return _read(_files(root, chapter, exercise).alternatives, Alternative)


def oracles_of(root: Path, chapter: Chapter, exercise: Exercise) -> list[Oracle]:
    """Return the outside oracles of an exercise, in the order of their file."""
    return _read(_files(root, chapter, exercise).oracles, Oracle)


def mistake_source(root: Path, chapter: Chapter, exercise: Exercise, name: str) -> str:
    """Return the file that a student who made this mistake would hand in."""
    return _as_submission(_files(root, chapter, exercise).mistakes, exercise, name)


def alternative_source(root: Path, chapter: Chapter, exercise: Exercise, name: str) -> str:
    """Return the file that a student who found this alternative would hand in."""
    return _as_submission(_files(root, chapter, exercise).alternatives, exercise, name)


def _files(root: Path, chapter: Chapter, exercise: Exercise) -> ExerciseFiles:
    return ChapterFiles(root, chapter.folder).exercise(exercise.name)


def _read(path: Path, kind: type[V]) -> list[V]:
    if not path.exists():
        return []
    chapter = path.parent.parent
    name = f"_exercise_{chapter.name}_{path.parent.name}_{path.stem}"
    spec = importlib.util.spec_from_file_location(name, path)
    assert spec is not None and spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules[name] = module
    # What libraries warn of when they are imported is no concern of an answer's.
    with chapter_folder(chapter), quiet():
        try:
            spec.loader.exec_module(module)
        except Exception as error:
            raise UserError(f"{path} cannot be read: {type(error).__name__}: {error}") from error
    marks = (getattr(value, "__autograder__", None) for value in vars(module).values())
    return [mark for mark in marks if isinstance(mark, kind)]


def _as_submission(path: Path, exercise: Exercise, name: str) -> str:
    """Keep the file's imports and helpers, drop every marked function but one, rename that one."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    body: list[ast.stmt] = []
    found = False
    for node in tree.body:
        if isinstance(node, ast.ImportFrom) and (node.module or "").startswith("autograder"):
            continue
        if isinstance(node, ast.ImportFrom) and node.module == "__future__":
            continue
        if isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant):
            continue
        if isinstance(node, (ast.FunctionDef, ast.ClassDef)) and _is_marked(node):
            if node.name != name:
                continue
            found = True
            node.decorator_list = [d for d in node.decorator_list if _marker(d) not in _MARKERS]
            node = _Rename(name, exercise.name).visit(node)
        body.append(node)
    if not found:
        raise UserError(f"{path} has no mistake or alternative called {name!r}.")
    module = ast.Module(body=body, type_ignores=[])
    return ast.unparse(ast.fix_missing_locations(module)) + "\n"


def _is_marked(node: ast.FunctionDef | ast.ClassDef) -> bool:
    return any(_marker(d) in _MARKERS for d in node.decorator_list)


def _marker(decorator: ast.expr) -> str:
    call = decorator.func if isinstance(decorator, ast.Call) else decorator
    return call.id if isinstance(call, ast.Name) else ""


class _Rename(ast.NodeTransformer):
    def __init__(self, old: str, new: str) -> None:
        self.old, self.new = old, new

    def visit_FunctionDef(self, node: ast.FunctionDef) -> ast.AST:
        self.generic_visit(node)
        if node.name == self.old:
            node.name = self.new
        return node

    def visit_ClassDef(self, node: ast.ClassDef) -> ast.AST:
        self.generic_visit(node)
        if node.name == self.old:
            node.name = self.new
        return node

    def visit_Name(self, node: ast.Name) -> ast.AST:
        if node.id == self.old:
            node.id = self.new
        return node
