"""The files that an exercise is made of, in the order in which one writes them, and which it lacks."""

from __future__ import annotations

import difflib
from pathlib import Path
from typing import NamedTuple

from autograder import layout
from autograder.registry import Chapter, Exercise

MINIMUM_HIDDEN, MINIMUM_MISTAKES, MINIMUM_ALTERNATIVES = 3, 5, 3


class Part(NamedTuple):
    """A file of an exercise: where it stands, what is in it, and whether nothing runs without it."""

    path: str
    holds: str
    needed: bool


_FOLDER = "solutions/{folder}/{name}/"
PARTS = (
    Part(_FOLDER + layout.SETTINGS, "the title, the points, the page and the hints", True),
    Part(_FOLDER + layout.STATEMENT, "the statement and the solution", True),
    Part(_FOLDER + layout.INPUTS, "the permitted inputs, kind by kind", False),
    Part(_FOLDER + layout.PUBLIC, "the public checks", True),
    Part(_FOLDER + layout.HIDDEN, f"the hidden checks, at least {MINIMUM_HIDDEN}", True),
    Part(_FOLDER + layout.MISTAKES, f"the known mistakes, at least {MINIMUM_MISTAKES}", False),
    Part(
        _FOLDER + layout.ALTERNATIVES,
        f"right answers written in another way, at least {MINIMUM_ALTERNATIVES}",
        False,
    ),
    Part(
        _FOLDER + layout.ORACLES,
        "an outside oracle, which shows that the reference is right",
        False,
    ),
    Part(
        "exercises/{folder}/{name}.py",
        "the stub, which `autograder build` makes of the solution",
        True,
    ),
)


# What `autograder new exercise` writes in the place of what only an author can write.
FILL_IN = "FILL IN:"


class Lack(NamedTuple):
    """A file that is not there, or not written yet, in words."""

    part: Part
    says: str


def lacking(root: Path, chapter: Chapter, exercise: Exercise) -> list[Lack]:
    """Return the files that an exercise lacks or that are not written yet, in the order of writing."""
    found = []
    for part in PARTS:
        path = root / part.path.format(folder=chapter.folder, name=exercise.name)
        if not path.is_file():
            where = path.relative_to(root).as_posix()
            says = f"there is no {where}: it holds {part.holds}{_misnamed(path)}"
            found.append(Lack(part, says))
        elif unwritten := _unwritten(path):
            where = path.relative_to(root).as_posix()
            found.append(Lack(part, f"{where} is not written yet: {unwritten}"))
    return found


def _unwritten(path: Path) -> str:
    """The first thing that a file leaves to be filled in, with its line and how many there are."""
    lines = path.read_text(encoding="utf-8", errors="replace").splitlines()
    left = [(number, line) for number, line in enumerate(lines, start=1) if FILL_IN in line]
    if not left:
        return ""
    number, line = left[0]
    what = line.partition(FILL_IN)[2].strip(" \"',.")
    more = f", and {len(left) - 1} more" if len(left) > 1 else ""
    return f"line {number} is to be filled in ({what}){more}"


def _misnamed(path: Path) -> str:
    """A file beside the missing one whose name is like it, in words."""
    there = {p.name for p in path.parent.glob("*.*")} if path.parent.is_dir() else set()
    close = difflib.get_close_matches(
        path.name, sorted(there - set(layout.FILES)), n=1, cutoff=0.75
    )
    return f". {close[0]} stands beside it: is that its name misspelt?" if close else ""
