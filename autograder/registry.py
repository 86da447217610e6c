"""The one registry of chapters and exercises, read from `chapter.toml` (authored) or `chapter.json`
(what the build makes of it for students)."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Literal

import msgspec

from autograder.errors import UserError

_FOLDER = re.compile(r"ch(?P<number>\d+)_(?P<slug>[a-z]+)$")
_STEM = re.compile(r"(?:test_)?(?P<stem>e\d\d_(?P<name>[a-z0-9_]+))$")


class Returns(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """An object that an exercise asks for and that is not data: its kind, and what checks may call."""

    object: Literal["torch_module", "pymc_model"]
    methods: tuple[str, ...]


class Exercise(msgspec.Struct, frozen=True, forbid_unknown_fields=True, omit_defaults=True):
    """One exercise. `number` is its place in the chapter, from 1; `page` is a site path with anchor."""

    name: str
    title: str
    points: float
    difficulty: int
    minutes: int
    page: str
    hints: tuple[str, ...]
    number: int = 0
    chapter: str = ""
    # How many checks only the grader runs; filled in by the build, so that a student can be told.
    hidden_checks: int = 0
    # For an exercise whose answer is an object and not data.
    returns: Returns | None = None
    # Over how many seeds of a hundred it is verified, where its checks take seconds; 0: over all.
    seeds: int = 0

    @property
    def stem(self) -> str:
        """File name without its ending: `e04_confidence_interval`."""
        return f"e{self.number:02d}_{self.name}"

    @property
    def id(self) -> str:
        """Chapter and name: `ols.confidence_interval`."""
        return f"{self.chapter}.{self.name}"

    @property
    def solution_cell(self) -> str:
        """nbgrader's id of the notebook cell that a student writes in."""
        return self.stem

    @property
    def check_cell(self) -> str:
        """nbgrader's id of the notebook cell that carries the points."""
        return f"check_{self.stem}"


class Chapter(msgspec.Struct, frozen=True, forbid_unknown_fields=True, omit_defaults=True):
    """One chapter and its exercises, in order."""

    slug: str
    title: str
    summary: str
    page: str
    exercise: tuple[Exercise, ...] = ()
    number: int = 0
    # Heavy libraries that the exercises use: the grader imports them once for all submissions.
    libraries: tuple[Literal["torch", "pymc"], ...] = ()

    @property
    def folder(self) -> str:
        """The folder's name, the same under `solutions`, `exercises` and `hidden`: `ch1_ols`."""
        return f"ch{self.number}_{self.slug}"

    @property
    def setup_cell(self) -> str:
        """nbgrader's id of the notebook's first code cell."""
        return f"setup_{self.folder}"

    @property
    def points(self) -> float:
        """The sum of the exercises' points."""
        return sum(e.points for e in self.exercise)

    def find(self, name: str) -> Exercise:
        """Return the exercise with this name, id or stem. Raises `UserError` listing what there is."""
        for exercise in self.exercise:
            if name in (exercise.name, exercise.id, exercise.stem):
                return exercise
        known = ", ".join(e.id for e in self.exercise)
        raise UserError(f"There is no exercise {name!r} in {self.folder}. There are: {known}.")


def read_chapter(folder: Path) -> Chapter:
    """Return the chapter in `folder`. Raises `UserError` naming the file and the field at fault."""
    match = _FOLDER.match(folder.name)
    authored, generated = folder / "chapter.toml", folder / "chapter.json"
    path = authored if authored.exists() else generated
    try:
        data = path.read_bytes()
        decode = msgspec.toml.decode if path is authored else msgspec.json.decode
        chapter = decode(data, type=Chapter)
    except FileNotFoundError:
        raise UserError(f"{folder} holds no chapter.toml and no chapter.json.") from None
    except (msgspec.DecodeError, msgspec.ValidationError) as error:
        raise UserError(f"{path} cannot be read: {error}") from None
    if path is authored and match is None:
        raise UserError(f"{folder} is not a chapter: its name should look like ch1_ols.")
    if path is authored and match is not None and chapter.slug != match["slug"]:
        raise UserError(
            f"{path} says slug = {chapter.slug!r}, but its folder is {folder.name}: make them agree."
        )
    exercises = tuple(
        msgspec.structs.replace(e, number=i, chapter=chapter.slug)
        for i, e in enumerate(chapter.exercise, start=1)
    )
    for exercise in exercises:
        _validate(exercise, path)
    # A student may rename the folder that the generated file came in; that file knows its number.
    number = int(match["number"]) if path is authored and match else chapter.number
    return msgspec.structs.replace(chapter, exercise=exercises, number=number)


def _validate(exercise: Exercise, path: Path) -> None:
    problems = []
    if not re.fullmatch(r"[a-z][a-z0-9_]*", exercise.name):
        problems.append("a name of lower-case letters, digits and underscores")
    if exercise.points <= 0:
        problems.append("points above zero")
    if exercise.difficulty not in (1, 2, 3, 4, 5):
        problems.append("a difficulty from 1 to 5")
    if exercise.minutes <= 0:
        problems.append("minutes above zero")
    if len(exercise.hints) != 3 or not all(h.strip() for h in exercise.hints):
        problems.append("exactly three hints")
    if problems:
        raise UserError(f"{path}: exercise {exercise.name!r} needs {', '.join(problems)}.")


def chapters(folder: Path) -> list[Chapter]:
    """Return every chapter under `folder` (such as `exercises/`), in order."""
    found = [read_chapter(p) for p in sorted(folder.glob("ch*_*")) if _FOLDER.match(p.name)]
    return sorted(found, key=lambda c: c.number)


def stem_of(path: Path) -> str | None:
    """Return `e01_design_matrix` for that exercise's file or test file; None for any other file."""
    match = _STEM.match(path.stem)
    return match["stem"] if match and path.suffix == ".py" else None


def check_files(root: Path, chapter: Chapter, exercise: Exercise) -> list[Path]:
    """Return the public and the hidden check file of an exercise, in the course's source."""
    name = f"test_{exercise.stem}.py"
    return [
        root / "solutions" / chapter.folder / name,
        root / "autograder" / "hidden" / chapter.folder / name,
    ]


def site_page(site_url: str, page: str) -> str:
    """Return the address of `ols.md#standard-errors` on the course's site."""
    name, _, anchor = page.partition("#")
    return f"{site_url.rstrip('/')}/{name.removesuffix('.md')}.html" + (
        f"#{anchor}" if anchor else ""
    )


def function_name(stem: str) -> str:
    """Return `design_matrix` for `e01_design_matrix`."""
    match = _STEM.match(stem)
    if match is None:
        raise ValueError(f"{stem!r} is not the stem of an exercise")
    return match["name"]


def source_root(start: Path | None = None) -> Path:
    """Return the course's source checkout: the folder that holds `solutions/` and `autograder/hidden`.

    Looks in `start` (default: the working directory) and above it, then beside this package.
    Raises `UserError` where there is none, as in an installation from a wheel.
    """
    here = (start or Path.cwd()).resolve()
    for folder in (here, *here.parents, Path(__file__).resolve().parents[1]):
        if (folder / "solutions").is_dir() and (folder / "autograder" / "hidden").is_dir():
            return folder
    raise UserError(
        f"No course source was found in or above {here}: this command needs the folder that holds "
        "solutions/ and autograder/hidden/. Run it inside a checkout of the course, with the "
        "course installed from there (pip install -e '.[instructor]')."
    )
