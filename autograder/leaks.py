"""Look for answers where none may be: lines of solutions, hidden checks and known mistakes."""

from __future__ import annotations

import json
import zipfile
from collections.abc import Iterable
from pathlib import Path

from autograder import layout
from autograder.build.regions import is_telling, solution_lines
from autograder.layout import ChapterFiles, source_label
from autograder.registry import chapters
from autograder.settings import read_course, reference_folder
from autograder.wheel import installed_with_the_engine

_TEXT = {".py", ".ipynb", ".json", ".toml", ".md", ".html", ".js", ".txt", ".xml", ".csv", ""}

# Imports, and sentences that students read or may read.
_SAID_ANYWAY = ("import ", "from ", '"', "says=", "reason =", "#")


def secrets_of(root: Path) -> dict[str, str]:
    """Return every telling line that must not get out, with the file it stands in.

    A line that also stands in what everyone gets anyway (stubs, public tests, `given.py`, and a
    reference package that is part of what students install) is not a secret.
    """
    public = set()
    course = read_course(root)
    everyones = [root / "exercises"]
    if course.distribution and course.reference:
        everyones += filter(None, [reference_folder(root, course.reference)])
    for path in (path for folder in everyones for path in folder.rglob("*.py")):
        public |= {line.strip() for line in path.read_text(encoding="utf-8").splitlines()}
    ordinary = _engine_lines(root)
    found: dict[str, str] = {}
    for chapter in chapters(root / "solutions"):
        for exercise in chapter.exercise:
            files = ChapterFiles(root, chapter.folder).exercise(exercise.name)
            label = source_label(chapter.folder, exercise.name)
            for line in solution_lines(files.statement.read_text(encoding="utf-8"), label):
                found.setdefault(line, label)
            for name in layout.SECRET:
                path = files.folder / name
                for line in path.read_text("utf-8").splitlines() if path.exists() else ():
                    text = line.strip()
                    told = text in ordinary or text.startswith(_SAID_ANYWAY)
                    if is_telling(text) and not told:
                        found.setdefault(text, source_label(chapter.folder, exercise.name, name))
    return {
        line: where for line, where in found.items() if line not in public and line not in ordinary
    }


def _engine_lines(root: Path) -> set[str]:
    """Lines of the engine and of what it is installed with: that an answer has one too tells nothing."""
    here = Path(__file__).resolve().parent
    engine = root / "autograder" if (root / "autograder").is_dir() else here
    # The course that the engine comes with is another than this one, and its library is as well known.
    beside = installed_with_the_engine() if engine == here else ()
    return {
        line.strip()
        for path in (*engine.rglob("*.py"), *beside)
        if not path.is_relative_to(engine / "new")  # templates, which no student has
        for line in path.read_text(encoding="utf-8").splitlines()
    }


def leaks_in_text(name: str, text: str, secrets: dict[str, str]) -> list[str]:
    """Return, in words, which secrets stand as a line of `text` (a notebook's cells count)."""
    lines = {line.strip() for line in _lines(name, text)}
    return [f"{name} holds a line of {secrets[line]}" for line in sorted(lines & secrets.keys())]


def leaks_in_tree(folder: Path, secrets: dict[str, str], but: tuple[str, ...] = ()) -> list[str]:
    """Return the leaks in every text file below `folder`, `but` those with these endings."""
    found = []
    for path in sorted(folder.rglob("*")):
        if path.is_file() and path.suffix in _TEXT and path.suffix not in but:
            text = path.read_text(encoding="utf-8", errors="replace")
            found += leaks_in_text(str(path.relative_to(folder)), text, secrets)
    return found


def leaks_in_zip(path: Path, secrets: dict[str, str]) -> list[str]:
    """Return the leaks in a zip file; wheels inside it are looked into too."""
    found = []
    with zipfile.ZipFile(path) as archive:
        for name in archive.namelist():
            if name.endswith((".whl", ".zip")):
                with archive.open(name) as inner:
                    found += _leaks_in_inner(name, inner, secrets)
            elif Path(name).suffix in _TEXT:
                text = archive.read(name).decode("utf-8", errors="replace")
                found += leaks_in_text(name, text, secrets)
    return found


def _leaks_in_inner(outer: str, file: object, secrets: dict[str, str]) -> list[str]:
    found = []
    with zipfile.ZipFile(file) as archive:  # type: ignore[call-overload]
        for name in archive.namelist():
            if Path(name).suffix in _TEXT:
                text = archive.read(name).decode("utf-8", errors="replace")
                found += leaks_in_text(f"{outer}/{name}", text, secrets)
    return found


def _lines(name: str, text: str) -> Iterable[str]:
    if name.endswith(".ipynb"):
        try:
            cells = json.loads(text)["cells"]
        except (ValueError, KeyError, TypeError):
            return text.splitlines()
        return [line for cell in cells for line in "".join(cell.get("source", "")).splitlines()]
    return text.splitlines()
