"""Our solutions, once an instructor has released them: from their zip to the screen.

`autograder release DIR CHAPTER --solutions` makes the zip, `course update` keeps what is in it as one
file in the chapter's hidden folder, where no grader takes it for the student's work, and
`course solution` shows one.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import NamedTuple

from autograder.files import write_whole
from autograder.layout import ChapterFiles
from autograder.registry import HIDDEN, Chapter, Exercise
from autograder.student import stubs
from autograder.student.exercise_folder import Place, short
from autograder.student.reset import back_up

FILE = f"{HIDDEN}/solutions.json"
# The marks of an authored solution, which say nothing to a reader.
_MARKS = ("# BEGIN SOLUTION", "# END SOLUTION")


def without_marks(source: str) -> str:
    """Return a solution as a student reads it."""
    lines = [line for line in source.splitlines() if line.strip() not in _MARKS]
    return "\n".join(lines) + "\n"


def of_checkout(place: Place, chapter: Chapter, exercise: Exercise) -> str | None:
    """Return the solution that lies in a checkout of the course; None in a kit."""
    path = ChapterFiles(place.root, chapter.folder).exercise(exercise.name).statement
    return without_marks(path.read_text(encoding="utf-8")) if path.is_file() else None


def released(place: Place, chapter: Chapter) -> dict[str, str]:
    """Return the solutions of a chapter that have come with an update, by exercise; often none."""
    return read(place.folder(chapter) / FILE)


def read(path: Path) -> dict[str, str]:
    """Return the solutions in a file; none where there is no such file, or it is broken."""
    try:
        found = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError, RecursionError):
        return {}
    if not isinstance(found, dict):
        return {}
    return {k: v for k, v in found.items() if isinstance(v, str)}


class Kept(NamedTuple):
    """What became of released solutions: the file that was written, if one was, and what to say."""

    path: Path | None
    is_new: bool
    said: list[str]


def keep(place: Place, name: str, solutions: dict[str, str], known: dict[str, str]) -> Kept:
    """Keep the solutions of the chapter `name` in its hidden folder, beside nothing that a student writes.

    `known` has the digest of each file as it was handed out, and is brought up to date.
    """
    chapter = next((c for c in place.chapters if c.folder == name), None)
    if chapter is None:
        return Kept(None, False, [
            f"The zip holds solutions of {name}, which is not in this folder: they were not kept. "
            "Bring in the kit that has it first, or change into the folder that does."
        ])  # fmt: skip
    path, key = place.folder(chapter) / FILE, f"{name}/{FILE}"
    text = json.dumps(solutions, indent=1, ensure_ascii=False, sort_keys=True) + "\n"
    wanted = stubs.digest(text.encode())
    now = stubs.digest(path.read_bytes()) if path.is_file() else None
    if now == wanted:
        known[key] = wanted
        return Kept(None, False, [])
    said = []
    if now is not None and now != known.get(key):
        said.append(f"{short(path)} was not as it came: it is kept in {short(back_up(path))}.")
    write_whole(path, text)
    known[key] = wanted
    first = next((e.name for e in chapter.exercise if e.name in solutions), "NAME")
    said.append(
        f"The solutions of {name} are here. Your own files are as you left them. To read one: "
        f"course solution {first}"
    )
    return Kept(path, now is None, said)
