"""Every generated file of a chapter, as data first, then written or compared."""

from __future__ import annotations

import ast
import re
from collections.abc import Callable, Container, Iterable
from pathlib import Path
from typing import NamedTuple

import msgspec

from autograder import layout
from autograder.build.notebook import chapter_notebook
from autograder.build.pages import pages_of
from autograder.build.regions import strip
from autograder.build.remembered import computed_slips, remembered_slips
from autograder.build.slipfile import settled, slip_file
from autograder.checks.intact import ORIGINALS
from autograder.checks.slips import SlipFile
from autograder.errors import UserError
from autograder.files import write_whole
from autograder.layout import ChapterFiles, ExerciseFiles, source_label
from autograder.parts import lacking
from autograder.registry import HIDDEN, Chapter, Exercise, chapters, read_chapter, stray_files
from autograder.steps import step


class Built(NamedTuple):
    """The generated files of one chapter: name -> text, and the notebook with the solutions."""

    chapter: Chapter
    files: dict[str, str]
    instructor_notebook: str


def build_chapter(
    root: Path, folder: str, slip_file: Callable[[Path, Chapter], SlipFile] = slip_file
) -> Built:
    """Return what `solutions/<folder>` generates. Reads only; raises `UserError` for what is amiss."""
    source = ChapterFiles(root, folder)
    chapter = read_chapter(source.folder)
    _all_there(root, chapter)
    _no_strays(source, chapter)
    of = {e.name: source.exercise(e.name) for e in chapter.exercise}
    solutions = {e.stem: _read(of[e.name].statement) for e in chapter.exercise}
    stubs = {
        e.stem: strip(solutions[e.stem], source_label(folder, e.name)) for e in chapter.exercise
    }
    counted = tuple(
        msgspec.structs.replace(e, hidden_checks=_count_hidden(of[e.name]))
        for e in chapter.exercise
    )
    chapter = msgspec.structs.replace(chapter, exercise=counted)
    files = {"given.py": _read(source.given)}
    for exercise in chapter.exercise:
        test = _read(of[exercise.name].public)
        _validate_sources(exercise, solutions[exercise.stem], test, folder)
        files[f"{exercise.stem}.py"] = stubs[exercise.stem]
        files[f"test_{exercise.stem}.py"] = test
    files[f"{folder}.ipynb"] = chapter_notebook(chapter, stubs)
    originals = {name: text for name, text in files.items() if name.endswith(".py")}
    files[f"{HIDDEN}/{ORIGINALS}"] = _as_json(originals)
    files[f"{HIDDEN}/pages.json"] = _as_json(pages_of(root, chapter))
    files[f"{HIDDEN}/chapter.json"] = _as_json(chapter)
    slips = settled(slip_file(root, chapter), source.built / HIDDEN / "slips.json")
    files[f"{HIDDEN}/slips.json"] = _as_json(slips)
    return Built(chapter, files, chapter_notebook(chapter, solutions))


def build_course(
    root: Path, only: Container[str] | None = None, *, remember: bool = False
) -> list[Built]:
    """Return what every chapter (or those in `only`) generates.

    `remember`: slips that were computed before from the same files and versions are taken as they are.
    """
    built = []
    for chapter in chapters(root / "solutions"):
        if not only or chapter.folder in only:
            step(f"building {chapter.folder}")
            slips = remembered_slips if remember else computed_slips
            built.append(build_chapter(root, chapter.folder, slips))
    return built


def write(built: Iterable[Built], exercises: Path) -> list[Path]:
    """Bring `exercises/` in line with the build; return the paths that changed."""
    changed = []
    for chapter in built:
        folder = exercises / chapter.chapter.folder
        folder.mkdir(parents=True, exist_ok=True)
        for name, text in chapter.files.items():
            path = folder / name
            if not path.exists() or path.read_text(encoding="utf-8") != text:
                write_whole(path, text, sync=False)
                changed.append(path)
        for stray in _strays(folder, chapter.files):
            stray.unlink()
            changed.append(stray)
    return changed


