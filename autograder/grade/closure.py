"""Which of our own files a set of Python files uses: what they import, and what that imports."""

from __future__ import annotations

import ast
from collections.abc import Iterable, Iterator
from functools import lru_cache
from pathlib import Path

from autograder.settings import read_course, reference_folder

_HERE = Path(__file__).resolve().parents[2]


def imported_by(files: Iterable[Path], root: Path) -> dict[str, Path]:
    """Return name -> path of `files` and of every file of ours that they import, at any remove.

    Ours are the engine and the course's reference; others are told apart by their versions. A name
    is the path below `root` or, for what is installed elsewhere, below that place. An import
    counts wherever it stands, in a function too. With a package come the files in its folder that
    are not Python, since its modules may read them.
    """
    places = _places(root)
    found: dict[str, Path] = {}
    left = [path.resolve() for path in files]
    while left:
        path = left.pop()
        name = _name(path, places)
        if name in found:
            continue
        found[name] = path
        left += _imports(path, places)
        if path.name == "__init__.py":
            for other in path.parent.iterdir():
                if other.is_file() and other.suffix not in (".py", ".pyc"):
                    found[_name(other, places)] = other
    return found


def _places(root: Path) -> dict[Path, tuple[str, ...]]:
    """Folder -> the packages of ours that may lie in it, in the order in which they are looked for."""
    reference = read_course(root).reference
    ours = ("autograder", *([reference] if reference else []))
    places = {root.resolve(): ours, _HERE: ours}
    installed = reference_folder(root, reference)
    if installed is not None:
        places.setdefault(installed.resolve().parent, (reference,))
    return places


def _name(path: Path, places: Iterable[Path]) -> str:
    for place in places:
        if path.is_relative_to(place):
            return str(path.relative_to(place))
    return str(path)


def _imports(path: Path, places: dict[Path, tuple[str, ...]]) -> Iterator[Path]:
    """The files of ours that a file imports directly, with the packages that they are in."""
    package = _name(path.parent, places).replace("/", ".")
    for level, module in _names(path.read_text(encoding="utf-8", errors="replace")):
        parts = module.split(".") if module else []
        if level:
            base = package.split(".")
            parts = [*base[: len(base) - level + 1], *parts]
        if parts:
            yield from _files(parts, [place for place, ours in places.items() if parts[0] in ours])


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


def _files(parts: list[str], places: Iterable[Path]) -> Iterator[Path]:
    """The file of each package on the way to a module, and the module's, where they are files."""
    for place in places:
        if not (place / parts[0] / "__init__.py").is_file():
            continue
        for length in range(1, len(parts) + 1):
            here = place.joinpath(*parts[:length])
            if (here / "__init__.py").is_file():
                yield here / "__init__.py"
            elif here.with_suffix(".py").is_file():
                yield here.with_suffix(".py")
        return
