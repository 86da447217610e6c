"""The files that an exercise is made of, in the order in which one writes them, and which it lacks."""

from __future__ import annotations

import difflib
from pathlib import Path
from typing import NamedTuple

from autograder.registry import Chapter, Exercise

MINIMUM_HIDDEN, MINIMUM_MISTAKES, MINIMUM_ALTERNATIVES = 3, 5, 3


class Part(NamedTuple):
    """A file of an exercise: where it stands, what is in it, and whether nothing runs without it."""

    path: str
    holds: str
    needed: bool


PARTS = (
    Part("solutions/{folder}/{stem}.py", "the statement and the solution", True),
    Part("solutions/{folder}/test_{stem}.py", "the public checks", True),
    Part(
        "autograder/hidden/{folder}/test_{stem}.py",
        f"the hidden checks, at least {MINIMUM_HIDDEN}",
        True,
    ),
    Part(
        "autograder/mistakes/{folder}/{stem}.py",
        f"the known mistakes, at least {MINIMUM_MISTAKES}",
        False,
    ),
    Part(
        "autograder/alternatives/{folder}/{stem}.py",
        f"right answers written in another way, at least {MINIMUM_ALTERNATIVES}",
        False,
    ),
    Part(
        "autograder/oracles/{folder}/{stem}.py",
        "an outside oracle, which shows that the reference is right",
        False,
    ),
    Part(
        "exercises/{folder}/{stem}.py",
        "the stub, which `autograder build` makes of the solution",
        True,
    ),
)


class Lack(NamedTuple):
    """A file that is not there, in words."""

    part: Part
    says: str


def lacking(root: Path, chapter: Chapter, exercise: Exercise) -> list[Lack]:
    """Return the files that an exercise lacks, in the order in which one writes them."""
    found = []
    for part in PARTS:
        path = root / part.path.format(folder=chapter.folder, stem=exercise.stem)
        if not path.is_file():
            where = path.relative_to(root).as_posix()
            says = f"there is no {where}: it holds {part.holds}{_misnamed(path, chapter, part)}"
            found.append(Lack(part, says))
    return found


def _misnamed(path: Path, chapter: Chapter, part: Part) -> str:
    """A file beside the missing one that no exercise owns and whose name is like it, in words."""
    name = Path(part.path).name
    owned = {name.format(stem=exercise.stem) for exercise in chapter.exercise}
    folder = path.parent
    there = {p.name for p in folder.glob("*.py")} if folder.is_dir() else set()
    close = difflib.get_close_matches(path.name, sorted(there - owned), n=1, cutoff=0.75)
    if not close:
        return ""
    return (
        f". {close[0]} stands beside it and belongs to no exercise: rename it, or mend the name or "
        f"the place in solutions/{chapter.folder}/chapter.toml"
    )