def differences(built: Iterable[Built], exercises: Path) -> list[str]:
    """Return, in words, how `exercises/` differs from the build; empty where it does not."""
    found = []
    names = set()
    for chapter in built:
        folder = exercises / chapter.chapter.folder
        names.add(folder.name)
        for name, text in chapter.files.items():
            path = folder / name
            if not path.exists():
                found.append(f"{folder.name}/{name} is missing")
            elif path.read_bytes() != text.encode():
                found.append(f"{folder.name}/{name} differs from a fresh build")
        found += [
            f"{p.relative_to(exercises)} is not generated" for p in _strays(folder, chapter.files)
        ]
    for folder in sorted(exercises.glob("ch*_*")):
        if folder.name not in names:
            found.append(f"{folder.name} has no source under solutions/")
    return found


def _strays(folder: Path, files: dict[str, str]) -> list[Path]:
    if not folder.is_dir():
        return []
    return sorted(
        p
        for place in (folder, folder / HIDDEN)
        for p in (place.iterdir() if place.is_dir() else ())
        if p.is_file()
        and str(p.relative_to(folder).as_posix()) not in files
        and not _SOMEBODYS_WORK.search(p.name)
    )


# Backups and new versions that `course reset` and `course update` put beside a student's file.
_SOMEBODYS_WORK = re.compile(r"\.bak-\d+$|\.new(\.\w+)?$|^\.")


def _read(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8")
    except FileNotFoundError:
        raise UserError(
            f"{path.parent.parent.name}/{path.parent.name}/{path.name} is missing: the chapter's order "
            "lists an exercise that needs it."
        ) from None


def _all_there(root: Path, chapter: Chapter) -> None:
    for exercise in chapter.exercise:
        lacks = [lack for lack in lacking(root, chapter, exercise) if lack.part.needed]
        # The stub is what the build makes.
        says = [lack.says for lack in lacks if not lack.part.path.startswith("exercises/")]
        if says:
            raise UserError(f"{exercise.id} is not whole: {'; '.join(says)}.")


def _no_strays(source: ChapterFiles, chapter: Chapter) -> None:
    for stray in stray_files(source, chapter):
        raise UserError(
            f"{stray} belongs to no exercise. An exercise is a folder that order in chapter.toml names, "
            f"with {', '.join(layout.FILES)} in it."
        )


def _count_hidden(files: ExerciseFiles) -> int:
    """How many checks only the grader runs: each written one, and each kind of input."""
    written = len(_checks(_read(files.hidden)))
    return written + (_count_kinds(_read(files.inputs)) if files.inputs.is_file() else 0)


def _count_kinds(source: str) -> int:
    marks = (
        mark.func.id
        for node in ast.parse(source).body
        if isinstance(node, ast.FunctionDef)
        for mark in node.decorator_list
        if isinstance(mark, ast.Call) and isinstance(mark.func, ast.Name)
    )
    return sum(mark in ("kind", "refused") for mark in marks)


def _checks(source: str) -> list[ast.FunctionDef]:
    return [
        node
        for node in ast.parse(source).body
        if isinstance(node, ast.FunctionDef) and node.name.startswith("test_")
    ]


def _validate_sources(exercise: Exercise, solution: str, test: str, folder: str) -> None:
    where = source_label(folder, exercise.name)
    tree = ast.parse(solution)
    defined = {node.name for node in tree.body if isinstance(node, (ast.FunctionDef, ast.ClassDef))}
    if exercise.name not in defined:
        raise UserError(f"{where} defines no {exercise.name}: the exercise is named after it.")
    if not ast.get_docstring(tree):
        raise UserError(f"{where} has no module docstring: it is the exercise's statement.")
    imported = {
        alias.name
        for node in ast.walk(tree)
        if isinstance(node, ast.ImportFrom) and node.module == "given"
        for alias in node.names
    }
    if "NotAttempted" not in imported:
        raise UserError(f"{where} does not import NotAttempted from given: its stub raises it.")
    checks = _checks(test)
    if not checks:
        raise UserError(f"{source_label(folder, exercise.name, layout.PUBLIC)} holds no check.")
    for check in checks:
        if not ast.get_docstring(check):
            raise UserError(
                f"{source_label(folder, exercise.name, layout.PUBLIC)}: {check.name} has no docstring. "
                "Its first line is what a student reads."
            )


def _as_json(value: object) -> str:
    return msgspec.json.format(msgspec.json.encode(value), indent=1).decode() + "\n"
