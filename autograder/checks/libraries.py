"""The libraries that a student's file imports, imported before the clock of its first call runs."""

from __future__ import annotations

import ast
import contextlib
import importlib
import importlib.util
import sys
from collections.abc import Iterator
from pathlib import Path

from autograder.worker import load


def import_first(folder: Path, name: str) -> None:
    """Import the libraries that a file uses, which may take longer than a call of it should."""
    try:
        tree = ast.parse((folder / name).read_bytes())
    except (OSError, SyntaxError, ValueError, RecursionError):
        return
    for library in _imported(tree):
        if library in sys.modules or (folder / f"{library}.py").exists():
            continue
        # Whatever is wrong with it, the file's own import says so, with the student's line.
        with contextlib.suppress(Exception), load.quiet():
            if importlib.util.find_spec(library.partition(".")[0]) is not None:
                importlib.import_module(library)


def _imported(tree: ast.Module) -> Iterator[str]:
    for node in tree.body:
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
            yield node.module
            yield from (f"{node.module}.{alias.name}" for alias in node.names if alias.name != "*")
