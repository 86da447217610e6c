"""Where the exercises are, and which exercise a student means."""

from __future__ import annotations

import difflib
import os
import re
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from autograder.errors import UserError
from autograder.registry import Chapter, Exercise, kit_file, read_chapter

_CHAPTER = re.compile(r"ch\d+_[a-z]+$")


@dataclass(frozen=True)
class Place:
    """A folder of exercises. `root` holds it, and the progress file; `here` is the chapter at hand."""

    root: Path
    exercises: Path
    here: str = ""

    @cached_property
    def chapters(self) -> list[Chapter]:
        """Every chapter here, in order. A student's own folders are none of ours."""
        found = [read_chapter(folder) for folder in chapter_folders(self.exercises)]
        return sorted(found, key=lambda c: c.number)

    @cached_property
    def all(self) -> list[tuple[Chapter, Exercise]]:
        """Every exercise with its chapter, in order."""
        return [(c, e) for c in self.chapters for e in c.exercise]

    def folder(self, chapter: Chapter) -> Path:
        """The chapter's folder."""
        return self.exercises / chapter.folder

    def file(self, chapter: Chapter, exercise: Exercise) -> Path:
        """The file that the student writes in."""
        return self.folder(chapter) / f"{exercise.stem}.py"

    def chapter_of(self, exercise: Exercise) -> Chapter:
        """The chapter that an exercise belongs to."""
        return next(c for c in self.chapters if c.slug == exercise.chapter)

    def find(self, name: str) -> tuple[Chapter, Exercise]:
        """Return the exercise that a student calls `name`: its id, name, file or test file.

        Raises `UserError` with the closest matches where there is none, or more than one.
        """
        wanted = _plain(name)
        found = [(c, e) for c, e in self.all if wanted in (e.id, e.name)]
        if len(found) > 1:
            # The same name in two chapters: the chapter that the student stands in, or is named.
            near = [(c, e) for c, e in found if c.folder == (_chapter_in(name) or self.here)]
            if len(near) != 1:
                ids = " and ".join(e.id for _, e in found)
                raise UserError(f"{name!r} may be {ids}: give the whole id.")
            found = near
        if not found:
            raise UserError(self._unknown(name, wanted))
        return found[0]

    def find_all(self, name: str) -> list[tuple[Chapter, Exercise]]:
        """Return the exercises that `name` means: one exercise, or all of a chapter."""
        wanted = _plain(name)
        for chapter in self.chapters:
            if wanted in (chapter.slug, chapter.folder):
                return [(chapter, e) for e in chapter.exercise]
        return [self.find(name)]

    def find_chapter(self, name: str) -> Chapter:
        """Return the chapter that a student calls `name`: its slug or its folder."""
        wanted = _plain(name)
        for chapter in self.chapters:
            if wanted in (chapter.slug, chapter.folder):
                return chapter
        known = ", ".join(c.slug for c in self.chapters)
        raise UserError(f"There is no chapter {name!r}. There are: {known}.")

    def _unknown(self, name: str, wanted: str) -> str:
        by_key = {key: e.id for _, e in self.all for key in (e.name, e.id)}
        close = difflib.get_close_matches(wanted, by_key, n=6, cutoff=0.6)
        close += [key for key in by_key if len(wanted) > 2 and wanted in key]
        ids = list(dict.fromkeys(by_key[key] for key in close))[:3]
        if ids:
            return f"There is no exercise {name!r}. Did you mean {' or '.join(ids)}?"
        return f"There is no exercise {name!r}. `course list` shows what there is."


def find_place(start: Path | None = None, lenient: bool = False) -> Place:
    """Return the exercises in or above `start` (default: the working directory).

    `lenient`: also where a chapter lacks its `chapter.json`. Raises `UserError` where there are none.
    """
    here = (start or Path.cwd()).resolve()
    chapter = ""
    for folder in (here, *here.parents):
        if _is_chapter(folder):
            # A chapter on its own, as nbgrader hands it out, counts too.
            chapter = folder.name
            if folder.parent.name != "exercises":
                return Place(folder.parent, folder.parent, chapter)
        elif folder.name == "exercises" and chapter_folders(folder):
            return Place(folder.parent, folder, chapter)
        elif chapter_folders(folder / "exercises") or (
            lenient and any((folder / "exercises").glob("ch*_*/test_*.py"))
        ):
            return Place(folder, folder / "exercises", chapter)
    raise UserError(
        f"No exercises were found in or above {here}. Change into the folder that you unpacked from "
        "the kit (it holds a folder called exercises) and try again."
    )


def chapter_folders(exercises: Path) -> list[Path]:
    """Return the chapters' folders in `exercises`; empty where there is none."""
    return [p for p in sorted(exercises.glob("ch*_*")) if _is_chapter(p)]


def short(path: Path) -> str:
    """Return `path` as seen from the working directory where that is shorter."""
    try:
        relative = os.path.relpath(path)
    except ValueError:  # another drive
        return str(path)
    return relative if len(relative) < len(str(path)) else str(path)


def _is_chapter(folder: Path) -> bool:
    return bool(_CHAPTER.match(folder.name)) and kit_file(folder, "chapter.json").is_file()


def _plain(name: str) -> str:
    """`exercises/ch1_chance/test_full_album.py` and `Full_Album` are both `full_album`."""
    last = name.strip().rstrip("/\\").replace("\\", "/").rpartition("/")[2].lower()
    return last.removesuffix(".py").removeprefix("test_").replace("-", "_")


def _chapter_in(name: str) -> str:
    match = re.search(r"(ch\d+_[a-z]+)[/\\]", name)
    return match[1] if match else ""
