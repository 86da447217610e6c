"""`autograder new exercise CHAPTER NAME`: the folder of one exercise, with what is to be filled in."""

from __future__ import annotations

import re
from pathlib import Path

import msgspec

from autograder import layout
from autograder.errors import UserError
from autograder.files import write_new, write_whole
from autograder.installed import modules_of
from autograder.layout import ChapterFiles
from autograder.new.course_folder import filled, templates
from autograder.parts import MINIMUM_ALTERNATIVES, MINIMUM_HIDDEN, MINIMUM_MISTAKES
from autograder.registry import Chapter, chapters

TEMPLATES = Path(__file__).resolve().parent / "exercise"
_NAME = re.compile(r"[a-z][a-z0-9_]*")
_ORDER = re.compile(r"^order\s*=\s*\[(?P<inside>[^\]]*)\]", re.M)


def new_exercise(root: Path, chapter_name: str, name: str) -> list[Path]:
    """Write the folder of one exercise and enter it in its chapter's order; return what was written.

    Nothing is overwritten. Raises `UserError`, before anything is written, where the chapter is not
    known, or the name is taken, no name, or that of a Python module.
    """
    chapter = _chapter(root, chapter_name)
    files = ChapterFiles(root, chapter.folder)
    folder = files.exercise(name).folder
    if not _NAME.fullmatch(name):
        raise UserError(
            f"{name!r} is no name for an exercise: it names a Python function, so it needs lower-case "
            "letters, digits and underscores, and a letter first."
        )
    if folder.exists() or name in {e.name for e in chapter.exercise}:
        raise UserError(
            f"There is {chapter.slug}.{name} already, and it is left as it is. Choose another name."
        )
    if name in modules_of(root):
        raise UserError(
            f"{name} is the name of a Python module: in a student's folder, import {name} would get "
            f"the student's {name}.py. Choose another name."
        )
    order = _with_entry(files.settings, chapter, name)
    words = {
        "NAME": name,
        "PAGE": chapter.page.partition("#")[0],
        "ANCHOR": name.replace("_", "-"),
        "HIDDEN": str(MINIMUM_HIDDEN),
        "MISTAKES": str(MINIMUM_MISTAKES),
        "ALTERNATIVES": str(MINIMUM_ALTERNATIVES),
    }
    folder.mkdir()
    written = []
    known = {path.name: path for path in templates(TEMPLATES)}
    for file in layout.FILES:
        write_new(folder / file, filled(known[file].read_text(encoding="utf-8"), words))
        written.append(folder / file)
    write_whole(files.settings, order)
    return [*written, files.settings]


def _chapter(root: Path, name: str) -> Chapter:
    every = chapters(root / "solutions")
    for chapter in every:
        if name in (chapter.slug, chapter.folder):
            return chapter
    known = ", ".join(c.slug for c in every)
    raise UserError(f"There is no chapter {name!r}. There are: {known}.")


def _with_entry(path: Path, chapter: Chapter, name: str) -> str:
    """The text of `chapter.toml` with the exercise at the end of its order."""
    text = path.read_text(encoding="utf-8")
    found = _ORDER.search(text)
    if found is not None:
        inside = found["inside"].rstrip()
        comma = "" if not inside or inside.endswith(",") else ","
        entry = (
            f'\n  "{name}",\n'
            if "\n" in found["inside"]
            else f' "{name}"'.lstrip(" " * (not inside))
        )
        new = text[: found.start("inside")] + inside + comma + entry + text[found.end("inside") :]
        wanted = [*(e.name for e in chapter.exercise), name]
        try:
            if msgspec.toml.decode(new)["order"] == wanted:
                return new
        except msgspec.DecodeError:
            pass
    raise UserError(
        f"{path} has its order written in a way that is not understood here, so nothing was written. "
        'Write it as a plain list, order = ["one", "two"], and run this again.'
    )
