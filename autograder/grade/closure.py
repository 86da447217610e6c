"""Which of our own files a set of Python files uses: what they import, and what that imports."""

from __future__ import annotations

import ast
from collections.abc import Iterable, Iterator
from functools import lru_cache
from pathlib import Path

# The packages that are ours. Others are told apart by their versions.
_OURS = ("course", "autograder")
_HERE = Path(__file__).resolve().parents[2]


def imported_by(files: Iterable[Path], root: Path) -> dict[str, Path]:
    """Return name -> path of `files` and of every file of ours that they import, at any remove.

    A name is the path below `root` or, for what is installed elsewhere, below that place. An import
    counts wherever it stands, in a function too. With a package come the files in its folder that
    are not Python, since its modules may read them.
    """
    found: dict[str, Path] = {}
    left = [path.resolve() for path in files]
    while left:
        path = left.pop()
        name = _name(path, root)
        if name in found:
            continue
        found[name] = path
        left += _imports(path, root)
        if path.name == "__init__.py":
            for other in path.parent.iterdir():
                if other.is_file() and other.suffix not in (".py", ".pyc"):
                    found[_name(other, root)] = other
    return found


def _name(path: Path, root: Path) -> str:
    for place in (root.resolve(), _HERE):
        if path.is_relative_to(place):
            return str(path.relative_to(place))
    return str(path)


def _imports(path: Path, root: Path) -> Iterator[Path]:
    """The files of ours that a file imports directly, with the packages that they are in."""
    package = _name(path.parent, root).replace("/", ".")
    for level, module in _names(path.read_text(encoding="utf-8", errors="replace")):
        parts = module.split(".") if module else []
        if level:
            base = package.split(".")
            parts = [*base[: len(base) - level + 1], *parts]
        if parts and parts[0] in _OURS:
            yield from _files(parts, root)


@lru_cache(maxsize=4096)
def _names(text: str) -> tuple[tuple[int, str], ...]:
    """(leading dots, dotted name) of everything that a source text imports, or may import."""
    found: set[tuple[int, str]] = set()
    try:
        tree = ast.parse(text)
    except (SyntaxError, ValueError):
        return ()  # whoever imports it is told
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            found |= {(0, alias.name) for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            # Each name may be a module of the package, or something in it.
            module = node.module or ""
            inner = {f"{module}.{alias.name}".lstrip(".") for alias in node.names}
            found |= {(node.level, name) for name in {module, *inner}}
    return tuple(sorted(found))


def _files(parts: list[str], root: Path) -> Iterator[Path]:
    """The file of each package on the way to a module, and the module's, where they are files."""
    for place in (root.resolve(), _HERE):
        if not (place / parts[0] / "__init__.py").is_file():
            continue
        for length in range(1, len(parts) + 1):
            here = place.joinpath(*parts[:length])
            if (here / "__init__.py").is_file():
                yield here / "__init__.py"
            elif here.with_suffix(".py").is_file():
                yield here.with_suffix(".py")
        return
