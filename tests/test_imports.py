"""Modules import each other in one direction: no circle, however it is hidden."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from graphlib import CycleError, TopologicalSorter
from pathlib import Path


def modules(root: Path) -> dict[str, Path]:
    """Return the modules of both packages, by name."""
    found = {}
    for package in ("course", "autograder"):
        for path in sorted((root / package).rglob("*.py")):
            parts = path.relative_to(root).with_suffix("").parts
            found[".".join(parts[:-1] if parts[-1] == "__init__" else parts)] = path
    return found


def imported(name: str, path: Path, known: dict[str, Path]) -> Iterator[str]:
    """Yield the modules of ours that a module names: at its top, in a function, or for types only."""
    package = name if path.stem == "__init__" else name.rpartition(".")[0]
    for node in ast.walk(ast.parse(path.read_bytes())):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names if alias.name in known)
        elif isinstance(node, ast.ImportFrom):
            base = package.rsplit(".", node.level - 1)[0] if node.level else ""
            module = ".".join(part for part in (base, node.module) if part)
            for alias in node.names:
                inner = f"{module}.{alias.name}"
                # `from package import module` asks for the module; the package alone is no promise.
                yield from (m for m in (inner if inner in known else module,) if m in known)


def circle(edges: dict[str, set[str]]) -> list[str]:
    """Return the modules of one circle, the first again at the end; empty where there is none."""
    try:
        TopologicalSorter(edges).prepare()
    except CycleError as error:
        return list(error.args[1])
    return []


def test_no_module_imports_what_imports_it(root) -> None:
    known = modules(root)
    edges = {name: set(imported(name, path, known)) - {name} for name, path in known.items()}
    assert len(edges) > 150
    assert circle(edges) == []
